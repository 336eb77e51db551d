import { US_STATES } from '../model/values/us-state.ts';
import { loadCounties, outlineOf } from './load-counties.ts';

export interface Boundaries {
  readonly geojson: GeoJson;
  /** West, south, east, north. */
  readonly bounds: [number, number, number, number];
}

interface GeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly { readonly type: 'Feature'; readonly geometry: unknown; readonly properties: unknown }[];
}

/** The contiguous states, where nothing narrower is known. */
const everywhere: Boundaries['bounds'] = [-125, 24, -66.5, 49.5];

/**
 * What the map is drawn on without any tiles: the agency's own boundaries where it gave a file, else the counties of its
 * state (US Census Bureau cartographic boundaries, by way of us-atlas).
 */
export async function loadBoundaries(of: {
  state: string | null;
  file: string | undefined;
  readFile: (path: string) => Promise<string>;
}): Promise<Boundaries> {
  const own = of.file === undefined ? null : ((await readOwn(of.file, of.readFile)) as GeoJson | null);
  const geojson = own ?? (await countiesOf(of.state));
  return { geojson, bounds: boundsOf(geojson) };
}

async function readOwn(path: string, read: (path: string) => Promise<string>): Promise<unknown> {
  let text: string;
  try {
    text = await read(path);
  } catch {
    return null;
  }
  const value = JSON.parse(text) as { type?: unknown };
  return value.type === 'FeatureCollection' ? value : null;
}

async function countiesOf(state: string | null): Promise<GeoJson> {
  const { atlas } = await loadCounties();
  const { counties, states } = atlas.objects;
  const fips = US_STATES.find((each) => each.code === state)?.fips;
  return {
    type: 'FeatureCollection',
    features: fips
      ? [
          ...counties.geometries
            .filter((each) => each.id.startsWith(fips))
            .map((each) => outlineOf(atlas, each, 'county')),
          ...states.geometries.filter((each) => each.id === fips).map((each) => outlineOf(atlas, each, 'state')),
        ]
      : states.geometries.map((each) => outlineOf(atlas, each, 'state')),
  };
}

function boundsOf(geojson: GeoJson): Boundaries['bounds'] {
  const bounds: Boundaries['bounds'] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [lon, lat] = value as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return value.forEach(walk);
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  };
  for (const { geometry } of geojson.features) walk((geometry as { coordinates?: unknown } | null)?.coordinates);
  return Number.isFinite(bounds[0]) ? bounds : everywhere;
}
