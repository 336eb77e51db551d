/**
 * Shares of many sellers or places, each drawn towards what is usual by how few cases it rests on.
 *
 * **Source.** y_i ~ Binomial(n_i, p_i), p_i ~ Beta(a, b): Skellam 1948; a and b by maximum marginal likelihood. Posterior Beta(a + y, b + n − y).
 * Incomplete beta function by the continued fraction of Abramowitz and Stegun 26.5.8; quantiles by bisection. Probability of being among the
 * first k by seeded draws, a beta variable as a ratio of two gamma variables.
 * **Input.** Counts and the cases they are of. **Output.** Posterior mean, 95 % interval, probability of the first k.
 * **Limits.** One beta for all: where two kinds differ by nature, the rarer is drawn too far. Cases of one unit count as independent.
 */
import { gammaDraw, leastOfTop } from './gamma-poisson.ts';
import { logGamma } from './gamma-function.ts';
import { goldenMaximum } from './golden-maximum.ts';
import type { Random } from './random.ts';

export interface Counted {
  readonly count: number;
  readonly of: number;
}

export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

/** The prior under which these counts are likeliest; with no more variation than chance, a very narrow one. */
export function fitBetaPrior(units: readonly Counted[]): BetaPrior {
  const all = units.reduce((sum, { of }) => sum + of, 0);
  const counts = units.reduce((sum, { count }) => sum + count, 0);
  if (counts === 0 || counts === all)
    throw new RangeError('a usual share needs at least one case of each kind; all are alike');
  const above = {
    counts: countsAbove(units.map(({ count }) => count)),
    rest: countsAbove(units.map(({ count, of }) => of - count)),
    of: countsAbove(units.map(({ of }) => of)),
  };
  const likelihood = (logitMean: number, logSize: number) => {
    const size = Math.exp(logSize);
    const mean = 1 / (1 + Math.exp(-logitMean));
    return (
      risingLogs(above.counts, mean * size) + risingLogs(above.rest, (1 - mean) * size) - risingLogs(above.of, size)
    );
  };
  let logitMean = Math.log(counts / (all - counts));
  let logSize = 0;
  for (let round = 0; round < roundsMax; round++) {
    const before = [logitMean, logSize];
    logSize = goldenMaximum((at) => likelihood(logitMean, at), logSizeLeast, logSizeMost);
    logitMean = goldenMaximum((at) => likelihood(at, logSize), logitMean - 2, logitMean + 2);
    if (Math.abs(logitMean - before[0]!) + Math.abs(logSize - before[1]!) < 1e-4) break;
  }
  const mean = 1 / (1 + Math.exp(-logitMean));
  return { a: mean * Math.exp(logSize), b: (1 - mean) * Math.exp(logSize) };
}

const roundsMax = 30;
/** From nothing alike to nothing beyond chance. */
const logSizeLeast = Math.log(1e-2);
const logSizeMost = Math.log(1e6);

/** How many of the numbers are above i, for i from none: with it a sum over all numbers is one over these. */
function countsAbove(numbers: readonly number[]): number[] {
  const above = new Array<number>(numbers.reduce((most, each) => Math.max(most, each), 0)).fill(0);
  for (const each of numbers) if (each > 0) above[each - 1]!++;
  for (let i = above.length - 2; i >= 0; i--) above[i]! += above[i + 1]!;
  return above;
}

/** ln of the product over all numbers y of Γ(x + y) / Γ(x). */
function risingLogs(above: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < above.length; i++) sum += above[i]! * Math.log(x + i);
  return sum;
}

export interface PosteriorShare {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is known of one share beside what is usual: mean and 95 % interval. */
export function posteriorShare({ a, b }: BetaPrior, { count, of }: Counted): PosteriorShare {
  const [x, y] = [a + count, b + of - count];
  return { mean: x / (x + y), low: betaQuantile(x, y, 0.025), high: betaQuantile(x, y, 0.975) };
}

/** For each unit the share of draws in which it is among the first `top`; the same seed gives the same. */
export function shareInTop(
  { a, b }: BetaPrior,
  units: readonly Counted[],
  { top, draws, random }: { readonly top: number; readonly draws: number; readonly random: Random },
): number[] {
  const times = new Float64Array(units.length);
  const drawn = new Float64Array(units.length);
  for (let draw = 0; draw < draws; draw++) {
    units.forEach(({ count, of }, at) => {
      const x = gammaDraw(random, a + count);
      drawn[at] = x / (x + gammaDraw(random, b + of - count));
    });
    const last = leastOfTop(drawn, top);
    for (let at = 0; at < units.length; at++) if (drawn[at]! >= last) times[at]!++;
  }
  return [...times].map((count) => count / draws);
}

/** Probability that a beta variable is at most x. */
export function betaAtMost(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b;
}

export function betaQuantile(a: number, b: number, probability: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (betaAtMost(a, b, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const stepsMax = 100_000;

function fraction(a: number, b: number, x: number): number {
  const bounded = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / bounded(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < stepsMax; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / bounded(1 + even * d);
    c = bounded(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / bounded(1 + odd * d);
    c = bounded(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) return h;
  }
  throw new Error(`the incomplete beta function did not settle at ${a} and ${b}`);
}
