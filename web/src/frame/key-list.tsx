import { useEffect, useRef } from 'react';
import { useKeyList, useLetters } from './keys.ts';
import { useWords } from './words.tsx';

const shownAs: Record<string, string> = { Escape: 'Esc' };

/** The list of keys that act on this page, and the switch that turns single letters off. */
export function KeyList({ open, close }: { open: boolean; close: () => void }) {
  const { say } = useWords();
  const bindings = useKeyList();
  const [letters, setLetters] = useLetters();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const seen = new Set<string>();
  const shown = bindings
    .toReversed()
    .filter((binding) => !seen.has(binding.key) && seen.add(binding.key))
    .toReversed();
  return (
    <dialog ref={dialog} className="dialog" onClose={close} aria-labelledby="key-list-title">
      <h1 id="key-list-title">{say('keys.title')}</h1>
      <dl className="key-list">
        {shown.map((binding) => (
          <div key={binding.key}>
            <dt>
              <kbd>{shownAs[binding.key] ?? binding.key}</kbd>
            </dt>
            <dd>{say(binding.label)}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.currentTarget.checked)} />
        {say('keys.letters')}
      </label>
      <div className="buttons end">
        <button type="button" className="button first" onClick={close}>
          {say('keys.close')}
        </button>
      </div>
    </dialog>
  );
}
