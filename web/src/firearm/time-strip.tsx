import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { dayText } from '../frame/format.ts';
import { markColour, markOf } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { DatedEvent, LifeView } from './life-view.ts';
import { dayOfPixel, pixelOfDay, timelineTicks, type TimelineLayout } from './timeline-layout.ts';

const stripHeight = 34;
const tickRoom = 64;

/** The scale under the timeline, where a stretch of time is chosen by dragging or with the arrow keys. */
export function TimeStrip(props: { layout: TimelineLayout; moments: readonly DatedEvent[]; view: LifeView }) {
  const { layout, view } = props;
  const { say, language } = useWords();
  const formats = useFormats();
  const strip = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const days = [...new Set(props.moments.map((each) => each.from!))].toSorted((a, b) => a - b);
  const first = days[0]!;
  const last = days.at(-1)!;
  const shown = drag ?? view.range ?? { from: first, to: last };
  const left = pixelOfDay(layout, Math.max(first, shown.from));
  const right = pixelOfDay(layout, Math.min(last, shown.to));
  const narrowed = drag !== null || view.range !== null;

  const dayAt = (event: PointerEvent) =>
    dayOfPixel(layout, event.clientX - strip.current!.getBoundingClientRect().left) ?? first;
  const commit = (range: { from: number; to: number }) => {
    const from = Math.min(range.from, range.to);
    const to = Math.max(range.from, range.to);
    view.chooseRange(from <= first && to >= last ? null : { from, to });
  };
  const startDrag = (fixed: (day: number) => number) => (event: PointerEvent) => {
    event.preventDefault();
    const origin = event.clientX;
    const anchor = fixed(dayAt(event));
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    let range: { from: number; to: number } | null = null;
    const moved = (next: globalThis.PointerEvent) => {
      if (range === null && Math.abs(next.clientX - origin) < 4) return;
      const day = dayAt(next as unknown as PointerEvent);
      range = { from: Math.min(anchor, day), to: Math.max(anchor, day) };
      setDrag(range);
    };
    const ended = () => {
      target.removeEventListener('pointermove', moved as EventListener);
      setDrag(null);
      if (range !== null) commit(range);
    };
    target.addEventListener('pointermove', moved as EventListener);
    target.addEventListener('pointerup', ended, { once: true });
    target.addEventListener('pointercancel', ended, { once: true });
  };
  const step = (end: 'from' | 'to') => (event: KeyboardEvent) => {
    const now = end === 'from' ? Math.max(first, shown.from) : Math.min(last, shown.to);
    const next =
      event.key === 'ArrowRight' || event.key === 'ArrowUp'
        ? days.find((day) => day > now)
        : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          ? days.findLast((day) => day < now)
          : event.key === 'Home'
            ? first
            : event.key === 'End'
              ? last
              : undefined;
    if (next === undefined) return;
    event.preventDefault();
    if (end === 'from' && next <= shown.to) commit({ from: next, to: shown.to });
    if (end === 'to' && next >= shown.from) commit({ from: shown.from, to: next });
  };
  const handle = (end: 'from' | 'to', x: number) => (
    <g
      role="slider"
      tabIndex={0}
      aria-label={say(end === 'from' ? 'firearm.rangeFrom' : 'firearm.rangeTo')}
      aria-valuemin={first}
      aria-valuemax={last}
      aria-valuenow={end === 'from' ? Math.max(first, shown.from) : Math.min(last, shown.to)}
      aria-valuetext={formats.day(dayText(end === 'from' ? Math.max(first, shown.from) : Math.min(last, shown.to)))}
      className="strip-handle"
      onKeyDown={step(end)}
      onPointerDown={startDrag(() => (end === 'from' ? Math.min(last, shown.to) : Math.max(first, shown.from)))}
    >
      <rect x={x - 12} y={0} width={24} height={stripHeight - 10} fill="transparent" />
      <rect x={x - 4} y={3} width={8} height={18} rx={4} className="strip-grip" />
    </g>
  );
  const ticks = timelineTicks(layout, tickRoom);
  const tickText = (tick: { day: number; unit: 'year' | 'month' | 'day' }, at: number) => {
    const text = dayText(tick.day);
    if (tick.unit === 'year') return text.slice(0, 4);
    // A month alone may be of any year: the first of each says which.
    const before = ticks[at - 1];
    if (tick.unit === 'month' && (before === undefined || dayText(before.day).slice(0, 4) !== text.slice(0, 4)))
      return formats.month(text);
    if (tick.unit === 'day') return formats.shortDay(text);
    return new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
  };
  return (
    <div className="strip screen-only">
      <svg
        ref={strip}
        width={layout.length}
        height={stripHeight}
        viewBox={`0 0 ${layout.length} ${stripHeight}`}
        role="group"
        aria-label={say('firearm.rangeHelp')}
      >
        <rect
          x={0}
          y={4}
          width={layout.length}
          height={16}
          rx={8}
          className="strip-back"
          onPointerDown={startDrag((day) => day)}
        />
        <rect
          x={left}
          y={4}
          width={Math.max(2, right - left)}
          height={16}
          className={narrowed ? 'strip-range on' : 'strip-range'}
          pointerEvents="none"
        />
        {props.moments.map((each) => (
          <rect
            key={each.event.id}
            x={(layout.marks.find((mark) => mark.id === each.event.id)?.at ?? 0) - 1.5}
            y={8}
            width={3}
            height={8}
            rx={1.5}
            fill={`var(--${markColour[markOf(each.event)]})`}
            pointerEvents="none"
          />
        ))}
        {ticks.map((tick, at) => (
          <text key={`${tick.unit} ${tick.day}`} x={tick.at} y={32} textAnchor="middle" className="strip-tick">
            {tickText(tick, at)}
          </text>
        ))}
        {handle('from', left)}
        {handle('to', right)}
      </svg>
    </div>
  );
}
