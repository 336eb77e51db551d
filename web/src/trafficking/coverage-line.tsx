import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';

/** How much of what the figures are of is known: stands beside every chart. */
export function CoverageLine({
  overview,
  of,
}: {
  overview: TraceOverview;
  of: readonly (keyof TraceOverview['coverage'])[];
}) {
  const { say } = useWords();
  return (
    <p className="coverage small">
      {of.map((name) => (
        <span key={name}>
          {say(`coverage.${name}`)} <ShareText share={overview.coverage[name]} />
        </span>
      ))}
    </p>
  );
}

/** Every share of the traces, each part opening to what it counts. */
export function MeasureTable({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  return (
    <div className="table-scroll">
      <table className="table measures">
        <thead>
          <tr>
            <th scope="col">{say('trafficking.measure')}</th>
            <th scope="col">{say('trafficking.shareOf')}</th>
            <th scope="col">
              <span className="unseen">{say('trafficking.picture')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.measures.map(({ name, share }) => {
            const all = share.denominator + share.unknown;
            const wide = (n: number) => `${all === 0 ? 0 : (n / all) * 100}%`;
            return (
              <tr key={name}>
                <th scope="row">{say(`measure.${name}`)}</th>
                <td className="small">
                  <ShareText
                    share={share}
                    open={(answer, n) => (
                      <OpenCount
                        n={n}
                        what={openedCounts.measure(name, answer)}
                        label={`${say(`measure.${name}`)}: ${say(`answer.${answer}`)}`}
                      />
                    )}
                  />
                </td>
                <td>
                  <span className="share-bar" aria-hidden="true">
                    <i className="yes" style={{ width: wide(share.numerator) }} />
                    <i className="no" style={{ width: wide(share.denominator - share.numerator) }} />
                    <i className="unknown" style={{ width: wide(share.unknown) }} />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
