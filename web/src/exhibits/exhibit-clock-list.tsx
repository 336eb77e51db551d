import type { ExhibitClock } from '../../../src/model/exhibit-page.ts';
import { useWords } from '../frame/words.tsx';
import { BoardMark } from './board-mark.tsx';
import { hoursText } from './hours-text.ts';

/** How long an exhibit took from stage to stage, and what it is late with. */
export function ExhibitClockList({ clocks }: { clocks: readonly ExhibitClock[] }) {
  const words = useWords();
  const { say } = words;
  if (clocks.length === 0) return <p className="muted small pad">{say('exhibits.noClocks')}</p>;
  return (
    <ul className="clock-list" aria-label={say('exhibits.clocks')}>
      {clocks.map((clock) => (
        <li key={clock.stage} className={clock.late === true ? 'late' : undefined}>
          <BoardMark
            is={
              clock.is === 'unknown'
                ? 'unknown'
                : clock.late === true
                  ? 'late'
                  : clock.is === 'done'
                    ? 'done'
                    : 'waiting'
            }
          />
          <span>{say(`exhibits.stage.${clock.stage}`)}</span>
          <strong>
            {clock.hours === null
              ? say('exhibits.unknown')
              : clock.is === 'waiting'
                ? say('exhibits.waitingFor', { time: hoursText(clock.hours, words) })
                : hoursText(clock.hours, words)}
          </strong>
          <span className="muted small">
            {clock.target === null
              ? say('exhibits.noTarget')
              : say(clock.late === true ? 'exhibits.lateFor' : 'exhibits.targetIs', {
                  time:
                    clock.target.kind === 'hours'
                      ? say('exhibits.hours', { n: clock.target.hours })
                      : say('exhibits.businessDays', { n: clock.target.days }),
                })}
          </span>
        </li>
      ))}
    </ul>
  );
}
