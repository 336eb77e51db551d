import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SavedBoard } from '../../../src/api/contract/boards.ts';
import type { BoardVersion } from '../../../src/model/boards.ts';
import { Problem, request } from '../frame/request.ts';
import { boardQuery, refreshBoards, versionsQuery } from './board-queries.ts';
import type { BoardHandle } from './use-board.ts';

export interface Saving {
  /** Saves the next version; of a board without a name nothing. */
  readonly save: () => void;
  readonly saveAs: (name: string) => void;
  /** Opens the newest version; with a number, that one. */
  readonly show: (version?: number) => void;
  readonly pending: boolean;
  /** What went wrong, where nobody saved in between. */
  readonly error: unknown;
  /** The version somebody saved in between. */
  readonly conflict: BoardVersion | null;
  readonly reset: () => void;
}

/** Saves a board: a version more of what is saved, or a board of its own. */
export function useSave(handle: BoardHandle, opened: () => void): Saving {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { saved } = handle;
  const go = (board: number, version?: number) => {
    opened();
    void navigate({
      to: '/links',
      search: (before: Record<string, string | undefined>) => ({
        board: String(board),
        ...(version === undefined ? {} : { version: String(version) }),
        ...(before['sel'] === undefined ? {} : { sel: before['sel'] }),
        ...(before['map'] === undefined ? {} : { map: before['map'] }),
      }),
    });
  };
  /** What comes next is asked for before it is shown, so that nothing of before stands in between. */
  const openAnew = async (board: number) => {
    handle.forget();
    await refreshBoards(client);
    await client.fetchQuery({
      ...boardQuery({ board: String(board), version: undefined, history: undefined }),
      staleTime: 0,
    });
    go(board);
  };
  const next = useMutation({
    mutationFn: async () => {
      const { board, opened: base } = { board: saved!.board.board, opened: saved!.opened.version };
      try {
        return await request<SavedBoard>('POST', `/boards/${board}/versions`, {
          body: { base, content: handle.content() },
        });
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'board.changed') throw error;
        // Who it was is asked for at once: the message names nobody.
        const { items } = await client.fetchQuery(versionsQuery(board));
        return items[0]!;
      }
    },
    onSuccess: async (answer) => {
      if ('board' in answer) await openAnew(answer.board);
    },
  });
  const copy = useMutation({
    mutationFn: (name: string) => request<SavedBoard>('POST', '/boards', { body: { name, content: handle.content() } }),
    onSuccess: ({ board }) => openAnew(board),
  });
  return {
    save: () => {
      if (saved !== null && !next.isPending) next.mutate();
    },
    saveAs: (name) => {
      if (!copy.isPending) copy.mutate(name);
    },
    show: (version) => saved !== null && go(saved.board.board, version),
    pending: next.isPending || copy.isPending,
    error: next.error ?? copy.error,
    conflict: next.data !== undefined && !('board' in next.data) ? next.data : null,
    reset: () => {
      next.reset();
      copy.reset();
    },
  };
}
