import { Failure } from '../model/errors.ts';
import { readPortableBitmap } from '../sources/reading/portable-bitmap.ts';
import { namingFile } from './naming-file.ts';
import { openPlainFile, unreadable } from './open-plain-file.ts';

/** A bit for each of 64 million points, and a head. */
const bytesMost = 9 * 1024 * 1024;

/** The mask a person drew of a scan: 1 where the breech face is. Fails with `scan.mask` where it is of another size. */
export function readScanMask(
  file: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  return namingFile(file, async () => {
    const { handle, sizeBytes } = await openPlainFile(file);
    try {
      if (sizeBytes > bytesMost)
        throw new Failure('scan.mask', `Expected a mask of at most ${bytesMost} bytes; got ${sizeBytes}.`);
      const bytes = await handle.readFile().catch((error: unknown) => {
        throw unreadable(file, error);
      });
      const drawn = readPortableBitmap(bytes);
      if (drawn.width !== width || drawn.height !== height)
        throw new Failure(
          'scan.mask',
          `Expected a mask of ${width} × ${height} points, as the scan has; got ${drawn.width} × ${drawn.height}. Draw it on this scan.`,
        );
      return drawn.black;
    } finally {
      await handle.close();
    }
  });
}
