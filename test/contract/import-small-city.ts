import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFile } from '../../src/jobs/import-file.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import type { FeedName } from '../../src/model/feeds.ts';
import type { TestServer } from './open-test-server.ts';

/** Imports and links files through the importers an agency uses. */
export async function importSmallCity(
  { store, dataDir }: Pick<TestServer, 'store' | 'dataDir'>,
  files: readonly (readonly [FeedName, string])[],
): Promise<void> {
  for (const [at, [feed, text]] of files.entries()) {
    const path = join(dataDir, `${feed}-${at}.csv`);
    await writeFile(path, text);
    const result = await importFile(store.database, {
      agency: store.agency,
      feed,
      path,
      rejectsDir: join(dataDir, 'rejects'),
      startedBy: 'tests',
      receivedAt: '2026-11-21T12:00:00.000Z',
    });
    if (result.accepted === 0) throw new Error(`nothing of ${feed} was accepted`);
  }
  await linkRecords(store.database);
}
