import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { StateMap } from '../model/state-map.ts';
import { US_STATES } from '../model/values/us-state.ts';
import { loadCounties, type Atlas, type AtlasShape } from './load-counties.ts';

type Point = readonly [number, number];
type Ring = readonly Point[];

/** As us-atlas projects its Albers files. */
const size = { width: 975, height: 610 };
/** Points nearer to the one before than this are left out: less than a pixel of a wide screen. */
const stepLeast = 0.8;

let loading: Promise<Omit<StateMap, 'home'>> | null = null;

/** Outlines of states and middles of counties as one picture of the country, and where the agency is on it. */
export async function loadStateMap(agency: { city: string | null; state: string | null }): Promise<StateMap> {
  const map = await (loading ??= readStateMap());
  const { atlas } = await loadCounties();
  const state = US_STATES.find((each) => each.code === agency.state);
  const city = agency.city?.toLowerCase();
  const ofCity = atlas.objects.counties.geometries
    .filter(({ id, properties }) => id.startsWith(state?.fips ?? '-') && properties.name.toLowerCase() === city)
    // An independent city stands after the counties, from 510 on.
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
  const home = (ofCity && map.counties[ofCity.id]) ?? map.states.find(({ code }) => code === agency.state)?.center;
  return { ...map, home: home ?? null };
}

async function readStateMap(): Promise<Omit<StateMap, 'home'>> {
  const { default: atlas } = (await import(
    createRequire(import.meta.url).resolve('us-atlas/counties-albers-10m.json'),
    {
      with: { type: 'json' },
    }
  )) as { default: Atlas };
  const codes = new Map(US_STATES.map(({ fips, code }) => [fips, code]));
  const { names } = await loadCounties();
  return {
    ...size,
    states: atlas.objects.states.geometries.flatMap((shape) => {
      const code = codes.get(shape.id);
      const rings = ringsOf(atlas, shape);
      return code === undefined
        ? []
        : [{ code, name: shape.properties.name, outline: rings.map(pathOf).join(''), center: middleOf(rings) }];
    }),
    counties: Object.fromEntries(
      atlas.objects.counties.geometries.flatMap((shape) => {
        const rings = ringsOf(atlas, shape);
        return rings.length === 0 ? [] : [[shape.id, middleOf(rings)]];
      }),
    ),
    names: Object.fromEntries(names),
  };
}

/** The outer rings of a shape. */
function ringsOf(atlas: Atlas, shape: AtlasShape): Ring[] {
  const { geometry } = feature(atlas as never, shape as never) as unknown as {
    geometry: { type: string; coordinates: unknown };
  };
  if (geometry.type === 'Polygon') return [(geometry.coordinates as Ring[])[0]!];
  if (geometry.type === 'MultiPolygon') return (geometry.coordinates as Ring[][]).map((polygon) => polygon[0]!);
  return [];
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function pathOf(ring: Ring): string {
  const kept: Point[] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= stepLeast) kept.push(point);
  }
  // An island of a few points is less than a pixel.
  return kept.length < 4 ? '' : `M${kept.map(([x, y]) => `${rounded(x)} ${rounded(y)}`).join('L')}Z`;
}

/** Middle of the largest ring by its area; of one without an area the middle of its points. */
function middleOf(rings: readonly Ring[]): [number, number] {
  let best = { area: -1, x: 0, y: 0 };
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    ring.forEach(([x1, y1], at) => {
      const [x2, y2] = ring[(at + 1) % ring.length]!;
      const cross = x1 * y2 - x2 * y1;
      area += cross / 2;
      x += ((x1 + x2) * cross) / 6;
      y += ((y1 + y2) * cross) / 6;
    });
    if (Math.abs(area) <= best.area) continue;
    const mean = (axis: 0 | 1) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
    best = area === 0 ? { area: 0, x: mean(0), y: mean(1) } : { area: Math.abs(area), x: x / area, y: y / area };
  }
  return [rounded(best.x), rounded(best.y)];
}
