import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useState } from 'react';
import type { Link } from '../../../src/model/links.ts';
import { dayText } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const bars = 60;

function numberOf(day: string): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000);
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
  const chosen = [
    Math.max(first, props.from === undefined ? first : numberOf(props.from)),
    Math.min(last, props.to === undefined ? last : numberOf(props.to)),
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
  const whole = shown[0] === first && shown[1] === last;
  return (
    <div className="time-filter">
      <span className="time-words">
        {say('links.time')}:{' '}
        <strong>
          {whole
            ? say('links.timeAll')
            : say('links.timeRange', { from: formats.day(dayText(shown[0]!)), to: formats.day(dayText(shown[1]!)) })}
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
          const [from, to] = value as number[];
          setMoving(null);
          props.choose(from! <= first ? undefined : dayText(from!), to! >= last ? undefined : dayText(to!));
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
