import { useMutation } from '@tanstack/react-query';
import { useRef, type FormEvent } from 'react';
import type { SurfaceComparison } from '../../../src/model/surface-comparison.ts';
import { Icon } from '../frame/icon.tsx';
import { usePurpose } from '../frame/print-purpose.ts';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';
import { fetchReport, type ComparisonAsked } from './surface-queries.ts';

/** Asks what a report is for, which goes on record, and hands the file to the reader. */
export function ReportButton({ asked, comparison }: { asked: ComparisonAsked; comparison: SurfaceComparison }) {
  const { say } = useWords();
  const [purpose, setPurpose] = usePurpose();
  const dialog = useRef<HTMLDialogElement>(null);
  const take = useMutation({
    mutationFn: async () =>
      saveFile(`comparison-${asked.first}-${asked.second}.pdf`, await fetchReport(asked, purpose.trim())),
    onSuccess: () => dialog.current?.close(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (purpose.trim() !== '') take.mutate();
  };
  if (comparison.compared === null) return null;
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => {
          take.reset();
          dialog.current?.showModal();
        }}
      >
        <Icon name="print" size={16} /> {say('surface.report')}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="report-title">
        <form onSubmit={submit}>
          <h2 id="report-title" className="dialog-title">
            {say('surface.report')}
          </h2>
          <label className="print-purpose">
            {say('print.purpose')}
            <input
              className="field"
              value={purpose}
              required
              maxLength={150}
              placeholder={say('print.purposeHint')}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
          </label>
          <p className="muted small">{say('surface.reportHelp')}</p>
          {take.isError ? <p role="alert">{say('reports.notTaken')}</p> : null}
          <div className="buttons end">
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              {say('links.cancel')}
            </button>
            <button type="submit" className="button first" disabled={take.isPending}>
              {say('surface.reportMake')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
