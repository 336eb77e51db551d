import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanEthnicity, cleanRace } from './race.ts';

test.each([
  ['B', 'B', null],
  ['Black or African American', 'B', null],
  ['WHITE', 'W', null],
  ['Native Hawaiian or other Pacific Islander', 'P', null],
  ['AMERICAN INDIAN/ALASKAN NATIVE', 'I', null],
  ['White Hispanic', 'W', 'H'],
  ['BLACK HISPANIC', 'B', 'H'],
  ['Hispanic', null, 'H'],
  ['None reported', 'U', null],
])('%j is race %j, ethnicity %j', (raw, race, ethnicity) => {
  expect(cleanRace(raw)).toEqual({ race, ethnicity });
});

test.each([
  ['Hispanic or Latino', 'H'],
  ['Not Hispanic or Latino', 'N'],
  ['Unknown', 'U'],
  ['NA', null],
  ['', null],
])('%j is ethnicity %j', (raw, code) => {
  expect(cleanEthnicity(raw)).toBe(code);
});

test('cleaning never throws, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('w', 'asian', 'H')), (raw) => {
      const race = cleanRace(raw)?.race;
      if (race) expect(cleanRace(race)?.race).toBe(race);
      const ethnicity = cleanEthnicity(raw);
      if (ethnicity) expect(cleanEthnicity(ethnicity)).toBe(ethnicity);
    }),
  );
});
