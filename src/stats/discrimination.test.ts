import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaUnderCurve, brierScore, precisionInTop, recalibration, reliabilityTable } from './discrimination.ts';
import { falseDiscoveryRates } from './false-discovery.ts';
import { logisticFit, logisticProbability } from './logistic-fit.ts';
import { Random } from './random.ts';
import { wilsonInterval } from './share-interval.ts';

const judgedLists = fc.array(fc.record({ score: fc.integer({ min: 0, max: 9 }), isTrue: fc.boolean() }), {
  maxLength: 40,
});

test('the area under the curve is the share of pairs in the right order, ties a half', () => {
  fc.assert(
    fc.property(judgedLists, (judged) => {
      const trues = judged.filter(({ isTrue }) => isTrue);
      const falses = judged.filter(({ isTrue }) => !isTrue);
      const area = areaUnderCurve(judged);
      expect(area === null).toBe(trues.length === 0 || falses.length === 0);
      if (area === null) return;
      const won = trues.flatMap((a) => falses.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
      expect(area).toBeCloseTo(won.reduce<number>((sum, each) => sum + each, 0) / won.length, 12);
    }),
  );
});

test('of those that tie at the end of the top, a share counts', () => {
  const judged = [
    { score: 3, isTrue: true },
    { score: 2, isTrue: true },
    { score: 2, isTrue: false },
    { score: 1, isTrue: true },
  ];
  expect(precisionInTop(judged, 2)).toBe(0.75);
  expect(precisionInTop(judged, 99)).toBe(0.75);
  expect(precisionInTop([], 5)).toBeNull();
});

test('a reliability table loses nobody and parts no equals', () => {
  fc.assert(
    fc.property(judgedLists, fc.integer({ min: 1, max: 12 }), (judged, bins) => {
      const table = reliabilityTable(judged, bins);
      expect(table.reduce((sum, { count }) => sum + count, 0)).toBe(judged.length);
      for (let at = 1; at < table.length; at++) expect(table[at]!.low).toBeGreaterThan(table[at - 1]!.high);
    }),
  );
});

test('probabilities that are twice too sure are found so', () => {
  const random = new Random('recalibration');
  const judged = Array.from({ length: 20_000 }, () => {
    const logit = random.normal(0, 1.5);
    return { score: 1 / (1 + Math.exp(-2 * logit)), isTrue: random.chance(1 / (1 + Math.exp(-logit))) };
  });
  const found = recalibration(judged)!;
  expect(found.slope).toBeGreaterThan(0.48);
  expect(found.slope).toBeLessThan(0.52);
  expect(Math.abs(found.intercept)).toBeLessThan(0.05);
  expect(brierScore([{ score: 0.8, isTrue: true }])).toBeCloseTo(0.04, 12);
  expect(recalibration([{ score: 0.5, isTrue: true }])).toBeNull();
});

// Temperature (°F) and distress of O-rings on 23 flights before Challenger (Dalal, Fowlkes and Hoadley 1989).
const flights = [
  [66, 0],
  [70, 1],
  [69, 0],
  [68, 0],
  [67, 0],
  [72, 0],
  [73, 0],
  [70, 0],
  [57, 1],
  [63, 1],
  [70, 1],
  [78, 0],
  [67, 0],
  [53, 1],
  [67, 0],
  [75, 0],
  [70, 0],
  [81, 0],
  [76, 0],
  [79, 0],
  [75, 1],
  [76, 0],
  [58, 1],
] as const;

test('logistic regression gives the published answer', () => {
  const fit = logisticFit({
    rows: flights.map(([degrees]) => [degrees]),
    outcomes: flights.map(([, distress]) => distress === 1),
    penalties: [0],
  });
  expect(fit.settled).toBe(true);
  expect(fit.intercept).toBeCloseTo(15.0429, 3);
  expect(fit.coefficients[0]).toBeCloseTo(-0.2322, 4);
  expect(logisticProbability(fit, [31])).toBeCloseTo(0.9996, 4);
});

test('a sign that is known is held, and the minimum of the rest found', () => {
  const rows = flights.map(([degrees], at) => [degrees, at % 3]);
  const outcomes = flights.map(([, distress]) => distress === 1);
  const held = logisticFit({ rows, outcomes, penalties: [0, 0], nonNegative: [true, false] });
  const without = logisticFit({ rows: rows.map(([, other]) => [other!]), outcomes, penalties: [0] });
  expect(held.coefficients[0]).toBe(0);
  expect(held.coefficients[1]).toBeCloseTo(without.coefficients[0]!, 6);
  expect(held.intercept).toBeCloseTo(without.intercept, 6);
});

test('columns that separate the outcomes are stopped without a penalty, and settle with one', () => {
  const order = { rows: [[0], [0], [1], [1]], outcomes: [false, false, true, true] };
  expect(logisticFit({ ...order, penalties: [0] }).settled).toBe(false);
  const fit = logisticFit({ ...order, penalties: [1] });
  expect(fit.settled).toBe(true);
  // At the minimum the penalty weighs what the residuals do: Σ x (y − p) = λ β.
  const p = logisticProbability(fit, [1]);
  expect(2 * (1 - p)).toBeCloseTo(fit.coefficients[0]!, 6);
});

test('false discoveries are held as in the published example', () => {
  // Fifteen tests of thrombolysis, Benjamini and Hochberg 1995, §4.1: four stand at 5 %.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  const rates = falseDiscoveryRates(p);
  expect(rates.filter((rate) => rate <= 0.05)).toHaveLength(4);
  expect(rates[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  expect(falseDiscoveryRates([...p].reverse()).reverse()).toEqual(rates);
  expect(falseDiscoveryRates([])).toEqual([]);
});

test('the interval of a share has its known values', () => {
  const { low, high } = wilsonInterval(15, 148);
  expect([Number(low.toFixed(4)), Number(high.toFixed(4))]).toEqual([0.0624, 0.1605]);
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
