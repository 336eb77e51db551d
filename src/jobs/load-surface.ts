import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { ScanVersion } from '../model/surface-comparison.ts';
import { findScan, type StoredScan } from '../store/exhibit-scans.ts';
import { maskedOf } from './load-comparison.ts';
import { RecentAnswers } from './recent-answers.ts';
import { scanPath } from './scan-files.ts';
import { inSurfaceThread } from './surface-thread.ts';

/** Of a megabyte or two each. */
const keptMost = 24;
const kept = new RecentAnswers<Uint8Array>(keptMost);

export interface DrawableScan {
  readonly exhibit: number;
  readonly sha256: string;
  readonly surfaceSha256: string;
  readonly masked: ScanVersion['masked'];
}

/** A scan of an exhibit that may be drawn; null where there is none. Fails where it is not prepared yet, or could not be. */
export async function findDrawableScan(
  client: pg.ClientBase,
  agencyId: number,
  { exhibit, scan }: { readonly exhibit: number; readonly scan: number },
): Promise<(DrawableScan & { readonly stored: StoredScan }) | null> {
  const found = await findScan(client, agencyId, scan);
  if (found === null || found.exhibit !== exhibit || found.state === 'WITHDRAWN') return null;
  if (found.surfaceSha256 === null || found.state !== 'PREPARED')
    throw new Failure(
      'scan.not-prepared',
      'Expected a scan whose breech face is found; this one still waits for it, or it could not be found. Ask again in a minute, or look at the scan.',
    );
  const { sha256, surfaceSha256 } = found;
  return { exhibit, sha256, surfaceSha256, masked: maskedOf(found), stored: found };
}

/** The surface of a scan as `src/model/packed-surface.ts` lays it out. */
export function loadSurface(
  dataDir: string,
  { sha256, surfaceSha256, masked }: Omit<DrawableScan, 'exhibit'>,
): Promise<Uint8Array> {
  return kept.get(`${dataDir} ${sha256} ${surfaceSha256} ${masked}`, async () => {
    const answer = await inSurfaceThread({
      what: 'draw',
      scan: scanPath(dataDir, sha256),
      surface: scanPath(dataDir, surfaceSha256),
      masked,
    });
    if (answer.what !== 'drawn') throw new Error(`A thread asked to draw answered with ${answer.what}.`);
    return answer.bytes;
  });
}
