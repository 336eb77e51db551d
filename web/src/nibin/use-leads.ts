import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { NibinLeadLine } from '../../../src/model/nibin.ts';
import type { NibinStanding, NibinState } from '../../../src/model/nibin-states.ts';
import { nibinLeadsQuery } from './nibin-queries.ts';

/** Leads that are loaded by themselves, page after page, where all are wanted. */
const loadedMost = 5000;

/** Leads as they are loaded, the newest step first. `wanted`: a page, with more where somebody asks; or all, as an order by anything else needs. */
export function useLeads(filter: { state: NibinState | null; standing: NibinStanding | null }, wanted: 'page' | 'all') {
  const query = useInfiniteQuery(nibinLeadsQuery(filter));
  const { data, hasNextPage, isFetching, fetchNextPage, error } = query;
  // A lead that moved while pages were loaded may be on two of them: it is listed once.
  const leads = useMemo(
    () => [
      ...new Map(
        (data?.pages.flatMap(({ items }) => items) ?? []).map((line): [number, NibinLeadLine] => [line.lead, line]),
      ).values(),
    ],
    [data],
  );
  const loading = wanted === 'all' && hasNextPage && leads.length < loadedMost && error === null;
  useEffect(() => {
    if (loading && !isFetching) void fetchNextPage();
  }, [loading, isFetching, fetchNextPage]);
  return { ...query, first: data?.pages[0], leads, isLoadingAll: loading };
}
