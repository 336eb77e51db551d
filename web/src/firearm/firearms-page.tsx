import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { EventFeed } from '../frame/event-feed.tsx';
import { entityPath } from '../frame/entity-link.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { liveQuery } from '../frame/queries.ts';
import { EntityFinder } from '../frame/search-box.tsx';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

/** Where one begins with a firearm: by its serial, or among those recovered last. */
export function FirearmsPage() {
  const { say } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery(liveQuery);
  const recovered = (data?.events ?? []).filter((event) => event.kind === 'recovered');
  return (
    <PageFrame title={say('firearms.title')}>
      <div className="page-head">
        <div>
          <h1>{say('firearms.find')}</h1>
          <p>{say('firearms.findHelp')}</p>
        </div>
      </div>
      <div className="firearms-find">
        <EntityFinder
          label={say('firearms.field')}
          placeholder={say('firearms.field')}
          text={text}
          setText={setText}
          kind="firearm"
          choose={(result) => void navigate({ to: entityPath(result.id) })}
          submit={(query) => void navigate({ to: '/search', search: { q: query, kind: 'firearm' } })}
        />
      </div>
      <section className="panel" aria-labelledby="newest">
        <h2 id="newest">{say('firearms.newest')}</h2>
        {error !== null ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading>
            <SkeletonLines lines={6} />
          </Loading>
        ) : recovered.length === 0 ? (
          <Empty icon="firearm" title={say('firearms.none')} help={say('firearms.noneHelp')} />
        ) : (
          <EventFeed events={recovered} />
        )}
      </section>
    </PageFrame>
  );
}
