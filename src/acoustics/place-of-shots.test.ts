import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ellipse95 } from './ellipse.ts';
import { endsOfWay, placeOfShots, type PlacedShot } from './place-of-shots.ts';

const meters = fc.double({ min: -40, max: 40, noNaN: true });
const shots = fc.array(
  fc.record({
    x: meters,
    y: meters,
    major: fc.double({ min: 1, max: 30, noNaN: true }),
    share: fc.double({ min: 0.1, max: 1, noNaN: true }),
    angle: fc.double({ min: 0, max: Math.PI, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
type Made = { x: number; y: number; major: number; share: number; angle: number };

const placed = (made: readonly Made[]): PlacedShot[] =>
  made.map(({ x, y, major, share, angle }, at) => {
    const [a, b] = [major ** 2, (share * major) ** 2];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const xy = (a - b) * cos * sin;
    return {
      x,
      y,
      seconds: at * 0.4,
      covariance: [
        [a * cos * cos + b * sin * sin, xy],
        [xy, a * sin * sin + b * cos * cos],
      ],
    };
  });
const still = (x: number, y: number, sigma = 4, seconds = 0): PlacedShot => ({
  x,
  y,
  seconds,
  covariance: [
    [sigma ** 2, 0],
    [0, sigma ** 2],
  ],
});
const majorOf = ({ covariance: [[xx, xy], [, yy]] }: Pick<PlacedShot, 'covariance'>) =>
  ellipse95(xx, xy, yy).majorMeters;

test('the place is between its shots, nearer the better known; its ellipse is no smaller than theirs, and wider where they disagree', () => {
  expect(placeOfShots([still(0, 0)])).toMatchObject({ x: 0, y: 0 });
  const both = placeOfShots([still(0, 0, 3), still(4, 0, 6)]);
  // Weights are one over the squares: four to one.
  expect(both.x).toBeCloseTo(0.8, 2);
  expect(both.y).toBeCloseTo(0, 6);
  const many = placeOfShots(Array.from({ length: 9 }, (_, at) => still(Math.cos(at), Math.sin(at))));
  expect(majorOf(many)).toBeGreaterThan(0.99 * majorOf(still(0, 0)));
  expect(majorOf(many)).toBeLessThan(1.01 * majorOf(still(0, 0)));
  const apart = placeOfShots([still(0, 0), still(0, 1), still(20, 0), still(21, 1)]);
  expect(majorOf(apart)).toBeGreaterThan(1.5 * majorOf(still(0, 0)));
});

test('where half or more lie far out, the ellipse reaches to where they lie, or nearly', () => {
  for (const off of [15, 30, 60, 120])
    for (const made of [
      [still(0, 0, 3), still(off, 0, 3)],
      [still(0, 0, 3), still(off, 1, 2), still(1, 1, 3), still(off, 0, 2)],
      [still(0, 0, 3), still(off, 0, 3), still(off / 2, off, 3)],
    ]) {
      const place = placeOfShots(made);
      const away = Math.max(...made.map(({ x, y }) => Math.hypot(x - place.x, y - place.y)));
      expect(majorOf(place)).toBeGreaterThan(0.9 * away);
    }
});

test('a shot that lies far off moves the place of many that agree by less than a metre, however sure it is of itself', () => {
  const agreeing = Array.from({ length: 7 }, (_, at) => still(0.5 * Math.cos(at), 0.5 * Math.sin(at)));
  const before = placeOfShots(agreeing);
  for (const off of [20, 80, 250]) {
    const after = placeOfShots([...agreeing, still(off, 0, 2)]);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
  }
});

test('of one who walks, where they began and where they were last', () => {
  const walk = Array.from({ length: 8 }, (_, at) => still(10 + 1.5 * at, 5 - 0.7 * at, 4, at * 0.5));
  const [first, last] = endsOfWay(walk);
  expect([first.x, first.y, last.x, last.y].map((each) => each.toFixed(3))).toEqual(
    [10, 5, 20.5, 0.1].map((each) => each.toFixed(3)),
  );
  expect(majorOf(last)).toBeGreaterThan(0.99 * majorOf(walk[0]!));
});

test('turned, moved and in another order, the shots make the same place, turned and moved', () => {
  fc.assert(
    fc.property(shots, meters, fc.double({ min: 0, max: 6.3, noNaN: true }), fc.nat(11), (made, far, turn, from) => {
      const before = placeOfShots(placed(made));
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const around = made.map((each) => ({
        ...each,
        x: cos * each.x - sin * each.y + far,
        y: sin * each.x + cos * each.y - 2 * far,
        angle: each.angle + turn,
      }));
      const start = from % made.length;
      const after = placeOfShots(placed([...around.slice(start), ...around.slice(0, start)]));
      expect(after.x).toBeCloseTo(cos * before.x - sin * before.y + far, 3);
      expect(after.y).toBeCloseTo(sin * before.x + cos * before.y - 2 * far, 3);
      expect(majorOf(after) / majorOf(before)).toBeCloseTo(1, 3);
    }),
  );
});
