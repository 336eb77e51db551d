import type { FormEvent, ReactNode, RefObject } from 'react';
import { usePurpose } from './print-purpose.ts';
import { useWords } from './words.tsx';

/** Asks what something leaves the program for, which goes on record with it. */
export function PurposeDialog(props: {
  dialog: RefObject<HTMLDialogElement | null>;
  id: string;
  title: string;
  help: string;
  /** As the agency's records hold it; a document has room for less. */
  most: number;
  required?: boolean;
  problem: string | null;
  busy: boolean;
  action: ReactNode;
  take: (purpose: string) => void;
}) {
  const { say } = useWords();
  const [purpose, setPurpose] = usePurpose();
  const { dialog, id, required = false, take } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!required || purpose.trim() !== '') take(purpose.trim());
  };
  return (
    <dialog ref={dialog} className="dialog screen-only" aria-labelledby={id}>
      <form onSubmit={submit}>
        <h2 id={id} className="dialog-title">
          {props.title}
        </h2>
        <label className="print-purpose">
          {say('print.purpose')}
          <input
            className="field"
            value={purpose}
            required={required}
            maxLength={props.most}
            placeholder={say('print.purposeHint')}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          />
        </label>
        <p className="muted small">{props.help}</p>
        {props.problem === null ? null : <p role="alert">{props.problem}</p>}
        <div className="buttons end">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {say('links.cancel')}
          </button>
          <button type="submit" className="button first" disabled={props.busy}>
            {props.action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
