import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { NibinEnd, NibinLeadLine } from '../../../src/model/nibin.ts';
import { nibinStandings, nibinStates } from '../../../src/model/nibin-states.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { StateBoxes } from '../frame/state-boxes.tsx';
import { useWords, type Words } from '../frame/words.tsx';
import { getsColumns } from './nibin-gets.tsx';
import { nibinLeadsQuery } from './nibin-queries.ts';
import { StandingMark } from './standing-mark.tsx';

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
  const search: { state?: string; standing?: string } = useSearch({ strict: false });
  const state = nibinStates.find((each) => each === search.state) ?? null;
  const standing = nibinStandings.find((each) => each === search.standing) ?? null;
  const { data, error, refetch } = useQuery(nibinLeadsQuery({ state, standing }));
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
      { id: 'state', header: say('nibin.col.state'), text: (line) => say(`nibin.state.${line.state}`) },
      { id: 'a', header: say('nibin.col.a'), text: (line) => endText(line.a, words), group: null },
      { id: 'b', header: say('nibin.col.b'), text: (line) => endText(line.b, words), group: null },
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
      { id: 'assignee', header: say('nibin.col.assignee'), text: (line) => line.assignee ?? '' },
      {
        id: 'since',
        header: say('nibin.col.since'),
        text: (line) => formats.moment(line.stateAt),
        sort: (line) => line.stateAt,
        className: 'number',
        group: (line) => formats.day(line.stateAt),
      },
      { id: 'by', header: say('nibin.col.by'), text: (line) => line.stateBy },
    ],
    [say, words, formats],
  );
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    );
  const { unconfirmed: leads, hits, withdrawn } = data;
  return (
    <>
      <section className="panel" aria-label={say('nibin.col.state')}>
        <p>{say('nibin.leads.counted', { leads, hits, withdrawn })}</p>
        <p className="muted small">{say('nibin.gets.help')}</p>
        <div className="state-flow screen-only">
          <ul>
            <StateBoxes
              states={nibinStates.filter((each) => (data.counts[each] ?? 0) > 0 || each === state)}
              nameOf={(each) => say(`nibin.state.${each}`)}
              counts={data.counts}
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
        {data.items.length === 0 ? (
          <Empty icon="lead" title={say('nibin.leads.none')} help={say('nibin.leads.noneHelp')} />
        ) : (
          <DataTable
            name="nibin"
            title={<h2>{say('nibin.leads.title')}</h2>}
            label={say('nibin.leads.title')}
            rows={data.items}
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
        {data.more ? <p className="muted small">{say('nibin.leads.more')}</p> : null}
      </section>
    </>
  );
}
