import type { NibinLeadPage } from '../../../src/model/nibin.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { timeText } from './figures-view.tsx';

/** Every step with how long it came after the one before, and what was said on the screen. */
export function LeadSteps({ page }: { page: NibinLeadPage }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="steps">
      <h2 id="steps">{say('nibin.steps')}</h2>
      <ol className="step-list">
        {page.steps.map((step, at) => {
          const before = page.steps[at - 1];
          const hours = before === undefined ? null : (Date.parse(step.at) - Date.parse(before.at)) / 3_600_000;
          const detail = Object.entries(step.detail)
            .filter(([name]) => name !== 'suspected')
            .map(
              ([, value]) => sayIfKnown(`nibin.outcome.${value}`) ?? sayIfKnown(`nibin.conclusion.${value}`) ?? value,
            );
          return (
            <li key={step.revision} data-standing={step.standing}>
              <p>
                <strong>{say(`nibin.state.${step.to}`)}</strong>
                {detail.length === 0 ? null : <span> · {detail.join(', ')}</span>}
                {step.note === null ? null : <span className="muted"> · {step.note}</span>}
              </p>
              <p className="muted small">
                {formats.moment(step.at)} · {step.by}
                {step.second === null ? '' : ` ${say('nibin.second', { second: step.second })}`}
                {hours === null || hours < 0 ? '' : ` · ${say('nibin.after', { time: timeText(hours, words) })}`}
              </p>
            </li>
          );
        })}
      </ol>
      <h3>{say('nibin.reviews')}</h3>
      <ul className="plain-list">
        {page.reviews.map((review) => (
          <li key={review.turn} className="small">
            {say('nibin.review.given', { by: review.by, what: say(`nibin.review.${review.conclusion}`) })}{' '}
            <span className="muted">
              {formats.moment(review.at)}
              {review.note === null ? '' : ` · ${review.note}`}
            </span>
          </li>
        ))}
        {page.consensus === null ? null : (
          <li className="small">
            {say('nibin.review.proposed', {
              by: page.consensus.proposedBy,
              what: say(`nibin.review.${page.consensus.conclusion}`),
              reason: page.consensus.reason,
            })}{' '}
            <span className="muted">{page.consensus.agreedBy ?? ''}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
