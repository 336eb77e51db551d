import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DealerStanding } from '../../../src/model/dealer-standing.ts';
import type { PublishedSources } from '../../../src/model/published-sources.ts';
import type { PurchasePattern } from '../../../src/model/purchase-pattern.ts';
import type { SourceFlows } from '../../../src/model/source-flows.ts';
import type { StateMap } from '../../../src/model/state-map.ts';
import { flowColumns, type FlowColumn } from '../../../src/model/trace-filter.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import type { TraceList, TracePage } from '../../../src/model/trace-page.ts';
import { queryString, request } from '../frame/request.ts';

/** What a list or a picture is of, as the address has it. */
export type Asked = Readonly<Record<string, string | undefined>>;

const inOrder = (asked: Asked) =>
  Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => value !== undefined && value !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

export const overviewQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['traces', 'overview', inOrder(asked)],
    queryFn: ({ signal }) =>
      request<TraceOverview>('GET', `/traces/overview${queryString(inOrder(asked))}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const traceListQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['traces', 'list', inOrder(asked)],
    queryFn: ({ signal }) => request<TraceList>('GET', `/traces${queryString(inOrder(asked))}`, { signal }),
  });

export const traceQuery = (trace: string) =>
  queryOptions({
    queryKey: ['traces', 'one', trace],
    queryFn: ({ signal }) => request<TracePage>('GET', `/traces/${encodeURIComponent(trace)}`, { signal }),
  });

export const standingQuery = (id: string, threshold: string | undefined) =>
  queryOptions({
    queryKey: ['traces', 'standing', id, threshold ?? ''],
    queryFn: ({ signal }) =>
      request<DealerStanding>('GET', `/entities/${encodeURIComponent(id)}/standing${queryString({ threshold })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const purchasesQuery = (id: string) =>
  queryOptions({
    queryKey: ['traces', 'purchases', id],
    queryFn: ({ signal }) =>
      request<PurchasePattern>('GET', `/entities/${encodeURIComponent(id)}/purchases`, { signal }),
  });

/** What columns of flows are, where the address says nothing known. */
export function columnBy(asked: string | undefined): FlowColumn {
  return flowColumns.find((by) => by === asked) ?? 'quarter';
}

export const flowsQuery = (asked: Asked, by: string | undefined) =>
  queryOptions({
    queryKey: ['traces', 'sources', inOrder(asked), columnBy(by)],
    queryFn: ({ signal }) =>
      request<SourceFlows>('GET', `/traces/sources${queryString({ ...inOrder(asked), by: columnBy(by) })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const publishedQuery = (year: string | undefined) =>
  queryOptions({
    queryKey: ['traces', 'published', year ?? ''],
    queryFn: ({ signal }) => request<PublishedSources>('GET', `/traces/published${queryString({ year })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const stateMapQuery = queryOptions({
  queryKey: ['map', 'states'],
  queryFn: ({ signal }) => request<StateMap>('GET', '/map/states', { signal }),
  staleTime: Infinity,
});
