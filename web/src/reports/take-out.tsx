import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Icon } from '../frame/icon.tsx';
import { PurposeDialog } from '../frame/purpose-dialog.tsx';
import { requestFile } from '../frame/request.ts';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';
import { pathOf, type YearQuestion } from './report-queries.ts';

/** Asks what a report is taken out for, which goes on record, and hands the file to the reader. */
export function TakeOut({ question }: { question: YearQuestion }) {
  const { say } = useWords();
  const [format, setFormat] = useState<'pdf' | 'csv'>('pdf');
  const dialog = useRef<HTMLDialogElement>(null);
  const take = useMutation({
    mutationFn: async (purpose: string) =>
      saveFile(
        `traces-${question.report}-${question.year}.${format}`,
        await requestFile(pathOf(question, `.${format}`), { 'flashlight-purpose': encodeURIComponent(purpose) }),
      ),
    onSuccess: () => dialog.current?.close(),
  });
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
      <PurposeDialog
        dialog={dialog}
        id="take-title"
        title={say('reports.take', { format: say(`reports.${format}`) })}
        help={say('reports.takeHelp')}
        most={150}
        problem={take.isError ? say('reports.notTaken') : null}
        busy={take.isPending}
        action={say('reports.take', { format: say(`reports.${format}`) })}
        take={take.mutate}
      />
    </div>
  );
}
