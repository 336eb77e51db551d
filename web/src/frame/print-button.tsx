import { useMutation } from '@tanstack/react-query';
import { useRef, type FormEvent } from 'react';
import { Icon } from './icon.tsx';
import { usePurpose } from './print-purpose.ts';
import { request } from './request.ts';
import { printPage } from './theme.ts';
import { useWords } from './words.tsx';

/** Asks what a page is printed for, which stands at its head, puts that on record of all it is about and prints it. */
export function PrintButton({ records }: { records: readonly string[] }) {
  const { say } = useWords();
  const [purpose, setPurpose] = usePurpose();
  const dialog = useRef<HTMLDialogElement>(null);
  const record = useMutation({
    mutationFn: async () => {
      for (const path of new Set(records)) await request('POST', path, { body: { purpose } });
    },
    onSuccess: () => {
      dialog.current?.close();
      printPage();
    },
  });
  const print = (event: FormEvent) => {
    event.preventDefault();
    record.mutate();
  };
  return (
    <>
      <button type="button" className="button" onClick={() => dialog.current?.showModal()}>
        <Icon name="print" size={16} /> {say('firearm.print')}
      </button>
      <dialog ref={dialog} className="dialog screen-only" aria-labelledby="print-title">
        <form onSubmit={print}>
          <h2 id="print-title" className="dialog-title">
            {say('print.title')}
          </h2>
          <label className="print-purpose">
            {say('print.purpose')}
            <input
              className="field"
              value={purpose}
              maxLength={200}
              placeholder={say('print.purposeHint')}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
          </label>
          <p className="muted small">{say('print.purposeHelp')}</p>
          {record.isError ? <p role="alert">{say('print.notRecorded')}</p> : null}
          <div className="buttons end">
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              {say('links.cancel')}
            </button>
            <button type="submit" className="button first" disabled={record.isPending}>
              <Icon name="print" size={16} /> {say('firearm.print')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
