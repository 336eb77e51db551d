import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { US_STATES } from '../model/values/us-state.ts';
import { countyName } from './county-name.ts';

/** Shapes of us-atlas (US Census Bureau cartographic boundaries), by FIPS code. */
export interface Atlas {
  readonly objects: Record<'counties' | 'states', { readonly geometries: readonly AtlasShape[] }>;
}

export interface AtlasShape {
  readonly id: string;
  readonly properties: { readonly name: string };
}

export interface Outline {
  readonly type: 'Feature';
  readonly geometry: unknown;
  readonly properties: { readonly id: string; readonly name: string; readonly kind: 'county' | 'state' };
}

export interface Counties {
  readonly atlas: Atlas;
  /** Name of each county with its state, by FIPS code: `Baltimore County, MD`. */
  readonly names: ReadonlyMap<string, string>;
}

let loading: Promise<Counties> | null = null;

/** The counties there are; read once, when they are first asked for. */
export function loadCounties(): Promise<Counties> {
  return (loading ??= readCounties());
}

async function readCounties(): Promise<Counties> {
  const { default: atlas } = (await import(createRequire(import.meta.url).resolve('us-atlas/counties-10m.json'), {
    with: { type: 'json' },
  })) as { default: Atlas };
  const states = new Map(US_STATES.map((state) => [state.fips, state.code]));
  const names = new Map(
    atlas.objects.counties.geometries.map(({ id, properties }) => [
      id,
      [countyName(id, properties.name), states.get(id.slice(0, 2))].filter(Boolean).join(', '),
    ]),
  );
  return { atlas, names };
}

/** The outline of one shape as GeoJSON. */
export function outlineOf(atlas: Atlas, shape: AtlasShape, kind: 'county' | 'state'): Outline {
  return {
    type: 'Feature',
    geometry: feature(atlas as never, shape as never).geometry as unknown,
    properties: { id: shape.id, name: shape.properties.name, kind },
  };
}

/** Outlines of some counties, by FIPS code; those there are none of are left out. */
export async function loadCountyOutlines(
  ids: readonly string[],
): Promise<{ type: 'FeatureCollection'; features: Outline[] }> {
  const { atlas } = await loadCounties();
  const wanted = new Set(ids);
  return {
    type: 'FeatureCollection',
    features: atlas.objects.counties.geometries
      .filter((shape) => wanted.has(shape.id))
      .map((shape) => outlineOf(atlas, shape, 'county')),
  };
}
