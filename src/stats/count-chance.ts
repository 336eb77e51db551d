/**
 * Counts of units that may differ beyond chance: exact tails and limits, and how much they differ, held against outliers.
 *
 * **Source.** Shares: y ~ Binomial(n, p_i), p_i ~ Beta of mean p and correlation ρ between cases (Skellam 1948), so that Var y = n p q (1 + (n − 1) ρ).
 * Rates: y ~ Poisson(e θ_i), θ_i ~ Gamma of mean 1 and variance τ² (Greenwood and Yule 1920), so that Var y = e (1 + e τ²). Limits between whole
 * counts as Spiegelhalter 2005, "Funnel plots for comparing institutional performance", appendix A.1; over-dispersion by units that differ,
 * Spiegelhalter 2005, §4.2 (additive), with squared scores winsorised and **held against what winsorised scores are expected to be** under the same
 * distribution of each unit (Huber 1964, proposal 2), counted out exactly: so its mean is 1 by chance alone at every exposure (docs/adr/0040).
 * **Input.** Counts, trials and the usual. **Output.** Tails, limits in counts, {@link Spread}.
 * **Limits.** One spread for all, not told of fewer than ten; cases of one unit count as independent given its own share or rate.
 */
import { betaAtMost } from './beta-binomial.ts';
import { binomialAtLeast, binomialAtMost } from './binomial.ts';
import { poissonAtLeast, poissonAtMost } from './poisson.ts';

/** What a count is of: so many cases with a usual share, or so many expected events without a most. */
export type Trials = { readonly of: number; readonly share: number } | { readonly expected: number };

export interface CountChance {
  readonly expected: number;
  /** Probability of so many or more. */
  atLeast(count: number): number;
  /** Probability of at most so many. */
  atMost(count: number): number;
}

/** How a count falls where the units' own shares or rates vary by `spread` (ρ or τ²; 0 for chance alone). */
export function countChance(trials: Trials, spread: number): CountChance {
  if ('expected' in trials) {
    const { expected } = trials;
    if (spread === 0 || expected === 0)
      return {
        expected,
        atLeast: (count) => poissonAtLeast(count, expected),
        atMost: (count) => poissonAtMost(count, expected),
      };
    const size = 1 / spread;
    // The tail is taken from its own side, so that a small one keeps its digits.
    return {
      expected,
      atLeast: (count) => (count <= 0 ? 1 : betaAtMost(Math.ceil(count), size, expected / (size + expected))),
      atMost: (count) => (count < 0 ? 0 : betaAtMost(size, Math.floor(count) + 1, size / (size + expected))),
    };
  }
  const { of, share } = trials;
  if (spread === 0 || share <= 0 || share >= 1)
    return {
      expected: of * share,
      atLeast: (count) => binomialAtLeast(count, of, share),
      atMost: (count) => binomialAtMost(count, of, share),
    };
  const chances = probabilities(trials, spread, of);
  const below = [...chances];
  const above = [...chances];
  for (let at = 1; at <= of; at++) below[at]! += below[at - 1]!;
  for (let at = of - 1; at >= 0; at--) above[at]! += above[at + 1]!;
  return {
    expected: of * share,
    atLeast: (count) => (count <= 0 ? 1 : count > of ? 0 : Math.min(1, above[Math.ceil(count)]!)),
    atMost: (count) => (count < 0 ? 0 : count >= of ? 1 : Math.min(1, below[Math.floor(count)]!)),
  };
}

/**
 * Limits of a count: fewer than `low`, or more than `high`, has at most the probability `tail` each. Between whole counts they are interpolated, so
 * that limits over many exposures make a smooth curve; the most there can be lies above `high` where its probability is at most `tail`.
 */
export function limitsOf(
  chance: CountChance,
  most: number,
  tail: number,
): { readonly low: number; readonly high: number } {
  const part = (of: number, next: number) => (of === next ? 0 : (of - tail) / (of - next));
  const lowest = leastWhere((count) => chance.atMost(count) > tail, most);
  const pastHighest = leastWhere((count) => chance.atLeast(count) <= tail, most);
  const highest = pastHighest - 1;
  return {
    low: Math.max(0, lowest - part(chance.atMost(lowest), chance.atMost(lowest - 1))),
    high: Math.min(most, highest + part(chance.atLeast(highest), chance.atLeast(pastHighest))),
  };
}

/** On either side of the inner limits lies one of forty by chance, of the outer one of a thousand. */
const innerTail = 0.025;
const outerTail = 0.001;

export interface CountLimits {
  readonly low95: number;
  readonly high95: number;
  readonly low998: number;
  readonly high998: number;
}

/** Inner and outer limits of a count, of which there can be so many at most. */
export function limitsOfChance(chance: CountChance, most: number): CountLimits {
  const inner = limitsOf(chance, most, innerTail);
  const outer = limitsOf(chance, most, outerTail);
  return { low95: inner.low, high95: inner.high, low998: outer.low, high998: outer.high };
}

export type CountPosition = 'far-above' | 'above' | 'within' | 'below' | 'far-below';

/** Where a count lies: outside a limit exactly where its tail is no larger than that of the limit. */
export function positionOf(count: number, { atLeast, atMost }: CountChance): CountPosition {
  const [above, below] = [atLeast(count), atMost(count)];
  if (above <= innerTail) return above <= outerTail ? 'far-above' : 'above';
  if (below <= innerTail) return below <= outerTail ? 'far-below' : 'below';
  return 'within';
}

/** The least whole count from 0 of which it is so, or one more than the most; once so it stays so. */
function leastWhere(is: (count: number) => boolean, most: number): number {
  let [below, count] = [-1, 1];
  while (count <= most && !is(count)) [below, count] = [count, count * 2];
  count = Math.min(count, most + 1);
  while (count - below > 1) {
    const middle = Math.floor((below + count) / 2);
    if (is(middle)) count = middle;
    else below = middle;
  }
  return count;
}

export interface Spread {
  /** Variance over what chance alone gives, of units by what they can show of it; its mean is 1 where units differ by chance alone. */
  readonly overDispersion: number;
  /** ρ of shares, τ² of rates; 0 where units differ no more than by chance. */
  readonly spread: number;
}

/** Units of the same trials, with how many of them have each count. */
interface Alike {
  readonly trials: Trials;
  readonly counts: ReadonlyMap<number, number>;
}

/** Scores count up to so many standard deviations in the spread, and in what is central up to that of one in ten on either side. */
const spreadScoreMost = 2;
const centreScoreMost = 1.2815515655446004;
/** Fewer units of two or more cases do not say how units usually differ: they count as differing by chance alone. */
const unitsLeast = 10;
/** Centre and spread in turn; they hardly depend on each other. */
const rounds = 6;
const halvings = 30;
/** A centre lies off the usual by at most so much of a logit or logarithm. */
const shiftMost = 5;

/**
 * How much more units differ than chance alone makes them, read from the side below what is central: those that lie high are looked for, and would
 * hide behind a spread that they make. A unit of one case shows nothing of it, and of fewer than ten others nothing is told.
 */
export function fitSpread(units: readonly { readonly count: number; readonly trials: Trials }[]): Spread {
  const varying = alike(units.filter(({ trials }) => varianceOf(trials) > 0));
  const told = varying.filter(({ trials }) => gainOf(trials) > 0);
  let found: Spread = { overDispersion: 1, spread: 0 };
  if (unitsOf(told) < unitsLeast) return found;
  for (let round = 0; round < rounds; round++) {
    const centre = centreOf(varying, found.spread);
    found = spreadBelow(told.map(({ counts, trials }) => ({ counts, trials: shifted(trials, centre) })));
  }
  return found;
}

/** By how much of a logit (of a logarithm, for rates) the usual lies off the centre that few high or low units do not move: Huber 1964. */
function centreOf(units: readonly Alike[], spread: number): number {
  const clipped = (score: number) => Math.max(-centreScoreMost, Math.min(centreScoreMost, score));
  const isHigher = (shift: number) => {
    let sum = 0;
    for (const { trials: usual, counts } of units) {
      const trials = shifted(usual, shift);
      const weight = Math.sqrt(sizeOf(trials) / (1 + gainOf(trials) * spread));
      const expected = expectedScore(trials, spread, clipped, centreScoreMost);
      for (const [count, times] of counts) sum += times * weight * (clipped(scoreOf(count, trials, spread)) - expected);
    }
    return sum > 0;
  };
  return halved(-shiftMost, shiftMost, isHigher);
}

function spreadBelow(units: readonly Alike[]): Spread {
  const squared = (score: number) => (score > 0 ? 0 : Math.min(spreadScoreMost, -score) ** 2);
  const sums = (spread: number): [seen: number, expected: number] => {
    let [seen, expected] = [0, 0];
    for (const { trials, counts } of units) {
      const gain = gainOf(trials);
      const weight = gain / (1 + gain * spread);
      const usual = expectedScore(trials, spread, squared, spreadScoreMost);
      for (const [count, times] of counts) {
        seen += times * weight * squared(scoreOf(count, trials, spread));
        expected += times * weight * usual;
      }
    }
    return [seen, expected];
  };
  const [seen, expected] = sums(0);
  const overDispersion = seen / expected;
  if (overDispersion <= 1) return { overDispersion, spread: 0 };
  const isMore = (spread: number) => {
    const [more, than] = sums(spread);
    return more > than;
  };
  const most = units.some(({ trials }) => 'of' in trials) ? shareSpreadMost : rateSpreadMost;
  let [low, high] = [0, spreadLeast];
  while (high < most && isMore(high)) [low, high] = [high, Math.min(most, high * 2)];
  return { overDispersion, spread: halved(low, high, isMore) };
}

const spreadLeast = 1e-3;
const shareSpreadMost = 0.9;
const rateSpreadMost = 100;

/** Between two numbers the one up to which it is so. */
function halved(low: number, high: number, is: (at: number) => boolean): number {
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (is(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function unitsOf(groups: readonly Alike[]): number {
  return groups.reduce((sum, { counts }) => sum + [...counts.values()].reduce((all, times) => all + times, 0), 0);
}

function alike(units: Parameters<typeof fitSpread>[0]): Alike[] {
  const keyOf = ({ trials }: (typeof units)[number]) =>
    'expected' in trials ? `${trials.expected}` : `${trials.of} ${trials.share}`;
  return [...Map.groupBy(units, keyOf).values()].map((of) => {
    const counts = new Map<number, number>();
    for (const { count } of of) counts.set(count, (counts.get(count) ?? 0) + 1);
    return { trials: of[0]!.trials, counts };
  });
}

function shifted(trials: Trials, by: number): Trials {
  if ('expected' in trials) return { expected: trials.expected * Math.exp(by) };
  const odds = (trials.share / (1 - trials.share)) * Math.exp(by);
  return { of: trials.of, share: odds / (1 + odds) };
}

const expectedOf = (trials: Trials) => ('expected' in trials ? trials.expected : trials.of * trials.share);
const sizeOf = (trials: Trials) => ('expected' in trials ? trials.expected : trials.of);
const varianceOf = (trials: Trials) =>
  'expected' in trials ? trials.expected : trials.of * trials.share * (1 - trials.share);
/** By how much a spread of 1 multiplies the variance, less 1. */
const gainOf = (trials: Trials) => ('expected' in trials ? trials.expected : trials.of - 1);
const deviationOf = (trials: Trials, spread: number) => Math.sqrt(varianceOf(trials) * (1 + gainOf(trials) * spread));
const scoreOf = (count: number, trials: Trials, spread: number) =>
  (count - expectedOf(trials)) / deviationOf(trials, spread);

/** Mean under the unit's own distribution of what is made of its score, the same for all scores from `most` on to either side. */
function expectedScore(trials: Trials, spread: number, made: (score: number) => number, most: number): number {
  const [mean, deviation] = [expectedOf(trials), deviationOf(trials, spread)];
  const last = Math.min('of' in trials ? trials.of : Infinity, Math.ceil(mean + most * deviation));
  const chances = probabilities(trials, spread, last);
  let [sum, all] = [0, 0];
  chances.forEach((chance, count) => {
    sum += chance * made((count - mean) / deviation);
    all += chance;
  });
  return sum + Math.max(0, 1 - all) * made(most);
}

/** Probability of each count from 0 to `last`. */
function probabilities(trials: Trials, spread: number, last: number): number[] {
  const { first, ratio } = 'expected' in trials ? ratePath(trials.expected, spread) : sharePath(trials, spread);
  const all = [Math.exp(first)];
  let log = first;
  for (let count = 0; count < last; count++) {
    log += Math.log(ratio(count));
    all.push(Math.exp(log));
  }
  return all;
}

/** Logarithm of the probability of none, and how much likelier one more is than so many. */
interface CountPath {
  readonly first: number;
  ratio(count: number): number;
}

function sharePath({ of, share }: { readonly of: number; readonly share: number }, spread: number): CountPath {
  if (spread === 0)
    return {
      first: of * Math.log1p(-share),
      ratio: (count) => ((of - count) / (count + 1)) * (share / (1 - share)),
    };
  const size = 1 / spread - 1;
  const [a, b] = [share * size, (1 - share) * size];
  let first = 0;
  for (let at = 0; at < of; at++) first += Math.log((b + at) / (size + at));
  return { first, ratio: (count) => ((of - count) / (count + 1)) * ((a + count) / (b + of - count - 1)) };
}

function ratePath(expected: number, spread: number): CountPath {
  if (spread === 0) return { first: -expected, ratio: (count) => expected / (count + 1) };
  const size = 1 / spread;
  return {
    first: -size * Math.log1p(expected * spread),
    ratio: (count) => ((size + count) / (count + 1)) * (expected / (size + expected)),
  };
}
