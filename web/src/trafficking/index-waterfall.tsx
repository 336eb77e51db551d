import type { TraceIndex } from '../../../src/model/trace-index.ts';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

interface Step {
  readonly name: TraceIndex['components'][number]['name'];
  readonly value: number | null;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly points: number;
}

/** The parts laid end to end from where nothing speaks for it; what is not recorded as the span it might add. */
function stepsOf(index: TraceIndex): { base: number; steps: Step[] } {
  const sum = index.components.reduce((all, { contribution }) => all + contribution, 0);
  const base = (index.score ?? 0) - sum;
  let at = base;
  const steps = index.components.map(({ name, value, contribution, low, high }): Step => {
    const from = at;
    at += contribution;
    return { name, value, from, to: at, low: from + low, high: from + high, points: contribution };
  });
  return { base, steps };
}

const percent = (points: number) => `${Math.max(0, Math.min(100, points))}%`;

/** An index as a waterfall of its parts, with the interval of what is not recorded. */
export function IndexWaterfall({ index }: { index: TraceIndex }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  if (index.score === null)
    return (
      <p className="conflict-note">
        <strong>{say('trace.noIndex')}</strong> {index.why === null ? '' : serverWords(index.why, words)}
      </p>
    );
  const { base, steps } = stepsOf(index);
  const wide = index.low !== null && index.high !== null && index.high - index.low > 0.05;
  return (
    <figure className="index-fall">
      <table>
        <caption className="unseen">{say(`trace.index.${index.mode}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('trace.part')}</th>
            <th scope="col">
              <span className="unseen">{say('trafficking.picture')}</span>
              <span className="fall-scale" aria-hidden="true">
                {[0, 25, 50, 75, 100].map((tick) => (
                  <i key={tick} style={{ left: `${tick}%` }}>
                    {tick}
                  </i>
                ))}
              </span>
            </th>
            <th scope="col" className="right">
              {say('trace.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {base < 0.05 ? null : (
            <tr>
              <th scope="row">
                {say('trace.base')}
                <span className="small muted block">{say('trace.baseHelp')}</span>
              </th>
              <td className="fall-cell">
                <i className="fall-part base" style={{ left: 0, width: percent(base) }} />
              </td>
              <td className="right number">{base.toFixed(1)}</td>
            </tr>
          )}
          {steps.map((step) => (
            <tr key={step.name}>
              <th scope="row">
                {say(`component.${step.name}`)}
                <span className="small muted block">{valueWords(step, say, formats)}</span>
              </th>
              <td className="fall-cell">
                {step.high - step.low > 0.05 ? (
                  <i
                    className="fall-part unknown"
                    style={{ left: percent(step.low), width: percent(step.high - step.low) }}
                  />
                ) : Math.abs(step.points) < 0.05 ? null : (
                  <i
                    className={`fall-part ${step.points < 0 ? 'against' : 'for'}`}
                    style={{
                      left: percent(Math.min(step.from, step.to)),
                      width: percent(Math.abs(step.to - step.from)),
                    }}
                  />
                )}
              </td>
              <td className="right number">
                {step.high - step.low > 0.05
                  ? say('trace.span', {
                      low: (step.low - step.from).toFixed(1),
                      high: (step.high - step.from).toFixed(1),
                    })
                  : signed(step.points)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {say('trace.index')}
              <span className="small muted block">{index.version}</span>
            </th>
            <td className="fall-cell">
              {wide ? (
                <i
                  className="fall-part unknown"
                  style={{ left: percent(index.low!), width: percent(index.high! - index.low!) }}
                />
              ) : null}
              <i className="fall-score" style={{ left: percent(index.score) }} />
            </td>
            <td className="right number">
              <strong>{index.score.toFixed(1)}</strong>
              {wide ? (
                <span className="small muted block">
                  {say('trace.between', { low: index.low!.toFixed(1), high: index.high!.toFixed(1) })}
                </span>
              ) : null}
            </td>
          </tr>
        </tfoot>
      </table>
      <figcaption className="small muted">{say('trace.fallHelp')}</figcaption>
    </figure>
  );
}

const signed = (points: number) => `${points < -0.05 ? '−' : points > 0.05 ? '+' : ''}${Math.abs(points).toFixed(1)}`;

function valueWords({ name, value }: Step, say: Say, formats: ReturnType<typeof useFormats>): string {
  return value === null ? say('trace.notRecorded') : partWords(name, value, say, formats);
}

type Say = ReturnType<typeof useWords>['say'];

/** The value of a part in words. */
export function partWords(name: Step['name'], value: number, say: Say, formats: ReturnType<typeof useFormats>): string {
  switch (name) {
    case 'time-to-crime':
      return say('evidence.days', { n: Math.round(value) });
    case 'dealer-rate':
      return say('trace.ratio', { ratio: value.toFixed(2) });
    case 'purchaser-other-firearms':
      return say('trafficking.firearmsOf', { n: Math.round(value) });
    case 'shootings':
      return formats.number(value);
    default:
      return say(value === 0 ? 'answer.no' : 'answer.yes');
  }
}
