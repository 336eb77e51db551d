import type { Cluster } from '../../../src/model/identity.ts';
import { labelText } from '../frame/entity-label.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const shownFirst = 4;

/** What was merged and split, newest first; what is longer ago is folded. */
export function ClusterHistory({ events }: { events: Cluster['events'] }) {
  const { say } = useWords();
  const rest = events.slice(shownFirst);
  return (
    <section>
      <h2>{say('cluster.history')}</h2>
      {events.length === 0 ? (
        <p className="muted small">{say('cluster.historyNone')}</p>
      ) : (
        <EventList events={events.slice(0, shownFirst)} />
      )}
      {rest.length === 0 ? null : (
        <details className="weight-parts">
          <summary>{say('cluster.historyMore', { n: rest.length })}</summary>
          <EventList events={rest} />
        </details>
      )}
    </section>
  );
}

function EventList({ events }: { events: Cluster['events'] }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  return (
    <ol className="judgement-list">
      {events.map((event, index) => (
        <li key={index}>
          <p>
            <strong>{say(`cluster.event.${event.kind}`)}</strong>{' '}
            <EntityLink id={event.other}>{labelText(event.label, words) || event.other}</EntityLink>{' '}
            {event.label === '' ? null : <span className="muted small">{event.other}</span>}
          </p>
          <p>{serverWords(event.reason, words)}</p>
          <p className="muted small">
            {event.by} · {formats.moment(event.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}
