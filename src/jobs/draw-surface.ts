import { formWithin, levelled } from '../ballistics/find-breech-face.ts';
import { packSurface } from '../model/packed-surface.ts';
import type { HeightMap } from '../signal/height-map.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { thinnedMap } from './thinned-map.ts';

export interface SurfaceDrawing {
  /** The file as it was scanned, and the surface made of it, in which the mask is what was left. */
  readonly scan: string;
  readonly surface: string;
  readonly masked: 'found' | 'drawn' | 'given';
}

/** Points of a side that a screen shows: more are thinned. */
const sideMost = 1024;

/**
 * A scan as it is drawn: all that was measured, level over the second order of its breech face, in the steps of its surface or in wider ones, with
 * the mask. What stands tens of micrometres off the breech face is in it, so that a person sees what the mask leaves out.
 */
export async function drawSurface({ scan, surface, masked }: SurfaceDrawing): Promise<Uint8Array> {
  const opened = await openScan(scan);
  const { map } = await surfaceOf(opened);
  const { map: prepared } = surface === scan ? { map } : await surfaceOf(await openScan(surface));
  const { step, wider } = drawnSteps(map, prepared);
  const drawn = thinnedMap(map, step);
  const mask = maskOn(drawn, prepared, wider);
  const within = { ...drawn, heights: drawn.heights.map((value, at) => (mask[at] === 1 ? value : NaN)) };
  const form = formWithin(within) ?? new Float64Array(6);
  const { heights, width, height, pitchMicrons } = levelled(drawn, { mask: null, form });
  return packSurface({
    width,
    height,
    pitchMicrons,
    form: [...form],
    step,
    scan: opened.sha256,
    masked,
    heights,
    mask,
  });
}

/** How many points of a scan, and of the surface made of it, are one point that is drawn. */
export function drawnSteps(map: HeightMap, prepared: HeightMap): { readonly step: number; readonly wider: number } {
  const own = Math.max(1, Math.round(prepared.pitchMicrons / map.pitchMicrons));
  const wider = Math.ceil(Math.max(map.width, map.height) / own / sideMost);
  return { step: own * wider, wider };
}

/** 1 where half or more of what a point shows is in the surface that was prepared. */
function maskOn({ width, height }: HeightMap, prepared: HeightMap, step: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let count = 0;
      for (let y = row * step; y < (row + 1) * step; y++)
        for (let x = column * step; x < (column + 1) * step; x++) {
          const value = x < prepared.width && y < prepared.height ? prepared.heights[y * prepared.width + x]! : NaN;
          if (value === value) count++;
        }
      if (2 * count >= step * step) mask[row * width + column] = 1;
    }
  return mask;
}
