import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPlane } from '../geo/local-plane.ts';
import { capCircle, capPolygon } from './cap-area.ts';

const ellipses = fc.record({
  lon: fc.double({ min: -120, max: -70, noNaN: true }),
  lat: fc.double({ min: 25, max: 48, noNaN: true }),
  majorMeters: fc.double({ min: 1, max: 5000, noNaN: true }),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  bearingDegrees: fc.double({ min: 0, max: 180, noNaN: true }),
});

/** Points of the edge of an ellipse, in metres east and north of its middle. */
function edge({ majorMeters, share, bearingDegrees }: { majorMeters: number; share: number; bearingDegrees: number }) {
  const bearing = (bearingDegrees * Math.PI) / 180;
  return Array.from({ length: 72 }, (_, at) => {
    const angle = (at * Math.PI) / 36;
    const [along, across] = [majorMeters * Math.cos(angle), share * majorMeters * Math.sin(angle)];
    return {
      x: along * Math.sin(bearing) - across * Math.cos(bearing),
      y: along * Math.cos(bearing) + across * Math.sin(bearing),
    };
  });
}
const placeOf = (each: { lon: number; lat: number; majorMeters: number; share: number; bearingDegrees: number }) => ({
  lon: each.lon,
  lat: each.lat,
  ellipse95: {
    majorMeters: each.majorMeters,
    minorMeters: each.share * each.majorMeters,
    bearingDegrees: each.bearingDegrees,
  },
});

test('the polygon holds the whole ellipse, is hardly larger, closes and goes counter-clockwise', () => {
  fc.assert(
    fc.property(ellipses, (each) => {
      const plane = localPlane(each);
      const pairs = capPolygon(placeOf(each)).split(' ');
      expect(pairs[0]).toBe(pairs.at(-1));
      const ring = pairs.map((pair) => {
        const [lat = 0, lon = 0] = pair.split(',').map(Number);
        return plane.toPlane({ lon, lat });
      });
      const areaTwice = ring.slice(1).reduce((sum, { x, y }, at) => sum + ring[at]!.x * y - x * ring[at]!.y, 0);
      const { majorMeters, share } = each;
      expect(areaTwice).toBeGreaterThan(0);
      expect(areaTwice / 2).toBeLessThan(1.06 * Math.PI * (majorMeters + 3) * (share * majorMeters + 3));
      // Each point of the edge lies on the left of each side.
      const left = edge(each).flatMap(({ x, y }) =>
        ring.slice(1).flatMap((to, at) => {
          const from = ring[at]!;
          const length = Math.hypot(to.x - from.x, to.y - from.y);
          // Rounded to one corner, two have no side between them.
          if (length < 0.01) return [];
          return ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length;
        }),
      );
      expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the circle holds the whole ellipse', () => {
  fc.assert(
    fc.property(ellipses, (each) => {
      const [place = '', kilometres = ''] = capCircle(placeOf(each)).split(' ');
      const [lat = 0, lon = 0] = place.split(',').map(Number);
      const middle = localPlane(each).toPlane({ lon, lat });
      for (const { x, y } of edge(each))
        expect(Math.hypot(x - middle.x, y - middle.y)).toBeLessThanOrEqual(Number(kilometres) * 1000);
    }),
  );
});
