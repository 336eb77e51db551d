import { faceWithin, findBreechFace, levelled } from '../ballistics/find-breech-face.ts';
import { Failure } from '../model/errors.ts';
import type { HeightMap } from '../signal/height-map.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { surfaceX3p } from './surface-x3p.ts';
import { thinnedMap } from './thinned-map.ts';
import { readScanMask } from './scan-mask.ts';
import { refuseToOverwrite, writeWhole } from './write-whole.ts';

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
  /** 0 to 1; below .5 somebody should look at the mask. Null where a person drew it. */
  readonly maskConfidence: number | null;
  /** Of 72 directions about the middle, in how many something of the breech face lies. */
  readonly maskDirections: number;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export const canonicalPitch = 6.25;
const confidenceLeast = 0.5;

/**
 * Finds the breech face on a raw scan, or takes it from a person's mask, levels it, and writes it in steps of 6.25 µm; nothing else of the scan is in
 * what is written.
 */
export async function prepareScan(file: string, out: string, maskFile: string | null = null): Promise<PreparedScan> {
  await refuseToOverwrite([file, maskFile], [out]);
  const scan = await openScan(file);
  const { map, notes } = await surfaceOf(scan);
  const face = maskFile === null ? foundFace(file, map) : await drawnFace(file, map, maskFile);
  const surface = thinnedMap(levelled(map, face), Math.round(canonicalPitch / map.pitchMicrons));
  await writeWhole(out, surfaceX3p(surface, scan.document));
  const unsure =
    face.confidence !== null && face.confidence < confidenceLeast
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
    maskConfidence: face.confidence === null ? null : Number(face.confidence.toFixed(3)),
    maskDirections: face.directions,
    warnings: [...scan.warnings, ...notes, ...unsure],
  };
}

interface Face {
  readonly mask: Uint8Array;
  readonly form: Float64Array;
  readonly directions: number;
  readonly confidence: number | null;
}

function foundFace(file: string, map: HeightMap): Face {
  const face = findBreechFace(map);
  if (face !== null) return face;
  throw new Failure(
    'scan.no-breech-face',
    `${file}: expected a level face of half a square millimetre or more, got none: scan it anew, or draw a mask.`,
    { detail: { file } },
  );
}

async function drawnFace(file: string, map: HeightMap, maskFile: string): Promise<Face> {
  const face = faceWithin(map, await readScanMask(maskFile, map));
  if (face !== null) return { ...face, confidence: null };
  throw new Failure(
    'scan.no-breech-face',
    `${file}: expected a mask of a tenth of a square millimetre or more of what was measured, got less: draw more of it.`,
    { detail: { file } },
  );
}
