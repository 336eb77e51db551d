import { expect, test } from 'vitest';
import { kaplanMeier, shareAfter } from './survival.ts';

// Weeks of remission of the 21 patients given 6-mercaptopurine (Freireich and others 1963), the usual example; + no longer followed.
const remissions = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((each) => ({ days: Number.parseInt(each, 10), event: !each.endsWith('+') }));

test('the published example has its published steps', () => {
  expect(kaplanMeier(remissions).map(({ days, atRisk, share }) => [days, atRisk, Number(share.toFixed(3))])).toEqual([
    [6, 21, 0.857],
    [7, 17, 0.807],
    [10, 15, 0.753],
    [13, 12, 0.69],
    [16, 11, 0.627],
    [22, 7, 0.538],
    [23, 6, 0.448],
  ]);
});

test('its interval on the log-minus-log scale is the published one', () => {
  const { low, high } = shareAfter(kaplanMeier(remissions), 10);
  expect([Number(low.toFixed(3)), Number(high.toFixed(3))]).toEqual([0.503, 0.889]);
});

test('where all were followed to the event it is the plain share', () => {
  const steps = kaplanMeier([3, 1, 2, 2].map((days) => ({ days, event: true })));
  expect([0, 1, 2, 3].map((days) => shareAfter(steps, days).share)).toEqual([1, 0.75, 0.25, 0]);
  expect(shareAfter([], 100)).toEqual({ share: 1, low: 1, high: 1 });
});
