import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ExhibitClocks } from '../../../src/model/exhibit-board.ts';
import { DayRange, daysOf } from '../frame/day-range.tsx';
import { useFormats } from '../frame/session.ts';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { exhibitClocksQuery } from './exhibit-queries.ts';
import { hoursText } from './hours-text.ts';

/** How long ballistic evidence takes from stage to stage, own exhibits and imported entries together. */
export function ClocksView() {
  const { say } = useWords();
  const navigate = useNavigate();
  const search: { from?: string; to?: string } = useSearch({ strict: false });
  const days = daysOf(search);
  const clocks = useQuery(exhibitClocksQuery(days.from, days.to));
  return (
    <section className="panel" aria-labelledby="clocks">
      <div className="panel-head">
        <h2 id="clocks">{say('exhibits.clocks')}</h2>
        <DayRange
          days={days}
          change={(next) =>
            void navigate({
              to: '/exhibits',
              search: { view: 'clocks', ...next },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {clocks.error !== null ? (
        <Failed error={clocks.error} retry={() => void clocks.refetch()} />
      ) : clocks.data === undefined ? (
        <Loading>
          <SkeletonLines lines={8} />
        </Loading>
      ) : (
        <ClockTable clocks={clocks.data} />
      )}
    </section>
  );
}

function ClockTable({ clocks }: { clocks: ExhibitClocks }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const longest = Math.max(1, ...clocks.stages.map(({ ninetiethHours }) => ninetiethHours ?? 0));
  return (
    <>
      <p className="small muted">
        {say('exhibits.clocksOf', {
          own: clocks.own,
          imported: clocks.imported,
          from: formats.day(clocks.from),
          to: formats.day(clocks.to),
        })}
      </p>
      <div className="clock-scroll">
        <table className="clock-table">
          <thead>
            <tr>
              {(['stage', 'target', 'median', 'ninetieth', 'within', 'waiting', 'oldest'] as const).map((name) => (
                <th key={name} scope="col">
                  {say(`exhibits.clock.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {clocks.stages.map((stage) => (
              <tr key={stage.stage}>
                <th scope="row">{say(`exhibits.stage.${stage.stage}`)}</th>
                <td data-label={say('exhibits.clock.target')}>
                  {stage.target === null
                    ? say('exhibits.noTarget')
                    : stage.target.kind === 'hours'
                      ? say('exhibits.hours', { n: stage.target.hours })
                      : say('exhibits.businessDays', { n: stage.target.days })}
                </td>
                <td data-label={say('exhibits.clock.median')}>
                  {stage.medianHours === null ? say('exhibits.unknown') : hoursText(stage.medianHours, words)}
                </td>
                <td data-label={say('exhibits.clock.ninetieth')}>
                  {stage.ninetiethHours === null ? (
                    say('exhibits.unknown')
                  ) : (
                    <>
                      {hoursText(stage.ninetiethHours, words)}
                      <svg className="clock-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect width={(100 * stage.ninetiethHours) / longest} height="6" className="clock-most" />
                        <rect width={(100 * (stage.medianHours ?? 0)) / longest} height="6" className="clock-half" />
                      </svg>
                    </>
                  )}
                </td>
                <td data-label={say('exhibits.clock.within')}>
                  {stage.within === null ? say('exhibits.noTarget') : <ShareText share={stage.within} />}
                </td>
                <td data-label={say('exhibits.clock.waiting')}>
                  {stage.waitingLate === 0
                    ? say('exhibits.waiting', { n: stage.waiting })
                    : say('exhibits.waitingLate', { n: stage.waiting, late: stage.waitingLate })}
                </td>
                <td data-label={say('exhibits.clock.oldest')}>
                  {stage.oldestHours === null ? '–' : hoursText(stage.oldestHours, words)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted pad">{say('exhibits.clocksHelp', { version: clocks.settingsVersion })}</p>
    </>
  );
}
