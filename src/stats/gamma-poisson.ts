/**
 * Rates of rare events of many sellers or places, each drawn towards what is usual by how little is known of it.
 *
 * **Source.** Counts y_i ~ Poisson(θ_i e_i), θ_i ~ Gamma(shape, rate): Clayton and Kaldor 1987; shape and rate by maximum marginal
 * (negative binomial) likelihood. Posterior Gamma(shape + y, rate + e). Probability of being among the first k by seeded draws
 * (Laird and Louis 1989; Spiegelhalter, Abrams and Myles 2004, §3.13), which says more than a rank.
 * **Input.** Counts and exposures, in the same unit for all. **Output.** Posterior mean, 95 % interval, probability of the first k.
 * **Limits.** One gamma for all: where two kinds of sellers differ by nature, the rarer is drawn too far. Exposures count as known.
 */
import { gammaQuantile } from './gamma-function.ts';
import { goldenMaximum } from './golden-maximum.ts';
import type { Random } from './random.ts';

export interface Exposed {
  readonly count: number;
  readonly exposure: number;
}

export interface GammaPrior {
  readonly shape: number;
  readonly rate: number;
}

/** The prior under which these counts are likeliest; with no more variation than chance, a very narrow one. */
export function fitGammaPrior(units: readonly Exposed[]): GammaPrior {
  const counts = units.reduce((sum, { count }) => sum + count, 0);
  const exposures = units.reduce((sum, { exposure }) => sum + exposure, 0);
  if (counts === 0 || exposures === 0)
    throw new RangeError('a usual rate needs at least one event and some exposure; there is none');
  const known = units.filter(({ exposure }) => exposure > 0);
  const countsAbove = countAbove(known);
  const likelihood = (logShape: number, logMean: number) => logLikelihood(known, countsAbove, logShape, logMean);
  let logShape = 0;
  let logMean = Math.log(counts / exposures);
  for (let round = 0; round < roundsMax; round++) {
    const before = [logShape, logMean];
    logShape = goldenMaximum((at) => likelihood(at, logMean), logShapeLeast, logShapeMost);
    logMean = goldenMaximum((at) => likelihood(logShape, at), logMean - 2, logMean + 2);
    if (Math.abs(logShape - before[0]!) + Math.abs(logMean - before[1]!) < 1e-4) break;
  }
  const shape = Math.exp(logShape);
  return { shape, rate: shape / Math.exp(logMean) };
}

/** Shape and mean in turn; they hardly depend on each other. */
const roundsMax = 30;

/** How many units have more than i events, for i from none: Γ(shape + y) / Γ(shape) of all is a product over these. */
function countAbove(units: readonly Exposed[]): number[] {
  const above = new Array<number>(units.reduce((most, { count }) => Math.max(most, count), 0)).fill(0);
  for (const { count } of units) if (count > 0) above[count - 1]!++;
  for (let i = above.length - 2; i >= 0; i--) above[i]! += above[i + 1]!;
  return above;
}

/** From nothing alike to nothing beyond chance. */
const logShapeLeast = Math.log(1e-3);
const logShapeMost = Math.log(1e5);

function logLikelihood(
  units: readonly Exposed[],
  countsAbove: readonly number[],
  logShape: number,
  logMean: number,
): number {
  const shape = Math.exp(logShape);
  const rate = shape / Math.exp(logMean);
  let sum = 0;
  for (let i = 0; i < countsAbove.length; i++) sum += countsAbove[i]! * Math.log(shape + i);
  for (const { count, exposure } of units) sum += shape * Math.log(rate) - (shape + count) * Math.log(rate + exposure);
  return sum;
}

export interface PosteriorRate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is known of one rate beside what is usual: mean and 95 % interval, in events for each unit of exposure. */
export function posteriorRate({ shape, rate }: GammaPrior, { count, exposure }: Exposed): PosteriorRate {
  const [a, b] = [shape + count, rate + exposure];
  return { mean: a / b, low: gammaQuantile(a, 0.025) / b, high: gammaQuantile(a, 0.975) / b };
}

/** For each unit the share of draws in which it is among the first `top`; the same seed gives the same. */
export function probabilityInTop(
  prior: GammaPrior,
  units: readonly Exposed[],
  { top, draws, random }: { readonly top: number; readonly draws: number; readonly random: Random },
): number[] {
  const times = new Float64Array(units.length);
  const drawn = new Float64Array(units.length);
  for (let draw = 0; draw < draws; draw++) {
    units.forEach(({ count, exposure }, at) => {
      drawn[at] = gammaDraw(random, prior.shape + count) / (prior.rate + exposure);
    });
    const last = leastOfTop(drawn, top);
    for (let at = 0; at < units.length; at++) if (drawn[at]! >= last) times[at]!++;
  }
  return [...times].map((count) => count / draws);
}

/** The least of the largest so many; of fewer numbers the least, of none or of nothing 0. */
export function leastOfTop(numbers: Float64Array, top: number): number {
  const held = numbers.slice(0, top).sort();
  for (let at = held.length; at < numbers.length; at++) {
    const number = numbers[at]!;
    if (!(number > held[0]!)) continue;
    let place = 1;
    for (; place < held.length && held[place]! < number; place++) held[place - 1] = held[place]!;
    held[place - 1] = number;
  }
  return held[0] ?? 0;
}

/** Marsaglia and Tsang 2000; below shape 1 by a draw of shape + 1 and a power of a uniform. */
export function gammaDraw(random: Random, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal(0, 1);
    const root = 1 + c * x;
    const v = root * root * root;
    if (v <= 0) continue;
    const u = 1 - random.next();
    const square = x * x;
    // Their squeeze: what lies within it would be taken below as well, and twenty-nine of thirty need no logarithm.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (Math.log(u) < 0.5 * square + d - d * v + d * Math.log(v)) return d * v;
  }
}
