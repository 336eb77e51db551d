import type { Feature, FeatureCollection, Position } from 'geojson';

/** One point for each name: an area cut into tiles would carry its name in every one of them. */
export function namePoints(boundaries: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: boundaries.features.flatMap((feature): Feature[] => {
      const name: unknown = feature.properties?.['name'] ?? feature.properties?.['NAME'];
      const at = middleOf(feature);
      return typeof name !== 'string' || at === null
        ? []
        : [{ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates: at } }];
    }),
  };
}

/** Centre of the largest part of an area; null where it has none. */
export function middleOf(feature: Feature): Position | null {
  const rings =
    feature.geometry?.type === 'Polygon'
      ? [feature.geometry.coordinates[0]]
      : feature.geometry?.type === 'MultiPolygon'
        ? feature.geometry.coordinates.map((polygon) => polygon[0])
        : [];
  const centers = rings.filter((ring) => ring !== undefined).map(centerOf);
  return centers.toSorted((a, b) => b.area - a.area)[0]?.at ?? null;
}

/** Area and centre of gravity of a ring in the plane of degrees: near enough for where a name stands. */
function centerOf(ring: readonly Position[]): { area: number; at: Position } {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [x1, y1] = ring[index - 1] as [number, number];
    const [x2, y2] = ring[index] as [number, number];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return twice === 0
    ? { area: 0, at: [...(ring[0] ?? [0, 0])] }
    : { area: Math.abs(twice) / 2, at: [x / (3 * twice), y / (3 * twice)] };
}
