/** A stroke of the brush over a surface. */
export interface Stroke {
  /** 1 where it draws, 0 where it erases. */
  readonly value: 0 | 1;
  /** Micrometres. */
  readonly radius: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface MaskGround {
  readonly width: number;
  readonly height: number;
  readonly pitchMicrons: number;
  /** The mask the strokes begin from. */
  readonly mask: Uint8Array;
}

/** A mask after these strokes, in their order. */
export function maskAfter(ground: MaskGround, strokes: readonly Stroke[]): Uint8Array {
  const mask = ground.mask.slice();
  for (const stroke of strokes) strokeOver(ground, mask, stroke);
  return mask;
}

/** Draws a stroke into a mask: every point within its radius of the line, from one of its points on where that is said. */
export function strokeOver(
  { width, height, pitchMicrons }: MaskGround,
  mask: Uint8Array,
  { value, radius, points }: Stroke,
  from = 0,
): void {
  for (let n = Math.max(0, from); n < points.length; n++) {
    const end = points[n]!;
    const start = points[Math.max(0, n - 1)]!;
    const bound = (low: number, high: number, most: number) => [
      Math.max(0, Math.floor((low - radius) / pitchMicrons)),
      Math.min(most - 1, Math.ceil((high + radius) / pitchMicrons)),
    ];
    const [left, right] = bound(Math.min(start[0], end[0]), Math.max(start[0], end[0]), width) as [number, number];
    const [top, bottom] = bound(Math.min(start[1], end[1]), Math.max(start[1], end[1]), height) as [number, number];
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const place = [(column + 0.5) * pitchMicrons, (row + 0.5) * pitchMicrons] as const;
        if (distanceTo(start, end, place) <= radius) mask[row * width + column] = value;
      }
  }
}

function distanceTo(
  start: readonly [number, number],
  end: readonly [number, number],
  place: readonly [number, number],
): number {
  const [alongX, alongY] = [end[0] - start[0], end[1] - start[1]];
  const square = alongX * alongX + alongY * alongY;
  const part =
    square === 0
      ? 0
      : Math.max(0, Math.min(1, ((place[0] - start[0]) * alongX + (place[1] - start[1]) * alongY) / square));
  return Math.hypot(place[0] - start[0] - part * alongX, place[1] - start[1] - part * alongY);
}

/** How much of what was measured is in a mask, in square millimetres. */
export function maskedArea(
  { pitchMicrons }: MaskGround,
  mask: Uint8Array,
  points: Float32Array,
): { readonly inMask: number; readonly measured: number } {
  let [inMask, measured] = [0, 0];
  for (let n = 0; n < mask.length; n++) {
    if (points[4 * n + 3] === 0) continue;
    measured++;
    inMask += mask[n]!;
  }
  const square = (pitchMicrons / 1000) ** 2;
  return { inMask: inMask * square, measured: measured * square };
}
