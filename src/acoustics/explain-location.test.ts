import { expect, test } from 'vitest';
import { explainLocation, isInside, readingOf } from './explain-location.ts';
import { speedOfSound, ordinaryAir } from './speed-of-sound.ts';

const shot = { x: 120, y: -80 };
const sensors = [
  [0, 0],
  [400, 0],
  [0, 400],
  [400, 400],
  [-300, -200],
  [250, -500],
  [600, -200],
].map(([x, y], at) => ({ sensor: `s${at}`, x: x!, y: y! }));
const still = speedOfSound({ ...ordinaryAir, temperatureC: 15 });
const arrivals = sensors.map((each) => ({
  ...each,
  seconds: 3 + Math.hypot(each.x - shot.x, each.y - shot.y) / still,
}));
const heard = {
  temperatureC: 15,
  windMps: { east: 0, north: 0 },
  arrivals,
  ...shot,
  aboutMeters: 100,
  weatherDoubted: false,
  estimated: null,
};

test('a shot located again lies where it was fired, and so it does without any one sensor', () => {
  const { again, without } = explainLocation(heard);
  if (again.kind !== 'located') throw new Error('not located');
  expect(Math.hypot(again.x! - shot.x, again.y! - shot.y)).toBeLessThan(1);
  for (const each of without) {
    if (each.kind !== 'located') throw new Error('not located');
    expect(isInside(again.ellipse95, each.x! - again.x!, each.y! - again.y!)).toBe(true);
  }
});

test('the place that explains the arrivals best is where it was fired', () => {
  const { tenths, side } = explainLocation(heard);
  const best = tenths.indexOf(0);
  expect(Math.abs((best % side) - (side - 1) / 2)).toBeLessThanOrEqual(2);
  expect(Math.abs(Math.floor(best / side) - (side - 1) / 2)).toBeLessThanOrEqual(2);
  expect(tenths[0]).toBe(-100);
});

test('without one of four nothing is located, and it says why', () => {
  const { without } = explainLocation({ ...heard, arrivals: arrivals.slice(0, 4) });
  expect(without.map((each) => each.kind === 'undetermined' && each.code)).toEqual(Array(4).fill('too-few'));
});

test('an arrival is read as direct, late round something, or none of the shot', () => {
  expect([0.01, -0.02, 0.09, 0.3, -0.2].map(readingOf)).toEqual(['direct', 'direct', 'late', 'stray', 'stray']);
});

test('an ellipse is long along its bearing', () => {
  const ellipse = { majorMeters: 20, minorMeters: 5, bearingDegrees: 90 };
  expect(isInside(ellipse, 15, 0)).toBe(true);
  expect(isInside(ellipse, 0, 15)).toBe(false);
});
