/** A square of values about the middle of an impression, for comparing: in standard deviations, nothing where not measured. */
export interface SurfaceGrid {
  readonly size: number;
  readonly pitchMicrons: number;
  /** 0 where nothing was measured. */
  readonly values: Float32Array;
  /** 1 where something was. */
  readonly measured: Uint8Array;
}

/** One grid laid over another: turned about its middle, then moved. */
export interface Pose {
  /** Radians that the second is turned. */
  readonly turn: number;
  /** Micrometres that it is then moved across and down. */
  readonly x: number;
  readonly y: number;
}

export function emptyGrid(size: number, pitchMicrons: number): SurfaceGrid {
  return { size, pitchMicrons, values: new Float32Array(size * size), measured: new Uint8Array(size * size) };
}

/** The pose that lays the first over the second where `pose` lays the second over the first. */
export function inversePose({ turn, x, y }: Pose): Pose {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { turn: -turn, x: -(cos * x - sin * y), y: -(sin * x + cos * y) };
}

/**
 * Lays a grid over another of the same steps: writes into `into` what of `grid` comes to lie there, between its points by
 * the four about the place. Counted as measured where more than half of those four, by weight, are.
 */
export function layOver(grid: SurfaceGrid, { turn, x, y }: Pose, into: SurfaceGrid): void {
  const { size, pitchMicrons, values, measured } = grid;
  const side = into.size;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const middle = (size - 1) / 2;
  const center = (side - 1) / 2;
  const left0 = -center - x / pitchMicrons;
  const down0 = -center - y / pitchMicrons;
  const last = size - 1;
  for (let row = 0, at = 0; row < side; row++) {
    let fromX = cos * left0 - sin * (row + down0) + middle;
    let fromY = sin * left0 + cos * (row + down0) + middle;
    for (let column = 0; column < side; column++, at++, fromX += cos, fromY += sin) {
      into.values[at] = 0;
      into.measured[at] = 0;
      if (!(fromX >= 0 && fromY >= 0 && fromX < last && fromY < last)) continue;
      const left = fromX | 0;
      const top = fromY | 0;
      const upper = top * size + left;
      const lower = upper + size;
      const across = fromX - left;
      const down = fromY - top;
      const a = (1 - across) * (1 - down) * measured[upper]!;
      const b = across * (1 - down) * measured[upper + 1]!;
      const c = (1 - across) * down * measured[lower]!;
      const d = across * down * measured[lower + 1]!;
      const weight = a + b + c + d;
      if (weight <= 0.5) continue;
      into.values[at] =
        (a * values[upper]! + b * values[upper + 1]! + c * values[lower]! + d * values[lower + 1]!) / weight;
      into.measured[at] = 1;
    }
  }
}
