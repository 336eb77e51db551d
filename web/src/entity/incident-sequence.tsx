import type { Event } from '../../../src/model/evidence.ts';
import type { LifeView } from '../firearm/life-view.ts';
import { eventTitle, eventWho, plainName } from '../frame/event-text.ts';
import type { Formats } from '../frame/format.ts';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { Mark, markOf } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty } from '../frame/states.tsx';
import { valueText } from '../frame/value-text.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { timeOffset, type TimeOffset, type Written } from './time-offset.ts';

/** Everything recorded of an incident in order of time, each with how far it lies from the incident itself. */
export function IncidentSequence({ view, zero }: { view: LifeView; zero: Written }) {
  const { say } = useWords();
  if (view.events.length === 0)
    return <Empty icon="live" title={say('entity.noEvents')} help={say('entity.noEventsHelp')} />;
  const dated = view.events.filter((event) => event.from !== null);
  const undated = view.events.filter((event) => event.from === null);
  return (
    <ol className="sequence">
      {[...dated, ...undated].map((event) => (
        <li key={event.id}>
          <SequenceRow event={event} view={view} zero={zero} />
        </li>
      ))}
    </ol>
  );
}

function SequenceRow({ event, view, zero }: { event: Event; view: LifeView; zero: Written }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const offset = timeOffset(zero, event);
  const facts = factsOf(event, words, formats);
  return (
    <button
      type="button"
      className={view.hovered === event.id ? 'sequence-row pointed' : 'sequence-row'}
      aria-pressed={view.selected === event.id}
      onClick={() => view.select(view.selected === event.id ? null : event.id)}
      onPointerEnter={() => view.hover(event.id)}
      onPointerLeave={() => view.hover(null)}
      onFocus={() => view.hover(event.id)}
      onBlur={() => view.hover(null)}
    >
      <span className="sequence-offset">
        {event.from === null
          ? say('incident.undated')
          : offset === null
            ? formats.dayOrMoment(event.from)
            : event.from === zero.from
              ? say('incident.zero')
              : offsetWords(offset, say)}
      </span>
      <Mark kind={markOf(event)} />
      <span>
        <strong>{eventTitle(event, words)}</strong>
        <FootnoteMarks sources={event.sources} />{' '}
        <span className="muted">{event.kind === 'incident' ? '' : eventWho(event, words)}</span>
        {facts === '' ? null : <span className="small muted block">{facts}</span>}
        {event.from === null || offset === null ? null : (
          <span className="small muted block">{formats.dayOrMoment(event.from)}</span>
        )}
      </span>
    </button>
  );
}

function offsetWords(offset: TimeOffset, say: Words['say']): string {
  const length = (n: number) => say(`offset.${offset.unit}`, { n });
  if (offset.side === 'around')
    return say('offset.around', { before: length(offset.before), after: length(offset.after) });
  const { least, most } = offset;
  return say(`offset.${offset.side}`, {
    length: least === most ? length(most) : say('offset.range', { least, most: length(most) }),
  });
}

const told = ['classification', 'rounds', 'cartridgeCases', 'disposition', 'charge', 'injury', 'ibis'];

function factsOf(event: Event, words: Words, formats: Formats): string {
  const { sayIfKnown } = words;
  return told
    .flatMap((name) => {
      const value = event.detail[name];
      if (value === null || value === undefined || value === '') return [];
      const text = valueText(name, value, words, formats, event.kind);
      return [`${sayIfKnown(`detail.${name}`) ?? plainName(name)}: ${text}`];
    })
    .join(' · ');
}
