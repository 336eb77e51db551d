import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ImportRun } from '../../../src/model/import-answers.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import type { Formats } from '../frame/format.ts';
import { failureWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { CountsBar } from './counts-bar.tsx';
import { RunState } from './run-state.tsx';
import './imports.css';

/** Imports with what was read, accepted, rejected and already there: read = accepted + rejected + duplicates. */
export function RunTable({ runs, titleId, title }: { runs: readonly ImportRun[]; titleId: string; title: string }) {
  const words = useWords();
  const formats = useFormats();
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo(() => runColumns(words, formats), [words, formats]);
  return (
    <DataTable
      name="runs"
      title={<h2 id={titleId}>{title}</h2>}
      label={title}
      rows={runs}
      columns={columns}
      rowId={(run) => String(run.run)}
      selected={selected}
      select={select}
      firstSort={{ id: 'started', descending: true }}
      empty={words.say('imports.none')}
    />
  );
}

function runColumns(words: Words, formats: Formats): Column<ImportRun>[] {
  const { say, sayIfKnown } = words;
  return [
    {
      id: 'file',
      header: say('imports.file'),
      text: (run) => run.file,
      cell: (run) => (
        <Link to="/imports/$run" params={{ run: String(run.run) }} className="run-file">
          {run.file}
        </Link>
      ),
      rowHeader: true,
    },
    {
      id: 'feed',
      header: say('imports.feed'),
      text: (run) => sayIfKnown(`feed.${run.feed}`) ?? run.feed,
    },
    {
      id: 'state',
      header: say('imports.state'),
      text: (run) => say(`imports.state.${run.state}`),
      cell: (run) => (
        <>
          <RunState state={run.state} />
          {run.failure === null ? null : (
            <span className="muted small run-failure">{failureWords(run.failure, words)}</span>
          )}
        </>
      ),
    },
    {
      id: 'counts',
      header: say('runs.counts'),
      text: ({ read, accepted, rejected, duplicates }) => say('runs.sum', { read, accepted, rejected, duplicates }),
      sort: (run) => run.read,
      group: null,
      cell: (run) => <CountsBar counts={run} />,
      className: 'run-counts',
    },
    {
      id: 'started',
      header: say('imports.started'),
      text: (run) => formats.moment(run.startedAt),
      sort: (run) => run.run,
      group: (run) => formats.day(run.startedAt),
      className: 'number',
    },
    { id: 'by', header: say('imports.by'), text: (run) => run.startedBy },
  ];
}
