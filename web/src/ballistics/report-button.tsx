import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Icon } from '../frame/icon.tsx';
import { PurposeDialog } from '../frame/purpose-dialog.tsx';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';

/** Asks what a report is for, which goes on record, and hands the file to the reader. */
export function ReportButton({
  label,
  file,
  make,
}: {
  label: 'surface.report' | 'exhibits.caseReport';
  /** Name it is saved by. */
  file: string;
  make: (purpose: string) => Promise<Blob>;
}) {
  const { say } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const take = useMutation({
    mutationFn: async (purpose: string) => saveFile(file, await make(purpose)),
    onSuccess: () => dialog.current?.close(),
  });
  return (
    <>
      <button
        type="button"
        className="button screen-only"
        onClick={() => {
          take.reset();
          dialog.current?.showModal();
        }}
      >
        <Icon name="print" size={16} /> {say(label)}
      </button>
      <PurposeDialog
        dialog={dialog}
        id="report-title"
        title={say(label)}
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
