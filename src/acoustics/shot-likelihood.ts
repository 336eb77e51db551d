/**
 * How well a place, a time and a weather explain a shot's arrivals, with slope and curvature for Newton's steps.
 *
 * **Source.** t_i = t_0 + d_i/v_i + excess_i; v = c + δc + û·(w + δw); δc and δw with normal priors; excess as in `excess-model.ts`. With
 * r = sensor − source and q = (c + δc) d + r·(w + δw), d/v = d²/q, whose derivatives are exact and analytic.
 * **Input.** Arrivals in typed arrays; θ = (x, y, δc, δw_east, δw_north, t_0) and, of the source's height where sensors have theirs, z.
 * **Output.** ln of the posterior; minus its Hessian (packed by rows) and its gradient in arrays of the caller.
 * **Limits.** Allocates nothing and checks nothing: its caller has.
 */
import type { ExcessTable } from './excess-model.ts';

export interface ShotArrivals {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly seconds: Float64Array;
  count: number;
}

export interface Weather {
  stillMps: number;
  windEast: number;
  windNorth: number;
}

/** What is known of weather and height beforehand: standard deviations, and where the ground is. */
export interface ShotPrior {
  speedMps: number;
  windMps: number;
  heightMeters: number;
}

/** A forecast of the hour: 1.5 °C, 1.2 m/s in each direction. */
export const forecastPrior: Readonly<ShotPrior> = { speedMps: 0.9, windMps: 1.2, heightMeters: 10 };

export const parametersFlat = 6;
export const parametersMax = 7;

/** Which curvature of ln p is summed: `open` never overshoots, `observed` is exact and may be hollow. */
export type Curvature = 'open' | 'observed';

/** ln of the posterior at θ; gradient and minus Hessian (parameters × parameters, lower half) are written. */
export function shotLikelihood(
  arrivals: ShotArrivals,
  weather: Weather,
  prior: ShotPrior,
  table: ExcessTable,
  theta: Float64Array,
  parameters: number,
  groundZ: number,
  curvature: Curvature,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { entries, firstSeconds, perSecond, floorLog } = table;
  const { x, y, z, seconds, count } = arrivals;
  const last = entries.length / 4 - 1;
  const which = curvature === 'open' ? 2 : 3;
  const tall = parameters === parametersMax;
  const [x0, y0, z0, fired] = [theta[0]!, theta[1]!, tall ? theta[6]! : 0, theta[5]!];
  const speed = weather.stillMps + theta[2]!;
  const east = weather.windEast + theta[3]!;
  const north = weather.windNorth + theta[4]!;
  const speedPrecision = 1 / (prior.speedMps * prior.speedMps);
  const windPrecision = 1 / (prior.windMps * prior.windMps);
  const heightPrecision = tall ? 1 / (prior.heightMeters * prior.heightMeters) : 0;
  const above = tall ? z0 - groundZ : 0;
  let log =
    -0.5 *
    (theta[2]! * theta[2]! * speedPrecision +
      (theta[3]! * theta[3]! + theta[4]! * theta[4]!) * windPrecision +
      above * above * heightPrecision);
  // One variable for each sum: arrays here cost as much again as all the rest.
  let g0 = 0;
  let g1 = 0;
  let g2 = -theta[2]! * speedPrecision;
  let g3 = -theta[3]! * windPrecision;
  let g4 = -theta[4]! * windPrecision;
  let g5 = 0;
  let g6 = -above * heightPrecision;
  let h00 = 0;
  let h10 = 0;
  let h11 = 0;
  let h20 = 0;
  let h21 = 0;
  let h22 = speedPrecision;
  let h30 = 0;
  let h31 = 0;
  let h32 = 0;
  let h33 = windPrecision;
  let h40 = 0;
  let h41 = 0;
  let h42 = 0;
  let h43 = 0;
  let h44 = windPrecision;
  let h50 = 0;
  let h51 = 0;
  let h52 = 0;
  let h53 = 0;
  let h54 = 0;
  let h55 = 0;
  let h60 = 0;
  let h61 = 0;
  let h62 = 0;
  let h63 = 0;
  let h64 = 0;
  let h65 = 0;
  let h66 = heightPrecision;
  for (let i = 0; i < count; i++) {
    const rx = x[i]! - x0;
    const ry = y[i]! - y0;
    const rz = tall ? z[i]! - z0 : 0;
    // A sensor at the source itself has no direction; a millimetre gives it one.
    const squared = rx * rx + ry * ry + rz * rz + 1e-6;
    const meters = Math.sqrt(squared);
    const q = 1 / (speed * meters + rx * east + ry * north);
    const travel = squared * q;
    const place = (seconds[i]! - fired - travel - firstSeconds) * perSecond;
    if (!(place >= 0 && place < last)) {
      log += floorLog;
      continue;
    }
    const entry = Math.floor(place);
    const part = place - entry;
    const at = 4 * entry;
    log += entries[at]! + part * (entries[at + 4]! - entries[at]!);
    const pull = entries[at + 1]! + part * (entries[at + 5]! - entries[at + 1]!);
    const weight = entries[at + which]! + part * (entries[at + 4 + which]! - entries[at + which]!);
    const ratio = travel * q;
    const perMeter = (ratio * speed) / meters - 2 * q;
    const s0 = rx * perMeter + ratio * east;
    const s1 = ry * perMeter + ratio * north;
    const s2 = -ratio * meters;
    const s3 = -ratio * rx;
    const s4 = -ratio * ry;
    const s6 = rz * perMeter;
    g0 -= pull * s0;
    g1 -= pull * s1;
    g2 -= pull * s2;
    g3 -= pull * s3;
    g4 -= pull * s4;
    g5 -= pull;
    g6 -= pull * s6;
    const w0 = weight * s0;
    h00 += w0 * s0;
    const w1 = weight * s1;
    h10 += w1 * s0;
    h11 += w1 * s1;
    const w2 = weight * s2;
    h20 += w2 * s0;
    h21 += w2 * s1;
    h22 += w2 * s2;
    const w3 = weight * s3;
    h30 += w3 * s0;
    h31 += w3 * s1;
    h32 += w3 * s2;
    h33 += w3 * s3;
    const w4 = weight * s4;
    h40 += w4 * s0;
    h41 += w4 * s1;
    h42 += w4 * s2;
    h43 += w4 * s3;
    h44 += w4 * s4;
    h50 += weight * s0;
    h51 += weight * s1;
    h52 += weight * s2;
    h53 += weight * s3;
    h54 += weight * s4;
    h55 += weight;
    const w6 = weight * s6;
    h60 += w6 * s0;
    h61 += w6 * s1;
    h62 += w6 * s2;
    h63 += w6 * s3;
    h64 += w6 * s4;
    h65 += w6;
    h66 += w6 * s6;
  }
  gradient[0] = g0;
  gradient[1] = g1;
  gradient[2] = g2;
  gradient[3] = g3;
  gradient[4] = g4;
  gradient[5] = g5;
  hessian[0] = h00;
  hessian[1 * parameters + 0] = h10;
  hessian[1 * parameters + 1] = h11;
  hessian[2 * parameters + 0] = h20;
  hessian[2 * parameters + 1] = h21;
  hessian[2 * parameters + 2] = h22;
  hessian[3 * parameters + 0] = h30;
  hessian[3 * parameters + 1] = h31;
  hessian[3 * parameters + 2] = h32;
  hessian[3 * parameters + 3] = h33;
  hessian[4 * parameters + 0] = h40;
  hessian[4 * parameters + 1] = h41;
  hessian[4 * parameters + 2] = h42;
  hessian[4 * parameters + 3] = h43;
  hessian[4 * parameters + 4] = h44;
  hessian[5 * parameters + 0] = h50;
  hessian[5 * parameters + 1] = h51;
  hessian[5 * parameters + 2] = h52;
  hessian[5 * parameters + 3] = h53;
  hessian[5 * parameters + 4] = h54;
  hessian[5 * parameters + 5] = h55;
  if (tall) {
    gradient[6] = g6;
    hessian[6 * parameters + 0] = h60;
    hessian[6 * parameters + 1] = h61;
    hessian[6 * parameters + 2] = h62;
    hessian[6 * parameters + 3] = h63;
    hessian[6 * parameters + 4] = h64;
    hessian[6 * parameters + 5] = h65;
    hessian[6 * parameters + 6] = h66;
  }
  return log;
}

/** The same without slopes. */
export function shotLog(
  arrivals: ShotArrivals,
  weather: Weather,
  prior: ShotPrior,
  table: ExcessTable,
  theta: Float64Array,
  tall: boolean,
  groundZ: number,
): number {
  const { entries, firstSeconds, perSecond, floorLog } = table;
  const last = entries.length / 4 - 1;
  const speed = weather.stillMps + theta[2]!;
  const east = weather.windEast + theta[3]!;
  const north = weather.windNorth + theta[4]!;
  const [slower, windier] = [theta[2]! / prior.speedMps, 1 / (prior.windMps * prior.windMps)];
  let log = -0.5 * (slower * slower + (theta[3]! * theta[3]! + theta[4]! * theta[4]!) * windier);
  const zSource = tall ? theta[6]! : 0;
  if (tall) log -= 0.5 * ((zSource - groundZ) / prior.heightMeters) ** 2;
  for (let i = 0; i < arrivals.count; i++) {
    const rx = arrivals.x[i]! - theta[0]!;
    const ry = arrivals.y[i]! - theta[1]!;
    const rz = tall ? arrivals.z[i]! - zSource : 0;
    const squared = rx * rx + ry * ry + rz * rz + 1e-6;
    const travel = squared / (speed * Math.sqrt(squared) + rx * east + ry * north);
    const place = (arrivals.seconds[i]! - theta[5]! - travel - firstSeconds) * perSecond;
    if (!(place >= 0 && place < last)) {
      log += floorLog;
      continue;
    }
    const entry = Math.floor(place);
    const at = 4 * entry;
    log += entries[at]! + (place - entry) * (entries[at + 4]! - entries[at]!);
  }
  return log;
}

/** Cholesky's factor of a symmetric matrix (lower half), in place: false where it is not positive. */
export function factorise(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= matrix[row * size + k]! * matrix[column * size + k]!;
      if (row === column) {
        if (!(sum > 1e-12)) return false;
        matrix[row * size + row] = Math.sqrt(sum);
      } else matrix[row * size + column] = sum / matrix[column * size + column]!;
    }
  return true;
}

/** Solves with the factor, in place. */
export function solveFactorised(factor: Float64Array, size: number, right: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = right[row]!;
    for (let k = 0; k < row; k++) sum -= factor[row * size + k]! * right[k]!;
    right[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * right[k]!;
    right[row] = sum / factor[row * size + row]!;
  }
}
