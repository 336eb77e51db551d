import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { Failure } from '../model/errors.ts';
import type { HeightMap } from '../signal/height-map.ts';
import { readX3p, type ReadX3p, type X3pTools } from '../sources/reading/read-x3p.ts';
import { x3pHeightMap, type SurfaceNote } from '../sources/reading/x3p-height-map.ts';
import { namingFile } from './naming-file.ts';
import { openPlainFile, unreadable } from './open-plain-file.ts';

export interface OpenedScan extends ReadX3p {
  readonly file: string;
  readonly sizeBytes: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/** An archive can only be read from its end: it is held in memory. The largest scans seen are of 60 MB. */
const bytesMax = 512 * 1024 * 1024;

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

export const x3pTools: X3pTools = {
  md5,
  crc32,
  inflate(packed, most) {
    // Heights become some two or three times as many bytes: room for them is taken once.
    const chunkSize = Math.max(64, Math.min(most, 4 * packed.length + 4096));
    try {
      const { buffer, byteOffset, byteLength } = inflateRawSync(packed, {
        maxOutputLength: Math.max(1, most),
        chunkSize,
      });
      return new Uint8Array(buffer, byteOffset, byteLength);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return null;
      throw error;
    }
  },
};

/** Reads an X3P file, of so many points at most; a failure names the file. */
export function openScan(file: string, most?: number): Promise<OpenedScan> {
  return namingFile(file, async () => {
    const { handle, sizeBytes } = await openPlainFile(file);
    try {
      if (sizeBytes > bytesMax)
        throw new Failure(
          'scan.too-large',
          `Expected an X3P file of at most ${bytesMax} bytes, got ${sizeBytes}: export it with a coarser step.`,
        );
      const bytes = await handle.readFile().catch((error: unknown) => {
        throw unreadable(file, error);
      });
      if (bytes.length === 0) throw new Failure('file.empty', 'Expected an X3P file, got one that holds nothing.');
      return {
        file,
        sizeBytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        ...readX3p(bytes, x3pTools, most),
      };
    } finally {
      await handle.close();
    }
  });
}

/** The surface of a scan in micrometres; a failure names the file. */
export function surfaceOf({ file, document }: OpenedScan): Promise<{ map: HeightMap; notes: SurfaceNote[] }> {
  return namingFile(file, () => x3pHeightMap(document));
}
