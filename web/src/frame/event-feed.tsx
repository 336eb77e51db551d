import { Link } from '@tanstack/react-router';
import type { Event } from '../../../src/model/evidence.ts';
import { entityPath } from './entity-link.tsx';
import { eventTitle, eventWhen, eventWhere, eventWho } from './event-text.ts';
import { Mark, markOf } from './mark.tsx';
import { useFormats } from './session.ts';
import { useWords } from './words.tsx';

/** Events of many things, newest first: each opens the firearm, incident or person it speaks of, else its source row. */
export function EventFeed({ events }: { events: readonly Event[] }) {
  const words = useWords();
  const formats = useFormats();
  return (
    <ul className="feed">
      {events.map((event) => {
        const about =
          event.people.find((person) => person.kind === 'firearm') ??
          event.people.find((person) => person.kind === 'incident') ??
          event.people[0];
        const source = event.sources[0];
        const to =
          about !== undefined ? entityPath(about.id) : source !== undefined ? `/record/${source.record}` : null;
        const inside = (
          <>
            <Mark kind={markOf(event)} />
            <span className="feed-title">
              {eventTitle(event, words)} <span className="feed-who">{eventWho(event, words)}</span>
            </span>
            <span className="feed-when">{eventWhen(event, words, formats)}</span>
            <span className="feed-where">{eventWhere(event, words)}</span>
          </>
        );
        return (
          <li key={event.id}>
            {to === null ? (
              <span className="feed-row">{inside}</span>
            ) : (
              <Link to={to} className="feed-row">
                {inside}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
