/**
 * What likelihood ratios cost whoever decides by them, and how much of that is their calibration.
 *
 * **Source.** Cllr: Brümmer and du Preez, Computer Speech and Language 20, 2006, equation 12; its least under any rising rescaling by pool adjacent
 * violators (Zadrozny and Elkan 2002). Bounds: the least prior odds at which deciding by the ratios costs more than deciding by none (Vergeer et al.,
 * Science & Justice 56, 2016: normalized Bayes error-rate with one misleading observation added to each side). **Input.** Ratios whose truth is known.
 * **Output.** Bits; 0 is best, 1 is what saying nothing costs. **Limits.** It says how they were on these cases.
 */

export interface JudgedRatio {
  readonly log10: number;
  readonly same: boolean;
}

/** Cllr of ratios, both hypotheses as heavy as each other; null without both. */
export function ratioCost(judged: readonly JudgedRatio[]): number | null {
  const cost = [0, 0];
  const counts = [0, 0];
  for (const { log10, same } of judged) {
    const side = same ? 1 : 0;
    counts[side]!++;
    cost[side]! += log2OnePlus((same ? -log10 : log10) * Math.LN10);
  }
  return counts[0] === 0 || counts[1] === 0 ? null : (cost[0]! / counts[0]! + cost[1]! / counts[1]!) / 2;
}

/** log2(1 + e^x), without overflow. */
function log2OnePlus(x: number): number {
  return (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))) / Math.LN2;
}

/** The least Cllr that ratios in the same order could have: what is above it is their calibration. */
export function leastRatioCost(judged: readonly JudgedRatio[]): number | null {
  const sames = judged.filter(({ same }) => same).length;
  const others = judged.length - sames;
  if (sames === 0 || others === 0) return null;
  const pools: { sames: number; all: number; log10: number }[] = [];
  for (const { log10, same } of judged.toSorted((a, b) => a.log10 - b.log10)) {
    const last = pools.at(-1);
    // Equal ratios cannot be told apart: they are one pool from the start.
    if (last?.log10 === log10) {
      last.sames += Number(same);
      last.all++;
    } else pools.push({ sames: Number(same), all: 1, log10 });
  }
  const pooled: typeof pools = [];
  for (const pool of pools) {
    let here = { ...pool };
    for (
      let before = pooled.at(-1);
      before && before.sames * here.all >= here.sames * before.all;
      before = pooled.at(-1)
    ) {
      here = { ...here, sames: here.sames + before.sames, all: here.all + before.all };
      pooled.pop();
    }
    pooled.push(here);
  }
  let cost = 0;
  for (const pool of pooled) {
    const rest = pool.all - pool.sames;
    const odds = (pool.sames / rest) * (others / sames);
    if (pool.sames > 0) cost += ((pool.sames / sames) * log2OnePlus(-Math.log(odds))) / 2;
    if (rest > 0) cost += ((rest / others) * log2OnePlus(Math.log(odds))) / 2;
  }
  return cost;
}

export interface WeighedRatio extends JudgedRatio {
  /** How much of an observation it is. */
  readonly weight: number;
}

export interface RatioBounds {
  readonly low: number;
  readonly high: number;
}

const boundStep = 0.01;
const boundMost = 10;

/** Between which log10 ratios the set bears out deciding by them; null where it does not even about one. */
export function ratioBounds(weighed: readonly WeighedRatio[]): RatioBounds | null {
  const [sames, others] = [true, false].map((side) =>
    weighed.filter(({ same }) => same === side).toSorted((a, b) => a.log10 - b.log10),
  ) as [WeighedRatio[], WeighedRatio[]];
  const total = (of: readonly WeighedRatio[]) => of.reduce((sum, { weight }) => sum + weight, 0);
  const [allSame, allOther] = [total(sames), total(others)];
  if (allSame === 0 || allOther === 0) return null;
  const isWorse = (log10: number) => {
    const threshold = 10 ** log10;
    const below = (of: readonly WeighedRatio[]) => total(of.filter((one) => one.log10 <= log10));
    const missed = (below(sames) + 1) / (allSame + 1);
    const false_ = (allOther - below(others) + 1) / (allOther + 1);
    return (missed + threshold * false_) / Math.min(1, threshold) >= 1;
  };
  const until = (sign: 1 | -1) => {
    let step = 0;
    while (step * boundStep <= boundMost && !isWorse(sign * step * boundStep)) step++;
    return step === 0 ? null : (step - 1) * boundStep;
  };
  const [high, low] = [until(1), until(-1)];
  return high === null || low === null ? null : { low: low === 0 ? 0 : -low, high };
}
