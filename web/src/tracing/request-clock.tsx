import type { RequestPage } from '../../../src/model/tracing.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const dayMilliseconds = 86_400_000;
const dayOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMilliseconds;

/** The days from recovery over request to result on one line; what is waited for is hatched up to now. */
export function RequestClock({ page }: { page: RequestPage }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const result = page.results.findLast(({ completedOn }) => completedOn !== null)?.completedOn ?? null;
  const sent = page.events.some(({ step }) => step === 'submit' || step === 'acknowledge') ? page.requestedOn : null;
  const from = page.recoveredOn ?? page.requestedOn;
  if (from === null) return null;
  const ended = result ?? new Date().toISOString().slice(0, 10);
  const days = Math.max(1, dayOf(ended) - dayOf(from));
  const at = (day: string) => Math.max(0, Math.min(100, (100 * (dayOf(day) - dayOf(from))) / days));
  const marks = [
    ...(page.recoveredOn === null
      ? []
      : [{ day: page.recoveredOn, label: say('tracing.clock.recovery'), tone: 'recovery' }]),
    ...(sent === null ? [] : [{ day: sent, label: say('tracing.clock.request'), tone: 'trace' }]),
    ...(result === null ? [] : [{ day: result, label: say('tracing.clock.result'), tone: 'sale' }]),
  ];
  return (
    <div className="request-clock">
      <div className="clock-line" role="img" aria-label={say('tracing.clock')}>
        <span className={result === null ? 'clock-span waiting' : 'clock-span'} />
        {marks.map(({ day, tone }) => (
          <span key={tone} className="clock-mark" style={{ left: `${at(day)}%`, background: `var(--${tone})` }} />
        ))}
      </div>
      <p className="small">
        {marks.map(({ day, label, tone }) => (
          <span key={tone} className="clock-word">
            <span className="clock-key" style={{ background: `var(--${tone})` }} /> {label} {formats.day(day)}
          </span>
        ))}
        {page.late === null ? (
          <span className="muted">{say('tracing.inTime')}</span>
        ) : (
          <span className="late">
            {say('tracing.lateDays', { n: page.late.days })}:{' '}
            {sayIfKnown(`tracing.late.${page.state}`) ?? page.late.why}
          </span>
        )}
      </p>
    </div>
  );
}
