import { useInfiniteQuery } from '@tanstack/react-query';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { runEntitiesQuery } from './import-queries.ts';

/** The entities the rows of an import speak of, in the order of the file, each with its first row. */
export function RunEntities({ run }: { run: number }) {
  const { say } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    runEntitiesQuery(run),
  );
  const entities = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-labelledby="run-entities">
      <h2 id="run-entities">{say('runs.entities')}</h2>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <SkeletonLines lines={4} />
        </Loading>
      ) : entities.length === 0 ? (
        <p>{say('runs.entitiesNone')}</p>
      ) : (
        <ul className="people-list">
          {entities.map((entity) => (
            <li key={entity.id}>
              <Icon name={entity.kind} size={18} />
              <span>
                <EntityLink id={entity.id}>{entity.label}</EntityLink>{' '}
                <span className="role">
                  {say(`kind.${entity.kind}`)} ·{' '}
                  <RecordLink record={entity.record}>
                    {say('wizard.line')} {entity.line}
                  </RecordLink>
                  {entity.fresh ? ` · ${say('runs.entitiesFresh')}` : ''}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage ? (
        <button
          type="button"
          className="button compact more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {say('runs.entitiesMore')}
        </button>
      ) : null}
    </section>
  );
}
