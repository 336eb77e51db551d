import { intervalWords } from '../frame/event-text.ts';
import { markOf, MarkShape } from '../frame/mark.tsx';
import { useWords } from '../frame/words.tsx';
import type { TimelineParts } from './timeline-parts.ts';

/** Time from top to bottom, where there is no room for a row: the words beside each mark, the unknown between. */
export function TimelineColumn({ view, moments, intervals, wordsOf, markProps }: TimelineParts) {
  const { say } = useWords();
  const rows = view.events
    .map(
      (event) =>
        moments.find((each) => each.event.id === event.id) ?? intervals.find((each) => each.event.id === event.id),
    )
    .filter((each) => each !== undefined);
  return (
    <ol className="tl-column">
      {rows.map((each) => {
        const unknown = each.event.kind === 'unknown-interval';
        const text = wordsOf(each);
        const days = each.event.days ?? 0;
        return (
          <li key={each.event.id} className={unknown ? 'unknown' : ''}>
            <div {...(markProps(each) as React.HTMLAttributes<HTMLDivElement>)}>
              {unknown ? (
                <>
                  <svg
                    width="24"
                    height={Math.round(32 + 40 * Math.min(1, Math.log1p(days) / Math.log(2000)))}
                    aria-hidden="true"
                  >
                    <defs>
                      <pattern
                        id={`hatch-${each.event.id}`}
                        width="7"
                        height="7"
                        patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)"
                      >
                        <path d="M0 0V7" stroke="var(--unknown)" strokeWidth="1.3" />
                      </pattern>
                    </defs>
                    <rect
                      x="4"
                      y="1"
                      width="16"
                      height="100%"
                      style={{ height: 'calc(100% - 2px)' }}
                      rx="8"
                      fill={`url(#hatch-${each.event.id})`}
                      stroke="var(--unknown)"
                    />
                  </svg>
                  <span className="muted">{intervalWords(each.event, { say })}</span>
                </>
              ) : (
                <>
                  <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true">
                    <MarkShape kind={markOf(each.event)} />
                  </svg>
                  <span className={each.event.status === 'RETRACTED' ? 'tl-retracted' : ''}>
                    <strong>{text.title}</strong> <span className="muted">{text.when}</span>
                    {each.event.conflict === null ? null : (
                      <span className="tag conflict">{say('evidence.eventConflict')}</span>
                    )}
                  </span>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
