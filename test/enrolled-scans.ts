import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanWork } from '../src/jobs/prepare-exhibit-scan.ts';
import { keepScanFile } from '../src/jobs/scan-files.ts';
import type { HeightMap } from '../src/signal/height-map.ts';
import { workOnce } from '../src/jobs/work-on-scans.ts';
import { insertScan } from '../src/store/exhibit-scans.ts';
import { insertExhibit } from '../src/store/exhibits.ts';
import type { TestServer } from './contract/open-test-server.ts';
import { x3pOf } from './x3p-of.ts';

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A cartridge case in the store with the scan of its head, which waits to be prepared; without a scan where none is given. */
export async function enrolScan(
  { store, dataDir, clock }: TestServer,
  { item, map }: { readonly item: string; readonly map: HeightMap | null },
): Promise<{ readonly exhibit: number; readonly scan: number | null }> {
  const { agencyId } = store.agency;
  const at = clock.now().toISOString();
  const bytes = map === null ? null : x3pOf(map);
  if (bytes !== null) {
    const path = join(tmpdir(), `${sha256Of(bytes)}.x3p`);
    await writeFile(path, bytes);
    await keepScanFile(dataDir, path, sha256Of(bytes));
  }
  return inStore(store, async (client) => {
    const exhibit = await insertExhibit(client, agencyId, {
      item,
      labItem: null,
      ibis: null,
      case: `25-${item}`,
      itemKey: item.replaceAll(/\W/g, ''),
      labKey: null,
      ibisKey: null,
      caseKey: `25${item.replaceAll(/\W/g, '')}`,
      kind: 'CASING',
      origin: 'SCENE',
      calibre: '9LUGER',
      calibreWritten: null,
      calibreSource: 'EXAMINED',
      finish: null,
      headstamp: null,
      marker: null,
      pieces: 1,
      collectedAt: at,
      collectedBy: 'tests',
      aperture: null,
      breechFace: null,
      lat: null,
      lon: null,
      place: null,
      site: null,
      operator: null,
      region: null,
      marks: null,
      recoverySource: null,
      recoveryKey: null,
      testFire: null,
      state: 'TRIAGED',
      stateAt: at,
      stateBy: 'tests',
      notEnteredReason: null,
      holder: null,
      entrySource: null,
      entryKey: null,
      made: false,
      by: 'tests',
      at,
    });
    if (bytes === null) return { exhibit: exhibit!, scan: null };
    const scan = await insertScan(client, agencyId, {
      exhibit: exhibit!,
      sha256: sha256Of(bytes),
      file: `${item}.x3p`,
      bytes: bytes.length,
      maskedBefore: false,
      maskSha256: null,
      maskBy: null,
      by: 'tests',
      at,
    });
    return { exhibit: exhibit!, scan: scan! };
  });
}

/** Prepares every scan that waits, puts it into the collection and searches for it, as the server's own thread does. */
export async function prepareScans({ store, dataDir }: TestServer): Promise<void> {
  const work: ScanWork = {
    agencyId: store.agency.agencyId,
    dataDir,
    worker: 'tests',
    onNews: (_, { err }) => {
      throw err;
    },
  };
  while (await workOnce(store.database, work));
}

async function inStore<T>(
  { database }: TestServer['store'],
  work: (client: Parameters<typeof insertScan>[0]) => Promise<T>,
): Promise<T> {
  const client = await database.pool('read').connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
