import type { View } from '../../../src/ballistics/surface-placing.ts';

/** From where a surface is looked at, whatever the size of the picture. */
export interface SurfaceView {
  /** Micrometres from the corner of the first surface to the middle of the picture. */
  readonly x: number;
  readonly y: number;
  /** Micrometres along the shorter side of the picture. */
  readonly span: number;
  /** Degrees that it is turned, with the clock. */
  readonly turn: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const spanLeast = 40;
const spanMost = 40_000;

export function viewIn({ x, y, span, turn }: SurfaceView, { width, height }: Size): View {
  return { x, y, turn, micronsPerPixel: span / Math.max(1, Math.min(width, height)) };
}

/** What was under the pointer goes with it. */
export function panned(view: SurfaceView, right: number, down: number, size: Size): SurfaceView {
  const { micronsPerPixel: scale, turn } = viewIn(view, size);
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  return {
    ...view,
    x: view.x - scale * (cos * right + sin * down),
    y: view.y - scale * (cos * down - sin * right),
  };
}

/** Nearer by a factor, about a place of the picture that stays where it is. */
export function zoomed(view: SurfaceView, factor: number, place: readonly [number, number], size: Size): SurfaceView {
  const span = Math.min(spanMost, Math.max(spanLeast, view.span / factor));
  const [right, down] = [place[0] - size.width / 2, place[1] - size.height / 2];
  const moved = panned(view, -right, -down, size);
  return panned({ ...moved, span }, right, down, size);
}

export function turnedBy(view: SurfaceView, degrees: number): SurfaceView {
  return { ...view, turn: (((view.turn + degrees) % 360) + 360) % 360 };
}

/** `2100,1900,3600,15`; null where it is none. */
export function readView(text: string | undefined): SurfaceView | null {
  const [x, y, span, turn] = readNumbers(text, 4) ?? [];
  if (turn === undefined || !(span! >= spanLeast && span! <= spanMost)) return null;
  return { x: x!, y: y!, span: span!, turn };
}

export function writeView({ x, y, span, turn }: SurfaceView): string {
  return [x, y, span, turn].map((value) => String(Math.round(value))).join(',');
}

/** So many numbers with commas between them; null where the text is none of that. */
export function readNumbers(text: string | undefined, count: number): number[] | null {
  const parts = (text ?? '').split(',');
  const numbers = parts.map(Number);
  if (parts.length !== count || parts.some((part) => part.trim() === '')) return null;
  return numbers.every((value) => Number.isFinite(value) && Math.abs(value) < 1e6) ? numbers : null;
}
