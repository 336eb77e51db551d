import { localPlane } from './local-plane.ts';
import type { LonLat } from './meters-between.ts';

/** A closed ring of longitudes and latitudes; of an outline with holes the holes are rings as well. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** Whether a place lies within an outline, by how often a ray from it crosses its rings (Shimrat 1962, even-odd rule). */
export function isInOutline({ lon, lat }: LonLat, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x, y] = ring[at]!;
      const [lastX, lastY] = ring[before]!;
      if (y > lat !== lastY > lat && lon < ((lastX - x) * (lat - y)) / (lastY - y) + x) inside = !inside;
    }
  return inside;
}

/** Metres from a place to the nearest of the lines of an outline. */
export function metersToOutline(place: LonLat, rings: readonly Ring[]): number {
  const { toPlane } = localPlane(place);
  let least = Infinity;
  for (const ring of rings) {
    const points = ring.map(([lon, lat]) => toPlane({ lon, lat }));
    for (let at = 1; at < points.length; at++) {
      const [a, b] = [points[at - 1]!, points[at]!];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(a.x * dx + a.y * dy) / length));
      least = Math.min(least, Math.hypot(a.x + along * dx, a.y + along * dy));
    }
  }
  return least;
}
