import type { Positions } from './layouts.ts';

/** Where things stood on a board, kept for this tab by the entity the board began with, so that a reload moves nothing. */

const keyOf = (root: string) => `flashlight.board.${root}`;

export function keepPositions(root: string | undefined, positions: Positions): void {
  if (root === undefined || positions.size === 0) return;
  try {
    sessionStorage.setItem(keyOf(root), JSON.stringify([...positions].map(([id, { x, y }]) => [id, x, y])));
  } catch {
    // Without storage they hold until the page is left.
  }
}

export function keptPositions(root: string | undefined): Positions {
  try {
    const text = root === undefined ? null : sessionStorage.getItem(keyOf(root));
    const kept = text === null ? [] : (JSON.parse(text) as [string, number, number][]);
    return new Map(kept.map(([id, x, y]) => [id, { x, y }]));
  } catch {
    return new Map();
  }
}
