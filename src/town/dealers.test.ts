import { expect, test } from 'vitest';

import { dateOf, dayOf } from './calendar.ts';
import { expiryAfter, licenceKey, licenceNumber, makeDealers } from './dealers.ts';
import { Random } from '../stats/random.ts';
import { licenceDistricts } from './source-towns.ts';

/** Source: the form verified on 1,925 published licence numbers (ATF inspections 2014–2018). */
const licencePattern = /^[1-9]-\d{2}-\d{3}-\d{2}-\d[A-HJ-M]-\d{5}$/;

test('licence numbers have the published form, the district of their state, and no key is given twice over worlds', () => {
  const keys = new Set<string>();
  let count = 0;
  for (const world of [0, 7, 99]) {
    for (const dealer of makeDealers(world, 100, new Random(`world-${world}`))) {
      const number = licenceNumber(dealer, dayOf(2023, 5, 1));
      expect(number).toMatch(licencePattern);
      expect(licenceDistricts[dealer.town.state]).toContain(number.slice(0, 4));
      keys.add(licenceKey(dealer));
      count++;
    }
  }
  expect(keys.size).toBe(count);
});

test('a licence runs out within three years of any day it is looked at', () => {
  for (const dealer of makeDealers(0, 1, new Random('x')).slice(0, 200)) {
    for (const day of [dayOf(2015, 2, 1), dayOf(2021, 12, 31), dayOf(2025, 6, 1)]) {
      const { year, month } = expiryAfter(dealer, day);
      const now = dateOf(day);
      const months = (year - now.year) * 12 + month - now.month;
      expect(months).toBeGreaterThan(0);
      expect(months).toBeLessThanOrEqual(36);
    }
  }
});

test('every role is there to be found out', () => {
  const roles = new Set(makeDealers(0, 1, new Random('roles')).map((dealer) => dealer.role));
  expect([...roles].toSorted()).toEqual(['busy', 'careless', 'complicit', 'distributor', 'ordinary']);
});
