import { isInOutline, metersToOutline, type Ring } from '../geo/in-outline.ts';
import type { LonLat } from '../geo/meters-between.ts';
import { loadCounties, outlineOf } from './load-counties.ts';

/** The outlines are drawn so coarsely that nearer to one it is not known which side a place is on. */
const nearMeters = 1_000;

interface County {
  readonly id: string;
  readonly rings: readonly Ring[];
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

let loading: Promise<readonly County[]> | null = null;

/** Says which county a place lies in, by its FIPS code; null at sea, abroad, and within a kilometre of a border. */
export async function countyFinder(): Promise<(place: LonLat) => string | null> {
  const counties = await (loading ??= readCounties());
  return (place) => {
    const near = counties.filter(
      ({ box: [west, south, east, north] }) =>
        place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north,
    );
    const found = near.find(({ rings }) => isInOutline(place, rings));
    return found === undefined || metersToOutline(place, found.rings) < nearMeters ? null : found.id;
  };
}

async function readCounties(): Promise<readonly County[]> {
  const { atlas } = await loadCounties();
  return atlas.objects.counties.geometries.map((shape) => {
    const { geometry } = outlineOf(atlas, shape, 'county') as unknown as {
      geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
    };
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    const [lons, lats] = [
      rings.flatMap((ring) => ring.map(([x]) => x)),
      rings.flatMap((ring) => ring.map(([, y]) => y)),
    ];
    return { id: shape.id, rings, box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] };
  });
}
