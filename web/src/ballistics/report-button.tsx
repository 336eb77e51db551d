import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { SurfaceComparison } from '../../../src/model/surface-comparison.ts';
import { Icon } from '../frame/icon.tsx';
import { PurposeDialog } from '../frame/purpose-dialog.tsx';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';
import { fetchReport, type ComparisonAsked } from './surface-queries.ts';

/** Asks what a report is for, which goes on record, and hands the file to the reader. */
export function ReportButton({ asked, comparison }: { asked: ComparisonAsked; comparison: SurfaceComparison }) {
  const { say } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const take = useMutation({
    mutationFn: async (purpose: string) =>
      saveFile(`comparison-${asked.first}-${asked.second}.pdf`, await fetchReport(asked, purpose)),
    onSuccess: () => dialog.current?.close(),
  });
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
      <PurposeDialog
        dialog={dialog}
        id="report-title"
        title={say('surface.report')}
        help={say('surface.reportHelp')}
        most={150}
        required
        problem={take.isError ? say('reports.notTaken') : null}
        busy={take.isPending}
        action={say('surface.reportMake')}
        take={take.mutate}
      />
    </>
  );
}
