import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { boardColumns, type BoardCell, type BoardColumn, type BoardRow } from '../../../src/model/exhibit-board.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { BoardMark } from './board-mark.tsx';
import { exhibitBoardQuery } from './exhibit-queries.ts';

const spans = [24, 72, 168, 744] as const;
const moment = /^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z$/;

/** Every firearm and every event with cartridge cases of the last day: what was done with it, and what is late and why. */
export function DailyBoard() {
  const { say } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const search: { until?: string; hours?: string } = useSearch({ strict: false });
  const hours = spans.find((each) => String(each) === String(search.hours)) ?? 24;
  const until = moment.test(search.until ?? '') ? search.until! : null;
  const board = useQuery(exhibitBoardQuery(until, hours));
  const go = (next: { until?: string | undefined; hours?: number }) =>
    void navigate({
      to: '/exhibits',
      search: {
        ...(until === null ? {} : { until }),
        ...(hours === 24 ? {} : { hours: String(hours) }),
        ...(next.until === undefined ? {} : { until: next.until }),
        ...(next.hours === undefined ? {} : { hours: String(next.hours) }),
      },
      resetScroll: false,
    });
  if (board.error !== null) return <Failed error={board.error} retry={() => void board.refetch()} />;
  if (board.data === undefined)
    return (
      <Loading>
        <div className="panel">
          <Skeleton height={96} />
        </div>
        <div className="panel">
          <SkeletonLines lines={10} />
        </div>
      </Loading>
    );
  const { data } = board;
  const late = data.rows.filter((row) => row.late > 0).length;
  return (
    <>
      <section className="panel" aria-labelledby="board-sum">
        <div className="panel-head">
          <h2 id="board-sum">
            {late === 0 ? say('exhibits.noneLate') : say('exhibits.lateRows', { n: late, all: data.rows.length })}
          </h2>
          <div className="segmented screen-only" role="group" aria-label={say('exhibits.span')}>
            {spans.map((each) => (
              <button key={each} type="button" aria-pressed={hours === each} onClick={() => go({ hours: each })}>
                {each < 72 ? say('exhibits.hours', { n: each }) : say('exhibits.days', { n: each / 24 })}
              </button>
            ))}
          </div>
        </div>
        <p className="muted small">
          {say('exhibits.window', { from: formats.moment(data.from), until: formats.moment(data.until) })}
          {until === null ? null : (
            <button
              type="button"
              className="button compact quiet screen-only"
              onClick={() => void navigate({ to: '/exhibits', search: {}, resetScroll: false })}
            >
              {say('exhibits.untilNow')}
            </button>
          )}
        </p>
        <dl className="board-shares">
          {boardColumns.map((column) => (
            <div key={column}>
              <dt>{say(`exhibits.column.${column}`)}</dt>
              <dd>
                <ShareText share={data.done[column]} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="board-legend small muted">
          {(['done', 'waiting', 'late', 'aside', 'unknown', 'not-asked'] as const).map((is) => (
            <span key={is}>
              <BoardMark is={is} /> {say(`exhibits.is.${is}`)}
            </span>
          ))}
        </p>
      </section>
      <section className="panel" aria-label={say('exhibits.boardList')}>
        {data.rows.length === 0 && data.newest !== null ? (
          <p className="pad">
            {say('exhibits.boardEmpty')}{' '}
            <button
              type="button"
              className="button compact screen-only"
              onClick={() => go({ until: new Date(Date.parse(data.newest!)).toISOString() })}
            >
              {say('exhibits.goToNewest', { at: formats.moment(data.newest) })}
            </button>
          </p>
        ) : (
          <BoardTable rows={data.rows} />
        )}
        {data.cut > 0 ? <p className="small muted pad">{say('exhibits.boardCut', { n: data.cut })}</p> : null}
      </section>
    </>
  );
}

function BoardTable({ rows }: { rows: readonly BoardRow[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo((): Column<BoardRow>[] => {
    const name = (row: BoardRow) =>
      row.kind === 'firearm'
        ? row.label
        : /^\d+$/.test(row.label)
          ? say('exhibits.cases', { n: Number(row.label) })
          : say('exhibits.casesUncounted');
    const words = (cell: BoardCell) =>
      [
        cell.at === null ? say(`exhibits.is.${cell.is}`) : formats.moment(cell.at),
        cell.parts === null ? null : say('exhibits.partsOf', { n: cell.parts.done, of: cell.parts.of }),
        cell.is === 'aside' ? cell.reason : cell.why === null ? null : say(`exhibits.why.${cell.why}`),
      ]
        .filter(Boolean)
        .join(': ');
    const rank = { late: 0, waiting: 1, unknown: 2, aside: 3, 'not-asked': 4, done: 5 } as const;
    return [
      {
        id: 'what',
        header: say('exhibits.col.what'),
        text: name,
        cell: (row) => (
          <>
            {row.firearm !== null ? (
              <EntityLink id={row.firearm}>{name(row)}</EntityLink>
            ) : row.incident !== null ? (
              <EntityLink id={row.incident}>{name(row)}</EntityLink>
            ) : (
              <RecordLink record={row.record ?? undefined}>{name(row)}</RecordLink>
            )}
          </>
        ),
        rowHeader: true,
        group: (row) => say(`exhibits.thing.${row.kind}`),
      },
      {
        id: 'case',
        header: say('exhibits.col.case'),
        text: (row) => row.case ?? '',
        className: 'mono',
        group: null,
      },
      ...boardColumns.map((column: BoardColumn): Column<BoardRow> => ({
        id: column,
        header: say(`exhibits.column.${column}`),
        text: (row) => words(row.cells[column]),
        sort: (row) => rank[row.cells[column].is],
        cell: (row) => (
          <span className={`board-cell ${row.cells[column].is}`}>
            <BoardMark is={row.cells[column].is} />{' '}
            <span>
              <span className="board-cell-name">{say(`exhibits.column.${column}`)}: </span>
              {words(row.cells[column])}
            </span>
          </span>
        ),
        group: (row) => say(`exhibits.is.${row.cells[column].is}`),
      })),
      {
        id: 'exhibits',
        header: say('exhibits.col.exhibits'),
        text: (row) => row.exhibits.join(', '),
        sort: (row) => row.exhibits.length,
        cell: (row) =>
          row.exhibits.slice(0, 4).map((exhibit, at) => (
            <span key={exhibit}>
              {at === 0 ? '' : ', '}
              <Link to="/exhibits/$exhibit" params={{ exhibit: String(exhibit) }}>
                {exhibit}
              </Link>
            </span>
          )),
        group: null,
      },
      {
        id: 'late',
        header: say('exhibits.col.late'),
        text: (row) => (row.late === 0 ? '' : String(row.late)),
        sort: (row) => row.late,
        className: 'number',
        group: null,
      },
    ];
  }, [say, formats]);
  const rowId = (row: BoardRow) => `${row.kind}/${row.record ?? 'x'}/${row.exhibits[0] ?? ''}/${row.firearm ?? ''}`;
  return (
    <DataTable
      name="daily"
      title={<h2>{say('exhibits.boardList')}</h2>}
      label={say('exhibits.boardList')}
      rows={rows}
      columns={columns}
      rowId={rowId}
      selected={selected}
      select={select}
      open={(row) => {
        const [first] = row.exhibits;
        if (first !== undefined) void navigate({ to: '/exhibits/$exhibit', params: { exhibit: String(first) } });
      }}
      firstSort={{ id: 'late', descending: true }}
      empty={say('exhibits.boardNone')}
      height={560}
    />
  );
}
