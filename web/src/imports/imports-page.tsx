import { useQuery } from '@tanstack/react-query';
import { PageFrame } from '../frame/page-frame.tsx';
import { importsQuery } from '../frame/queries.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { RunTable } from './run-table.tsx';

/** Every file imported, newest first. */
export function ImportsPage() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery(importsQuery);
  return (
    <PageFrame title={say('imports.title')}>
      <div className="page-head">
        <h1>{say('imports.title')}</h1>
      </div>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={6} />
          </div>
        </Loading>
      ) : data.items.length === 0 ? (
        <div className="panel">
          <Empty icon="imports" title={say('imports.none')} help={say('imports.noneHelp')} />
        </div>
      ) : (
        <section className="panel" aria-label={say('imports.title')}>
          <RunTable runs={data.items} />
          {data.next === null ? null : <p className="muted small">{say('imports.more', { n: data.items.length })}</p>}
        </section>
      )}
    </PageFrame>
  );
}
