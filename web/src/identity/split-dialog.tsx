import { useEffect, useRef, type FormEvent } from 'react';
import type { Cluster } from '../../../src/model/identity.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { splitEffect } from './split-effect.ts';

/** Says what parting the rows would change, and asks on what it rests, before anything is changed. */
export function SplitDialog(props: {
  cluster: Cluster;
  apart: ReadonlySet<string>;
  open: boolean;
  close: () => void;
  reason: string;
  write: (reason: string) => void;
  send: () => void;
  pending: boolean;
  error: unknown;
}) {
  const { cluster, apart, reason } = props;
  const { say } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (props.open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [props.open]);
  const effect = splitEffect(cluster, apart);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') props.send();
  };
  return (
    <dialog ref={dialog} className="dialog screen-only" aria-labelledby="split-title" onClose={props.close}>
      <form onSubmit={submit}>
        <h2 id="split-title" className="dialog-title">
          {say('split.title', { n: effect.rowsOut })}
        </h2>
        <ul className="split-effect">
          <li>{say('split.rows', { out: effect.rowsOut, stay: effect.rowsStay })}</li>
          <li>{say('split.follow')}</li>
          {effect.keys.length === 0 ? null : <li>{say('split.keys', { keys: effect.keys.join(', ') })}</li>}
          {effect.modelTies === 0 ? null : <li>{say('split.modelTies', { n: effect.modelTies })}</li>}
          {effect.judgedSame === 0 ? null : <li>{say('split.judged', { n: effect.judgedSame })}</li>}
          <li>{say('split.undo')}</li>
        </ul>
        <label className="print-purpose">
          {say('decide.reason')}
          <input
            className="field"
            value={reason}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => props.write(event.currentTarget.value)}
          />
        </label>
        {props.error === null ? null : <Failed error={props.error} />}
        <div className="buttons end">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {say('decide.cancel')}
          </button>
          <button type="submit" className="button first" disabled={props.pending || reason.trim() === ''}>
            {say('split.send')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
