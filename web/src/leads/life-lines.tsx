import { useMemo, useRef, type KeyboardEvent } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import type { Life } from '../../../src/model/life.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { eventTitle, eventWhen, intervalWords } from '../frame/event-text.ts';
import { dayNumber, dayText } from '../frame/format.ts';
import { Mark, MarkShape, markOf, type MarkKind } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { usePrinting } from '../frame/theme.ts';
import { sheetPixels } from '../frame/hold-drawings.ts';
import { useWords } from '../frame/words.tsx';
import type { LifeView } from '../firearm/life-view.ts';
import { layoutTimeline, pixelOfDay, timelineTicks } from '../firearm/timeline-layout.ts';
import { useBoxWidth } from '../frame/use-box-width.ts';

const nameWidth = 176;
const narrow = 620;
const rowHeight = 40;
const legendOf: readonly MarkKind[] = ['sale', 'theft', 'unknown', 'lead', 'hit', 'recovery', 'trace', 'retracted'];

/** The id of an event of one of several lives. */
export const lifeEventId = (firearm: string, event: string) => `${firearm} ${event}`;

/**
 * Lives of several firearms under one another on one scale: sale, the time nobody recorded, shootings, recovery. `struck`: what they
 * were drawn for is withdrawn.
 */
export function LifeLines({
  lives,
  view,
  struck,
}: {
  lives: readonly Life[];
  view: Pick<LifeView, 'selected' | 'hovered' | 'emphasised' | 'inTime' | 'hover' | 'select'>;
  struck: boolean;
}) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const [box, screenWidth] = useBoxWidth();
  const printing = usePrinting();
  const whole = printing ? sheetPixels : screenWidth;
  const small = whole < narrow;
  const lines = useRef<HTMLOListElement>(null);
  const rows = useMemo(
    () =>
      lives.map(({ firearm, events }) => ({
        firearm,
        events: events.flatMap((event) => {
          const from = dayNumber(event.from, formats.timeZone);
          const to = dayNumber(event.to, formats.timeZone);
          if (event.kind === 'unknown-interval' ? to === null : from === null) return [];
          return [{ id: lifeEventId(firearm.id, event.id), event, from, to }];
        }),
        undated: events.filter(({ from, to }) => from === null && to === null).length,
      })),
    [lives, formats.timeZone],
  );
  const layout = useMemo(() => {
    const moments = rows.flatMap(({ events }) => events.filter(({ event }) => event.kind !== 'unknown-interval'));
    const days = [...new Set(moments.map(({ from }) => from!))].toSorted((a, b) => a - b);
    return layoutTimeline(
      days.map((day) => ({ id: String(day), day, labelWidth: 0, priority: 0 })),
      rows.flatMap(({ events }) =>
        events
          .filter(({ event }) => event.kind === 'unknown-interval')
          .map(({ id, from, to }) => ({ id, from, to: to! })),
      ),
      { length: Math.max(240, small ? whole : whole - nameWidth), padding: 16, markSize: 6, labelHeight: 0, lanes: 0 },
    );
  }, [rows, whole, small]);
  const order = rows.flatMap(({ events }) => events.map(({ id }) => id));
  const current = view.hovered ?? view.selected;
  const stop = current !== null && order.includes(current) ? current : order[0];
  const move = (event: KeyboardEvent, id: string) => {
    const at = order.indexOf(id);
    const to =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? order[at + 1]
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? order[at - 1]
          : event.key === 'Home'
            ? order[0]
            : event.key === 'End'
              ? order.at(-1)
              : undefined;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      view.select(id);
    } else if (to !== undefined) {
      event.preventDefault();
      lines.current?.querySelector<HTMLElement>(`[data-event="${CSS.escape(to)}"]`)?.focus();
    }
  };
  const mark = (firearm: string, id: string, event: Event) => ({
    'data-event': id,
    role: 'button',
    tabIndex: id === stop ? 0 : -1,
    'aria-pressed': view.selected === id,
    'aria-label': `${firearm}: ${eventTitle(event, words)}, ${eventWhen(event, words, formats)}`,
    className: [
      'tl-mark',
      view.inTime.has(id) ? '' : 'outside',
      view.selected === id ? 'selected' : '',
      view.hovered === id || view.emphasised.has(id) ? 'pointed' : '',
    ].join(' '),
    onPointerEnter: () => view.hover(id),
    onPointerLeave: () => view.hover(null),
    onFocus: () => view.hover(id),
    onBlur: () => view.hover(null),
    onClick: () => view.select(id),
    onKeyDown: (key: KeyboardEvent) => move(key, id),
  });
  const used = new Set(rows.flatMap(({ events }) => events.map(({ event }) => markOf(event))));
  const ticks = timelineTicks(layout, 56);
  const axis = rowHeight / 2;
  const undated = rows.reduce((sum, each) => sum + each.undated, 0);
  return (
    <div className={`life-lines ${struck ? 'struck' : ''}`} ref={box}>
      {whole === 0 ? null : (
        <div className="life-scroll">
          <ol ref={lines} aria-label={say('leads.lives')}>
            {rows.map(({ firearm, events }) => (
              <li key={firearm.id} className={small ? 'life-line small' : 'life-line'}>
                <EntityLink id={firearm.id} className="life-name">
                  {firearm.label}
                </EntityLink>
                <svg
                  width={layout.length}
                  height={rowHeight}
                  viewBox={`0 0 ${layout.length} ${rowHeight}`}
                  className="tl"
                >
                  <defs>
                    <pattern
                      id={`hatch-${firearm.id.replace(':', '-')}`}
                      width="7"
                      height="7"
                      patternUnits="userSpaceOnUse"
                      patternTransform="rotate(45)"
                    >
                      <path d="M0 0V7" stroke="var(--unknown)" strokeWidth="1.3" />
                    </pattern>
                  </defs>
                  <line x1="4" x2={layout.length - 4} y1={axis} y2={axis} className="life-base" />
                  {events
                    .filter(({ event }) => event.kind === 'unknown-interval')
                    .map(({ id, event }) => {
                      const band = layout.bands.find((each) => each.id === id);
                      if (band === undefined) return null;
                      return (
                        <g key={id} {...mark(firearm.label, id, event)}>
                          <title>{intervalWords(event, words)}</title>
                          <rect
                            x={band.from}
                            y={axis - 8}
                            width={Math.max(4, band.to - band.from)}
                            height={16}
                            rx={8}
                            className="tl-band-back"
                          />
                          <rect
                            x={band.from}
                            y={axis - 8}
                            width={Math.max(4, band.to - band.from)}
                            height={16}
                            rx={8}
                            fill={`url(#hatch-${firearm.id.replace(':', '-')})`}
                            className={band.open ? 'tl-band open' : 'tl-band'}
                          />
                        </g>
                      );
                    })}
                  {events
                    .filter(({ event }) => event.kind !== 'unknown-interval')
                    .map(({ id, event, from }) => {
                      const x = pixelOfDay(layout, from!);
                      return (
                        <g key={id} {...mark(firearm.label, id, event)}>
                          <title>{`${eventTitle(event, words)}, ${eventWhen(event, words, formats)}`}</title>
                          <circle cx={x} cy={axis} r="12" className="tl-target" />
                          <g transform={`translate(${x} ${axis}) scale(.86)`}>
                            <MarkShape kind={markOf(event)} />
                          </g>
                        </g>
                      );
                    })}
                  {layout.stretches
                    .filter(({ shortened }) => shortened)
                    .map((stretch) => {
                      const x = stretch.from + Math.min(26, (stretch.to - stretch.from) * 0.3);
                      return (
                        <g key={stretch.fromDay} className="tl-break">
                          <title>
                            {say('firearm.shortened', {
                              length: say('evidence.days', { n: stretch.toDay - stretch.fromDay }),
                            })}
                          </title>
                          <path
                            d={`M${x - 4} ${axis + 13}L${x + 2} ${axis - 13}M${x + 2} ${axis + 13}L${x + 8} ${axis - 13}`}
                          />
                        </g>
                      );
                    })}
                </svg>
              </li>
            ))}
          </ol>
          <svg
            width={layout.length}
            height="18"
            viewBox={`0 0 ${layout.length} 18`}
            className={small ? 'life-scale small' : 'life-scale'}
            aria-hidden="true"
          >
            {ticks.map((tick) => (
              <text key={`${tick.unit} ${tick.day}`} x={tick.at} y="12" textAnchor="middle" className="strip-tick">
                {tick.unit === 'year'
                  ? dayText(tick.day).slice(0, 4)
                  : tick.unit === 'month'
                    ? formats.month(dayText(tick.day))
                    : formats.shortDay(dayText(tick.day))}
              </text>
            ))}
          </svg>
        </div>
      )}
      <ul className="life-legend small">
        {legendOf
          .filter((kind) => used.has(kind))
          .map((kind) => (
            <li key={kind}>
              <Mark kind={kind} size={14} /> {say(`leads.mark.${kind as 'sale'}`)}
            </li>
          ))}
        {undated === 0 ? null : <li className="muted">{say('leads.undated', { n: undated })}</li>}
      </ul>
    </div>
  );
}
