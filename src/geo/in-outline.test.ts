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
  const small = square.map(([lon, lat]) => [lon / 100, lat / 100 + 39] as const);
  const [middle, north] = [-0.765, 39.4];
  expect(metersToOutline({ lon: middle, lat: north - 0.001 }, [small])).toBeCloseTo(111, -1);
  expect(metersToOutline({ lon: middle, lat: north + 0.001 }, [small])).toBeCloseTo(111, -1);
  // Of two outlines, to the nearer: here the west side, a hundredth of a degree from the east one.
  expect(metersToOutline({ lon: -0.768, lat: 39.395 }, [small])).toBeCloseTo(
    0.002 * 111_320 * Math.cos((39.395 * Math.PI) / 180),
    -1,
  );
  expect(metersToOutline({ lon: -0.77, lat: 39.39 }, [small])).toBeCloseTo(0, 3);
});
