import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { BoardSharesPage, BoardsPage, BoardVersionsPage, PlacesPage } from '../../../src/api/contract/boards.ts';
import type { BoardPage, Drawing } from '../../../src/model/boards.ts';
import { queryString, request } from '../frame/request.ts';

/** What the pages of boards ask. */
export const boardsQuery = queryOptions({
  queryKey: ['boards'],
  queryFn: ({ signal }) => request<BoardsPage>('GET', '/boards', { signal }),
});

export interface BoardQuestion {
  readonly board: string;
  readonly version: string | undefined;
  /** Whether withdrawn links are drawn, where that is not as it was saved. */
  readonly history: boolean | undefined;
}

export const boardQuery = (question: BoardQuestion) =>
  queryOptions({
    queryKey: ['board', question.board, question.version ?? null, question.history ?? null],
    queryFn: ({ signal }) =>
      request<BoardPage>(
        'GET',
        `/boards/${question.board}${queryString({ version: question.version, history: question.history })}`,
        { signal },
      ),
    placeholderData: (before, query) => (query?.queryKey[1] === question.board ? keepPreviousData(before) : undefined),
  });

/** Everything that ties some things, and how they may be handled. Kept under `links`, which go stale together. */
export const drawingQuery = (ids: readonly string[], history: boolean) =>
  queryOptions({
    queryKey: ['links', 'among', ids.join(','), history],
    queryFn: ({ signal }) => request<Drawing>('POST', '/links/among', { body: { ids, history }, signal }),
    placeholderData: keepPreviousData,
  });

export const versionsQuery = (board: number) =>
  queryOptions({
    queryKey: ['board', String(board), 'versions'],
    queryFn: ({ signal }) => request<BoardVersionsPage>('GET', `/boards/${board}/versions`, { signal }),
    staleTime: 0,
  });

export const sharesQuery = (board: number) =>
  queryOptions({
    queryKey: ['board', String(board), 'shares'],
    queryFn: ({ signal }) => request<BoardSharesPage>('GET', `/boards/${board}/shares`, { signal }),
    staleTime: 0,
  });

export const placesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['places', ids.join(',')],
    queryFn: ({ signal }) => request<PlacesPage>('POST', '/places', { body: { ids }, signal }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });

/** What a note or picture changes of a board that is shown: the rest of it, which may be much, is not asked for again. */
export function amendBoard(client: QueryClient, board: number, amend: (page: BoardPage) => Partial<BoardPage>): void {
  client.setQueriesData<BoardPage>(
    { queryKey: ['board', String(board)], predicate: ({ queryKey }) => queryKey.length === 4 },
    (page) => (page === undefined ? page : { ...page, ...amend(page) }),
  );
}

/** Asks everything about boards anew the next time it is shown. */
export async function refreshBoards(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['boards'] }),
    client.invalidateQueries({ queryKey: ['board'] }),
  ]);
}
