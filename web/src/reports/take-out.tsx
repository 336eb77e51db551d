import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { Icon } from '../frame/icon.tsx';
import { usePurpose } from '../frame/print-purpose.ts';
import { requestFile } from '../frame/request.ts';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';
import { pathOf, type YearQuestion } from './report-queries.ts';

/** Asks what a report is taken out for, which goes on record, and hands the file to the reader. */
export function TakeOut({ question }: { question: YearQuestion }) {
  const { say } = useWords();
  const [purpose, setPurpose] = usePurpose();
  const [format, setFormat] = useState<'pdf' | 'csv'>('pdf');
  const dialog = useRef<HTMLDialogElement>(null);
  const take = useMutation({
    mutationFn: async () =>
      saveFile(
        `traces-${question.report}-${question.year}.${format}`,
        await requestFile(pathOf(question, `.${format}`), { 'flashlight-purpose': encodeURIComponent(purpose.trim()) }),
      ),
    onSuccess: () => dialog.current?.close(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take.mutate();
  };
  return (
    <div className="buttons">
      {(['pdf', 'csv'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          onClick={() => {
            setFormat(each);
            take.reset();
            dialog.current?.showModal();
          }}
        >
          <Icon name={each === 'pdf' ? 'print' : 'save'} size={16} /> {say(`reports.${each}`)}
        </button>
      ))}
      <dialog ref={dialog} className="dialog" aria-labelledby="take-title">
        <form onSubmit={submit}>
          <h2 id="take-title" className="dialog-title">
            {say('reports.take', { format: say(`reports.${format}`) })}
          </h2>
          <label className="print-purpose">
            {say('print.purpose')}
            <input
              className="field"
              value={purpose}
              maxLength={150}
              placeholder={say('print.purposeHint')}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
          </label>
          <p className="muted small">{say('reports.takeHelp')}</p>
          {take.isError ? <p role="alert">{say('reports.notTaken')}</p> : null}
          <div className="buttons end">
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              {say('links.cancel')}
            </button>
            <button type="submit" className="button first" disabled={take.isPending}>
              {say('reports.take', { format: say(`reports.${format}`) })}
            </button>
          </div>
        </form>
      </dialog>
    </div>
  );
}
