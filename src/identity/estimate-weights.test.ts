import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { estimateWeights, PatternTally } from './estimate-weights.ts';

const m = [
  [0.9, 0.07, 0.03],
  [0.8, 0.2],
  [0.95, 0.05],
].map((levels) => Float64Array.from(levels));
const u = [
  [0.02, 0.03, 0.95],
  [0.1, 0.9],
  [0.01, 0.99],
].map((levels) => Float64Array.from(levels));

function drawn(pairs: number, share: number, missing: number) {
  const random = new Random('estimate-weights');
  const tally = new PatternTally(3);
  const level = (of: Float64Array) => {
    let left = random.next();
    return of.findIndex((each) => (left -= each) < 0) + 1 || of.length;
  };
  for (let pair = 0; pair < pairs; pair++) {
    const same = random.chance(share);
    tally.add(Uint8Array.from(m, (_, field) => (random.chance(missing) ? 0 : level((same ? m : u)[field]!))));
  }
  return tally.patterns();
}

test('weights and share that pairs were drawn by are found again, with cells missing', () => {
  const {
    m: found,
    prior,
    logLikelihoods,
  } = estimateWeights({
    patterns: drawn(60_000, 0.2, 0.15),
    chance: u,
    held: new Set(),
    shareable: [false, false, false],
  });
  expect(prior).toBeCloseTo(0.2, 2);
  found.forEach((levels, field) => levels!.forEach((share, level) => expect(share).toBeCloseTo(m[field]![level]!, 1)));
  expect(found[0]![0]!).toBeCloseTo(0.9, 2);
  for (let step = 1; step < logLikelihoods.length; step++)
    expect(logLikelihoods[step]!).toBeGreaterThanOrEqual(logLikelihoods[step - 1]! - 1);
});

test('a field the block holds equal is left out of what is learnt', () => {
  const { m: found } = estimateWeights({
    patterns: drawn(5_000, 0.3, 0),
    chance: u,
    held: new Set([1]),
    shareable: [true, true, true],
  });
  expect(found[1]).toBeNull();
  expect(found[0]).not.toBeNull();
});

test('what pairs that say the same in every field would have said is estimated from the others, with cells missing on both sides or one', () => {
  const random = new Random('copies');
  // Of such fields fewer pairs are copies than of the usual ones: what is imputed is bounded by these.
  const equal = [0.7, 0.8, 0.75];
  const m = u.map((levels, field) =>
    Float64Array.from(levels, (_, level) => (level === 0 ? equal[field]! : (1 - equal[field]!) / (levels.length - 1))),
  );
  const tally = new PatternTally(3);
  let copies = 0;
  for (let pair = 0; pair < 60_000; pair++) {
    const same = random.chance(0.2);
    const shares = same ? m : u;
    let isCopy = true;
    let truncated = true;
    const levels = Uint8Array.from(shares, (of) => {
      const blanks = [random.chance(0.15), random.chance(0.15)];
      if (blanks[0] !== blanks[1]) isCopy = truncated = false;
      if (blanks[0] || blanks[1]) return 0;
      let left = random.next();
      const level = of.findIndex((each) => (left -= each) < 0) + 1 || of.length;
      if (level !== 1) isCopy = false;
      return level;
    });
    // Two rows that say nothing at all are one row as well.
    if (isCopy && same) copies++;
    if (!isCopy) tally.add(levels, 0, truncated);
  }
  const found = estimateWeights({
    patterns: tally.patterns(),
    chance: u,
    held: new Set(),
    shareable: [false, false, false],
  });
  found.m.forEach((levels, field) => expect(levels![0]!).toBeCloseTo(m[field]![0]!, 1));
  expect(Math.abs(found.pairsUnseen / copies - 1)).toBeLessThan(0.1);
  expect(found.prior).toBeCloseTo(0.2, 1);
});

test('where pairs of one thing differ in one field each, how often that is equal cannot be told from them: it is about what is usual', () => {
  const tally = new PatternTally(3);
  const often = (times: number, levels: readonly number[]) => {
    for (let time = 0; time < times; time++) tally.add(Uint8Array.from(levels), 0, true);
  };
  often(600, [1, 2, 1]);
  often(20_000, [3, 2, 2]);
  often(400, [2, 2, 2]);
  const { m: found } = estimateWeights({
    patterns: tally.patterns(),
    chance: u,
    held: new Set([2]),
    shareable: [false, false, false],
  });
  expect(found[0]![0]!).toBeGreaterThan(0.95);
  expect(found[1]![0]!).toBeGreaterThan(0.6);
  expect(found[1]![0]!).toBeLessThan(0.9);
});
