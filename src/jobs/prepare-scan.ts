import { findBreechFace, levelled } from '../ballistics/find-breech-face.ts';
import { Failure } from '../model/errors.ts';
import type { HeightMap } from '../signal/height-map.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { surfaceX3p } from './surface-x3p.ts';
import { writeWhole } from './write-whole.ts';

export interface PreparedScan {
  readonly file: string;
  readonly out: string;
  readonly pitchMicrons: number;
  readonly width: number;
  readonly height: number;
  /** Points of the raw scan: all, measured, and those of the breech face. */
  readonly points: number;
  readonly measured: number;
  readonly breechFace: number;
  /** 0 to 1; below .5 somebody should look at the mask. */
  readonly maskConfidence: number;
  /** Of 72 directions about the middle, in how many something of the breech face lies. */
  readonly maskDirections: number;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export const canonicalPitch = 6.25;
const confidenceLeast = 0.5;

/** Finds the breech face on a raw scan, levels it, and writes it in steps of 6.25 µm; nothing else of the scan is in what is written. */
export async function prepareScan(file: string, out: string): Promise<PreparedScan> {
  const scan = await openScan(file);
  const { map, notes } = await surfaceOf(scan);
  const face = findBreechFace(map);
  if (face === null)
    throw new Failure(
      'scan.no-breech-face',
      `${file}: expected a level face of half a square millimetre or more, got none: scan it anew, or mask it with another program.`,
      { detail: { file } },
    );
  const surface = atPitch(levelled(map, face));
  await writeWhole(out, surfaceX3p(surface, scan.document));
  const unsure =
    face.confidence < confidenceLeast
      ? [{ code: 'mask-unsure', message: 'The breech face was found with little confidence: look at the mask.' }]
      : [];
  return {
    file,
    out,
    pitchMicrons: surface.pitchMicrons,
    width: surface.width,
    height: surface.height,
    points: map.heights.length,
    measured: map.heights.reduce((count, value) => count + (value === value ? 1 : 0), 0),
    breechFace: face.mask.reduce((count, value) => count + value, 0),
    maskConfidence: Number(face.confidence.toFixed(3)),
    maskDirections: face.directions,
    warnings: [...scan.warnings, ...notes, ...unsure],
  };
}

/** Means over steps of 6.25 µm of what finer steps measured, where half of it was; coarser steps stay as they are. */
function atPitch(map: HeightMap): HeightMap {
  const step = Math.round(canonicalPitch / map.pitchMicrons);
  if (step <= 1) return map;
  const [width, height] = [Math.floor(map.width / step), Math.floor(map.height / step)];
  const heights = new Float32Array(width * height).fill(NaN);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let [sum, count] = [0, 0];
      for (let y = row * step; y < (row + 1) * step; y++)
        for (let x = column * step; x < (column + 1) * step; x++) {
          const value = map.heights[y * map.width + x]!;
          if (value !== value) continue;
          sum += value;
          count++;
        }
      if (2 * count >= step * step) heights[row * width + column] = sum / count;
    }
  return { width, height, pitchMicrons: map.pitchMicrons * step, heights };
}
