import { expect, test } from 'vitest';
import { shootingLinks, type Shooting } from './shooting-links.ts';

const shooting: Shooting = { cases: 3, states: [], enteredElsewhere: 0, tied: false };
const of = (...shootings: Partial<Shooting>[]) => shootingLinks(shootings.map((each) => ({ ...shooting, ...each })));

test('entered is what was imaged here, entered elsewhere or tied; where nothing was collected nothing was to be entered', () => {
  expect(
    of(
      { states: ['IMAGED'] },
      { enteredElsewhere: 1 },
      { tied: true, cases: null },
      { states: ['TRIAGED'], cases: null },
      {},
      { cases: null },
      { cases: 0 },
    ).entered,
  ).toEqual({ numerator: 3, denominator: 5, unknown: 1 });
});

test('linked is known once all was looked through here; what was entered elsewhere alone is not known to be tied to nothing', () => {
  const linked = (each: Partial<Shooting>) => of(each).linked;
  const [yes, no, unknown] = [
    { numerator: 1, denominator: 1, unknown: 0 },
    { numerator: 0, denominator: 1, unknown: 0 },
    { numerator: 0, denominator: 0, unknown: 1 },
  ];
  expect(linked({ tied: true })).toEqual(yes);
  expect(linked({ states: ['NO_LEAD', 'LEAD'] })).toEqual(yes);
  expect(linked({ states: ['NO_LEAD', 'DEFERRED'] })).toEqual(no);
  expect(linked({ states: ['NO_LEAD', 'CORRELATED'] })).toEqual(unknown);
  expect(linked({ states: ['NO_LEAD', 'TRIAGED'] })).toEqual(unknown);
  expect(linked({ states: ['NO_LEAD'], enteredElsewhere: 1 })).toEqual(unknown);
  expect(linked({ enteredElsewhere: 2 })).toEqual(unknown);
  // Not entered: in no share of those entered.
  expect(linked({})).toEqual({ numerator: 0, denominator: 0, unknown: 0 });
});
