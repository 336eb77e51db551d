import { useMemo } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import type { LifeView } from '../firearm/life-view.ts';
import { eventTitle, eventWhen, eventWho } from '../frame/event-text.ts';
import { localDay } from '../frame/format.ts';
import { Mark, markOf } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Whether the event came in after the moment given: told by when its rows were received, not by when it happened. */
export function isNew(event: Event, since: string | null): boolean {
  return since !== null && event.sources.some((source) => source.receivedAt > since);
}

/** Events under the day they happened on, newest first; selecting one shows what it rests on. */
export function DayFeed({ view, since }: { view: LifeView; since: string | null }) {
  const formats = useFormats();
  const days = useMemo(() => {
    const found = new Map<string, Event[]>();
    for (const event of view.events) {
      const day = event.from === null ? '' : (localDay(event.from, formats.timeZone) ?? event.from);
      const own = /^\d{4}-\d{2}-\d{2}$/.test(event.from ?? '') ? event.from! : day;
      const list = found.get(own) ?? [];
      found.set(own, list);
      list.push(event);
    }
    return [...found].toSorted(([a], [b]) => (a < b ? 1 : -1));
  }, [view.events, formats.timeZone]);
  return days.map(([day, events]) => (
    <section key={day} className="day" aria-label={formats.day(day)}>
      <h3 className="day-name">
        {formats.day(day)} <span className="muted">{formats.number(events.length)}</span>
      </h3>
      <ul className="day-events">
        {events.map((event) => (
          <li key={event.id}>
            <DayRow event={event} view={view} fresh={isNew(event, since)} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function DayRow({ event, view, fresh }: { event: Event; view: LifeView; fresh: boolean }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const when = eventWhen(event, words, formats);
  const title = eventTitle(event, words);
  const named = eventWho(event, words);
  // "Gunshot alert 24-7" says what it is: that is not said before it once more.
  const who = named.startsWith(title) ? named.slice(title.length).trimStart() : named;
  return (
    <button
      type="button"
      data-event={event.id}
      className={view.hovered === event.id ? 'day-row pointed' : 'day-row'}
      aria-pressed={view.selected === event.id}
      onClick={() => view.select(view.selected === event.id ? null : event.id)}
      onPointerEnter={() => view.hover(event.id)}
      onPointerLeave={() => view.hover(null)}
      onFocus={() => view.hover(event.id)}
      onBlur={() => view.hover(null)}
    >
      <Mark kind={markOf(event)} />
      <span className="day-what">
        <strong>{title}</strong> <span>{who}</span>
        {fresh ? <span className="tag fresh">{say('board.new')}</span> : null}
        <span className="muted small block">{event.place?.label ?? say('evidence.noPlace')}</span>
      </span>
      <span className="muted small number">{/T/.test(event.from ?? '') ? timeOf(when) : ''}</span>
    </button>
  );
}

/** The clock of a moment, without its day, which stands above. */
function timeOf(when: string): string {
  return /\d{2}:\d{2}(?:\s\S+)?$/.exec(when)?.[0] ?? when;
}
