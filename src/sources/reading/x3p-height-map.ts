import { Failure } from '../../model/errors.ts';
import type { HeightMap } from '../../signal/height-map.ts';
import type { X3pDocument } from './x3p-document.ts';

export interface SurfaceNote {
  readonly code:
    | 'units-micrometres'
    | 'layers'
    | 'pitch-differs'
    | 'heights-implausible'
    | 'nothing-measured'
    | 'rotation-impossible';
  readonly message: string;
}

/** A step of a millimetre and more is none of a scan of an impression: such files count in micrometres, against the standard. */
const stepMetersMax = 1e-3;
/** Breech faces are a few millimetres wide; heights beyond this are of other units. */
const plausibleMicrons = 20_000;
/** Steps across and down that differ by less are the same: instruments write them so. */
const samePitch = 1e-4;

/**
 * Heights of an X3P surface in micrometres, in square steps, with what was odd about them. Whole numbers are scaled by
 * the increment of CZ, offsets added; points that `valid.bin` takes out are not measured.
 *
 * Fails with `scan.not-a-surface` for a profile or a cloud of points.
 */
export function x3pHeightMap(document: X3pDocument): { map: HeightMap; notes: SurfaceNote[] } {
  const { size, axes, heights, valid } = document;
  if (size.kind !== 'matrix' || axes.x.type !== 'incremental' || axes.y.type !== 'incremental')
    throw new Failure(
      'scan.not-a-surface',
      `Expected a surface in even steps, got ${document.featureType === 'PRF' ? 'a profile' : 'points at places of their own'}: export the scan as a surface (SUR).`,
    );
  const notes: SurfaceNote[] = [];
  const note = (code: SurfaceNote['code'], message: string) => void notes.push({ code, message });
  const inMicrons = axes.x.increment >= stepMetersMax;
  if (inMicrons)
    note(
      'units-micrometres',
      `Steps of ${axes.x.increment} cannot be metres; steps and heights are read as micrometres.`,
    );
  if (document.rotation !== null && !isRotation(document.rotation))
    note(
      'rotation-impossible',
      'The rotation the header gives mirrors, or is none: look whether the surface is the right way round. Heights are read as they lie.',
    );
  if (size.z > 1) note('layers', `Of ${size.z} layers the first is read.`);
  const unit = inMicrons ? 1 : 1e6;
  const whole = axes.z.numbers === 'I' || axes.z.numbers === 'L';
  const scale = whole ? axes.z.increment : 1;
  const points = size.x * size.y;
  const micrometres = new Float32Array(points);
  let measured = 0;
  let [low, high] = [Infinity, -Infinity];
  for (let n = 0; n < points; n++) {
    const value = valid !== null && valid[n] === 0 ? NaN : (axes.z.offset + heights[n]! * scale) * unit;
    micrometres[n] = value;
    if (value !== value) continue;
    measured++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (measured === 0) note('nothing-measured', 'No point of the surface is measured.');
  else if (high - low > plausibleMicrons)
    note('heights-implausible', `Heights differ by ${(high - low).toPrecision(3)} µm: are they metres?`);
  const [pitchX, pitchY] = [axes.x.increment * unit, axes.y.increment * unit];
  const map = { width: size.x, height: size.y, pitchMicrons: pitchX, heights: micrometres };
  if (Math.abs(pitchY / pitchX - 1) <= samePitch) return { map, notes };
  note('pitch-differs', `Steps are ${pitchX} µm across and ${pitchY} µm down; rows are drawn anew at the step across.`);
  return { map: evenRows(map, pitchY), notes };
}

/** Rows of length one, square to one another, that do not mirror. */
function isRotation(r: readonly number[]): boolean {
  const row = (n: number) => r.slice(3 * n, 3 * n + 3) as [number, number, number];
  const dot = (a: readonly number[], b: readonly number[]) => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  const [x, y, z] = [row(0), row(1), row(2)];
  const across = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
  const near = (a: number, b: number) => Math.abs(a - b) < 1e-3;
  return (
    near(dot(x, x), 1) && near(dot(y, y), 1) && near(dot(x, y), 0) && near(dot(across, z), 1) && near(dot(z, z), 1)
  );
}

/** Rows between those measured, along the line from one to the next; not measured beside what is not. */
function evenRows({ width, height, pitchMicrons, heights }: HeightMap, pitchY: number): HeightMap {
  const rows = Math.max(1, Math.floor(((height - 1) * pitchY) / pitchMicrons) + 1);
  if (rows * width > 64_000_000)
    throw new Failure('scan.too-large', `Expected steps alike in both ways, got ${pitchMicrons} and ${pitchY} µm.`);
  const drawn = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const at = Math.min(height - 1, (row * pitchMicrons) / pitchY);
    const above = Math.floor(at);
    const below = Math.min(height - 1, above + 1);
    const share = at - above;
    for (let x = 0; x < width; x++) {
      const upper = heights[above * width + x]!;
      drawn[row * width + x] = share === 0 ? upper : upper + share * (heights[below * width + x]! - upper);
    }
  }
  return { width, height: rows, pitchMicrons, heights: drawn };
}
