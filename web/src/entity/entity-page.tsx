import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { Predicate } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { FactList } from '../frame/evidence-parts.tsx';
import { EventFeed } from '../frame/event-feed.tsx';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { entityQuery } from '../frame/queries.ts';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

/** A person, dealer, place or incident: what the sources say, its links and its events. */
export function EntityPage() {
  const { say } = useWords();
  const formats = useFormats();
  const id = useRouterState({ select: (state) => state.location.pathname.slice(1).replace('/', ':') });
  const { data, error, refetch } = useQuery(entityQuery(id));
  if (error !== null || data === undefined) {
    return (
      <PageFrame title={id}>
        <h1 className="unseen">{id}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  }
  const { entity } = data;
  return (
    <PageFrame title={entity.label}>
      <div className="page-head">
        <div>
          <h1>{entity.label}</h1>
          <p>
            {say(`kind.${entity.kind}`)}
            {entity.firstSeen === null || entity.lastSeen === null
              ? ''
              : ` · ${say('entity.seen', { from: formats.day(entity.firstSeen), to: formats.day(entity.lastSeen) })}`}
          </p>
        </div>
        <Link to="/links" search={{ ids: entity.id }} className="button">
          <Icon name="links" size={16} /> {say('evidence.linksAround')}
        </Link>
      </div>
      {entity.mergedInto === null ? null : (
        <p className="conflict-note">
          <strong>{say('entity.merged')}</strong> <EntityLink id={entity.mergedInto}>{entity.mergedInto}</EntityLink>
        </p>
      )}
      <section className="panel" aria-labelledby="facts">
        <h2 id="facts">{say('entity.facts')}</h2>
        <FactList facts={data.facts} disagreements={[]} />
      </section>
      <section className="panel" aria-labelledby="events">
        <h2 id="events">
          {say('entity.events')} · {say('entity.shownOf', { shown: data.events.length, total: data.eventsTotal })}
        </h2>
        {data.events.length === 0 ? (
          <Empty icon="live" title={say('entity.none')} />
        ) : (
          <EventFeed events={data.events.toReversed()} />
        )}
      </section>
      <section className="panel" aria-labelledby="relations">
        <h2 id="relations">{say('entity.relations')}</h2>
        {data.relations.map((relation) => (
          <div key={`${relation.predicate} ${relation.direction} ${relation.kind}`}>
            <h3>
              {say(`${relation.direction === 'out' ? 'reads' : 'back'}.${relation.predicate as Predicate}`)} ·{' '}
              {say('entity.shownOf', { shown: relation.shown.length, total: relation.total })}
            </h3>
            <ul className="people-list">
              {relation.shown.map((other) => (
                <li key={`${other.id} ${other.source.record}`}>
                  <Icon name={other.kind} size={18} />
                  <span>
                    <EntityLink id={other.id}>{other.label}</EntityLink>{' '}
                    <span className="role">{other.from === null ? '' : formats.day(other.from)}</span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
      <p className="caution">{data.caution}</p>
    </PageFrame>
  );
}
