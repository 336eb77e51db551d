import { useRef, useState } from 'react';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { useOpened } from './use-opened.ts';

const height = 56;

/** Last day of a month. */
function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** Traces by month of recovery: dragging over months, or two sliders, choose the period of everything else. */
export function MonthBrush({ months, undated }: Pick<TraceOverview, 'months' | 'undated'>) {
  const { say } = useWords();
  const formats = useFormats();
  const { filter, change } = useOpened();
  const box = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  if (months.length === 0) return null;
  const most = Math.max(1, ...months.map(({ traces }) => traces));
  const indexOf = (day: string | undefined, fallback: number) => {
    if (day === undefined) return fallback;
    const at = months.findIndex(({ month }) => month >= day.slice(0, 7));
    return at < 0 ? months.length - 1 : at;
  };
  const held = [indexOf(filter['from'], 0), indexOf(filter['to'], months.length - 1)] as const;
  const [low, high] = drag === null ? held : [Math.min(...drag), Math.max(...drag)];
  const choose = (from: number, to: number) => {
    const all = from === 0 && to === months.length - 1;
    change({
      from: all ? undefined : `${months[from]!.month}-01`,
      to: all ? undefined : lastDay(months[to]!.month),
    });
  };
  const at = (clientX: number) => {
    const { left, width } = box.current!.getBoundingClientRect();
    return Math.max(0, Math.min(months.length - 1, Math.floor(((clientX - left) / width) * months.length)));
  };
  const nameOf = (index: number) => formats.month(`${months[index]!.month}-01`);
  const within = months.slice(low, high + 1).reduce((sum, { traces }) => sum + traces, 0);
  return (
    <div className="month-brush">
      <svg
        ref={box}
        className="month-bars"
        viewBox={`0 0 ${months.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('trafficking.byMonth')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([at(event.clientX), at(event.clientX)]);
        }}
        onPointerMove={(event) => drag !== null && setDrag([drag[0], at(event.clientX)])}
        onPointerUp={() => {
          if (drag === null) return;
          setDrag(null);
          choose(low, high);
        }}
        onPointerCancel={() => setDrag(null)}
      >
        <rect className="month-range" x={low} y="0" width={high - low + 1} height={height} />
        {months.map(({ month, traces }, index) => (
          <rect
            key={month}
            className={index >= low && index <= high ? 'month-bar in' : 'month-bar'}
            x={index + 0.1}
            width="0.8"
            y={height - (traces / most) * (height - 4)}
            height={(traces / most) * (height - 4)}
          >
            <title>{`${nameOf(index)}: ${say('trafficking.tracesOf', { n: traces })}`}</title>
          </rect>
        ))}
      </svg>
      <div className="month-sliders">
        <label className="small">
          {say('filter.from')} {nameOf(low)}
          <input
            type="range"
            min={0}
            max={months.length - 1}
            value={low}
            aria-valuetext={nameOf(low)}
            onChange={(event) => choose(Math.min(Number(event.currentTarget.value), high), high)}
          />
        </label>
        <label className="small">
          {say('filter.to')} {nameOf(high)}
          <input
            type="range"
            min={0}
            max={months.length - 1}
            value={high}
            aria-valuetext={nameOf(high)}
            onChange={(event) => choose(low, Math.max(Number(event.currentTarget.value), low))}
          />
        </label>
        <span className="muted small" role="status">
          {say('trafficking.tracesOf', { n: within })}
          {undated === 0 ? '' : ` · ${say('trafficking.undatedOf', { n: undated })}`}
        </span>
      </div>
    </div>
  );
}
