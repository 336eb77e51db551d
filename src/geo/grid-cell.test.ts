import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellBounds, cellsAbout, gridCell, metersOutside } from './grid-cell.ts';
import { localPlane } from './local-plane.ts';

const place = fc.record({
  lon: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
  lat: fc.double({ min: -75, max: 75, noNaN: true }),
});

test('a place lies within the bounds of its cell, and no cell is narrower than sound carries', () => {
  fc.assert(
    fc.property(place, (at) => {
      const { south, north, west, east } = cellBounds(gridCell(at));
      expect(at.lat).toBeGreaterThanOrEqual(south - 1e-9);
      expect(at.lat).toBeLessThanOrEqual(north + 1e-9);
      expect(at.lon).toBeGreaterThanOrEqual(west - 1e-9);
      expect(at.lon).toBeLessThanOrEqual(east + 1e-9);
      const plane = localPlane({ lon: west, lat: (south + north) / 2 });
      expect(plane.toPlane({ lon: east, lat: (south + north) / 2 }).x).toBeGreaterThan(5_500);
      expect(metersOutside(gridCell(at), at)).toBeLessThan(1);
    }),
  );
});

test('whatever is within 2.6 km of a cell lies in one of those about it', () => {
  fc.assert(
    fc.property(place, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (at, bearing) => {
      const { lon, lat } = localPlane(at).toLonLat(2_600 * Math.sin(bearing), 2_600 * Math.cos(bearing));
      if (Math.abs(lon) > 180) return;
      expect(cellsAbout(gridCell(at))).toContain(gridCell({ lon, lat }));
    }),
  );
});
