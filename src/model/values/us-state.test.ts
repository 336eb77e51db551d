import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanState, stateOfFips, US_STATES } from './us-state.ts';

test.each([
  ['MD', 'MD'],
  ['md', 'MD'],
  ['Maryland', 'MD'],
  ['  NEW   YORK ', 'NY'],
  ['N.Y.', 'NY'],
  ['DST OF COLUMBIA', 'DC'],
  ['District of Columbia', 'DC'],
  ['D.C.', 'DC'],
  ['US VIRGIN ISLND', 'VI'],
  ['US VIRGIN  ISLANDS', 'VI'],
  ['GUAM & NORTHERN MARIANA ISLANDS', 'GU'],
  ['GUAM &amp; NORTHERN MARIANA ISLANDS', 'GU'],
  ['PUERTO RICO', 'PR'],
  ['W. Va.', 'WV'],
  ['Calif.', 'CA'],
  ['Commonwealth of Pennsylvania', 'PA'],
  ['Washington State', 'WA'],
])('%j is %s', (raw, code) => {
  expect(cleanState(raw)?.code).toBe(code);
});

test.each(['', 'CANADA', 'TOTAL', 'XX', 'Baltimore', 'unknown', '24'])('%j is no state', (raw) => {
  expect(cleanState(raw)).toBeNull();
});

test('there are fifty states, the district and five territories', () => {
  const count = (kind: string) => US_STATES.filter((state) => state.kind === kind).length;
  expect([count('state'), count('district'), count('territory')]).toEqual([50, 1, 5]);
  expect(new Set(US_STATES.flatMap(({ code, fips, name }) => [code, fips, name])).size).toBe(168);
});

test('every code, name and FIPS code reads back to its state', () => {
  for (const state of US_STATES) {
    expect(cleanState(state.code)).toBe(state);
    expect(cleanState(state.name)).toBe(state);
    expect(stateOfFips(`${state.fips}001`)).toBe(state);
  }
  expect(stateOfFips('03')).toBeNull();
});

test('cleaning never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const state = cleanState(raw);
      if (state) expect(cleanState(state.code)).toBe(state);
    }),
  );
});
