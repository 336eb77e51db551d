import { useSyncExternalStore } from 'react';

/** What the reader prints for, kept for this tab: it stands at the head of what is printed. */
const storageKey = 'flashlight.purpose';
const listeners = new Set<() => void>();
let purpose = readPurpose();

function readPurpose(): string {
  try {
    return sessionStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

export function usePurpose(): [string, (next: string) => void] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => purpose,
  );
  return [
    now,
    (next) => {
      purpose = next;
      try {
        sessionStorage.setItem(storageKey, next);
      } catch {
        // Holds until the page is closed.
      }
      for (const listener of listeners) listener();
    },
  ];
}
