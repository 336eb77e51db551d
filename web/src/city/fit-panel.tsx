import type { FitReport } from '../../../src/model/city-settings.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** How fitted weights did on traces later than those they were fitted on, beside the two simpler scores. */
export function FitPanel({ fit }: { fit: FitReport }) {
  const { say } = useWords();
  const { day, number } = useFormats();
  const three = (value: number) => number(Math.round(value * 1000) / 1000);
  const areas = [
    ['city.fitCity', fit.area.city],
    ['city.fitReference', fit.area.reference],
    ['city.fitTime', fit.area.timeAlone],
  ] as const;
  return (
    <div className="city-fit">
      <h3>{say('city.fit')}</h3>
      <p className="small">
        {say('city.fitOf', {
          a: fit.fitted.outcomes,
          of: fit.fitted.traces,
          b: fit.reported.outcomes,
          ofB: fit.reported.traces,
          from: day(fit.reported.from),
          to: day(fit.reported.to),
        })}
        {fit.reported.groups === undefined
          ? null
          : ` ${say('city.fitGroups', { groups: fit.reported.groups, n: fit.leftOut ?? 0 })}`}
      </p>
      <dl className="weights-picture" aria-label={say('city.fitArea')}>
        {areas.map(([name, area]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>
              <span className="weights-bar from-left" aria-hidden="true">
                <i style={{ width: `${Math.max(0, 200 * (area - 0.5))}%`, left: 0 }} />
              </span>
              <span className="number">{three(area)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small muted">{say('city.fitArea')}</p>
      <p className={fit.wins ? 'small' : 'small bad'}>
        {say(fit.wins ? 'city.fitWins' : 'city.fitLoses', { low: three(fit.gain.low), high: three(fit.gain.high) })}
      </p>
      <p className="small">
        {say('city.fitSlope', {
          brier: three(fit.brier),
          slope: fit.calibration === null ? '–' : three(fit.calibration.slope),
          intercept: fit.calibration === null ? '–' : three(fit.calibration.intercept),
        })}
      </p>
      {fit.stability === undefined ? null : (
        <p className="small">
          {say('city.effectStable', {
            n: fit.stability.top,
            kept: Math.round(fit.stability.kept),
            draws: fit.stability.draws,
          })}
        </p>
      )}
      <details>
        <summary>{say('city.fitBins')}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('city.fitSaid')}</th>
              <th scope="col">{say('city.fitCame')}</th>
            </tr>
          </thead>
          <tbody>
            {fit.reliability.map(({ said, trues, total }, at) => (
              <tr key={at}>
                <td className="number">{three(said)}</td>
                <td className="number">{say('city.fitCameOf', { n: trues, total })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
