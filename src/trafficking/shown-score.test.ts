import { expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { TraceIndex } from '../model/trace-index.ts';
import { cityIndex, cityInputs } from './city-index.ts';
import { declaredWeights } from './declared-weights.ts';
import { scoreDifference, shownScore } from './shown-score.ts';

const context = { otherFirearms: 3, boughtTogether: null, dealerRatio: 1.25 };
const trace = madeTrace('T1', {
  ...soldAndRecovered('2023-01-01', 200),
  purchaser: madePerson(1),
  dealer: madeDealer(1, { state: 'VA' }),
  recovery: madePlace({ state: 'MD' }),
});
const index = (weights = declaredWeights): TraceIndex => ({
  traceNumber: 'T1',
  firearm: trace.firearm,
  mode: 'city',
  version: weights.version,
  ...cityIndex(trace, context, weights),
  why: null,
});

test('the kept inputs times the weights make the kept points, to the decimals that are kept', () => {
  const { parts, score } = shownScore(index(), trace, context);
  const all = [...declaredWeights.time, ...Object.values(declaredWeights.other)];
  const span = all.reduce((sum, each) => sum + Math.abs(each), 0);
  for (const { name, x, contribution, low, high, value } of parts) {
    const weights = name === 'time-to-crime' ? declaredWeights.time : [declaredWeights.other[name]];
    if (x === null) {
      expect([name, value, contribution]).toEqual([name, null, 0]);
      expect(high - low).toBeGreaterThan(0);
      continue;
    }
    expect(x).toEqual(cityInputs(trace, context)[name].x!.map((each) => Math.round(each * 1000) / 1000));
    const points = weights.reduce((sum, each, at) => sum + (each * x[at]! * 100) / span, 0);
    expect(Math.abs(points - contribution)).toBeLessThan(0.05);
  }
  const base = (-100 * Math.min(0, declaredWeights.other['reported-stolen'])) / span;
  expect(parts.reduce((sum, { contribution }) => sum + contribution, base)).toBeCloseTo(score!, 1);
});

test('a difference names weights, rules and the parts that are others, and nothing that is the same', () => {
  const then = { ...shownScore(index(), trace, context), engine: 'index-2' };
  expect(scoreDifference(then, shownScore(index(), trace, context))).toEqual({
    version: false,
    engine: false,
    parts: [],
  });
  const signed = { ...declaredWeights, version: 'signed-1' };
  expect(scoreDifference({ ...then, engine: 'index-0' }, shownScore(index(signed), trace, context))).toEqual({
    version: true,
    engine: true,
    parts: [],
  });
  const later = { ...context, otherFirearms: null };
  const now = shownScore({ ...index(), ...cityIndex(trace, later, declaredWeights) }, trace, later);
  expect(scoreDifference(then, now).parts).toEqual([
    expect.objectContaining({ name: 'purchaser-other-firearms', was: 3, is: null, pointsAre: 0 }),
  ]);
});
