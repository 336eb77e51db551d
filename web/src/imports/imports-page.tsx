import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { runsQuery } from './import-queries.ts';
import { MappingList } from './mapping-list.tsx';
import { RunTable } from './run-table.tsx';

/** Every file imported, newest first, and the mappings saved for the next. */
export function ImportsPage() {
  const { say } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(runsQuery);
  const runs = data?.pages.flatMap((page) => page.items);
  const may = useMay();
  const begin = may('imports.write') ? (
    <Link to="/imports/new" className="button first">
      <Icon name="imports" size={16} /> {say('runs.import')}
    </Link>
  ) : null;
  return (
    <PageFrame title={say('imports.title')}>
      <div className="page-head">
        <h1>{say('imports.title')}</h1>
        {begin}
      </div>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : runs === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
        </Loading>
      ) : runs.length === 0 ? (
        <div className="panel">
          <Empty icon="imports" title={say('imports.none')} help={say('imports.noneHelp')}>
            {begin}
          </Empty>
        </div>
      ) : (
        <section className="panel" aria-labelledby="runs">
          <RunTable runs={runs} titleId="runs" title={say('runs.list')} />
          {hasNextPage ? (
            <p className="more">
              <span className="muted small">{say('runs.shown', { n: runs.length })}</span>
              <button
                type="button"
                className="button compact"
                disabled={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                {say('runs.older')}
              </button>
            </p>
          ) : null}
        </section>
      )}
      <MappingList />
    </PageFrame>
  );
}
