import { useMemo, useRef } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import type { Formats } from '../frame/format.ts';
import { eventTitle, eventWhen, eventWhere, eventWho } from '../frame/event-text.ts';
import { Mark, markOf } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords, type Words } from '../frame/words.tsx';
import type { LifeView } from './life-view.ts';

/** The events as a list: the same selection, each opening its source row. */
export function EventTable({ view, open }: { view: LifeView; open: (event: Event) => void }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const events = useMemo(() => view.events.filter((event) => view.inTime.has(event.id)), [view.events, view.inTime]);
  const latest = useRef(open);
  latest.current = open;
  const columns = useMemo(
    () => eventColumns(events, words, formats, (event) => latest.current(event)),
    [events, words, formats],
  );
  return (
    <DataTable
      name="events"
      title={
        <h2 id="events-title">
          {events.length === view.events.length
            ? say('firearm.events')
            : say('firearm.eventsShown', { shown: events.length, total: view.events.length })}
        </h2>
      }
      label={say('firearm.events')}
      rows={events}
      columns={columns}
      rowId={(event) => event.id}
      selected={view.selected}
      pointed={view.hovered}
      emphasised={view.emphasised}
      select={view.select}
      hover={view.hover}
      open={open}
      firstSort={{ id: 'when', descending: false }}
      empty={say('firearm.noEventsInRange')}
    />
  );
}

function eventColumns(
  events: readonly Event[],
  words: Words,
  formats: Formats,
  open: (event: Event) => void,
): Column<Event>[] {
  const { say } = words;
  const order = new Map(events.map((event, index) => [event.id, index]));
  return [
    {
      id: 'event',
      header: say('list.event'),
      text: (event) => eventTitle(event, words),
      cell: (event) => (
        <span className={event.status === 'RETRACTED' ? 'event-name retracted' : 'event-name'}>
          <Mark kind={markOf(event)} />
          <span>
            {eventTitle(event, words)}
            <FootnoteMarks sources={event.sources} />
          </span>
          {event.conflict === null ? null : <span className="tag conflict">{say('evidence.eventConflict')}</span>}
        </span>
      ),
      rowHeader: true,
    },
    {
      id: 'when',
      header: say('list.when'),
      text: (event) => eventWhen(event, words, formats),
      sort: (event) => order.get(event.id) ?? 0,
      className: 'number',
      group: (event) => (event.from ?? event.to)?.slice(0, 4) ?? say('evidence.noDate'),
    },
    { id: 'where', header: say('list.where'), text: (event) => eventWhere(event, words) },
    { id: 'who', header: say('list.who'), text: (event) => eventWho(event, words) },
    { id: 'basis', header: say('list.basis'), text: (event) => say(`basisShort.${event.basis}`) },
    {
      id: 'source',
      header: say('list.source'),
      text: (event) => event.sources.map((source) => `${source.file}:${source.line}`).join(' '),
      group: (event) => [...new Set(event.sources.map((source) => source.file))].join(' '),
      cell: (event) => {
        const source = event.sources[0];
        if (source === undefined) return <span className="muted">–</span>;
        return (
          <a
            href={`/record/${source.record}`}
            onClick={(click) => {
              if (click.ctrlKey || click.metaKey || click.shiftKey) return;
              click.preventDefault();
              click.stopPropagation();
              open(event);
            }}
          >
            {source.file}, {source.line}
            {event.sources.length > 1 ? ` +${event.sources.length - 1}` : ''}
          </a>
        );
      },
    },
  ];
}
