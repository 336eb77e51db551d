import { queryOptions } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import type { SessionAnswer } from '../../../src/api/contract/sessions.ts';
import type { EntityPage, Live, RecordPage } from '../../../src/model/answers.ts';
import type { Search } from '../../../src/model/search-answer.ts';
import type { Life } from '../../../src/model/life.ts';
import type { Chains, CommonNeighbors, LinkGraph } from '../../../src/model/links.ts';
import { queryString, request } from './request.ts';

export type Session = SessionAnswer;

export interface MapConfig {
  readonly bounds: [number, number, number, number] | null;
  readonly tiles: { url: string; attribution: string } | null;
}

export interface LinkQuestion {
  readonly hops: number;
  readonly limit: number;
  /** Links passed over, the newest first. */
  readonly skip?: number;
  readonly hub?: number;
  /** Also links that were withdrawn or replaced. */
  readonly history: boolean;
}

/** Every question the portal asks, named once, so that what is kept can be found and marked stale. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Session>('GET', '/session', { signal }),
  staleTime: Infinity,
});

export const searchQuery = (question: { q: string; kind?: string | undefined; limit: number }) =>
  queryOptions({
    queryKey: ['search', question],
    queryFn: ({ signal }) =>
      request<Search>('GET', `/search${queryString({ q: question.q, kind: question.kind, limit: question.limit })}`, {
        signal,
      }),
    enabled: question.q.trim() !== '',
  });

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['life', id],
    queryFn: ({ signal }) => request<Life>('GET', `/firearms/${encodeURIComponent(id)}/life`, { signal }),
  });

export const entityQuery = (id: string) =>
  queryOptions({
    queryKey: ['entity', id],
    queryFn: ({ signal }) => request<EntityPage>('GET', `/entities/${encodeURIComponent(id)}`, { signal }),
  });

export const linksQuery = (id: string, question: LinkQuestion) =>
  queryOptions({
    queryKey: ['links', id, question],
    queryFn: ({ signal }) =>
      request<LinkGraph>('GET', `/entities/${encodeURIComponent(id)}/links${queryString({ ...question })}`, { signal }),
  });

export const chainsQuery = (from: string, to: string, k: number) =>
  queryOptions({
    queryKey: ['paths', from, to, k],
    queryFn: ({ signal }) => request<Chains>('GET', `/links/paths${queryString({ from, to, k })}`, { signal }),
  });

export const commonQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['common', from, to],
    queryFn: ({ signal }) =>
      request<CommonNeighbors>('GET', `/links/common${queryString({ ids: `${from},${to}` })}`, { signal }),
  });

export const recordQuery = (record: string) =>
  queryOptions({
    queryKey: ['record', record],
    queryFn: ({ signal }) => request<RecordPage>('GET', `/records/${encodeURIComponent(record)}`, { signal }),
  });

export const liveQuery = queryOptions({
  queryKey: ['live'],
  queryFn: ({ signal }) => request<Live>('GET', '/live', { signal }),
});

export const boundariesQuery = queryOptions({
  queryKey: ['map', 'boundaries'],
  queryFn: ({ signal }) => request<FeatureCollection>('GET', '/map/boundaries', { signal }),
  staleTime: Infinity,
});

export const countiesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['map', 'counties', ids.join(',')],
    queryFn: ({ signal }) =>
      request<FeatureCollection>('GET', `/map/counties${queryString({ ids: ids.join(',') })}`, { signal }),
    staleTime: Infinity,
    enabled: ids.length > 0,
  });

export const mapConfigQuery = queryOptions({
  queryKey: ['map', 'config'],
  queryFn: ({ signal }) => request<MapConfig>('GET', '/map/config', { signal }),
  staleTime: Infinity,
});
