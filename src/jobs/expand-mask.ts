import { createHash } from 'node:crypto';
import { faceWithin, levelled } from '../ballistics/find-breech-face.ts';
import { prepareExhibit } from '../ballistics/prepare-exhibit.ts';
import { Failure } from '../model/errors.ts';
import { unpackBits } from '../model/packed-surface.ts';
import { writePortableBitmap } from '../sources/reading/portable-bitmap.ts';
import { drawnSteps } from './draw-surface.ts';
import { openScan, surfaceOf } from './open-scan.ts';

/** A mask as a person drew it on a surface of wider steps. */
export interface DrawnMask {
  readonly width: number;
  readonly height: number;
  /** A bit a point, as `packBits` packs them. */
  readonly bits: Uint8Array;
}

export interface ExpandedMask {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The mask on every point of the scan it was drawn on, as a portable bitmap. Fails where it is of another size, or holds too little to compare. */
export async function expandMask(
  { scan, surface }: { readonly scan: string; readonly surface: string },
  { width, height, bits }: DrawnMask,
): Promise<ExpandedMask> {
  const { map } = await surfaceOf(await openScan(scan));
  const { map: prepared } = surface === scan ? { map } : await surfaceOf(await openScan(surface));
  const { step } = drawnSteps(map, prepared);
  const [across, down] = [Math.floor(map.width / step), Math.floor(map.height / step)];
  if (width !== across || height !== down || bits.length !== Math.ceil(width / 8) * height)
    throw new Failure(
      'scan.mask',
      `Expected a mask of ${across} × ${down} points, as the surface is drawn; got ${width} × ${height} in ${bits.length} bytes. Nothing was kept. Load the page anew.`,
    );
  const drawn = unpackBits(bits, width, height);
  const black = new Uint8Array(map.width * map.height);
  for (let row = 0, at = 0; row < map.height; row++)
    for (let column = 0; column < map.width; column++, at++) {
      const [x, y] = [Math.floor(column / step), Math.floor(row / step)];
      if (x < width && y < height) black[at] = drawn[y * width + x]!;
    }
  const face = faceWithin(map, black);
  if (face === null || prepareExhibit(levelled(map, face)) === null)
    throw new Failure(
      'scan.mask',
      'Expected a mask of a square millimetre or more of what was measured; got less. Nothing was kept. Draw more of it.',
    );
  const bytes = writePortableBitmap({ width: map.width, height: map.height, black });
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
