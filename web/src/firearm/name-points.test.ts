import type { Point } from 'geojson';
import { expect, test } from 'vitest';
import { namePoints } from './name-points.ts';

const square = (west: number, south: number, side: number) => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];

test('an area of several parts carries its name once, in the middle of its largest part', () => {
  const points = namePoints({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Eastern' },
        geometry: { type: 'MultiPolygon', coordinates: [square(-77, 39, 0.1), square(-76.5, 39, 0.4)] },
      },
      { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: square(0, 0, 1) } },
    ],
  });
  expect(points.features).toHaveLength(1);
  expect(points.features[0]!.properties).toEqual({ name: 'Eastern' });
  const { coordinates } = points.features[0]!.geometry as Point;
  expect(coordinates[0]).toBeCloseTo(-76.3, 9);
  expect(coordinates[1]).toBeCloseTo(39.2, 9);
});
