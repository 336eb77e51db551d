import { useQueries } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LinkGraph, Paths } from '../../../src/model/links.ts';
import { labelText } from '../frame/entity-label.ts';
import { linksQuery, pathsQuery } from '../frame/queries.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { joinBoard, readBoard, writeBoard, type Board, type BoardAddress } from './board.ts';
import { keepBoard, keptBoard, type BoardState } from './kept-board.ts';
import { placeBy, placeNew, type ChartShape, type LayoutName, type Positions } from './layouts.ts';
import { act as actOn, amend, redo as redoOn, startUndo, undo as undoOn, type UndoStack } from './undo-stack.ts';

const route = getRouteApi('/signed-in/links');
const someLinks = { hops: 1, limit: 150 } as const;
const allLinks = { hops: 1, limit: 2000 } as const;

export interface BoardHandle {
  readonly address: BoardAddress;
  readonly board: Board;
  readonly positions: Positions;
  readonly paths: readonly Paths[];
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (change: Partial<BoardAddress>) => void;
  readonly move: (id: string, to: { x: number; y: number }) => void;
  readonly layOut: (name: LayoutName, aspect: number | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** From an empty board to the one this tab had last; null where there was none. */
  readonly goOn: (() => void) | null;
}

/** The board as it was left. Opened with another address it is a step on from there, which can be taken back. */
function firstStack(address: BoardAddress, actor: string): UndoStack<BoardState> {
  const kept = address.ids[0] === undefined ? null : keptBoard(address.ids[0], actor);
  if (kept === null) return startUndo({ address, positions: new Map() });
  return JSON.stringify(writeBoard(kept.present.address)) === JSON.stringify(writeBoard(address))
    ? kept
    : actOn(kept, { address, positions: kept.present.positions });
}

/** The links board: its address, what was answered for it, where things stand, and the way back from every action. */
export function useBoard(): BoardHandle {
  const search = route.useSearch();
  const navigate = useNavigate();
  const written = JSON.stringify(readBoard(search));
  const address = useMemo(() => JSON.parse(written) as BoardAddress, [written]);
  const { actor } = useSession();
  const [stack, setStack] = useState(() => firstStack(address, actor));
  const latest = useRef(stack);
  latest.current = stack;

  const graphs = useQueries({
    queries: address.ids.map((id) =>
      linksQuery(id, { ...(address.cut.includes(id) ? allLinks : someLinks), history: address.history }),
    ),
    combine: (results) => ({
      data: results.map((result) => result.data).filter((data): data is LinkGraph => data !== undefined),
      waiting: results.some((result) => result.isPending),
      error: results.find((result) => result.error !== null)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.error !== null) void result.refetch();
      },
    }),
  });
  const found = useQueries({
    queries: address.path.map((pair) => {
      const [from, to] = pair.split('~') as [string, string];
      return pathsQuery(from, to);
    }),
    combine: (results) => ({
      data: results.map((result) => result.data).filter((data): data is Paths => data !== undefined),
      waiting: results.some((result) => result.isPending),
      error: results.find((result) => result.error !== null)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.error !== null) void result.refetch();
      },
    }),
  });
  const words = useWords();
  const board = useMemo(() => {
    const joined = joinBoard([...graphs.data, ...found.data], address);
    return { ...joined, entities: joined.entities.map((each) => ({ ...each, label: labelText(each.label, words) })) };
  }, [graphs.data, found.data, address, words]);
  const shape = useMemo((): ChartShape => ({ nodes: board.entities, pairs: board.pairs }), [board]);

  const kept = stack.present.positions;
  const positions = useMemo(() => placeNew(shape, kept), [shape, kept]);
  useEffect(() => {
    // What has just been placed is part of what is, not an action of its own.
    if (positions !== latest.current.present.positions) setStack(amend(latest.current, { address, positions }));
    keepBoard(amend(latest.current, { address, positions }), actor);
  }, [positions, address, stack, actor]);

  const show = useCallback(
    (next: BoardAddress) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...writeBoard(next) }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const step = useCallback(
    (next: UndoStack<BoardState>) => {
      latest.current = next;
      setStack(next);
      show(next.present.address);
    },
    [show],
  );
  const present = useCallback((): BoardState => ({ address, positions }), [address, positions]);
  const doIt = useCallback((next: BoardState) => step(actOn(amend(latest.current, present()), next)), [step, present]);

  const empty = address.ids.length === 0;
  const last = useMemo(() => (empty ? keptBoard(undefined, actor) : null), [empty, actor]);

  return {
    address,
    board,
    positions,
    paths: found.data,
    waiting: graphs.waiting || found.waiting,
    error: graphs.error ?? found.error,
    retry: () => {
      graphs.retry();
      found.retry();
    },
    canUndo: stack.past.length > 0,
    canRedo: stack.future.length > 0,
    change: (change) => doIt({ address: { ...address, ...change }, positions }),
    move: (id, to) =>
      doIt({
        address: { ...address, pinned: [...new Set([...address.pinned, id])] },
        positions: new Map(positions).set(id, to),
      }),
    layOut: (name, aspect) => {
      const placed = new Map(placeBy(name, shape, aspect));
      // What the reader pinned stays.
      for (const id of address.pinned) if (positions.has(id)) placed.set(id, positions.get(id)!);
      doIt({ address, positions: placed });
    },
    undo: () => step(undoOn(amend(latest.current, present()))),
    redo: () => step(redoOn(amend(latest.current, present()))),
    goOn: last === null ? null : () => step(last),
  };
}
