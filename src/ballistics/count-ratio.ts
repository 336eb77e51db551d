/**
 * How much likelier a count of congruent cells is if two cartridge cases were fired in one firearm than if in two of the same class.
 *
 * **Source.** Counts of each kind of pair as beta-binomial, by maximum marginal likelihood (src/stats/beta-binomial.ts); the same family as the NFI's
 * open module for counts, which takes a binomial for pairs of two firearms. Interval: firearms drawn anew with replacement (Efron 1979), 5 % and 95 %.
 * Ratios that are judged are those of pairs whose firearms were left out of the fit. Bounds: src/stats/ratio-cost.ts, where the pairs of one firearm
 * weigh together as one, and those of two as one. **Input.** Compared pairs whose firearms are known. **Output.** log10 of the ratio.
 * **Limits.** It holds for the class, ammunition, instrument and method of the set and for no other. Pairs of firearms that share one are not independent:
 * the upper bound may be somewhat too far up.
 */
import { fitBetaPrior, type BetaPrior, type Counted } from '../stats/beta-binomial.ts';
import { logGamma } from '../stats/gamma-function.ts';
import { leastRatioCost, ratioBounds, ratioCost, type RatioBounds } from '../stats/ratio-cost.ts';
import { Random } from '../stats/random.ts';

export interface KnownPair extends Counted {
  readonly firearmA: string;
  readonly firearmB: string;
}

export interface CountFit {
  readonly same: BetaPrior;
  readonly different: BetaPrior;
}

export interface CountModel extends CountFit {
  /** Fits to firearms drawn anew, for the interval. */
  readonly drawn: readonly CountFit[];
  readonly bounds: RatioBounds;
  readonly firearms: number;
  readonly pairsOfOne: number;
  readonly pairsOfTwo: number;
  /** Of ratios whose firearms were left out: their cost in bits, and the least that their order could cost. */
  readonly cost: number;
  readonly leastCost: number;
  /** Of pairs of one firearm, those whose ratio spoke for two, and of pairs of two, those whose ratio spoke for one. */
  readonly misleadingOfOne: number;
  readonly misleadingOfTwo: number;
  readonly byFirearm: readonly { readonly firearm: string; readonly pairs: number; readonly misleading: number }[];
}

export interface CountRatio {
  readonly log10: number;
  readonly low: number;
  readonly high: number;
  /** Where the set does not bear out what was computed: the side on which it was cut. */
  readonly cut: 'none' | 'low' | 'high';
}

export type UnfitReason = 'too-few-firearms' | 'does-not-tell-apart';

const draws = 200;
const folds = 10;
/** Fewer firearms than these say too little of how firearms of a class differ. */
export const firearmsLeast = 10;

/** Fits a model to pairs, or says why none can be. */
export function fitCountModel(pairs: readonly KnownPair[]): CountModel | UnfitReason {
  const firearms = [...new Set(pairs.flatMap(({ firearmA, firearmB }) => [firearmA, firearmB]))].sort();
  const withPair = new Set(pairs.filter(isSame).map(({ firearmA }) => firearmA));
  if (withPair.size < firearmsLeast) return 'too-few-firearms';
  const fit = fitOf(pairs);
  if (fit === null || !rises(fit, pairs)) return 'does-not-tell-apart';

  const left = leaveOut(pairs, firearms);
  if (left === null) return 'does-not-tell-apart';
  const heads = countBy(pairs, headOf);
  const bounds = ratioBounds(left.map((judged) => ({ ...judged, weight: 1 / heads.get(headOf(judged.pair))! })));
  if (bounds === null) return 'does-not-tell-apart';
  const misleading = (same: boolean) =>
    left.filter((one) => one.same === same && (same ? one.log10 < 0 : one.log10 > 0));
  return {
    ...fit,
    drawn: drawAnew(pairs, firearms),
    bounds,
    firearms: firearms.length,
    pairsOfOne: pairs.filter(isSame).length,
    pairsOfTwo: pairs.filter((pair) => !isSame(pair)).length,
    cost: ratioCost(left)!,
    leastCost: leastRatioCost(left)!,
    misleadingOfOne: misleading(true).length,
    misleadingOfTwo: misleading(false).length,
    byFirearm: firearms.map((firearm) => {
      const own = left.filter(({ same, pair }) => same && pair.firearmA === firearm);
      return { firearm, pairs: own.length, misleading: own.filter(({ log10 }) => log10 < 0).length };
    }),
  };
}

/** The ratio of a count, with its interval, within what the set bears out. */
export function countRatio(
  { drawn, bounds, ...fit }: Pick<CountModel, 'same' | 'different' | 'drawn' | 'bounds'>,
  counted: Counted,
): CountRatio {
  const held = (value: number) => Math.max(bounds.low, Math.min(bounds.high, value));
  const raw = log10Ratio(fit, counted);
  const inOrder = drawn.map((one) => log10Ratio(one, counted)).sort((a, b) => a - b);
  const at = (share: number) => inOrder[Math.round(share * (inOrder.length - 1))]!;
  return {
    log10: held(raw),
    low: held(Math.min(raw, at(0.05))),
    high: held(Math.max(raw, at(0.95))),
    cut: raw > bounds.high ? 'high' : raw < bounds.low ? 'low' : 'none',
  };
}

/**
 * Of so many pairs of two firearms, how many are expected to have as many congruent cells or more. Beyond the pairs that were seen the share is
 * taken to be one pair more than those at least: a tail that nobody looked at is not relied on.
 */
export function expectedByChance(
  { different, pairsOfTwo }: Pick<CountModel, 'different' | 'pairsOfTwo'>,
  { count, of }: Counted,
  pairs: number,
): number {
  let share = 0;
  for (let n = count; n <= of; n++) share += Math.exp(logChoose(of, n) + logProbability(different, { count: n, of }));
  return pairs * Math.min(1, Math.max(share, 1 / (pairsOfTwo + 1)));
}

function logChoose(of: number, count: number): number {
  return logGamma(of + 1) - logGamma(count + 1) - logGamma(of - count + 1);
}

/** Cells congruent, of those compared: the mean of both directions, whose cells are of the same surfaces and no cases of their own. */
export function countBothWays(there: Counted, back: Counted): Counted {
  return { count: Math.round((there.count + back.count) / 2), of: Math.round((there.of + back.of) / 2) };
}

/** log10 of the ratio of the two probabilities of a count, without bounds. */
export function log10Ratio({ same, different }: CountFit, counted: Counted): number {
  return (logProbability(same, counted) - logProbability(different, counted)) / Math.LN10;
}

function isSame({ firearmA, firearmB }: KnownPair): boolean {
  return firearmA === firearmB;
}

/** One name for all pairs of the same two firearms. */
function headOf({ firearmA, firearmB }: KnownPair): string {
  return JSON.stringify(firearmA < firearmB ? [firearmA, firearmB] : [firearmB, firearmA]);
}

function countBy<T>(of: readonly T[], key: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of of) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return counts;
}

/** ln of the beta-binomial probability, less the binomial coefficient, which both sides have. */
function logProbability({ a, b }: BetaPrior, { count, of }: Counted): number {
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  return logBeta(a + count, b + of - count) - logBeta(a, b);
}

function fitOf(pairs: readonly KnownPair[]): CountFit | null {
  const [same, different] = [pairs.filter(isSame), pairs.filter((pair) => !isSame(pair))];
  if (same.length === 0 || different.length === 0) return null;
  return { same: fitBetaPrior(withDoubt(same, false)), different: fitBetaPrior(withDoubt(different, true)) };
}

/** Where all counts are nothing, or all whole, one pair more that has a cell of the other kind: nothing seen is not never. */
function withDoubt(pairs: readonly Counted[], congruent: boolean): readonly Counted[] {
  const counts = pairs.reduce((sum, { count }) => sum + count, 0);
  const all = pairs.reduce((sum, { of }) => sum + of, 0);
  if (counts > 0 && counts < all) return pairs;
  const of = Math.round(all / pairs.length);
  return [...pairs, { count: congruent || counts === 0 ? 1 : of - 1, of }];
}

/** Whether more congruent cells always speak more for one firearm, at every number of cells seen. */
function rises(fit: CountFit, pairs: readonly Counted[]): boolean {
  return [...new Set(pairs.map(({ of }) => of))].every((of) => {
    for (let count = 1; count <= of; count++)
      if (log10Ratio(fit, { count, of }) < log10Ratio(fit, { count: count - 1, of })) return false;
    return true;
  });
}

interface LeftOut {
  readonly pair: KnownPair;
  readonly log10: number;
  readonly same: boolean;
}

/** Each pair's ratio by a fit that has seen neither of its firearms. */
function leaveOut(pairs: readonly KnownPair[], firearms: readonly string[]): LeftOut[] | null {
  const foldOf = new Map(firearms.map((firearm, at) => [firearm, at % folds]));
  const fits = new Map<string, CountFit | null>();
  const left: LeftOut[] = [];
  for (const pair of pairs) {
    const [one, two] = [foldOf.get(pair.firearmA)!, foldOf.get(pair.firearmB)!];
    const key = `${Math.min(one, two)} ${Math.max(one, two)}`;
    if (!fits.has(key))
      fits.set(
        key,
        fitOf(
          pairs.filter(({ firearmA, firearmB }) =>
            [firearmA, firearmB].every((name) => ![one, two].includes(foldOf.get(name)!)),
          ),
        ),
      );
    const fit = fits.get(key)!;
    if (fit === null) return null;
    left.push({ pair, log10: log10Ratio(fit, pair), same: isSame(pair) });
  }
  return left;
}

function drawAnew(pairs: readonly KnownPair[], firearms: readonly string[]): CountFit[] {
  const random = new Random('firearms of a calibration set, drawn anew');
  const fits: CountFit[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const times = new Map<string, number>();
    for (let at = 0; at < firearms.length; at++) {
      const firearm = firearms[Math.floor(random.next() * firearms.length)]!;
      times.set(firearm, (times.get(firearm) ?? 0) + 1);
    }
    const fit = fitOf(
      pairs.flatMap((pair) => {
        const one = times.get(pair.firearmA) ?? 0;
        return new Array<KnownPair>(isSame(pair) ? one : one * (times.get(pair.firearmB) ?? 0)).fill(pair);
      }),
    );
    if (fit !== null) fits.push(fit);
  }
  return fits;
}
