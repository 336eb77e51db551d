import { join } from 'node:path';
import type { FeedName } from '../src/model/feeds.ts';
import { importFile } from '../src/jobs/import-file.ts';
import { listFeedFiles } from '../src/jobs/import-folder.ts';
import { makeTownFiles } from '../src/jobs/make-town.ts';
import { saveAgency, type Agency } from '../src/store/agencies.ts';
import type { Database } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

/** The agency that benches import for, in a store made for them. */
export async function openBenchAgency(database: Database): Promise<Agency> {
  await migrate(database);
  return saveAgency(database, {
    code: 'harbor-city',
    name: 'Harbor City',
    city: 'Harbor City',
    state: 'MD',
    timeZone: 'America/New_York',
  });
}

/** Imports one file as benches do: always received on the same day. Gives the rows it kept. */
export async function importForBench(
  database: Database,
  { agency, folder, feed, path }: { agency: Agency; folder: string; feed: FeedName; path: string },
): Promise<number> {
  const { accepted } = await importFile(database, {
    agency,
    feed,
    path,
    rejectsDir: join(folder, 'rejects'),
    startedBy: 'bench',
    receivedAt: '2026-01-15T12:00:00Z',
  });
  return accepted;
}

/** Makes the files of a town in `out` and imports them, but for feeds left out. Gives the rows that were kept. */
export async function importTown(
  database: Database,
  order: { agency: Agency; folder: string; out: string; seed: number; scale: number; without?: readonly string[] },
): Promise<number> {
  const { out, seed, scale, without = [] } = order;
  makeTownFiles({ seed, scale, out, onProgress: () => undefined });
  let rows = 0;
  for (const { feed, path } of await listFeedFiles(out))
    if (!without.includes(feed)) rows += await importForBench(database, { ...order, feed, path });
  return rows;
}
