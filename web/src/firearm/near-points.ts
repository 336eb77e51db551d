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
