import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useFormats } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';

/** Time to crime in ATF's bins, with those that have none and why, and what can be told by year of sale. */
export function TimePanel({ overview }: { overview: TraceOverview }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { bins, known, undetermined, medianDays, meanDays, short } = overview.time;
  const none = undetermined.reduce((sum, { traces }) => sum + traces, 0);
  const most = Math.max(1, none, ...bins.map(({ traces }) => traces));
  return (
    <>
      <table className="bar-table">
        <tbody>
          {bins.map(({ id, daysFrom, daysBelow, traces }) => {
            const label = sayIfKnown(`timeBin.${id}`) ?? id;
            return (
              <tr key={id}>
                <th scope="row" className="small">
                  {label}
                </th>
                <td>
                  <i className="bar time" style={{ width: `${(traces / most) * 100}%` }} aria-hidden="true" />
                </td>
                <td className="right number">
                  <OpenCount n={traces} what={openedCounts.days(daysFrom, daysBelow)} label={label} />
                </td>
              </tr>
            );
          })}
          <tr>
            <th scope="row" className="small">
              {say('trafficking.noTime')}
            </th>
            <td>
              <i className="bar unknown" style={{ width: `${(none / most) * 100}%` }} aria-hidden="true" />
            </td>
            <td className="right number">
              <OpenCount n={none} what={openedCounts.noTime} label={say('trafficking.noTime')} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="muted small">{say('trafficking.binYears')}</p>
      <p className="small">
        {say('measure.short')}: <ShareText share={short} />.{' '}
        {medianDays === null || meanDays === null
          ? ''
          : say('trafficking.median', {
              median: formats.number(Math.round(medianDays)),
              mean: formats.number(Math.round(meanDays)),
              n: known,
            })}
      </p>
      {undetermined.length === 0 ? null : (
        <details className="small">
          <summary>{say('trafficking.whyNone', { n: none })}</summary>
          <ul className="plain-list">
            {undetermined.map(({ why, traces }) => (
              <li key={why}>
                <span className="number">{formats.number(traces)}</span> {serverWords(why, words)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** By year of sale how many were recovered within one, two and three years: counts alone, and only where all could be followed. */
export function CohortTable({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const formats = useFormats();
  const { cohorts, followed } = overview;
  if (cohorts.length === 0) return <p className="muted">{say('trafficking.cohortsNone')}</p>;
  const days = [0, 365, 730, 1095];
  return (
    <>
      <div className="table-scroll">
        <table className="table cohorts">
          <thead>
            <tr>
              <th scope="col">{say('trafficking.soldYear')}</th>
              {[1, 2, 3].map((n) => (
                <th key={n} scope="col" className="right">
                  {say('trafficking.within', { n })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map(({ year, within, whole }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {within.map((count, at) => (
                  <td key={at} className={whole[at] ? 'right number' : 'right number unfinished'}>
                    <OpenCount
                      n={count}
                      what={openedCounts.soldIn(year, days[at + 1]!)}
                      label={`${year}, ${say('trafficking.within', { n: at + 1 })}`}
                    />
                    {whole[at] ? null : <span className="unseen"> {say('trafficking.unfinished')}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        {followed.from === null
          ? ''
          : `${say('trafficking.followedFrom', { day: formats.day(followed.from), n: followed.before })} `}
        {followed.after === 0 ? '' : `${say('trafficking.afterRecords', { n: followed.after })} `}
        {say('trafficking.cohortsHelp')}
      </p>
    </>
  );
}
