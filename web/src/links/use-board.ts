import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { boardItemsMax, type BoardContent, type BoardPage, type Drawing } from '../../../src/model/boards.ts';
import type { Chains, CommonNeighbors, HubPolicy } from '../../../src/model/links.ts';
import { labelText } from '../frame/entity-label.ts';
import { chainsQuery, commonQuery, linksQuery } from '../frame/queries.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { contentOf, sameContent } from './board-content.ts';
import { drawingQuery } from './board-queries.ts';
import {
  addressOfContent,
  joinBoard,
  readBoard,
  writeBoard,
  type Board,
  type BoardAddress,
  type BoardAnswer,
  type Held,
} from './board.ts';
import { forgetBoard, keepBoard, keptBoard, keyOfVersion, type BoardState } from './kept-board.ts';
import { readPair } from './pair-question.ts';
import { placeBy, placeNew, type ChartShape, type LayoutName, type Positions } from './layouts.ts';
import { act as actOn, amend, redo as redoOn, startUndo, undo as undoOn, type UndoStack } from './undo-stack.ts';

const route = getRouteApi('/signed-in/links');
const someLinks = { hops: 1, limit: 150 } as const;
/** Of what an answer may hold one is the thing itself: so many links of it at least come with each part. */
export const linksOfPart = 1999;
const partOfLinks = (part: number) => ({ hops: 1, limit: linksOfPart + 1, skip: part * linksOfPart }) as const;

/** What was asked, as the address says it, and what was found. */
export interface Answered<Answer> {
  readonly asked: string;
  readonly found: Answer;
}

export interface BoardHandle {
  /** The saved board this began with; null where it was not saved yet. */
  readonly saved: BoardPage | null;
  readonly address: BoardAddress;
  readonly board: Board;
  readonly roots: ReadonlySet<string>;
  readonly positions: Positions;
  /** Ways that were found, and what two are both tied to. */
  readonly ways: readonly Answered<Chains>[];
  readonly common: readonly Answered<CommonNeighbors>[];
  /** From how many links on a thing is not walked through, and by which settings; null before anything was answered. */
  readonly hubs: { readonly hubDegree: number; readonly hubPolicy?: HubPolicy | undefined } | null;
  readonly waiting: boolean;
  /** Whether everything that ties what is drawn has been answered: until then nothing is computed of it. */
  readonly whole: boolean;
  /**
   * Handling tags of what is given out of it; null while they are not known. A note or picture on the board itself may speak of
   * anything on it: with one, those of what is not drawn stand too.
   */
  readonly handling: readonly string[] | null;
  /** Links given of all there are, where there are too many to draw. */
  readonly linksCut: { readonly shown: number; readonly total: number } | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (change: Partial<BoardAddress>) => void;
  readonly move: (id: string, to: { x: number; y: number }) => void;
  readonly layOut: (name: LayoutName, aspect: number | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** From an empty board to the one this tab had last, or from a saved one to what was done to it and not saved. */
  readonly goOn: (() => void) | null;
  /** What a save would keep. */
  readonly content: () => BoardContent;
  /** Whether it is other than it was saved. */
  readonly changed: boolean;
  /** Gives up what was done and not saved. */
  readonly forget: () => void;
}

/** Under which name the tab keeps what was done to a saved board. */
export function keyOfSaved(saved: BoardPage): string {
  return keyOfVersion(saved.board.board, saved.opened.version);
}

function stateOfSaved(saved: BoardPage): BoardState {
  return {
    address: addressOfContent(saved.content),
    positions: new Map(saved.content.items.map(({ id, x, y }) => [id, { x, y }])),
  };
}

/** The board as it was left. Opened with another address it is a step on from there, which can be taken back. */
function firstStack(address: BoardAddress, actor: string, saved: BoardPage | null): UndoStack<BoardState> {
  const key = saved === null ? address.ids[0] : keyOfSaved(saved);
  const kept = key === undefined ? null : keptBoard(key, actor);
  if (saved !== null && kept === null) {
    const start = startUndo(stateOfSaved(saved));
    return sameAddress(start.present.address, address)
      ? start
      : actOn(start, { address, positions: start.present.positions });
  }
  if (kept === null) return startUndo({ address, positions: new Map() });
  return sameAddress(kept.present.address, address)
    ? kept
    : actOn(kept, { address, positions: kept.present.positions });
}

function sameAddress(one: BoardAddress, other: BoardAddress): boolean {
  return JSON.stringify(writeBoard(one)) === JSON.stringify(writeBoard(other));
}

/** Answers with what was asked, of those that are there. */
function answered<Answer>(asked: readonly string[], all: readonly (Answer | undefined)[]): Answered<Answer>[] {
  return asked.flatMap((each, at) => (all[at] === undefined ? [] : [{ asked: each, found: all[at] }]));
}

/** What the server is asked to tie: everything on the board, where the saved board does not say it. */
function idsToAsk(answers: readonly BoardAnswer[], address: BoardAddress, held: Held | undefined): string[] {
  const known = new Set(held?.entities.map(({ id }) => id));
  const ids = new Set([...known, ...answers.flatMap(({ entities }) => entities.map(({ id }) => id))]);
  if (ids.size === known.size) return [];
  const all = ids.size <= boardItemsMax ? [...ids] : joinBoard(answers, address, held).entities.map(({ id }) => id);
  return all.toSorted();
}

function handlingGiven({ handling, tags }: Board, saved: BoardPage | null): readonly string[] | null {
  if (handling === null || saved === null || ![...saved.notes, ...saved.pictures].some(({ on }) => on === null))
    return handling;
  return [...new Set([...handling, ...[...tags.values()].flat()])].toSorted();
}

function cutOfLinks(drawing: Pick<Drawing, 'links' | 'linksTotal'> | null): BoardHandle['linksCut'] {
  return drawing === null || drawing.linksTotal <= drawing.links.length
    ? null
    : { shown: drawing.links.length, total: drawing.linksTotal };
}

/** Answers of one kind. */
function joinResults<Answer>(results: readonly UseQueryResult<Answer>[]) {
  return {
    all: results.map((result) => result.data),
    data: results.flatMap((result) => (result.data === undefined ? [] : [result.data])),
    waiting: results.some((result) => result.isPending),
    error: results.find((result) => result.error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}

/** The links board: its address, what was answered for it, where things stand, and the way back from every action. */
export function useBoard(saved: BoardPage | null): BoardHandle {
  const search = route.useSearch();
  const navigate = useNavigate();
  // A saved board has what it holds in the store, until something is done to it.
  const own = saved === null || search.edited === '1';
  const written = JSON.stringify(own ? readBoard(search) : addressOfContent(saved.content));
  const address = useMemo(() => JSON.parse(written) as BoardAddress, [written]);
  const { actor } = useSession();
  const key = saved === null ? undefined : keyOfSaved(saved);
  const [stack, setStack] = useState(() => (own ? firstStack(address, actor, saved) : startUndo(stateOfSaved(saved))));
  const latest = useRef(stack);
  latest.current = stack;

  const graphs = useQueries({
    queries: address.ids.flatMap((id) => {
      const parts = address.cut.find(([each]) => each === id)?.[1] ?? 0;
      const asked = parts === 0 ? [someLinks] : Array.from({ length: parts }, (_, part) => partOfLinks(part));
      return asked.map((each) => linksQuery(id, { ...each, history: address.history }));
    }),
    combine: joinResults,
  });
  const ways = useQueries({
    queries: address.path.map(readPair).map(({ from, to, ways: k }) => chainsQuery(from, to, k)),
    combine: joinResults,
  });
  const common = useQueries({
    queries: address.common.map(readPair).map(({ from, to }) => commonQuery(from, to)),
    combine: joinResults,
  });
  const found = useMemo(() => answered(address.path, ways.all), [address.path, ways.all]);
  const tiedToBoth = useMemo(() => answered(address.common, common.all), [address.common, common.all]);
  const words = useWords();
  const held = useMemo(
    () => (saved === null ? undefined : { entities: saved.entities, links: saved.links, roots: saved.content.roots }),
    [saved],
  );
  const answers = useMemo(
    () => [
      ...graphs.data,
      ...ways.data.map(({ entities, links }) => ({ entities, links })),
      ...common.data.map(({ ends, entities, links }) => ({
        entities: [...ends, ...entities.map(({ entity }) => entity)],
        links,
      })),
    ],
    [graphs.data, ways.data, common.data],
  );
  const waiting = graphs.waiting || ways.waiting || common.waiting;
  // A saved board says itself what ties what it holds; with anything more on it, all of it is asked for.
  const ids = useMemo(() => idsToAsk(answers, address, held), [answers, address, held]);
  const among = useQuery({ ...drawingQuery(ids, address.history), enabled: ids.length > 0 && !waiting });
  const drawing = ids.length === 0 ? undefined : among.data;
  const whole = ids.length === 0 ? !waiting : among.data !== undefined && !among.isPlaceholderData;
  const board = useMemo(() => {
    const joined = joinBoard(answers, address, held, drawing);
    return { ...joined, entities: joined.entities.map((each) => ({ ...each, label: labelText(each.label, words) })) };
  }, [answers, address, words, held, drawing]);
  const roots = useMemo(() => new Set([...(held?.roots ?? []), ...address.ids]), [held, address.ids]);
  const shape = useMemo((): ChartShape => ({ nodes: board.entities, pairs: board.pairs }), [board]);

  const kept = stack.present.positions;
  const positions = useMemo(() => placeNew(shape, kept), [shape, kept]);
  useEffect(() => {
    // What has just been placed is part of what is, not an action of its own.
    if (positions !== latest.current.present.positions) setStack(amend(latest.current, { address, positions }));
    // A saved board that nothing was done to is in the store.
    if (own) keepBoard(amend(latest.current, { address, positions }), actor, key);
  }, [positions, address, stack, actor, key, own]);

  const show = useCallback(
    (next: BoardAddress) => {
      const edited = saved === null ? {} : { version: String(saved.opened.version), edited: '1' };
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...writeBoard(next), ...edited }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, saved],
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

  const empty = saved === null && address.ids.length === 0;
  const last = useMemo(() => {
    if (saved !== null) return own ? null : keptBoard(keyOfSaved(saved), actor);
    return empty ? keptBoard(undefined, actor) : null;
  }, [empty, actor, saved, own]);
  const content = useCallback(
    () => contentOf({ all: board.all, roots: [...roots], address, positions }),
    [board.all, roots, address, positions],
  );
  const changed = useMemo(() => saved !== null && own && !sameContent(saved.content, content()), [saved, own, content]);

  return {
    saved,
    address,
    board,
    roots,
    positions,
    ways: found,
    common: tiedToBoth,
    hubs: graphs.data[0] ?? ways.data[0] ?? common.data[0] ?? saved,
    waiting,
    whole,
    handling: whole ? handlingGiven(board, saved) : null,
    linksCut: cutOfLinks(drawing ?? saved),
    error: graphs.error ?? ways.error ?? common.error ?? (ids.length === 0 ? null : among.error),
    retry: () => {
      graphs.retry();
      ways.retry();
      common.retry();
      if (among.error !== null) void among.refetch();
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
      // What is not drawn stays where it stood.
      const placed = new Map([...positions, ...placeBy(name, shape, aspect)]);
      // What the reader pinned stays.
      for (const id of address.pinned) if (positions.has(id)) placed.set(id, positions.get(id)!);
      doIt({ address, positions: placed });
    },
    undo: () => step(undoOn(amend(latest.current, present()))),
    redo: () => step(redoOn(amend(latest.current, present()))),
    goOn: last === null ? null : () => step(last),
    content,
    changed,
    forget: () => key !== undefined && forgetBoard(key),
  };
}
