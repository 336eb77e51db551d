import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaAtMost, betaQuantile, fitBetaPrior, posteriorShare, shareInTop } from './beta-binomial.ts';
import { fitGammaPrior, gammaDraw, leastOfTop, posteriorRate, probabilityInTop } from './gamma-poisson.ts';
import { Random } from './random.ts';

function sellers(seed: string, prior: { shape: number; rate: number }, count: number) {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const exposure = random.lognormal(200, 1.5);
    const rate = gammaDraw(random, prior.shape) / prior.rate;
    return { exposure, rate, count: random.poisson(rate * exposure) };
  });
}

test('of many made-up sellers the prior they were drawn from is found', () => {
  const drawn = sellers('prior', { shape: 2, rate: 100 }, 5_000);
  const found = fitGammaPrior(drawn);
  expect(found.shape / 2).toBeGreaterThan(0.92);
  expect(found.shape / 2).toBeLessThan(1.08);
  expect(found.shape / found.rate).toBeCloseTo(0.02, 3);
});

test('95 of 100 intervals hold the rate that was drawn', () => {
  const drawn = sellers('interval', { shape: 2, rate: 100 }, 4_000);
  const prior = fitGammaPrior(drawn);
  const held = drawn.filter((each) => {
    const { low, high } = posteriorRate(prior, each);
    return each.rate >= low && each.rate <= high;
  });
  expect(held.length / drawn.length).toBeGreaterThan(0.94);
  expect(held.length / drawn.length).toBeLessThan(0.96);
});

test('a seller with one of one is drawn to what is usual; one with many stays', () => {
  const prior = { shape: 2, rate: 100 };
  expect(posteriorRate(prior, { count: 1, exposure: 1 }).mean).toBeCloseTo(3 / 101, 10);
  expect(posteriorRate(prior, { count: 1_000, exposure: 1_000 }).mean).toBeCloseTo(1_002 / 1_100, 10);
});

test('probabilities of being among the first sum to how many are, and the same seed gives the same', () => {
  const prior = { shape: 2, rate: 100 };
  const units = [
    { count: 40, exposure: 100 },
    { count: 1, exposure: 1 },
    { count: 0, exposure: 500 },
    { count: 3, exposure: 100 },
  ];
  const order = () => ({ top: 2, draws: 2_000, random: new Random('top') });
  const found = probabilityInTop(prior, units, order());
  expect(found.reduce((sum, each) => sum + each, 0)).toBeCloseTo(2, 10);
  expect(found).toEqual(probabilityInTop(prior, units, order()));
  expect(found[0]).toBeGreaterThan(0.99);
  expect(found[2]).toBeLessThan(0.05);
});

test('without any event there is no usual rate, and it is said', () => {
  expect(() => fitGammaPrior([{ count: 0, exposure: 5 }])).toThrow('at least one event');
});

test('the incomplete beta function has its known values', () => {
  // Clopper and Pearson 1934: 95 % bounds of 3 of 10 are .0667 and .6525.
  expect(betaQuantile(3, 8, 0.025)).toBeCloseTo(0.0667, 4);
  expect(betaQuantile(4, 7, 0.975)).toBeCloseTo(0.6525, 4);
  expect(betaAtMost(1, 1, 0.3)).toBeCloseTo(0.3, 12);
  expect(betaAtMost(50, 50, 0.5)).toBeCloseTo(0.5, 12);
  // At most 2 of 10 at .3 by the binomial: .38278.
  expect(1 - betaAtMost(3, 8, 0.3)).toBeCloseTo(0.3827828, 6);
});

test('of many made-up shares the prior they were drawn from is found, and 95 of 100 intervals hold', () => {
  const random = new Random('beta');
  const drawn = Array.from({ length: 4_000 }, () => {
    const of = random.between(1, 60);
    const [x, y] = [gammaDraw(random, 3), gammaDraw(random, 5)];
    const share = x / (x + y);
    let count = 0;
    for (let i = 0; i < of; i++) count += Number(random.chance(share));
    return { share, count, of };
  });
  const prior = fitBetaPrior(drawn);
  expect(prior.a / 3).toBeGreaterThan(0.9);
  expect(prior.a / 3).toBeLessThan(1.1);
  expect(prior.a / (prior.a + prior.b)).toBeCloseTo(3 / 8, 2);
  const held = drawn.filter((each) => {
    const { low, high } = posteriorShare(prior, each);
    return each.share >= low && each.share <= high;
  });
  expect(held.length / drawn.length).toBeGreaterThan(0.94);
  expect(held.length / drawn.length).toBeLessThan(0.96);
  const inTop = shareInTop(prior, drawn.slice(0, 30), { top: 3, draws: 500, random });
  expect(inTop.reduce((sum, each) => sum + each, 0)).toBeCloseTo(3, 10);
  expect(() => fitBetaPrior([{ count: 4, of: 4 }])).toThrow('all are alike');
});

test('the least of the largest so many is that of all in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      (numbers, top) => {
        const sorted = numbers.toSorted((a, b) => b - a);
        expect(leastOfTop(Float64Array.from(numbers), top)).toBe(sorted[Math.min(top, sorted.length) - 1] ?? 0);
      },
    ),
  );
});
