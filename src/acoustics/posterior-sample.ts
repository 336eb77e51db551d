/**
 * What the arrivals leave open: the posterior drawn around all its tops, the point most of it lies about, and the ellipse that holds 95 % of it.
 *
 * **Source.** Importance sampling from a mixture of t-distributions at the tops (Geweke, Econometrica 57, 1989), the same draws for every shot, in
 * pairs about the top. Point: mean shift (Cheng, IEEE PAMI 17, 1995). Ellipse: shape by second moments, size by the 95th hundredth of the draws.
 * **Input.** Tops with Cholesky's factor of minus the Hessian, and ln of the posterior anywhere. **Output.** Point, time and a covariance whose
 * ellipse at χ²₂ = 5.99 is that of the draws. **Limits.** Some hundred draws: the ellipse's size is known to about a tenth.
 */
import { Random } from '../stats/random.ts';
import { solveFactorised } from './shot-likelihood.ts';

export interface Top {
  readonly theta: Float64Array;
  /** Lower factor, rows of `size`. */
  readonly factor: Float64Array;
  /** ln of the posterior there, less half ln of the determinant: what the hill weighs. */
  mass: number;
}

export interface Drawn {
  x: number;
  y: number;
  seconds: number;
  xx: number;
  xy: number;
  yy: number;
  /** How many draws of like weight those taken are worth (Kong, Liu and Wong, JASA 89, 1994). */
  worth: number;
  /** The draw of the greatest weight. */
  readonly heaviest: Float64Array;
}

const drawsMost = 512;
const topsMost = 32;
const freedom = 5;
export const chiSquared95 = 5.991464547;
/** Half the posterior may lie in two streets: the point is sought where most of it is within so many metres. */
const kernelMeters = 12;

export function createSampler(size: number): {
  readonly drawn: Drawn;
  /** From one hill as it stands at its top. */
  take(top: Top): boolean;
  draw(tops: readonly Top[], count: number, draws: number, logPosterior: (theta: Float64Array) => number): boolean;
} {
  const normals = new Float64Array(drawsMost * size);
  const random = new Random(`posterior-sample/${size}`);
  for (let n = 0; n < drawsMost; n += 2) {
    let chi = 0;
    for (let k = 0; k < freedom; k++) chi += random.normal(0, 1) ** 2;
    const stretch = Math.sqrt(freedom / chi);
    for (let k = 0; k < size; k++) {
      const value = stretch * random.normal(0, 1);
      normals[n * size + k] = value;
      normals[(n + 1) * size + k] = -value;
    }
  }
  const xs = new Float64Array(drawsMost);
  const ys = new Float64Array(drawsMost);
  const thetas = new Float64Array(drawsMost * size);
  const times = new Float64Array(drawsMost);
  const weights = new Float64Array(drawsMost);
  const distance = new Float64Array(drawsMost);
  const theta = new Float64Array(size);
  const shares = new Float64Array(topsMost);
  const drawn: Drawn = { x: 0, y: 0, seconds: 0, xx: 0, xy: 0, yy: 0, worth: 0, heaviest: new Float64Array(size) };
  return { drawn, draw, take };

  function take({ theta: middle, factor }: Top): boolean {
    [drawn.x, drawn.y, drawn.seconds] = [middle[0]!, middle[1]!, middle[5]!];
    theta.fill(0);
    theta[0] = 1;
    solveFactorised(factor, size, theta);
    drawn.xx = theta[0]!;
    drawn.xy = theta[1]!;
    theta.fill(0);
    theta[1] = 1;
    solveFactorised(factor, size, theta);
    drawn.yy = theta[1]!;
    return true;
  }

  function draw(
    tops: readonly Top[],
    count: number,
    draws: number,
    logPosterior: (theta: Float64Array) => number,
  ): boolean {
    let best = 0;
    for (let top = 1; top < count; top++) if (tops[top]!.mass > tops[best]!.mass) best = top;
    let total = 0;
    for (let top = 0; top < count; top++) {
      // The square root draws more often from what weighs little, where the far corners of the ellipse are.
      shares[top] = Math.exp(0.5 * (tops[top]!.mass - tops[best]!.mass));
      total += shares[top]!;
    }
    for (let top = 0; top < count; top++) shares[top]! /= total;
    let written = 0;
    let logMost = -Infinity;
    let given = 0;
    for (let top = 0; top < count; top++) {
      const { theta: middle, factor } = tops[top]!;
      given += shares[top]!;
      const until = top === count - 1 ? draws : 2 * Math.round((given * draws) / 2);
      for (; written < until; written++) {
        for (let row = size - 1; row >= 0; row--) {
          let sum = normals[written * size + row]!;
          for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * theta[k]!;
          theta[row] = sum / factor[row * size + row]!;
        }
        for (let k = 0; k < size; k++) theta[k]! += middle[k]!;
        xs[written] = theta[0]!;
        ys[written] = theta[1]!;
        times[written] = theta[5]!;
        thetas.set(theta, written * size);
        const log = logPosterior(theta);
        weights[written] = log;
        if (log > logMost) logMost = log;
        let mixed = 0;
        for (let other = 0; other < count; other++) mixed += shares[other]! * density(theta, tops[other]!);
        distance[written] = mixed;
      }
    }
    let sum = 0;
    let squares = 0;
    let most = 0;
    for (let n = 0; n < draws; n++) {
      weights[n] = distance[n]! > 0 ? Math.exp(weights[n]! - logMost) / distance[n]! : 0;
      sum += weights[n]!;
      squares += weights[n]! * weights[n]!;
      if (weights[n]! > weights[most]!) most = n;
    }
    for (let k = 0; k < size; k++) drawn.heaviest[k] = thetas[most * size + k]!;
    drawn.worth = (sum * sum) / squares;
    if (!(sum > 0 && sum < Infinity)) return false;
    settle(tops[best]!, draws);
    return spread(draws, sum);
  }

  function density(at: Float64Array, { theta: middle, factor }: Top): number {
    let square = 0;
    let determinant = 1;
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let row = column; row < size; row++) sum += factor[row * size + column]! * (at[row]! - middle[row]!);
      square += sum * sum;
      determinant *= factor[column * size + column]!;
    }
    const base = 1 + square / freedom;
    return determinant * base ** (-0.5 * (freedom + size));
  }

  /** The point with most of the posterior about it, from the heaviest top. */
  function settle(top: Top, draws: number): void {
    drawn.x = top.theta[0]!;
    drawn.y = top.theta[1]!;
    for (let turn = 0; turn < 4; turn++) {
      let sum = 0;
      let x = 0;
      let y = 0;
      let seconds = 0;
      for (let n = 0; n < draws; n++) {
        const dx = xs[n]! - drawn.x;
        const dy = ys[n]! - drawn.y;
        const near = weights[n]! / (1 + (dx * dx + dy * dy) / (kernelMeters * kernelMeters)) ** 2;
        sum += near;
        x += near * xs[n]!;
        y += near * ys[n]!;
        seconds += near * times[n]!;
      }
      drawn.x = x / sum;
      drawn.y = y / sum;
      drawn.seconds = seconds / sum;
    }
  }

  function spread(draws: number, total: number): boolean {
    let xx = 0;
    let xy = 0;
    let yy = 0;
    for (let n = 0; n < draws; n++) {
      const dx = xs[n]! - drawn.x;
      const dy = ys[n]! - drawn.y;
      const share = weights[n]! / total;
      xx += share * dx * dx;
      xy += share * dx * dy;
      yy += share * dy * dy;
    }
    const determinant = xx * yy - xy * xy;
    if (!(determinant > 0)) return false;
    for (let n = 0; n < draws; n++) {
      const dx = xs[n]! - drawn.x;
      const dy = ys[n]! - drawn.y;
      distance[n] = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
    }
    const scale = heldBy(draws, 0.05 * total) / chiSquared95;
    drawn.xx = scale * xx;
    drawn.xy = scale * xy;
    drawn.yy = scale * yy;
    return true;
  }

  /** The distance beyond which so much weight is left. */
  function heldBy(draws: number, left: number): number {
    let low = 0;
    let high = 0;
    for (let n = 0; n < draws; n++) if (distance[n]! > high && weights[n]! > 0) high = distance[n]!;
    for (let halving = 0; halving < 24; halving++) {
      const middle = 0.5 * (low + high);
      let beyond = 0;
      for (let n = 0; n < draws; n++) if (distance[n]! > middle) beyond += weights[n]!;
      if (beyond > left) low = middle;
      else high = middle;
    }
    return high;
  }
}
