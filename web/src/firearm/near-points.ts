import { distanceMeters } from './distance.ts';

interface Spot {
  readonly lon: number;
  readonly lat: number;
}

/** A place this far from the middle one, and three times as far as most, is pointed to at the edge. */
const farMetersMin = 40_000;
const farTimesMiddle = 3;

/** Places near each other; far ones are pointed to at the edge instead of shrinking everything else. */
export function nearPoints<Place extends Spot>(placed: readonly Place[]): readonly Place[] {
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const center = { lon: middle(placed.map((point) => point.lon)), lat: middle(placed.map((point) => point.lat)) };
  const away = placed.map((point) => distanceMeters(center, point));
  const far = Math.max(farMetersMin, farTimesMiddle * middle(away));
  const near = placed.filter((_, index) => away[index]! <= far);
  return near.length > 0 ? near : placed;
}

/** West, south, east and north of places. */
export function boundsOf(points: readonly Spot[]): [number, number, number, number] {
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** One place alone is shown with the land around it: without tiles there is nothing to see nearer by. */
const aloneMeters = 300;
const aloneZoom = 10.5;
const nearZoom = 14;

/** How near a map of some places goes by itself. `tiles`: with streets there is something to see nearer by. */
export function zoomMost(placed: readonly Spot[], { tiles }: { readonly tiles: object | null }): number {
  const [first] = placed;
  const alone = first !== undefined && placed.every((point) => distanceMeters(first, point) < aloneMeters);
  return alone && tiles === null ? aloneZoom : nearZoom;
}
