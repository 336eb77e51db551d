import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { importFile, type ImportResult } from '../src/jobs/import-file.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import type { FeedName } from '../src/model/feeds.ts';
import type { TestStore } from './open-test-store.ts';

/** Imports lines, the header first, as a file of a feed of which no row may be rejected, and joins what it says. */
export async function receiveRows(
  store: Pick<TestStore, 'database' | 'agency'>,
  feed: FeedName,
  lines: readonly string[],
  receivedAt = '2026-01-01T00:00:00Z',
  onBatchJoined: () => void = () => undefined,
): Promise<ImportResult> {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-rows-'));
  try {
    const path = join(folder, `${feed}.csv`);
    await writeFile(path, `${lines.join('\r\n')}\r\n`);
    const result = await importFile(store.database, {
      agency: store.agency,
      feed,
      path,
      rejectsDir: folder,
      startedBy: 'test',
      receivedAt,
    });
    expect(result.rejected).toBe(0);
    await linkRecords(store.database, onBatchJoined);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
