import { readBoard, writeBoard, type BoardAddress } from './board.ts';
import type { Positions } from './layouts.ts';
import type { UndoStack } from './undo-stack.ts';

/** What one step of a board leads to: its address and where things stand. */
export interface BoardState {
  readonly address: BoardAddress;
  readonly positions: Positions;
}

/** A board as text: places stand once, however many steps share them. */
interface KeptBoard {
  readonly actor: string;
  readonly places: readonly (readonly [id: string, x: number, y: number])[][];
  readonly steps: readonly { readonly search: Record<string, string | undefined>; readonly places: number }[];
  /** Which step is the present one. */
  readonly at: number;
}

const prefix = 'flashlight.board.';
const lastKey = 'flashlight.last-board';
/** Steps kept each way: more than anybody takes back, and a small part of the 5 MB a browser gives a tab. */
const stepsKept = 50;
const charactersMax = 1_000_000;

/** The board as text, with as many steps as there is room for. */
export function boardAsText(stack: UndoStack<BoardState>, actor: string, stepsMax = stepsKept): string {
  const past = stepsMax === 0 ? [] : stack.past.slice(-stepsMax);
  const states = [...past, stack.present, ...stack.future.slice(0, stepsMax)];
  const tables = [...new Set(states.map((state) => state.positions))];
  const kept: KeptBoard = {
    actor,
    places: tables.map((table) => [...table].map(([id, { x, y }]) => [id, x, y] as const)),
    steps: states.map((state) => ({ search: writeBoard(state.address), places: tables.indexOf(state.positions) })),
    at: past.length,
  };
  const text = JSON.stringify(kept);
  return text.length <= charactersMax || stepsMax === 0
    ? text
    : boardAsText(stack, actor, Math.floor(Math.min(stepsMax, Math.max(past.length, stack.future.length)) / 2));
}

/** The board of the text; null where it is none, or another person's. */
export function boardOfText(text: string, actor: string): UndoStack<BoardState> | null {
  try {
    const kept = JSON.parse(text) as KeptBoard;
    const tables = kept.places.map((table): Positions => new Map(table.map(([id, x, y]) => [id, { x, y }])));
    const states = kept.steps.map((step) => ({ address: readBoard(step.search), positions: tables[step.places]! }));
    const present = states[kept.at];
    if (kept.actor !== actor || present === undefined) return null;
    return { past: states.slice(0, kept.at), present, future: states.slice(kept.at + 1) };
  } catch {
    return null;
  }
}

/**
 * Keeps a board for this tab, by the entity it began with or by its number and version, so that a reload or another page
 * between takes nothing back.
 */
export function keepBoard(stack: UndoStack<BoardState>, actor: string, saved?: string): void {
  const root = saved ?? stack.present.address.ids[0];
  if (root === undefined || stack.present.positions.size === 0) return;
  const key = prefix + root;
  const text = boardAsText(stack, actor);
  try {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // The browser's room is full: boards left earlier go first.
      for (const other of Object.keys(sessionStorage)) if (other.startsWith(prefix)) sessionStorage.removeItem(other);
      sessionStorage.setItem(key, text);
    }
    if (saved === undefined) sessionStorage.setItem(lastKey, root);
  } catch {
    // Without storage it holds until the page is left.
  }
}

/** The board that began with the entity; without one, the board this tab had last. */
export function keptBoard(root: string | undefined, actor: string): UndoStack<BoardState> | null {
  try {
    const text = sessionStorage.getItem(prefix + (root ?? sessionStorage.getItem(lastKey) ?? ''));
    return text === null ? null : boardOfText(text, actor);
  } catch {
    return null;
  }
}

/** What was done to a saved board and is saved now, or given up. */
export function forgetBoard(root: string): void {
  try {
    sessionStorage.removeItem(prefix + root);
  } catch {
    // Nothing was kept.
  }
}
