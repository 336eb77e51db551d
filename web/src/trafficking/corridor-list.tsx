import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';

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
                  <OpenCount n={row.observed} what={openedCounts.corridor(row.id, lateFrom, to)} label={row.id} />
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
