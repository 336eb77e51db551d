import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ImportRun, Preview, RunEntity } from '../../../src/model/import-answers.ts';
import { queryString, request } from '../frame/request.ts';
import { mappingText, type Mapping } from './mapping-draft.ts';

export interface SavedMapping {
  readonly name: string;
  readonly version: number;
  readonly feed: string;
  readonly layout: string;
  readonly savedBy: string;
  readonly savedAt: string;
}

export interface RunPageAnswer extends ImportRun {
  readonly sections: readonly {
    readonly section: number;
    readonly sheet: string | null;
    readonly layout: string;
    readonly columns: readonly string[];
    readonly mapping: { readonly columns?: Readonly<Record<string, string>> };
  }[];
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
  readonly warnings: readonly {
    readonly code: string;
    readonly message: string;
    readonly column?: string;
    readonly rows?: number;
    readonly first?: { readonly line: number; readonly column: string; readonly value: string };
  }[];
}

export interface Reject {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** How often an import that has not ended is looked at, where its messages do not come. */
const lookMilliseconds = 1500;

export const runsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'all'],
  queryFn: ({ signal, pageParam }) =>
    request<Page<ImportRun>>('GET', `/imports${queryString({ limit: 50, cursor: pageParam })}`, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
});

/** Still read, or read and not yet joined. */
export function isUnderWay(run: Pick<ImportRun, 'state' | 'linkedAt'>): boolean {
  return run.state === 'RUNNING' || (run.state === 'COMPLETE' && run.linkedAt === null);
}

export const runQuery = (run: number) =>
  queryOptions({
    queryKey: ['imports', run],
    queryFn: ({ signal }) => request<RunPageAnswer>('GET', `/imports/${run}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnderWay(state.data) && state.error === null ? lookMilliseconds : false,
  });

/** A trial is over when it is read: nothing of it is joined. */
export const trialQuery = (run: number) =>
  queryOptions({
    queryKey: ['trials', run],
    queryFn: ({ signal }) => request<RunPageAnswer>('GET', `/imports/${run}`, { signal }),
    refetchInterval: ({ state }) =>
      state.error === null && (state.data === undefined || state.data.state === 'RUNNING') ? 700 : false,
  });

export const rejectsQuery = (run: number) =>
  infiniteQueryOptions({
    queryKey: ['imports', run, 'rejects'],
    queryFn: ({ signal, pageParam }) =>
      request<Page<Reject>>('GET', `/imports/${run}/rejects${queryString({ limit: 50, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const runEntitiesQuery = (run: number) =>
  infiniteQueryOptions({
    queryKey: ['imports', run, 'entities'],
    queryFn: ({ signal, pageParam }) =>
      request<Page<RunEntity>>('GET', `/imports/${run}/entities${queryString({ limit: 50, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const mappingsQuery = queryOptions({
  queryKey: ['mappings'],
  queryFn: async ({ signal }) => (await request<{ items: SavedMapping[] }>('GET', '/mappings', { signal })).items,
});

export const mappingQuery = (name: string) =>
  queryOptions({
    queryKey: ['mappings', name],
    queryFn: ({ signal }) => request<Mapping>('GET', `/mappings/${encodeURIComponent(name)}`, { signal }),
  });

/** The first rows read with a mapping, or as they stand in the file while nobody has said what it is. */
export const previewQuery = (upload: string, mapping: Mapping | null) =>
  queryOptions({
    queryKey: ['uploads', upload, mapping === null ? '' : mappingText(mapping)],
    queryFn: ({ signal }) =>
      request<Preview>('POST', `/uploads/${upload}/preview`, { body: mapping === null ? {} : { mapping }, signal }),
    staleTime: Infinity,
  });
