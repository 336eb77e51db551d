import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { PlainKey } from './words.tsx';

/** One letter, what it does in words, and the doing. Pages add theirs while they are shown. */
export interface KeyBinding {
  readonly key: string;
  readonly label: PlainKey;
  readonly run: () => void;
}

const storageKey = 'flashlight.keys';
const bindings: KeyBinding[] = [];
const listeners = new Set<() => void>();
let snapshot: readonly KeyBinding[] = [];
/** Keys that go from one to the next go on while they are held. Every other acts once a press: a decision held down would be given to all that follow. */
const held: ReadonlySet<string> = new Set(['j', 'k', 'J', 'K', '.', ',']);
let lettersOn = readLettersOn();

function readLettersOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

function changed(): void {
  snapshot = [...bindings];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=button])',
    )
  );
}

window.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // A dialog or menu that is open takes Escape itself.
  if (document.querySelector('dialog[open], :popover-open') !== null) return;
  if (event.key !== 'Escape' && (!lettersOn || takesText(event.target))) return;
  // The binding added last is the nearest to the reader: the page's before the frame's.
  const binding = bindings.findLast((candidate) => candidate.key === event.key);
  if (binding === undefined) return;
  event.preventDefault();
  if (event.repeat && !held.has(event.key)) return;
  binding.run();
});

/** Binds letters while the component is shown. Letters rest while the reader types or a dialog is open. */
export function useKeys(own: readonly KeyBinding[]): void {
  const latest = useRef(own);
  latest.current = own;
  const names = own.map((binding) => binding.key).join(' ');
  useEffect(() => {
    const added = latest.current.map((binding) => ({
      key: binding.key,
      label: binding.label,
      run: () => latest.current.find((candidate) => candidate.key === binding.key)?.run(),
    }));
    bindings.push(...added);
    changed();
    return () => {
      for (const binding of added) bindings.splice(bindings.indexOf(binding), 1);
      changed();
    };
  }, [names]);
}

export function useKeyList(): readonly KeyBinding[] {
  return useSyncExternalStore(subscribe, () => snapshot);
}

/** Whether single letters act (WCAG 2.2, 2.1.4: they can be turned off). */
export function useLetters(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => lettersOn);
  return [
    on,
    (next) => {
      lettersOn = next;
      try {
        if (next) localStorage.removeItem(storageKey);
        else localStorage.setItem(storageKey, 'off');
      } catch {
        // Holds until the page is closed.
      }
      for (const listener of listeners) listener();
    },
  ];
}
