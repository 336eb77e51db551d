import type pg from 'pg';
import { insertCorrelation } from '../store/correlation-requests.ts';
import { findExhibits } from '../store/exhibits.ts';
import { findScanOfFile, insertScan, type StoredScan } from '../store/exhibit-scans.ts';
import type { DrawnMask, ExpandedMask } from './expand-mask.ts';
import { candidatesAskedFor, filterOf } from './ask-for-search.ts';
import { putInForce } from './receive-scan.ts';
import { takeStep } from './step-exhibit.ts';
import { makeScanFolder, maskPath, scanPath } from './scan-files.ts';
import { inSurfaceThread } from './surface-thread.ts';
import { writeWhole } from './write-whole.ts';

/** Checks a mask against the scan it was drawn on, in a thread of its own, and keeps it as a file under its own hash. */
export async function keepMaskFile(
  dataDir: string,
  { sha256, surfaceSha256 }: { readonly sha256: string; readonly surfaceSha256: string },
  drawn: DrawnMask,
): Promise<string> {
  const answer = await inSurfaceThread({
    what: 'mask',
    scan: scanPath(dataDir, sha256),
    surface: scanPath(dataDir, surfaceSha256),
    drawn,
  });
  if (answer.what !== 'mask') throw new Error(`A thread asked for a mask answered with ${answer.what}.`);
  return writeMask(dataDir, answer.mask);
}

async function writeMask(dataDir: string, { bytes, sha256 }: ExpandedMask): Promise<string> {
  await makeScanFolder(dataDir);
  await writeWhole(maskPath(dataDir, sha256), bytes);
  return sha256;
}

/**
 * Adds a preparation of a file by the mask a person drew, asks for a search with it, and keeps a step of the exhibit that says so; the same of the
 * same file is there once. What was there before stays as it is.
 */
export async function saveScanMask(
  client: pg.ClientBase,
  agencyId: number,
  drawnOn: StoredScan,
  { maskSha256, by, at }: { readonly maskSha256: string; readonly by: string; readonly at: string },
): Promise<number> {
  const { exhibit, sha256, file, bytes, maskedBefore } = drawnOn;
  const turn = { agencyId, actor: by, now: at };
  const held = (await findExhibits(client, agencyId, [exhibit], 'change'))[0]!;
  const keepStep = (scan: number) =>
    takeStep(client, turn, held, { step: 'mask', to: held.state, at, note: file, more: { scan } });
  const scan = await insertScan(client, agencyId, {
    exhibit,
    sha256,
    file,
    bytes,
    maskedBefore,
    maskSha256,
    maskBy: by,
    by,
    at,
  });
  if (scan === null) {
    const known = (await findScanOfFile(client, agencyId, { sha256, maskSha256, maskedBefore }))!;
    if (await putInForce(client, turn, known)) await keepStep(known.scan);
    return known.scan;
  }
  await insertCorrelation(client, agencyId, {
    exhibit,
    scan,
    askedOf: 'LOCAL',
    requestedBy: by,
    requestedAt: at,
    only: filterOf(held),
    top: candidatesAskedFor,
    exhaustive: false,
  });
  await keepStep(scan);
  return scan;
}
