import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { PrintedPoint } from '../model/printed-document.ts';
import { US_STATES } from '../model/values/us-state.ts';
import type { StateOutlines } from '../trafficking/year-document.ts';

let loading: Promise<StateOutlines> | null = null;

/** Outlines of the states on a plane (US Census Bureau, Albers projection, by way of us-atlas), by postal code; read once. */
export function stateOutlines(): Promise<StateOutlines> {
  return (loading ??= readOutlines());
}

interface Shape {
  readonly id: string;
}

async function readOutlines(): Promise<StateOutlines> {
  const { default: atlas } = (await import(createRequire(import.meta.url).resolve('us-atlas/states-albers-10m.json'), {
    with: { type: 'json' },
  })) as { default: { objects: { states: { geometries: readonly Shape[] } } } };
  const codes = new Map(US_STATES.map(({ fips, code }) => [fips, code]));
  return new Map(
    atlas.objects.states.geometries.flatMap((shape) => {
      const code = codes.get(shape.id);
      const { geometry } = feature(atlas as never, shape as never) as unknown as {
        geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: PrintedPoint[][] | PrintedPoint[][][] };
      };
      if (code === undefined) return [];
      const polygons =
        geometry.type === 'Polygon'
          ? [geometry.coordinates as PrintedPoint[][]]
          : (geometry.coordinates as PrintedPoint[][][]);
      return [[code, polygons.flat().filter((ring) => isSeen(ring))] as const];
    }),
  );
}

/** Islands of less than a thousandth of the picture are not seen on paper. */
function isSeen(ring: readonly PrintedPoint[]): boolean {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return Math.max(...xs) - Math.min(...xs) + Math.max(...ys) - Math.min(...ys) > 3;
}
