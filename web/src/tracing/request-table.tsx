import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { RequestLine } from '../../../src/model/tracing.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { PickBox } from './pick-box.tsx';

/** Requests with where they stand, what blocks them, and by how much they are late. */
export function RequestTable(props: {
  items: readonly RequestLine[];
  chosen: ReadonlySet<number>;
  choose: (chosen: ReadonlySet<number>) => void;
  writes: boolean;
}) {
  const { items, chosen, choose, writes } = props;
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo((): Column<RequestLine>[] => {
    const boxes: Column<RequestLine>[] = writes
      ? [
          {
            id: 'pick',
            header: say('tracing.choose'),
            text: (line) => (chosen.has(line.request) ? '1' : ''),
            cell: (line) => (
              <PickBox
                id={line.request}
                label={`${say('tracing.choose')}: ${line.request}`}
                picked={chosen}
                pick={choose}
              />
            ),
            group: null,
          },
        ]
      : [];
    const late = (line: RequestLine) =>
      line.late === null
        ? say('tracing.inTime')
        : `${say('tracing.lateDays', { n: line.late.days })}: ${sayIfKnown(`tracing.late.${line.state}`) ?? line.late.why}`;
    return [
      ...boxes,
      {
        id: 'request',
        header: say('tracing.col.request'),
        text: (line) => String(line.request),
        sort: (line) => line.request,
        cell: (line) => (
          <Link to="/tracing/$request" params={{ request: String(line.request) }}>
            {line.request}
          </Link>
        ),
        group: null,
        className: 'number',
      },
      {
        id: 'firearm',
        header: say('tracing.col.firearm'),
        text: (line) => line.label,
        cell: (line) => (
          <>
            <Link to="/tracing/$request" params={{ request: String(line.request) }}>
              {line.label}
            </Link>
            {line.priority === 'URGENT' ? <span className="tag hit">{say('tracing.urgent')}</span> : null}
          </>
        ),
        rowHeader: true,
      },
      {
        id: 'state',
        header: say('tracing.col.state'),
        text: (line) => say(`tracing.state.${line.state}`),
        cell: (line) => (
          <>
            {say(`tracing.state.${line.state}`)}
            {line.disagrees ? <span className="tag conflict">{say('tracing.disagrees')}</span> : null}
          </>
        ),
      },
      {
        id: 'late',
        header: say('tracing.col.late'),
        text: late,
        sort: (line) => line.late?.days ?? 0,
        cell: (line) => <span className={line.late === null ? 'muted' : 'late'}>{late(line)}</span>,
        group: null,
      },
      {
        id: 'checks',
        header: say('tracing.col.checks'),
        text: (line) =>
          [
            line.errors > 0 ? say('tracing.errors', { n: line.errors }) : '',
            line.warnings > 0 ? say('tracing.warnings', { n: line.warnings }) : '',
          ]
            .filter(Boolean)
            .join(', ') || say('tracing.clear'),
        sort: (line) => line.errors * 100 + line.warnings,
      },
      {
        id: 'trace',
        header: say('tracing.col.trace'),
        text: (line) => line.traceNumber ?? '',
        className: 'mono',
        group: null,
      },
      {
        id: 'recovered',
        header: say('tracing.col.recovered'),
        text: (line) => (line.recoveredOn === null ? '' : formats.day(line.recoveredOn)),
        sort: (line) => line.recoveredOn ?? '',
        className: 'number',
      },
      {
        id: 'since',
        header: say('tracing.col.since'),
        text: (line) => formats.moment(line.since),
        sort: (line) => line.since,
        className: 'number',
        group: (line) => formats.day(line.since),
      },
      { id: 'by', header: say('tracing.col.by'), text: (line) => line.by },
    ];
  }, [say, sayIfKnown, formats, chosen, choose, writes]);
  return (
    <DataTable
      name="requests"
      title={<h2>{say('tracing.requests')}</h2>}
      label={say('tracing.requests')}
      rows={items}
      columns={columns}
      rowId={(line) => String(line.request)}
      selected={selected}
      select={select}
      open={(line) => void navigate({ to: '/tracing/$request', params: { request: String(line.request) } })}
      firstSort={{ id: 'late', descending: true }}
      empty={say('tracing.requestsNone')}
      height={420}
    />
  );
}
