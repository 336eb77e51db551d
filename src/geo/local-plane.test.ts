import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPlane } from './local-plane.ts';
import { metersBetween } from './meters-between.ts';

const places = fc.record({
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
});
const offset = fc.double({ min: -20_000, max: 20_000, noNaN: true });

test('a point of the plane comes back within a tenth of a millimetre', () => {
  fc.assert(
    fc.property(places, offset, offset, (origin, x, y) => {
      const plane = localPlane(origin);
      const back = plane.toPlane(plane.toLonLat(x, y));
      expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-4);
    }),
  );
});

test('a second of arc has the lengths NIMA TR8350.2 gives by the radii of curvature: 30.922 m east at the equator, 30.82 m north at 40°', () => {
  const second = 1 / 3600;
  expect(localPlane({ lon: 0, lat: 0 }).toPlane({ lon: second, lat: 0 }).x).toBeCloseTo(30.9221, 3);
  // M(40°) = a(1 − e²)/(1 − e² sin²φ)^1.5 = 6,361,816 m.
  expect(localPlane({ lon: 7, lat: 40 }).toPlane({ lon: 7, lat: 40 + second }).y).toBeCloseTo(
    (6_361_816 / 648_000) * Math.PI,
    3,
  );
});

test('lengths agree with the great circle to what a sphere can', () => {
  const [a, b] = [
    { lon: -79.99, lat: 40.44 },
    { lon: -79.97, lat: 40.45 },
  ];
  const { x, y } = localPlane(a).toPlane(b);
  expect(Math.abs(Math.hypot(x, y) / metersBetween(a, b) - 1)).toBeLessThan(0.003);
});

test('height is along the vertical of the place', () => {
  expect(localPlane({ lon: 10, lat: 50 }).toPlane({ lon: 10, lat: 50 }, 25).z).toBeCloseTo(25, 6);
});
