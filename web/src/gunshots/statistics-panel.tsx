import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { statisticsQuery } from './gunshot-queries.ts';
import { secondsText } from './incident-text.ts';

const spans = ['day', 'month', 'all'] as const;
const hoursOf = { day: 24, month: 720, all: null } as const;
const times = ['alert', 'placed', 'acknowledgement', 'decision', 'scene'] as const;
const shares = ['withinMinute', 'decided', 'gunfire', 'found'] as const;
const hourMilliseconds = 3_600_000;

/** How fast the desk was, and what came of what it decided: each figure with what it rests on and what is not known. */
export function StatisticsPanel() {
  const words = useWords();
  const { say } = words;
  const [span, setSpan] = useState<(typeof spans)[number]>('day');
  // Whole hours, so that the same question is asked while a shift lasts.
  const hours = hoursOf[span];
  const from =
    hours === null
      ? undefined
      : new Date(Math.floor(Date.now() / hourMilliseconds - hours) * hourMilliseconds).toISOString();
  const statistics = useQuery(statisticsQuery(from));
  return (
    <section className="panel" aria-labelledby="statistics">
      <div className="panel-head">
        <h2 id="statistics">{say('gunshots.statistics')}</h2>
        <div className="segmented screen-only" role="group" aria-label={say('gunshots.span')}>
          {spans.map((each) => (
            <button key={each} type="button" aria-pressed={span === each} onClick={() => setSpan(each)}>
              {say(`gunshots.span.${each}`)}
            </button>
          ))}
        </div>
      </div>
      {statistics.isError ? (
        <Failed error={statistics.error} retry={() => void statistics.refetch()} />
      ) : statistics.data === undefined ? (
        <SkeletonLines lines={3} />
      ) : (
        <dl className="desk-figures">
          {times.map((each) => {
            const { measured, unknown, medianSeconds, nineInTenSeconds } = statistics.data[each];
            return (
              <div key={each}>
                <dt>{say(`gunshots.time.${each}`)}</dt>
                <dd>
                  <strong>{secondsText(medianSeconds, words)}</strong>
                  <span className="muted small block">
                    {measured === 0
                      ? say('gunshots.timeNone', { unknown })
                      : say('gunshots.timeOf', {
                          nine: secondsText(nineInTenSeconds, words),
                          n: measured,
                          unknown,
                        })}
                  </span>
                </dd>
              </div>
            );
          })}
          {shares.map((each) => (
            <div key={each}>
              <dt>{say(`gunshots.share.${each}`)}</dt>
              <dd>
                <ShareText share={statistics.data[each]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="muted small">{say('gunshots.statisticsHelp')}</p>
    </section>
  );
}
