import { expect, test } from 'vitest';
import { attributableArrest } from './attributable-arrest.ts';

test.each([
  ['an arrest', 'LEAD', ['arrest'], true],
  ['a charge after a firearm', 'HIT', ['firearm-recovered', 'charge'], true],
  ['a firearm alone', 'HIT', ['firearm-recovered'], false],
  ['an arrest of somebody who was cleared', 'HIT', ['arrest', 'exonerated'], false],
  ['an arrest after somebody was cleared', 'HIT', ['arrest', 'exonerated', 'arrest'], true],
  ['nothing recorded', 'LEAD', [], null],
  ['an arrest on a lead that was withdrawn', 'WITHDRAWN', ['arrest'], false],
] as const)('%s', (_, standing, outcomes, is) => {
  expect(attributableArrest(standing, outcomes)).toBe(is);
});
