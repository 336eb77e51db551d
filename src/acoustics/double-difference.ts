/**
 * How far a shot was fired from another near by: a sensor's way errs alike for both, so that the difference of its two arrivals knows more than either.
 *
 * **Source.** Double differences (Waldhauser and Ellsworth, Bulletin of the Seismological Society of America 90:1353, 2000): t_b − t_a = Δt₀ − û·Δx / v + noise,
 * û from the source to the sensor; least squares with Cauchy's weights, their scale by the median of deviations.
 * **Input.** Sensors that heard both, with both times; a place near both; speed of sound and wind. **Output.** Metres east and north, seconds, and the covariance of
 * the metres. **Limits.** Null for fewer than four sensors or none that part east from north. Valid while both shots have the same ways: some ten metres.
 */
import { factorise, solveFactorised } from './shot-likelihood.ts';
import { speedAlong, type Wind } from './speed-of-sound.ts';

export interface TwiceHeard {
  readonly x: number;
  readonly y: number;
  readonly first: number;
  readonly second: number;
}

export interface RelativePlace {
  readonly east: number;
  readonly north: number;
  readonly seconds: number;
  readonly covariance: readonly [readonly [number, number], readonly [number, number]];
}

const rounds = 20;
/** Of a normal distribution the median deviation is so much of its standard deviation. */
const medianShare = 0.6745;
/** Cauchy's constant that loses a twentieth where the noise is normal. */
const cauchy = 2.385;
/** Times are known no better than this. */
const scaleMin = 0.0003;

export function doubleDifference(
  heard: readonly TwiceHeard[],
  place: { readonly x: number; readonly y: number },
  stillMps: number,
  wind: Wind,
): RelativePlace | null {
  if (heard.length < 4) return null;
  const rows = heard.map(({ x, y, first, second }) => {
    const meters = Math.max(1, Math.hypot(x - place.x, y - place.y));
    const direction = { east: (x - place.x) / meters, north: (y - place.y) / meters };
    const speed = speedAlong(stillMps, wind, direction);
    return { east: -direction.east / speed, north: -direction.north / speed, later: second - first };
  });
  let fit: [number, number, number] = [0, 0, middle(rows.map(({ later }) => later))];
  let scale = scaleMin;
  const matrix = new Float64Array(9);
  for (let round = 0; round < rounds; round++) {
    const off = rows.map(({ east, north, later }) => later - fit[2] - east * fit[0] - north * fit[1]);
    scale = Math.max(scaleMin, middle(off.map(Math.abs)) / medianShare);
    matrix.fill(0);
    const right = new Float64Array(3);
    rows.forEach(({ east, north }, at) => {
      const weight = 1 / (1 + (off[at]! / (cauchy * scale)) ** 2);
      const row = [east, north, 1];
      for (let i = 0; i < 3; i++) {
        right[i]! += weight * row[i]! * off[at]!;
        for (let j = 0; j <= i; j++) matrix[3 * i + j]! += weight * row[i]! * row[j]!;
      }
    });
    if (!factorise(matrix, 3)) return null;
    solveFactorised(matrix, 3, right);
    fit = [fit[0] + right[0]!, fit[1] + right[1]!, fit[2] + right[2]!];
    if (Math.hypot(right[0]!, right[1]!) < 1e-4) break;
  }
  // Of n arrivals three are spent on the fit.
  const spread = (scale * scale * rows.length) / (rows.length - 3);
  const column = (at: number) => {
    const unit = Float64Array.of(0, 0, 0);
    unit[at] = spread;
    solveFactorised(matrix, 3, unit);
    return unit;
  };
  const [x, y] = [column(0), column(1)];
  return {
    east: fit[0],
    north: fit[1],
    seconds: fit[2],
    covariance: [
      [x[0]!, x[1]!],
      [y[0]!, y[1]!],
    ],
  };
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
