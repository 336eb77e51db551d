import { expect, test } from 'vitest';
import { judgeClock } from './clock-drift.ts';

const ms = (...values: number[]) => values.map((value) => value * 1000);

test('a clock that is alike off in incident after incident drifts; late by walls, or here and there, it does not', () => {
  expect(judgeClock(ms(-80, -82, -79, -85, -81))).toEqual({ kind: 'drifts', offsetMicroseconds: -81_000 });
  expect(judgeClock(ms(400, 410, 405, 390, 402, 900, -20, 404))).toMatchObject({ kind: 'drifts' });
  expect(judgeClock(ms(5, -10, 12, 3, 60))).toEqual({ kind: 'steady', offsetMicroseconds: 5000 });
  // A wall made one late, a bullet's shock wave one early.
  expect(judgeClock(ms(-100, -193, -86, 47, -125, -95))).toEqual({ kind: 'drifts', offsetMicroseconds: -95_000 });
  // Round a corner.
  expect(judgeClock(ms(70, 75, 68, 71, 80))).toEqual({ kind: 'unknown' });
  // Whatever it heard last, of noise.
  expect(judgeClock(ms(-700, 300, -150, 900, -400))).toEqual({ kind: 'unknown' });
  expect(judgeClock(ms(-80, -82, -79, -85))).toEqual({ kind: 'unknown' });
});
