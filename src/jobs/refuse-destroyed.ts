import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { feedHandling, type FeedName } from '../model/feeds.ts';
import { countDestroyedRows } from '../store/multiple-sales.ts';

/** Whether records of a feed have to be destroyed: then no copy of a row is left in a file. */
export const isDestroyed = (feed: FeedName) => feedHandling[feed].includes('MULTSALE-20D');

/** What was destroyed here is not received a second time: refuses an import that brings it. */
export async function refuseDestroyed(
  client: pg.Client,
  feed: FeedName,
  { agencyId, run }: { agencyId: number; run: number },
): Promise<void> {
  if (!isDestroyed(feed)) return;
  const { rows, line } = await countDestroyedRows(client, agencyId, run);
  if (rows === 0) return;
  throw new Failure(
    'sales.destroyed',
    `Expected reports that were not destroyed here before; got ${rows} rows that were, the first in line ${line}. Nothing of the file was kept. Destroy the file, or take these rows out of it.`,
    { detail: { rows, line } },
  );
}
