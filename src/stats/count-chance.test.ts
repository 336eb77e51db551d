import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialAtLeast, binomialAtMost } from './binomial.ts';
import { countChance, fitSpread, limitsOf, type Trials } from './count-chance.ts';
import { gammaDraw } from './gamma-poisson.ts';
import { poissonAtLeast, poissonAtMost } from './poisson.ts';
import { Random } from './random.ts';

test('tails have their known values where units differ', () => {
  // A beta of 1 and 1 (mean ½, ρ = 1/3) makes every count of four as likely as any other.
  const even = countChance({ of: 4, share: 0.5 }, 1 / 3);
  expect([0, 1, 2, 3, 4].map((count) => even.atMost(count))).toEqual(
    [0.2, 0.4, 0.6, 0.8, 1].map((each) => expect.closeTo(each, 12) as number),
  );
  expect(even.atLeast(4)).toBeCloseTo(0.2, 12);
  // A gamma of shape 1 (τ² = 1) makes counts geometric: 2 expected, each one more two thirds as likely.
  const geometric = countChance({ expected: 2 }, 1);
  expect(geometric.atLeast(3)).toBeCloseTo((2 / 3) ** 3, 12);
  expect(geometric.atMost(2)).toBeCloseTo(1 - (2 / 3) ** 3, 12);
});

test('a spread next to nothing is chance alone', () => {
  for (const count of [0, 3, 12, 20]) {
    const near = countChance({ of: 20, share: 0.46 }, 1e-9);
    expect(near.atLeast(count)).toBeCloseTo(binomialAtLeast(count, 20, 0.46), 6);
    expect(near.atMost(count)).toBeCloseTo(binomialAtMost(count, 20, 0.46), 6);
    expect(countChance({ expected: 9 }, 1e-7).atLeast(count)).toBeCloseTo(poissonAtLeast(count, 9), 5);
    expect(countChance({ expected: 9 }, 0).atMost(count)).toBe(poissonAtMost(count, 9));
  }
});

const trials = fc.oneof(
  fc.record({ of: fc.integer({ min: 1, max: 200 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ expected: fc.double({ min: 0.01, max: 300, noNaN: true }) }),
);

test('a count lies outside its limits exactly where its tail is no larger than they say, the most there can be among them', () => {
  fc.assert(
    fc.property(trials, fc.constantFrom(0, 0.02, 0.3), fc.constantFrom(0.001, 0.025), (of, spread, tail) => {
      const chance = countChance(of, spread);
      const most = 'of' in of ? of.of : Infinity;
      const { low, high } = limitsOf(chance, most, tail);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(most);
      const near = [0, Math.floor(low), Math.ceil(low), Math.floor(high), Math.ceil(high), Math.min(most, high + 1)];
      for (const count of new Set(near.map(Math.floor))) {
        const [atLeast, atMost] = [chance.atLeast(count), chance.atMost(count)];
        if (Math.abs(atLeast - tail) > 1e-9) expect(count > high).toBe(atLeast < tail);
        if (Math.abs(atMost - tail) > 1e-9) expect(count < low).toBe(atMost < tail);
      }
    }),
  );
  expect(limitsOf(countChance({ of: 20, share: 0.5 }, 0), 20, 0.001).high).toBeLessThan(20);
});

function meanDispersion(exposures: readonly number[], share: number, by: 'of' | 'expected'): number {
  const random = new Random(`chance ${exposures.join(' ')} ${share} ${by}`);
  const rounds = 40;
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    const units = exposures.map((exposure) => {
      let count = 0;
      if (by === 'expected') count = random.poisson(exposure * share);
      else for (let at = 0; at < exposure; at++) if (random.chance(share)) count++;
      const of: Trials = by === 'of' ? { of: exposure, share } : { expected: exposure * share };
      return { count, trials: of };
    });
    sum += fitSpread(units).overDispersion / rounds;
  }
  return sum;
}

test('over-dispersion is 1 in the mean where units differ by chance alone, whatever their exposure', () => {
  for (const share of [0.1, 0.5])
    for (const by of ['of', 'expected'] as const)
      for (const exposure of [1, 2, 3, 5, 12, 40]) {
        const found = meanDispersion(new Array<number>(300).fill(exposure), share, by);
        expect(found, `${by} ${exposure} at ${share}`).toBeGreaterThan(0.9);
        expect(found, `${by} ${exposure} at ${share}`).toBeLessThan(1.1);
      }
  // Most with one to three, few with many: as dealers are.
  const mixed = [270, 80, 40, 20, 12].flatMap((units, at) => new Array<number>(units).fill([1, 2, 4, 9, 25][at]!));
  expect(meanDispersion(mixed, 0.5, 'of')).toBeGreaterThan(0.9);
  expect(meanDispersion(mixed, 0.5, 'of')).toBeLessThan(1.1);
});

/** Units of whose own shares the standard deviation is given, and some that are fast throughout. */
function differing(correlation: number, fast: number, name: string) {
  const random = new Random(`differ ${name}`);
  const own = () => {
    if (correlation === 0) return 0.5;
    const size = 1 / correlation - 1;
    const x = gammaDraw(random, size / 2);
    return x / (x + gammaDraw(random, size / 2));
  };
  const drawn = Array.from({ length: 400 }, (_, at) => {
    const of = 5 + (at % 40);
    const share = random.chance(fast) ? 0.97 : own();
    let count = 0;
    for (let each = 0; each < of; each++) if (random.chance(share)) count++;
    return { count, of };
  });
  const share = drawn.reduce((sum, { count }) => sum + count, 0) / drawn.reduce((sum, { of }) => sum + of, 0);
  return fitSpread(drawn.map(({ count, of }) => ({ count, trials: { of, share } }))).spread;
}

test('how much units differ is found, and few that lie high do not make it', () => {
  for (const correlation of [0.05, 0.15]) {
    const found = Array.from({ length: 10 }, (_, at) => differing(correlation, 0, `${correlation} ${at}`));
    const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
    expect(mean).toBeGreaterThan(correlation * 0.8);
    expect(mean).toBeLessThan(correlation * 1.2);
  }
  const hidden = Array.from({ length: 10 }, (_, at) => differing(0, 0.05, `fast ${at}`));
  expect(hidden.reduce((sum, each) => sum + each, 0) / hidden.length).toBeLessThan(0.02);
});

test('units of which nothing can be told have no spread', () => {
  expect(fitSpread([])).toEqual({ overDispersion: 1, spread: 0 });
  expect(fitSpread([{ count: 1, trials: { of: 1, share: 0.5 } }])).toEqual({ overDispersion: 1, spread: 0 });
  const apart = [0, 12].map((count) => ({ count, trials: { of: 12, share: 0.5 } }));
  expect(fitSpread(apart)).toEqual({ overDispersion: 1, spread: 0 });
  expect(fitSpread([{ count: 5, trials: { of: 5, share: 1 } }])).toEqual({ overDispersion: 1, spread: 0 });
});
