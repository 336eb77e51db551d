import { expect, test } from 'vitest';
import { licenceCounty } from './licence-county.ts';

// FIPS codes of counties after the Census Bureau's list: 24005 Baltimore County, 24510 Baltimore city, 51760 Richmond city.
test.each([
  ['8-52-005-01-5K-12345', 'MD', '24005'],
  ['852510015K12345', 'MD', '24510'],
  ['8-52-005-01-5K-12345', null, '24005'],
  ['1-54-760-01-5K-12345', 'VA', '51760'],
  ['1-54-001-01-5K-12345', 'DC', '11001'],
])('the licence %s of premises in %s is of county %s', (number, state, county) => {
  expect(licenceCounty(number, state)).toBe(county);
});

test.each([
  ['8-52-005-01-5K-12345', 'GA', 'the district is of another state than the premises'],
  ['1-54-001-01-5K-12345', null, 'the district serves Virginia and Washington, which both have a 001'],
  ['8-52-XXX-XX-XX-12345', 'MD', 'the county is masked'],
  ['8-52-12345', 'MD', 'the key alone carries no county'],
  ['7-99-005-01-5K-12345', 'MD', 'there is no such district'],
  ['8-52-000-01-5K-12345', 'MD', 'there is no county 000'],
  ['not a licence', 'MD', 'it is no licence number'],
])('the licence %s of premises in %s says no county: %s', (number, state, _why) => {
  expect(licenceCounty(number, state)).toBeNull();
});
