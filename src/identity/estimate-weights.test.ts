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
