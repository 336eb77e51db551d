import type { FeatureCollection } from 'geojson';
import { middleOf } from './name-points.ts';

/** Where the mark of what is known only to the county stands, by the FIPS code of the county. */
export function countyCenters(counties: FeatureCollection): ReadonlyMap<string, { lon: number; lat: number }> {
  return new Map(
    counties.features.flatMap((feature): [string, { lon: number; lat: number }][] => {
      const id: unknown = feature.properties?.['id'];
      const at = middleOf(feature);
      return typeof id === 'string' && at !== null ? [[id, { lon: at[0]!, lat: at[1]! }]] : [];
    }),
  );
}
