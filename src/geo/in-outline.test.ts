import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInOutline, metersToOutline, type Ring } from './in-outline.ts';

const square: Ring = [
  [-77, 39],
  [-76, 39],
  [-76, 40],
  [-77, 40],
  [-77, 39],
];
const hole: Ring = [
  [-76.6, 39.4],
  [-76.4, 39.4],
  [-76.4, 39.6],
  [-76.6, 39.6],
  [-76.6, 39.4],
];

test('within is within all sides, and what lies in a hole is outside', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -78, max: -75, noNaN: true }),
      fc.double({ min: 38, max: 41, noNaN: true }),
      (lon, lat) => {
        const within = lon > -77 && lon < -76 && lat > 39 && lat < 40;
        const inHole = lon > -76.6 && lon < -76.4 && lat > 39.4 && lat < 39.6;
        expect(isInOutline({ lon, lat }, [square])).toBe(within);
        if (within) expect(isInOutline({ lon, lat }, [square, hole])).toBe(!inHole);
      },
    ),
  );
});

test('the distance to an outline is that to its nearest side', () => {
  expect(metersToOutline({ lon: -76.5, lat: 39.99 }, [square])).toBeCloseTo(0.01 * 111_195, -2);
  expect(metersToOutline({ lon: -76.5, lat: 40.01 }, [square])).toBeCloseTo(0.01 * 111_195, -2);
  expect(metersToOutline({ lon: -76.5, lat: 39.5 }, [square, hole])).toBeCloseTo(
    0.1 * 111_195 * Math.cos((39.5 * Math.PI) / 180),
    -2,
  );
  expect(metersToOutline({ lon: -76, lat: 39 }, [square])).toBeCloseTo(0, 6);
});
