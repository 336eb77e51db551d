import type { Stroke } from './mask-strokes.ts';

/** Strokes of a mask that is not kept on the server yet: they survive a reload of this tab. */
const keyOf = (scan: number) => `flashlight.mask.${scan}`;

export function keptStrokes(scan: number): readonly Stroke[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(scan)) ?? '[]');
    return Array.isArray(kept) ? (kept as Stroke[]) : [];
  } catch {
    return [];
  }
}

export function keepStrokes(scan: number, strokes: readonly Stroke[]): void {
  try {
    if (strokes.length === 0) sessionStorage.removeItem(keyOf(scan));
    else sessionStorage.setItem(keyOf(scan), JSON.stringify(strokes));
  } catch {
    // Full or refused: the strokes hold until the page is closed.
  }
}
