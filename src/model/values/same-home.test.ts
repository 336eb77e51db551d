import fc from 'fast-check';
import { expect, test } from 'vitest';
import { homeKeys, isSameHome, type HomeAddress } from './same-home.ts';

const home = (zip: string | null, city: string | null, address: string | null = '1 ELM ST'): HomeAddress => ({
  address,
  zip,
  city,
  state: city === null ? null : 'MD',
});

test.each([
  ['one of them without a ZIP code', home('21201', 'BALTIMORE'), home(null, 'Baltimore'), true],
  ['two ZIP codes of one town', home('21201', 'BALTIMORE'), home('21230', 'BALTIMORE'), false],
  ['one ZIP code and two names of the town', home('21201', 'BALTIMORE'), home('21201', 'TOWSON'), true],
  ['a ZIP code and a town', home('21201', null), home(null, 'BALTIMORE'), null],
  ['another street', home('21201', null), home('21201', null, '2 ELM ST'), false],
  ['no street', home('21201', null), home('21201', null, null), null],
])('a home with %s', (_, a, b, same) => {
  expect(isSameHome(a, b)).toBe(same);
  expect(isSameHome(b, a)).toBe(same);
});

test('whoever is of one home has a key in common', () => {
  const homes = fc.record({
    address: fc.constantFrom('1 ELM ST', '2 ELM ST', null),
    zip: fc.constantFrom('21201', '21230', null),
    city: fc.constantFrom('BALTIMORE', 'TOWSON', null),
    state: fc.constantFrom('MD', 'PA', null),
  });
  fc.assert(
    fc.property(homes, homes, (a, b) => {
      if (isSameHome(a, b) === true) expect(homeKeys(a).some((key) => homeKeys(b).includes(key))).toBe(true);
    }),
  );
});
