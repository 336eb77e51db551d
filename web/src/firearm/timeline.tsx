import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { eventTitle, eventWhen } from '../frame/event-text.ts';
import { sheetPixels } from '../frame/hold-drawings.ts';
import { useFormats } from '../frame/session.ts';
import { usePrinting } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import type { Event } from '../../../src/model/evidence.ts';
import { datedEvents, type DatedEvent, type LifeView } from './life-view.ts';
import { TimelineColumn } from './timeline-column.tsx';
import { layoutTimeline, type TimelineItem } from './timeline-layout.ts';
import type { MarkWords } from './timeline-parts.ts';
import { TimelineRow } from './timeline-row.tsx';
import { TimeStrip } from './time-strip.tsx';
import './timeline.css';

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

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
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
  const [box, screenWidth] = useWidth();
  const printing = usePrinting();
  const width = printing ? sheetPixels : screenWidth;
  const dated = useMemo(() => datedEvents(view.events, formats.timeZone), [view.events, formats.timeZone]);
  const moments = dated.filter((each) => each.event.kind !== 'unknown-interval' && each.from !== null);
  const intervals = dated.filter((each) => each.event.kind === 'unknown-interval' && each.to !== null);
  const undated = dated.filter((each) => each.event.kind !== 'unknown-interval' && each.from === null).length;
  const wordsOf = (each: DatedEvent): MarkWords => ({
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
          <TimelineColumn {...shared} />
        ) : (
          <TimelineRow {...shared} byId={byId} measure={measure} />
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
