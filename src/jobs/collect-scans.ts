import { rm } from 'node:fs/promises';
import type pg from 'pg';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { Failure } from '../model/errors.ts';
import type { Database } from '../store/database.ts';
import { findUnindexedScans, forgetIndexed, saveIndexedScans } from '../store/exhibit-scans.ts';
import { loadExhibit } from './compare-scans.ts';
import type { ScanWork } from './prepare-exhibit-scan.ts';
import { scanIndexFolder, scanPath } from './scan-files.ts';
import { openScanIndexWriter, type ScanIndexWriter } from './scan-index.ts';

/** Where the collection of an agency is kept. */
export const collectionFolder = ({ dataDir, agencyId }: Pick<ScanWork, 'dataDir' | 'agencyId'>): string =>
  scanIndexFolder(dataDir, `${fastMethod}-${agencyId}`);

/** So many at most are added anew after a worker that was ended. */
const commitEvery = 50;

/**
 * Puts what is prepared into the collection; false where nothing waits, or another worker is doing it. Searches go on meanwhile: each sees
 * the collection as it was when it began, and what comes in later is searched for against it.
 */
export async function collectScans(database: Database, work: ScanWork): Promise<boolean> {
  const pool = database.pool('import');
  if ((await findUnindexedScans(pool, work.agencyId, 1)).length === 0) return false;
  return withOneWriter(database, work.agencyId, async () => {
    const index = await openScanIndexWriter(collectionFolder(work));
    try {
      return await addAll(pool, work, index);
    } finally {
      await index.close();
    }
  });
}

/** Scans that the store calls collected and the collection does not hold, for it was lost, is damaged or of another engine, are put in anew. */
export async function mendCollection(database: Database, work: ScanWork): Promise<void> {
  await withOneWriter(database, work.agencyId, async () => {
    const { index, thrown } = await openWritable(database, work);
    try {
      const unheld = await forgetIndexed(database.pool('import'), work.agencyId, [...index.known.keys()]);
      const forgotten = thrown + unheld;
      if (forgotten > 0) work.onNews('scans that the collection does not hold are put in anew', { scans: forgotten });
      await index.commit();
    } finally {
      await index.close();
    }
    return true;
  });
}

async function addAll(pool: pg.Pool, { agencyId, dataDir }: ScanWork, index: ScanIndexWriter): Promise<boolean> {
  for (;;) {
    const waiting = await findUnindexedScans(pool, agencyId, commitEvery);
    if (waiting.length === 0) return true;
    for (const { surfaceSha256 } of waiting)
      if (!index.known.has(surfaceSha256!))
        // The class is looked up where it is searched: what is known of an exhibit changes, a collection only grows.
        await index.add(await loadExhibit(scanPath(dataDir, surfaceSha256!)), surfaceSha256!, {});
    await index.commit();
    await saveIndexedScans(
      pool,
      agencyId,
      waiting.map(({ scan }) => scan),
    );
  }
}

/** Throws a damaged collection away, and has every scan put in anew; what was kept of them in the store, and the scans themselves, stay. */
export async function remakeCollection(database: Database, work: ScanWork, cause: Failure): Promise<void> {
  await withOneWriter(database, work.agencyId, async () => {
    await throwAway(database, work, cause);
    return true;
  });
}

/** The collection to write to, and of how many scans one that was damaged was thrown away. */
async function openWritable(database: Database, work: ScanWork): Promise<{ index: ScanIndexWriter; thrown: number }> {
  try {
    return { index: await openScanIndexWriter(collectionFolder(work)), thrown: 0 };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const thrown = await throwAway(database, work, error);
    return { index: await openScanIndexWriter(collectionFolder(work)), thrown };
  }
}

/** Whether an error says that an index is not as it was written, rather than that somebody else writes to it. */
export const isDamage = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'scan.index' && !('holder' in (error.detail ?? {}));

async function throwAway(database: Database, work: ScanWork, cause: Failure): Promise<number> {
  work.onNews('the collection of scans is damaged, and is made anew from them', { err: cause });
  // First: nothing may be searched for in what is not there.
  const thrown = await forgetIndexed(database.pool('import'), work.agencyId, []);
  await rm(collectionFolder(work), { recursive: true, force: true });
  return thrown;
}

/** Of all workers, wherever they run, one at a time. */
async function withOneWriter(database: Database, agencyId: number, work: () => Promise<boolean>): Promise<boolean> {
  const client = await database.connect('import');
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('flashlight.scan-collection'), $1) as taken`,
      [agencyId],
    );
    return rows[0]!.taken ? await work() : false;
  } finally {
    await client.end();
  }
}
