import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { eventTitle, eventWhen } from '../frame/event-text.ts';
import { dayText } from '../frame/format.ts';
import { markOf, MarkShape } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { Event } from '../../../src/model/evidence.ts';
import { datedEvents, type DatedEvent, type LifeView } from './life-view.ts';
import { layoutTimeline, type TimelineItem, type TimelineLayout } from './timeline-layout.ts';
import { TimeStrip } from './time-strip.tsx';
import './timeline.css';

const laneHeight = 40;
const markRoom = 26;
const bandHeight = 22;
const narrow = 620;

const placedFirst: Partial<Record<string, number>> = { recovered: 0, sold: 0, stolen: 1, traced: 1, shooting: 1 };

/** Width of a text as it will be drawn. */
function useMeasure(): (text: string, weight: number) => number {
  const [, setLoaded] = useState(false);
  const context = useMemo(() => document.createElement('canvas').getContext('2d')!, []);
  useEffect(() => {
    void document.fonts.ready.then(() => setLoaded(true));
  }, []);
  return (text, weight) => {
    context.font = `${weight} 12px Inter, system-ui, sans-serif`;
    return context.measureText(text).width;
  };
}

export function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current!;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

interface Words {
  readonly title: string;
  readonly when: string;
}

export function Timeline({
  view,
  timelineRef,
  label,
  titleOf,
}: {
  view: LifeView;
  timelineRef: React.RefObject<HTMLDivElement | null>;
  /** What the timeline is of; the life of a firearm unless said otherwise. */
  label?: string;
  /** The words of a mark; the title of its event unless said otherwise. */
  titleOf?: (event: Event) => string;
}) {
  const words = useWords();
  const { say } = words;
  const titled = titleOf ?? ((event: Event) => eventTitle(event, words));
  const formats = useFormats();
  const measure = useMeasure();
  const [box, width] = useWidth();
  const dated = useMemo(() => datedEvents(view.events, formats.timeZone), [view.events, formats.timeZone]);
  const moments = dated.filter((each) => each.event.kind !== 'unknown-interval' && each.from !== null);
  const intervals = dated.filter((each) => each.event.kind === 'unknown-interval' && each.to !== null);
  const undated = dated.filter((each) => each.event.kind !== 'unknown-interval' && each.from === null).length;
  const wordsOf = (each: DatedEvent): Words => ({
    title: titled(each.event),
    when: each.event.from === null ? '' : formats.day(each.event.from),
  });
  const items: TimelineItem[] = moments.map((each) => {
    const text = wordsOf(each);
    return {
      id: each.event.id,
      day: each.from!,
      labelWidth: Math.ceil(Math.max(measure(text.title, 600), measure(text.when, 400))) + 2,
      priority: each.event.tie === 'hit' ? 0 : (placedFirst[each.event.kind] ?? 2),
    };
  });
  const layout = layoutTimeline(
    items,
    intervals.map((each) => ({ id: each.event.id, from: each.from, to: each.to! })),
    { length: Math.max(width, 280), padding: 28, markSize: 20, labelHeight: 34, lanes: 3 },
  );
  const byId = new Map(dated.map((each) => [each.event.id, each]));

  const order = view.events
    .filter((event) => byId.get(event.id)!.from !== null || event.to !== null)
    .map((event) => event.id);
  const current = view.hovered ?? view.selected;
  const stop = current !== null && order.includes(current) ? current : order[0];
  const move = (event: KeyboardEvent, id: string) => {
    const index = order.indexOf(id);
    const next =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? order[index + 1]
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? order[index - 1]
          : event.key === 'Home'
            ? order[0]
            : event.key === 'End'
              ? order.at(-1)
              : undefined;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      view.select(id);
    } else if (next !== undefined) {
      event.preventDefault();
      view.hover(next);
      box.current?.querySelector<HTMLElement>(`[data-event="${CSS.escape(next)}"]`)?.focus();
    }
  };
  const markProps = (each: DatedEvent) => {
    const { id } = each.event;
    return {
      'data-event': id,
      role: 'button',
      tabIndex: id === stop ? 0 : -1,
      'aria-pressed': view.selected === id,
      'aria-label': `${titled(each.event)}, ${eventWhen(each.event, words, formats)}`,
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
      onKeyDown: (event: KeyboardEvent) => move(event, id),
    };
  };
  const shared = { view, layout, moments, intervals, wordsOf, markProps };
  return (
    <div
      ref={timelineRef}
      tabIndex={-1}
      className="timeline"
      role="group"
      aria-label={`${label ?? say('firearm.life')}. ${say('firearm.timelineHelp')}`}
    >
      <div ref={box} className="timeline-box">
        {width === 0 ? null : width < narrow ? (
          <Column {...shared} />
        ) : (
          <Row {...shared} byId={byId} measure={measure} />
        )}
        {moments.length < 2 || width === 0 ? null : <TimeStrip layout={layout} moments={moments} view={view} />}
      </div>
      {undated === 0 && (layout.unlabelled.length === 0 || width < narrow) ? null : (
        <p className="muted small">
          {undated === 0 ? '' : say('firearm.undated', { n: undated })}
          {undated > 0 && layout.unlabelled.length > 0 ? ' · ' : ''}
          {layout.unlabelled.length === 0 || width < narrow
            ? ''
            : say('firearm.unlabelled', { n: layout.unlabelled.length })}
        </p>
      )}
    </div>
  );
}

interface Shared {
  readonly view: LifeView;
  readonly layout: TimelineLayout;
  readonly moments: readonly DatedEvent[];
  readonly intervals: readonly DatedEvent[];
  readonly wordsOf: (each: DatedEvent) => Words;
  readonly markProps: (each: DatedEvent) => React.SVGProps<SVGGElement> & React.HTMLAttributes<Element>;
}

/** Time from left to right. */
function Row(
  props: Shared & { byId: ReadonlyMap<string, DatedEvent>; measure: (text: string, weight: number) => number },
) {
  const { view, layout, byId, intervals, moments, wordsOf, markProps, measure } = props;
  const { say } = useWords();
  const { above, below } = layout.lanesUsed;
  const axis = 12 + above * laneHeight + markRoom;
  const height = axis + markRoom + below * laneHeight + 8;
  const at = new Map(layout.marks.map((mark) => [mark.id, mark.at]));
  const labelOf = new Map(layout.labels.map((label) => [label.id, label]));
  const first = layout.marks[0]?.at ?? 0;
  const last = layout.marks.at(-1)?.at ?? layout.length;
  const selectedAt = view.selected === null ? undefined : at.get(view.selected);
  const lineY = (side: 'above' | 'below', lane: number) =>
    side === 'above' ? axis - markRoom - lane * laneHeight - 20 : axis + markRoom + lane * laneHeight + 10;
  return (
    <svg width={layout.length} height={height} viewBox={`0 0 ${layout.length} ${height}`} className="tl">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V7" stroke="var(--unknown)" strokeWidth="1.3" />
        </pattern>
      </defs>
      <line x1={first} y1={axis} x2={last} y2={axis} className="tl-axis" />
      {selectedAt === undefined ? null : (
        <line x1={selectedAt} y1={6} x2={selectedAt} y2={height - 4} className="tl-selected" />
      )}
      {intervals.map((each) => {
        const band = layout.bands.find((candidate) => candidate.id === each.event.id)!;
        const room = band.to - band.from - 2 * 16;
        const long =
          each.event.days === null
            ? say('event.unknown-interval')
            : say('firearm.unknownWords', { n: each.event.days });
        const short = each.event.days === null ? '?' : say('firearm.unknownShort', { n: each.event.days });
        const text = [long, short].find((candidate) => measure(candidate, 400) + 14 <= room);
        const middle = (band.from + band.to) / 2;
        const left = band.from + 2;
        const extent = Math.max(4, band.to - band.from - 4);
        return (
          <g key={each.event.id} {...markProps(each)}>
            <title>{long}</title>
            <rect
              x={left}
              y={axis - bandHeight / 2}
              width={extent}
              height={bandHeight}
              rx={bandHeight / 2}
              className="tl-band-back"
            />
            <rect
              x={left}
              y={axis - bandHeight / 2}
              width={extent}
              height={bandHeight}
              rx={bandHeight / 2}
              fill="url(#hatch)"
              className={band.open ? 'tl-band open' : 'tl-band'}
            />
            {text === undefined ? null : (
              <>
                <rect
                  x={middle - measure(text, 400) / 2 - 7}
                  y={axis - 8.5}
                  width={measure(text, 400) + 14}
                  height={17}
                  rx={8}
                  className="tl-band-words"
                />
                <text x={middle} y={axis + 4} textAnchor="middle" className="tl-muted">
                  {text}
                </text>
              </>
            )}
          </g>
        );
      })}
      {layout.stretches
        .filter((stretch) => stretch.shortened)
        .map((stretch) => {
          // The break stands clear of the words of a hatched band in the middle.
          const x = stretch.from + Math.min(30, (stretch.to - stretch.from) * 0.22);
          return (
            <g key={stretch.fromDay} className="tl-break">
              <title>
                {say('firearm.shortened', { length: say('evidence.days', { n: stretch.toDay - stretch.fromDay }) })}
              </title>
              <path
                d={`M${x - 4} ${axis + 15}L${x + 2} ${axis - 15}H${x + 8}L${x + 2} ${axis + 15}Z`}
                className="tl-break-gap"
              />
              <path d={`M${x - 4} ${axis + 15}L${x + 2} ${axis - 15}M${x + 2} ${axis + 15}L${x + 8} ${axis - 15}`} />
            </g>
          );
        })}
      {layout.labels.map((label) =>
        label.lane === 0 ? null : (
          <line
            key={label.id}
            x1={label.at}
            x2={label.at}
            y1={axis}
            y2={label.side === 'above' ? lineY('above', label.lane) + 20 : lineY('below', label.lane) - 10}
            className="tl-leader"
          />
        ),
      )}
      {moments.map((each) => {
        const { id } = each.event;
        const x = at.get(id)!;
        const label = labelOf.get(id);
        const text = wordsOf(each);
        const retracted = each.event.status === 'RETRACTED';
        const labelX =
          label === undefined
            ? 0
            : label.anchor === 'start'
              ? label.left
              : label.anchor === 'end'
                ? label.right
                : (label.left + label.right) / 2;
        return (
          <g key={id} {...markProps(each)}>
            <title>{`${text.title}, ${text.when}`}</title>
            {label === undefined ? null : (
              // Words and the way to them belong to the mark: a click anywhere between takes it.
              <>
                <rect
                  x={label.left}
                  y={lineY(label.side, label.lane) - 13}
                  width={label.right - label.left}
                  height={32}
                  fill="transparent"
                />
                <rect
                  x={x - 8}
                  y={Math.min(axis, lineY(label.side, label.lane))}
                  width={16}
                  height={Math.abs(axis - lineY(label.side, label.lane))}
                  fill="transparent"
                />
              </>
            )}
            <circle cx={x} cy={axis} r="13" className="tl-target" />
            <g transform={`translate(${x} ${axis})`}>
              <MarkShape kind={markOf(each.event)} />
            </g>
            {label === undefined ? null : (
              <g className={retracted ? 'tl-retracted' : ''}>
                <text x={labelX} y={lineY(label.side, label.lane)} textAnchor={label.anchor} className="tl-title">
                  {text.title}
                </text>
                <text x={labelX} y={lineY(label.side, label.lane) + 15} textAnchor={label.anchor} className="tl-muted">
                  {text.when}
                </text>
              </g>
            )}
            {each.event.conflict === null ? null : (
              <g transform={`translate(${x + 9} ${axis - 10})`} className="tl-conflict">
                <circle r="5.5" />
                <path d="M0-2.7V.6M0 2.5V2.6" />
              </g>
            )}
          </g>
        );
      })}
      {layout.unlabelled.map((id) => {
        const each = byId.get(id)!;
        const x = at.get(id)!;
        if (view.hovered !== id && view.selected !== id) return null;
        const text = `${wordsOf(each).title} · ${wordsOf(each).when}`;
        const half = measure(text, 600) / 2 + 10;
        const middle = Math.min(Math.max(half, x), layout.length - half);
        return (
          <g key={id} className="tl-flag">
            <rect x={middle - half} y={axis - 44} width={half * 2} height={24} rx={6} />
            <text x={middle} y={axis - 28} textAnchor="middle" className="tl-title">
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Time from top to bottom, where there is no room for a row: the words beside each mark, the unknown between. */
function Column({ view, moments, intervals, wordsOf, markProps }: Shared) {
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
                  <span className="muted">
                    {each.event.days === null
                      ? say('event.unknown-interval')
                      : say('firearm.unknownWords', { n: days })}
                  </span>
                </>
              ) : (
                <>
                  <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true">
                    <MarkShape kind={markOf(each.event)} />
                  </svg>
                  <span className={each.event.status === 'RETRACTED' ? 'tl-retracted' : ''}>
                    <strong>{text.title}</strong> <span className="muted">{text.when}</span>
                    {each.event.conflict === null ? null : (
                      <span className="tag conflict">{say('evidence.conflict')}</span>
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

/** The range of days as the address writes it. */
export function rangeText(range: { from: number; to: number } | null): {
  from: string | undefined;
  to: string | undefined;
} {
  return range === null ? { from: undefined, to: undefined } : { from: dayText(range.from), to: dayText(range.to) };
}
