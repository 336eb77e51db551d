import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { ShareText } from '../frame/share-text.tsx';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';
import { LeftOut } from './left-out.tsx';

const side = 180;

/** How many dealers have how much of all traced firearms: the curve of Lorenz, Gini, the first few. */
export function ConcentrationPanel({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const { dealers, firearms, unknown, gini, lorenz, top, half, most } = overview.concentration;
  if (dealers === 0) return <p className="muted">{say('trafficking.noDealers')}</p>;
  const line = lorenz
    .map(({ units, total }) => `${(units / dealers) * side} ${side - (total / Math.max(1, firearms)) * side}`)
    .join('L');
  return (
    <div className="two">
      <div>
        <figure className="lorenz">
          <svg
            viewBox={`-4 -4 ${side + 8} ${side + 8}`}
            role="img"
            aria-label={say('trafficking.lorenz', { gini: gini === null ? '–' : gini.toFixed(2) })}
          >
            <rect className="chart-frame" width={side} height={side} />
            <path className="chart-even" d={`M0 ${side}L${side} 0`} />
            <path className="chart-line" d={`M${line}`} />
          </svg>
          <figcaption className="small muted">{say('trafficking.lorenzHelp')}</figcaption>
        </figure>
        <p className="small">
          {say('trafficking.gini', { gini: gini === null ? '–' : gini.toFixed(2), dealers, half })}
        </p>
        <ul className="plain-list small">
          {top.map(({ top: n, share }) => (
            <li key={n}>
              {say('trafficking.topDealers', { n })} <ShareText share={share} />
            </li>
          ))}
        </ul>
        <p className="muted small">{say('trafficking.dealersHelp', { n: unknown })}</p>
        <LeftOut overview={overview} />
      </div>
      <div>
        <h3>{say('trafficking.mostDealers')}</h3>
        <p className="caution small">{say('dealer.caution')}</p>
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('kind.dealer')}</th>
                <th scope="col" className="right">
                  {say('kinds.firearm')}
                </th>
                <th scope="col" className="right">
                  {say('trafficking.traces')}
                </th>
              </tr>
            </thead>
            <tbody>
              {most.map((row) => (
                <tr key={row.dealer.id}>
                  <th scope="row">
                    <EntityLink id={row.dealer.id}>{row.dealer.label}</EntityLink>
                  </th>
                  <td className="right number">
                    <OpenCount
                      n={row.firearms}
                      what={openedCounts.dealerFirearms(row.dealer.id)}
                      label={`${row.dealer.label}, ${say('kinds.firearm')}`}
                    />
                  </td>
                  <td className="right number">
                    <OpenCount
                      n={row.traces}
                      what={openedCounts.dealerTraces(row.dealer.id)}
                      label={row.dealer.label}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}
