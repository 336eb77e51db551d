import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { NibinEnd, NibinLeadLine } from '../../../src/model/nibin.ts';
import { nibinStandings, nibinStates } from '../../../src/model/nibin-states.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { StateBoxes } from '../frame/state-boxes.tsx';
import { readTables } from '../frame/table-state.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { getsColumns } from './nibin-gets.tsx';
import { StandingMark } from './standing-mark.tsx';
import { useLeads } from './use-leads.ts';

export function endText({ item, origin, case: number }: NibinEnd, { say, sayIfKnown }: Words): string {
  const end = say('nibin.end', { item, origin: sayIfKnown(`nibin.origin.${origin}`) ?? origin });
  return `${number === null ? say('nibin.noCase') : say('nibin.caseOf', { case: number })} · ${end}`;
}

/** Leads with what they stand for, where they are and who works on them. */
export function LeadsView() {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const navigate = useNavigate();
  const search: { state?: string; standing?: string; lists?: string } = useSearch({ strict: false });
  const state = nibinStates.find((each) => each === search.state) ?? null;
  const standing = nibinStandings.find((each) => each === search.standing) ?? null;
  // Anything but the order they come in is an order, or a choice, among all.
  const list = readTables(search.lists).get('nibin');
  const isAmongAll = list !== undefined && (list.sort !== null || list.group !== null || list.filter !== '');
  const { first, leads, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isLoadingAll } = useLeads(
    { state, standing },
    isAmongAll ? 'all' : 'page',
  );
  const [selected, select] = useState<string | null>(null);
  const filter = (change: { state?: string | undefined; standing?: string | undefined }) =>
    void navigate({
      to: '/nibin',
      search: (before: Record<string, unknown>) => ({ ...before, view: 'leads', ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const columns = useMemo(
    (): Column<NibinLeadLine>[] => [
      {
        id: 'number',
        header: say('nibin.col.number'),
        text: (line) => line.number,
        cell: (line) => (
          <Link to="/nibin/$number" params={{ number: String(line.lead) }}>
            {line.number}
          </Link>
        ),
        group: null,
        className: 'number',
        rowHeader: true,
      },
      {
        id: 'standing',
        header: say('nibin.col.standing'),
        text: (line) => say(`nibin.standing.${line.holds}`),
        cell: (line) => (
          <>
            <StandingMark standing={line.holds} />
            {line.otherSources.length === 0 ? null : (
              <span className={line.otherSources.some(({ differs }) => differs) ? 'tag conflict' : 'tag'}>
                {line.otherSources.some(({ differs }) => differs)
                  ? say('nibin.differs')
                  : say('nibin.severalSources', { n: line.otherSources.length })}
              </span>
            )}
          </>
        ),
      },
      {
        id: 'state',
        header: say('nibin.col.state'),
        text: (line) => say(`nibin.state.${line.state}`),
      },
      {
        id: 'ends',
        header: say('nibin.col.ends'),
        text: (line) => `${endText(line.a, words)} — ${endText(line.b, words)}`,
        className: 'lead-ends',
        cell: (line) => (
          <>
            <span className="lead-end">{endText(line.a, words)}</span>
            <span className="lead-end">{endText(line.b, words)}</span>
          </>
        ),
        group: null,
      },
      ...getsColumns(words, formats),
      {
        id: 'late',
        header: say('nibin.col.late'),
        text: (line) =>
          line.lateHours === null
            ? say('nibin.inTime')
            : say('nibin.lateHours', { n: Math.max(1, Math.round(line.lateHours)) }),
        sort: (line) => line.lateHours ?? 0,
        cell: (line) =>
          line.lateHours === null ? (
            <span className="muted">{say('nibin.inTime')}</span>
          ) : (
            <span className="late">▲ {say('nibin.lateHours', { n: Math.max(1, Math.round(line.lateHours)) })}</span>
          ),
        group: null,
      },
      {
        id: 'since',
        header: say('nibin.col.since'),
        text: (line) => formats.moment(line.stateAt),
        sort: (line) => line.stateAt,
        cell: (line) => (
          <>
            <span className="number">{formats.moment(line.stateAt)}</span>
            <span className="lead-end muted">{line.stateBy}</span>
          </>
        ),
        group: (line) => formats.day(line.stateAt),
      },
      { id: 'assignee', header: say('nibin.col.assignee'), text: (line) => line.assignee ?? '' },
    ],
    [say, words, formats],
  );
  if (error !== null && first === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (first === undefined)
    return (
      <Loading>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    );
  const { unconfirmed, hits, withdrawn, total } = first;
  return (
    <>
      <section className="panel" aria-label={say('nibin.col.state')}>
        <p>{say('nibin.leads.counted', { leads: unconfirmed, hits, withdrawn })}</p>
        <p className="muted small">{say('nibin.gets.help')}</p>
        <div className="state-flow screen-only">
          <ul>
            <StateBoxes
              states={nibinStates.filter((each) => (first.counts[each] ?? 0) > 0 || each === state)}
              nameOf={(each) => say(`nibin.state.${each}`)}
              counts={first.counts}
              at={state ?? null}
              choose={(each) => filter({ state: each ?? undefined })}
            />
          </ul>
        </div>
        <div className="buttons screen-only">
          {nibinStandings.map((each) => (
            <button
              key={each}
              type="button"
              className="button compact"
              aria-pressed={standing === each}
              onClick={() => filter({ standing: standing === each ? undefined : each })}
            >
              <StandingMark standing={each} />
            </button>
          ))}
        </div>
      </section>
      <section className="panel">
        {leads.length === 0 ? (
          <Empty icon="lead" title={say('nibin.leads.none')} help={say('nibin.leads.noneHelp')} />
        ) : (
          <DataTable
            name="nibin"
            title={<h2>{say('nibin.leads.title')}</h2>}
            label={say('nibin.leads.title')}
            rows={leads}
            columns={columns}
            rowId={(line) => String(line.lead)}
            selected={selected}
            select={select}
            open={(line) => void navigate({ to: '/nibin/$number', params: { number: String(line.lead) } })}
            firstSort={{ id: 'since', descending: true }}
            empty={say('nibin.leads.none')}
            height={520}
          />
        )}
        {error !== null ? <Failed error={error} retry={() => void fetchNextPage()} /> : null}
        {isAmongAll && leads.length < total ? (
          <p className="muted small" role="status">
            {say('nibin.leads.orderedAmong', { n: formats.number(leads.length), total: formats.number(total) })}
          </p>
        ) : null}
        {hasNextPage && !isLoadingAll ? (
          <p className="screen-only">
            <button
              type="button"
              className="button quiet"
              disabled={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {say('nibin.leads.more', { shown: formats.number(leads.length), total: formats.number(total) })}
            </button>
          </p>
        ) : null}
      </section>
    </>
  );
}
