import { lazy, Suspense, useState } from 'react';
import { emptyLine, meanLines, publishedLine } from '../../../src/model/report-lines.ts';
import { percentOf } from '../../../src/model/report-text.ts';
import type { TraceYear, YearRow, YearSection } from '../../../src/model/trace-year.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { ReportShare, useReportText } from './report-share.tsx';
import { Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

const StateMap = lazy(async () => ({ default: (await import('./state-map.tsx')).StateMap }));

export const rowId = ({ id }: YearSection, { key, of }: YearRow) => `${id}:${of ?? ''}:${key}`;

/** A section: its bars first, each a button that opens what it says, then all of it as a table. */
export function SectionPanel(props: {
  section: YearSection;
  year: TraceYear;
  selected: string | null;
  select: (id: string | null) => void;
}) {
  const { section, year, selected, select } = props;
  const { say } = useWords();
  const text = useReportText();
  const [open, setOpen] = useState(false);
  const { id, rows, drawn, folded } = section;
  const shown = rows.slice(0, drawn ?? rows.length);
  const longest = Math.max(...rows.map(({ share }) => lengthOf(share)), lengthOf(folded?.share ?? null));
  const lines = meanLines(section, year.year, text);
  const empty = emptyLine(section, text);
  return (
    <section className={`panel report-section report-${id}`} aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`}>{text.say(`section.${id}`)}</h2>
      <p className="muted small">{text.say(`section.${id}.help`)}</p>
      {empty === null ? null : <p className="muted">{empty}</p>}
      {id === 'sources' && rows.length > 0 ? (
        <Suspense fallback={<Skeleton height={260} />}>
          <StateMap
            rows={rows}
            audience={year.audience}
            selected={selected}
            select={(key) => select(`sources::${key}`)}
          />
        </Suspense>
      ) : null}
      <ol className="report-bars">
        {shown.map((row) => {
          const own = rowId(section, row);
          return (
            <li key={own}>
              <button
                type="button"
                aria-pressed={selected === own}
                onClick={() => select(selected === own ? null : own)}
              >
                <span className="report-label">{text.row(id, row)}</span>
                <span className="report-track" aria-hidden="true">
                  <i style={{ width: `${(lengthOf(row.share) / longest) * 100 || 0}%` }} />
                </span>
                <ReportShare share={row.share} />
              </button>
            </li>
          );
        })}
        {folded === null ? null : (
          <li className="report-folded">
            <span className="report-label">{text.say('folded', { groups: folded.groups })}</span>
            <span className="report-track" aria-hidden="true">
              <i style={{ width: `${(lengthOf(folded.share) / longest) * 100 || 0}%` }} />
            </span>
            <ReportShare share={folded.share} />
          </li>
        )}
      </ol>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {id === 'sources' ? <p data-share>{publishedLine(year, text)}</p> : null}
      {rows.length === 0 ? null : (
        <details className="report-all" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{say('reports.all', { n: rows.length })}</summary>
          {open ? <RowTable section={section} selected={selected} select={select} /> : null}
        </details>
      )}
    </section>
  );
}

/** Rows of one section have one whole or each their own: bars are as long as their shares. */
function lengthOf(share: YearRow['share']): number {
  return share === null || share.denominator === 0 ? 0 : share.numerator / share.denominator;
}

function RowTable(props: { section: YearSection; selected: string | null; select: (id: string | null) => void }) {
  const { section } = props;
  const text = useReportText();
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  const columns: readonly Column<YearRow>[] = [
    { id: 'group', header: text.say('column.group'), text: (row) => text.row(section.id, row), rowHeader: true },
    {
      id: 'firearms',
      header: text.say('column.firearms'),
      text: ({ share }) => (share === null ? text.say('heldBack') : String(share.numerator)),
      sort: ({ share }) => share?.numerator ?? -1,
      className: 'number',
      group: null,
    },
    {
      id: 'known',
      header: text.say('column.known'),
      text: ({ share }) => number(share?.denominator),
      sort: ({ share }) => share?.denominator ?? -1,
      className: 'number',
      group: null,
    },
    {
      id: 'unknown',
      header: text.say('column.unknown'),
      text: ({ share }) => number(share?.unknown),
      sort: ({ share }) => share?.unknown ?? -1,
      className: 'number',
      group: null,
    },
    {
      id: 'percent',
      header: text.say('column.percent'),
      text: ({ share }) => (share === null || share.denominator === 0 ? '' : percentOf(share)),
      sort: ({ share }) => lengthOf(share),
      cell: ({ share }) => <ReportShare share={share} />,
      group: null,
    },
  ];
  return (
    <DataTable
      name={section.id}
      title={text.say(`section.${section.id}`)}
      label={text.say(`section.${section.id}`)}
      rows={section.rows}
      columns={columns}
      rowId={(row) => rowId(section, row)}
      selected={props.selected}
      select={props.select}
      firstSort={{ id: section.drawn === null ? 'percent' : 'firearms', descending: true }}
      empty={text.say('empty')}
      height={320}
    />
  );
}
