/**
 * Where shots of one place were fired from, taken together; of one who moved on, where they began and where they were last.
 *
 * **Source.** Weighted least squares, each shot by the inverse of its covariance, a line in time where whoever fired moved; robust by Huber's weights
 * (Annals of Mathematical Statistics 35:73, 1964), their scale by the median distance. Shots of a place err alike, by its ways: their errors are held
 * to be one and the same, so that the ellipse is no smaller than what one of them knows; where they scatter by more than that, it is widened by
 * Birge's ratio (Physical Review 40:207, 1932), in which a few far out are clipped, and half of them or more are not.
 * **Input.** Shots with places in metres, times and covariances. **Output.** Place and covariance, at each time that is asked for.
 * **Limits.** One place, or one straight way at one speed: what else there is must be parted beforehand (`incidents.ts`).
 */
import { factorise, solveFactorised } from './shot-likelihood.ts';

type Covariance = readonly [readonly [number, number], readonly [number, number]];

export interface PlacedShot {
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
  readonly covariance: Covariance;
}

export interface JointPlace {
  readonly x: number;
  readonly y: number;
  readonly covariance: Covariance;
}

const rounds = 30;
const settledMeters = 1e-6;
/** √χ² of two at 95 in 100: what lies farther out loses weight. */
const farthest = 2.4477;
/** The middle one of distances that are as likely as their covariances say. */
const medianDistance = 1.1774;
/** Shots scatter by a fifth of what each is wrong by, and hardly less: double differences against places of their own. */
const scaleMin = 0.1;

/** What a place of several shots is made of. */
export interface PlaceFit {
  readonly places: readonly JointPlace[];
  /** How many times as long the ellipse is as one error of all shots would make it. */
  readonly wider: number;
  /** Of each shot how much it counts, 1 for all, and how many standard deviations of its own it lies off. */
  readonly shots: readonly { readonly weight: number; readonly sigmas: number }[];
}

/** The place of shots fired from one. */
export function placeOfShots(shots: readonly PlacedShot[]): JointPlace {
  return fitOfShots(shots).places[0]!;
}

/** Of one who moved: where they were at the first shot and at the last. */
export function endsOfWay(shots: readonly PlacedShot[]): readonly [first: JointPlace, last: JointPlace] {
  const [first, last] = fitOfWay(shots).places;
  return [first!, last!];
}

/** The same with what it is made of. */
export const fitOfShots = (shots: readonly PlacedShot[]): PlaceFit => fitPlaces(shots, { steps: 1, at: [0] });
export const fitOfWay = (shots: readonly PlacedShot[]): PlaceFit => fitPlaces(shots, { steps: 2, at: [-1, 1] });

/** `steps`: 1 for a place, 2 for a straight way. `at`: times, from -1 at the first shot to 1 at the last. */
function fitPlaces(
  shots: readonly PlacedShot[],
  { steps, at }: { readonly steps: 1 | 2; readonly at: readonly number[] },
): PlaceFit {
  const [only] = shots;
  if (only === undefined) throw new RangeError('expected a shot at least');
  const seconds = shots.map((shot) => shot.seconds);
  const [from, until] = [Math.min(...seconds), Math.max(...seconds)];
  const alone = (): PlaceFit => ({
    places: at.map(() => only),
    wider: 1,
    shots: shots.map(() => ({ weight: 1, sigmas: 0 })),
  });
  if (shots.length === 1 || (steps === 2 && from === until)) return alone();
  // From the first shot's own place, so that digits are kept for what differs.
  const known = shots.map(({ x, y, covariance, seconds: when }) => ({
    x: x - only.x,
    y: y - only.y,
    when: steps === 1 ? 0 : (2 * (when - from)) / (until - from) - 1,
    inverse: inverseOf(covariance),
    root: rootOf(covariance),
  }));
  const size = 2 * steps;
  const basis = (when: number) => (steps === 1 ? [1] : [1, when]);
  const matrix = new Float64Array(size * size);
  let fit: Float64Array<ArrayBufferLike> = new Float64Array(size);
  let weights = known.map(() => 1);
  let distances: number[] = [];
  for (let round = 0; round < rounds; round++) {
    matrix.fill(0);
    const right = new Float64Array(size);
    known.forEach(({ x, y, when, inverse: [xx, xy, yy] }, shot) => {
      const row = basis(when);
      for (let i = 0; i < steps; i++) {
        const weight = weights[shot]! * row[i]!;
        right[2 * i]! += weight * (xx * x + xy * y);
        right[2 * i + 1]! += weight * (xy * x + yy * y);
        for (let j = 0; j < steps; j++) {
          const both = weight * row[j]!;
          matrix[2 * i * size + 2 * j]! += both * xx;
          matrix[2 * i * size + 2 * j + 1]! += both * xy;
          matrix[(2 * i + 1) * size + 2 * j]! += both * xy;
          matrix[(2 * i + 1) * size + 2 * j + 1]! += both * yy;
        }
      }
    });
    if (!factorise(matrix, size)) return alone();
    solveFactorised(matrix, size, right);
    const moved = Math.hypot(...right.map((value, k) => value - fit[k]!));
    fit = right;
    distances = known.map(({ x, y, when, inverse: [xx, xy, yy] }) => {
      const [dx, dy] = [x - valueAt(fit, basis(when), 0), y - valueAt(fit, basis(when), 1)];
      return Math.sqrt(xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy);
    });
    const scale = Math.min(1, Math.max(scaleMin, middle(distances) / medianDistance));
    weights = distances.map((distance) => Math.min(1, (farthest * scale) / (distance || 1)));
    if (round > 0 && moved < settledMeters) break;
  }
  const free = 2 * (shots.length - steps);
  // A few far out are of something else; where half of them lie far out it is no place of most, and is as wide as they lie.
  const most = 2 * distances.filter((distance) => distance > farthest).length < distances.length ? farthest : Infinity;
  const squares = distances.reduce((sum, distance) => sum + Math.min(distance, most) ** 2, 0);
  const wider = free > 0 ? Math.max(1, squares / free) : 1;
  // What one error of all shots makes of the fit: the sum over shots of weight, inverse and root of the covariance.
  const columns = [new Float64Array(size), new Float64Array(size)] as const;
  known.forEach(({ when, inverse: [xx, xy, yy], root: [rxx, rxy, ryy] }, shot) => {
    basis(when).forEach((each, i) => {
      const weight = weights[shot]! * each;
      columns[0][2 * i]! += weight * (xx * rxx + xy * rxy);
      columns[0][2 * i + 1]! += weight * (xy * rxx + yy * rxy);
      columns[1][2 * i]! += weight * (xx * rxy + xy * ryy);
      columns[1][2 * i + 1]! += weight * (xy * rxy + yy * ryy);
    });
  });
  for (const column of columns) solveFactorised(matrix, size, column);
  const places = at.map((when): JointPlace => {
    const row = basis(when);
    const [a, b] = columns.map((column) => [valueAt(column, row, 0), valueAt(column, row, 1)]) as [number[], number[]];
    const xy = wider * (a[0]! * a[1]! + b[0]! * b[1]!);
    return {
      x: only.x + valueAt(fit, row, 0),
      y: only.y + valueAt(fit, row, 1),
      covariance: [
        [wider * (a[0]! ** 2 + b[0]! ** 2), xy],
        [xy, wider * (a[1]! ** 2 + b[1]! ** 2)],
      ],
    };
  });
  return {
    places,
    wider: Math.sqrt(wider),
    shots: distances.map((sigmas, shot) => ({ weight: weights[shot]!, sigmas })),
  };
}

const valueAt = (fit: Float64Array, row: readonly number[], part: 0 | 1): number =>
  row.reduce((sum, each, i) => sum + each * fit[2 * i + part]!, 0);

/** No place is known better than this, in square metres: an ellipse of no width is none. */
const least = 0.01;

function inverseOf([[xx, xy], [, yy]]: Covariance): readonly [xx: number, xy: number, yy: number] {
  const determinant = (xx + least) * (yy + least) - xy * xy;
  return [(yy + least) / determinant, -xy / determinant, (xx + least) / determinant];
}

/** The symmetric root: its square is the covariance. */
function rootOf([[xx, xy], [, yy]]: Covariance): readonly [xx: number, xy: number, yy: number] {
  const determinant = Math.sqrt((xx + least) * (yy + least) - xy * xy);
  const trace = Math.sqrt(xx + yy + 2 * least + 2 * determinant);
  return [(xx + least + determinant) / trace, xy / trace, (yy + least + determinant) / trace];
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
