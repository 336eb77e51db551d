import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Icon } from './icon.tsx';
import { PurposeDialog } from './purpose-dialog.tsx';
import { request } from './request.ts';
import { printPage } from './theme.ts';
import { useWords } from './words.tsx';

/** Asks what a page is printed for, which stands at its head, puts that on record of all it is about and prints it. */
export function PrintButton({ records }: { records: readonly string[] }) {
  const { say } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const record = useMutation({
    mutationFn: async (purpose: string) => {
      for (const path of new Set(records)) await request('POST', path, { body: { purpose } });
    },
    onSuccess: () => {
      dialog.current?.close();
      printPage();
    },
  });
  return (
    <>
      <button type="button" className="button" onClick={() => dialog.current?.showModal()}>
        <Icon name="print" size={16} /> {say('firearm.print')}
      </button>
      <PurposeDialog
        dialog={dialog}
        id="print-title"
        title={say('print.title')}
        help={say('print.purposeHelp')}
        most={200}
        problem={record.isError ? say('print.notRecorded') : null}
        busy={record.isPending}
        action={
          <>
            <Icon name="print" size={16} /> {say('firearm.print')}
          </>
        }
        take={record.mutate}
      />
    </>
  );
}
