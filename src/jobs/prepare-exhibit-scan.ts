import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { Failure } from '../model/errors.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/database.ts';
import { failCorrelationsOf } from '../store/correlation-requests.ts';
import {
  findSurfaceElsewhere,
  saveFailedScan,
  savePreparedScan,
  takeWaitingScan,
  type PreparedSurface,
  type StoredScan,
} from '../store/exhibit-scans.ts';
import type { Exhibit } from '../ballistics/prepare-exhibit.ts';
import { storedHeights } from './scan-index.ts';
import { searchByOwnClass } from './ask-for-search.ts';
import { loadExhibit } from './compare-scans.ts';
import { inspectScan } from './inspect-scan.ts';
import { prepareScan } from './prepare-scan.ts';
import { standInPlaceOfOlder } from './receive-scan.ts';
import { makeScanFolder, maskPath, scanPath } from './scan-files.ts';
import { takeBackImages } from './step-exhibit.ts';

/** Who works on scans: any number of workers, each under a name of its own. */
export interface ScanWork {
  readonly agencyId: number;
  readonly dataDir: string;
  readonly worker: string;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A worker that says nothing for so long has lost what it took. */
export const leaseSeconds = 120;
const program = 'flashlight';
/** What broke off so often, by no fault of the file, is given up. */
export const triesMost = 3;

/** Prepares the oldest scan that waits; false where none does. */
export async function prepareNextScan(database: Database, work: ScanWork): Promise<boolean> {
  const { agencyId, worker, onNews } = work;
  const pool = database.pool('import');
  const scan = await inTransaction(pool, (client) =>
    takeWaitingScan(client, agencyId, { worker, seconds: leaseSeconds }),
  );
  if (scan === null) return false;
  const fail = (failure: { code: string; message: string }) =>
    inTransaction(pool, async (client) => {
      await saveFailedScan(client, agencyId, scan.scan, failure);
      // It is not entered by what cannot be compared: its clock goes on.
      await takeBackImages(
        client,
        { agencyId, actor: program, now: new Date().toISOString() },
        { ...scan, scans: [scan.scan] },
      );
      await failCorrelationsOf(client, agencyId, scan.scan, failure);
      await searchByOwnClass(client, { agencyId, actor: program, now: new Date().toISOString() }, scan.exhibit);
    });
  try {
    const surface = await makeSurface(work.dataDir, scan);
    await inTransaction(pool, async (client) => {
      const other = await findSurfaceElsewhere(client, agencyId, { ...surface, exhibit: scan.exhibit });
      if (other !== null)
        throw new Failure(
          'scan.same-surface',
          `Expected a surface that is that of no other exhibit; this one is, point by point, the surface of exhibit ${other.item} (number ${other.exhibit}), handed in as ${other.file}. No two cartridge cases have one surface. It was not taken. Look which of the two it is of, and hand in the scan of the other.`,
          { detail: { exhibit: other.exhibit } },
        );
      if (await savePreparedScan(client, agencyId, { scan: scan.scan, worker }, surface))
        await standInPlaceOfOlder(client, agencyId, scan);
    });
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('scan.'))
      await fail({
        code: error.code,
        message: error.message.replaceAll(scanPath(work.dataDir, scan.sha256), scan.file),
      });
    else {
      onNews('a scan could not be prepared, which is tried again', { scan: scan.scan, err: error });
      if (scan.tries >= triesMost) await fail(brokeOff);
    }
  }
  return true;
}

export const brokeOff = {
  code: 'scan.broke-off',
  message:
    'It broke off by a fault of the program, several times; the log has it. Hand the scan in again once that is mended.',
};

const hashOf = (exhibit: Exhibit): string =>
  createHash('sha256')
    .update(`${exhibit.fine.size} `)
    .update(new Uint8Array(storedHeights(exhibit).buffer))
    .digest('hex');

/** Makes the surface that is compared of a file as received, and keeps it under its hash. The same file gives the same surface. */
async function makeSurface(dataDir: string, scan: StoredScan): Promise<PreparedSurface> {
  await makeScanFolder(dataDir);
  const raw = scanPath(dataDir, scan.sha256);
  const about = await inspectScan(raw);
  if (scan.maskedBefore && scan.maskSha256 === null) {
    // Told now rather than once it is to be searched for.
    const ready = await loadExhibit(raw);
    return {
      surfaceSha256: scan.sha256,
      heightsSha256: hashOf(ready.exhibit),
      pitchMicrons: about.pitchMicrons!,
      width: about.width!,
      height: about.height!,
      points: about.points,
      missing: about.missing,
      breechFacePoints: about.points - about.missing,
      maskConfidence: null,
      warnings: ready.warnings,
      engine: fastMethod,
    };
  }
  const unfinished = `${raw}.${process.pid}-${scan.scan}.surface`;
  try {
    const mask = scan.maskSha256 === null ? null : maskPath(dataDir, scan.maskSha256);
    const prepared = await prepareScan(raw, unfinished, mask);
    const { exhibit } = await loadExhibit(unfinished);
    const surfaceSha256 = createHash('sha256')
      .update(await readFile(unfinished))
      .digest('hex');
    await rename(unfinished, scanPath(dataDir, surfaceSha256));
    return {
      surfaceSha256,
      heightsSha256: hashOf(exhibit),
      pitchMicrons: prepared.pitchMicrons,
      width: prepared.width,
      height: prepared.height,
      points: prepared.points,
      missing: prepared.points - prepared.measured,
      breechFacePoints: prepared.breechFace,
      maskConfidence: prepared.maskConfidence,
      warnings: prepared.warnings.map(({ code, message }) => `${message} [${code}]`),
      engine: fastMethod,
    };
  } finally {
    await rm(unfinished, { force: true });
  }
}
