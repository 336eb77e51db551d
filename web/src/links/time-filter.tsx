import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useState } from 'react';
import type { Link } from '../../../src/model/links.ts';
import { dayText } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';
import { useWords, type Say } from '../frame/words.tsx';

const bars = 60;

function numberOf(day: string): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

/** A time in words, as it was chosen: a day it leaves open is not made up from what there is. */
export function timeText(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  say: Say,
  day: (text: string) => string,
): string {
  if (from === undefined) return to === undefined ? say('links.timeAll') : say('links.timeUntil', { to: day(to) });
  return to === undefined
    ? say('links.timeSince', { from: day(from) })
    : say('links.timeRange', { from: day(from), to: day(to) });
}

/** Links without a date lie in no time: how many there are, and whether they are left out. */
export function UndatedLinks(props: { count: number; leftOut: boolean; choose: (leftOut: boolean) => void }) {
  const { say } = useWords();
  return (
    <p className="undated-links small">
      <span className="muted">{say(props.leftOut ? 'links.undatedOut' : 'links.undated', { n: props.count })}</span>
      <label className="check screen-only">
        <input
          type="checkbox"
          checked={props.leftOut}
          onChange={(event) => props.choose(event.currentTarget.checked)}
        />
        {say('links.leaveUndated')}
      </label>
    </p>
  );
}

/** How many links begin when, and the two ends of the time shown. */
export function TimeFilter(props: {
  links: readonly Link[];
  days: { first: string; last: string };
  from: string | undefined;
  to: string | undefined;
  choose: (from: string | undefined, to: string | undefined) => void;
}) {
  const { say } = useWords();
  const formats = useFormats();
  const first = numberOf(props.days.first);
  const last = Math.max(first + 1, numberOf(props.days.last));
  // A time that lies before or after every day here is drawn at that end; the words say it as it is.
  const within = (day: string) => Math.min(last, Math.max(first, numberOf(day)));
  const chosen = [
    props.from === undefined ? first : within(props.from),
    props.to === undefined ? last : within(props.to),
  ];
  const [moving, setMoving] = useState<number[] | null>(null);
  const shown = moving ?? chosen;
  const counts = Array.from({ length: bars }, () => 0);
  for (const link of props.links) {
    if (link.from === null) continue;
    const at = Math.min(bars - 1, Math.floor(((numberOf(link.from) - first) / (last - first)) * bars));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  /** At either end of what there is, nothing is left out. */
  const daysOf = ([from, to]: readonly number[]) => ({
    from: from! <= first ? undefined : dayText(from!),
    to: to! >= last ? undefined : dayText(to!),
  });
  return (
    <div className="time-filter">
      <span className="time-words">
        {say('links.time')}:{' '}
        <strong>
          {moving === null
            ? timeText({ from: props.from, to: props.to }, say, formats.day)
            : timeText(daysOf(moving), say, formats.day)}
        </strong>
      </span>
      <Slider
        className="time-slider"
        aria-label={say('links.time')}
        minValue={first}
        maxValue={last}
        value={shown}
        onChange={(value) => setMoving(value as number[])}
        onChangeEnd={(value) => {
          const { from, to } = daysOf(value as number[]);
          setMoving(null);
          props.choose(from, to);
        }}
      >
        <SliderTrack className="time-track">
          <svg viewBox={`0 0 ${bars} 20`} preserveAspectRatio="none" aria-hidden="true">
            {counts.map((count, index) => {
              const day = first + ((index + 0.5) / bars) * (last - first);
              const height = count === 0 ? 0 : 2 + (18 * count) / most;
              return (
                <rect
                  key={index}
                  x={index + 0.1}
                  y={20 - height}
                  width={0.8}
                  height={height}
                  className={day >= shown[0]! && day <= shown[1]! ? 'in' : 'out'}
                />
              );
            })}
          </svg>
          {[say('links.timeFrom'), say('links.timeTo')].map((label, index) => (
            <SliderThumb key={label} index={index} aria-label={label} className="time-thumb" />
          ))}
        </SliderTrack>
      </Slider>
      <span className="muted small time-ends">
        {formats.month(props.days.first)} – {formats.month(props.days.last)}
      </span>
    </div>
  );
}
