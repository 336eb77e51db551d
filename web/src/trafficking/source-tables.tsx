import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { LeftOut } from './left-out.tsx';
import { OpenCount } from './open-count.tsx';

const statesFirst = 15;

/** Source states by year of recovery: each cell opens to its traces; the fuller, the darker. */
export function SourceMatrix({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const { years, states } = overview;
  const rows = overview.matrix.slice(0, statesFirst);
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const shareOf = new Map(states.map(({ state, share }) => [state, share]));
  const rest = overview.matrix.length - rows.length;
  const undated = rows.some((row) => row.undated > 0);
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={say('trafficking.matrix')}>
        <table className="table source-matrix">
          <thead>
            <tr>
              <th scope="col">{say('trafficking.sourceState')}</th>
              <th scope="col">{say('trafficking.allYears')}</th>
              {years.map((year) => (
                <th key={year} scope="col" className="right">
                  {year}
                </th>
              ))}
              {undated ? (
                <th scope="col" className="right">
                  {say('entity.undated')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ state, counts, undated: none }) => (
              <tr key={state}>
                <th scope="row">{state}</th>
                <td className="small">
                  <OpenCount n={shareOf.get(state)!.numerator} what={`source=${state}`} label={state}>
                    <ShareText share={shareOf.get(state)!} />
                  </OpenCount>
                </td>
                {counts.map((count, at) => (
                  <td key={years[at]} className="right number" style={shade(count / most)}>
                    <OpenCount
                      n={count}
                      what={`source=${state}&recovered=${years[at]}`}
                      label={`${state} ${years[at]}`}
                    />
                  </td>
                ))}
                {undated ? (
                  <td className="right number">
                    <OpenCount n={none} what={`source=${state}&recovered=none`} label={state} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        {say('trafficking.matrixHelp')} {rest > 0 ? say('trafficking.matrixCut', { n: rest }) : ''}
      </p>
      <LeftOut overview={overview} />
    </>
  );
}

const shade = (share: number) => ({
  background: share === 0 ? undefined : `color-mix(in srgb, var(--sale) ${Math.round(6 + share * 22)}%, transparent)`,
});

/** Source states from which more, or fewer, come than they used to, and those of which no change is told. */
export function CorridorList({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const formats = useFormats();
  const { from, lateFrom, to, rows, unknown, falseMost, after } = overview.corridors;
  if (from === null || lateFrom === null || to === null)
    return <p className="muted">{say('trafficking.corridorsFew')}</p>;
  const told = rows.filter((row) => row.told);
  const month = (text: string) => formats.month(`${text}-01`);
  const shown = told.length > 0 ? rows.slice(0, Math.max(told.length, 8)) : rows.slice(0, 8);
  return (
    <>
      <p>
        <strong>
          {told.length === 0
            ? say('trafficking.corridorsNone', { of: rows.length })
            : say('trafficking.corridorsTold', { n: told.length, of: rows.length })}
        </strong>{' '}
        {say('trafficking.corridorsSpan', { lateFrom: month(lateFrom), to: month(to), from: month(from) })}
        {after === 0 ? '' : ` ${say('trafficking.afterRecords', { n: after })}`}
      </p>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('trafficking.sourceState')}</th>
              <th scope="col" className="right">
                {say('trafficking.late')}
              </th>
              <th scope="col" className="right">
                {say('trafficking.expected')}
              </th>
              <th scope="col">{say('trafficking.change')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.id}</th>
                <td className="right number">
                  <OpenCount
                    n={row.observed}
                    what={`source=${row.id}&from=${lateFrom}-01&to=${lastDay(to)}`}
                    label={row.id}
                  />
                </td>
                <td className="right number">{row.expected.toFixed(1)}</td>
                <td>
                  {row.told ? <strong>{say(`trafficking.${row.direction}`)}</strong> : say('trafficking.notTold')}
                  <span className="muted small block">
                    {say('trafficking.expectedFalse', { n: Math.max(1, Math.ceil(row.falseDiscoveryRate * 100)) })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        {say('trafficking.corridorsHelp', { n: Math.round(falseMost * 100) })}{' '}
        {say('trafficking.corridorsUnknown', { n: unknown })}
        {rows.length > shown.length ? ` ${say('trafficking.corridorsCut', { n: rows.length - shown.length })}` : ''}
      </p>
    </>
  );
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
