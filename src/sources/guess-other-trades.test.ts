import { expect, test } from 'vitest';
import { otherTrade } from './guess-other-trades.ts';

test.each([
  [['Stop ID', 'Stop Date', 'Driver Race', 'Citation Issued'], 'stops', /stops and citations/],
  [['Crash Date', 'Vehicle Type', 'Persons Injured'], 'export', /collisions/],
  [['Date', 'Force Type', 'Street'], 'Use of Force 2024', /force used by officers/],
] as const)('%j of %s are of another trade', (headers, title, name) => {
  expect(otherTrade(headers, [title])).toMatch(name);
});

test.each([
  [['Case', 'Vehicle Make', 'Offense'], 'incidents'],
  [['Stop Date', 'Driver Race', 'Search Occurred', 'Gun Serial'], 'guns found in traffic stops'],
  [['Case Number', 'Finding', 'Lab'], 'hits'],
] as const)('%j of %s are not', (headers, title) => {
  expect(otherTrade(headers, [title])).toBeNull();
});
