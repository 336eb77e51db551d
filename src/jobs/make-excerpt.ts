import { Failure } from '../model/errors.ts';
import { feedHandling, handlingTags } from '../model/feeds.ts';
import type { Agency } from '../store/agencies.ts';
import { inTransaction, type Database } from '../store/database.ts';
import {
  completeRuns,
  copyRun,
  findExcerpts,
  indexSearch,
  insertExcerpt,
  waitForImports,
  type Excerpt,
} from '../store/excerpts.ts';
import { linkRecords, type LinkProgress } from './link-records.ts';

/**
 * Tags that records bear: a tag that none bears would hide nothing, and seem to. Records that have to be destroyed are in no
 * excerpt at all.
 */
export const hideableTags: readonly string[] = [...new Set(Object.values(feedHandling).flat())]
  .filter((tag) => tag !== 'MULTSALE-20D')
  .sort();

export interface ExcerptOrder {
  readonly name: string;
  /** Handling tags whose records it is not to hold. */
  readonly hidden: readonly string[];
  readonly onProgress?: (progress: LinkProgress) => void;
}

/**
 * Makes an excerpt of an agency: copies what it may hold of all that is there, in one transaction, and joins it as if nothing else
 * had ever been received. From then on every import, judgement and model comes into it with the agency's own.
 */
export async function makeExcerpt(database: Database, agency: Agency, order: ExcerptOrder): Promise<Excerpt> {
  const hidden = [...new Set(order.hidden)].sort();
  refuseOtherTags(hidden);
  const excerpt = await inTransaction(database.pool('import'), async (client) => {
    await waitForImports(client, agency.agencyId);
    refuseTaken(await findExcerpts(client, agency.agencyId), { name: order.name, hidden });
    const made = await insertExcerpt(client, agency, { name: order.name, hidden });
    for (const run of await completeRuns(client, agency.agencyId)) await copyRun(client, made, run);
    return made;
  });
  await indexSearch(database, excerpt);
  await linkRecords(database, order.onProgress);
  return excerpt;
}

function refuseOtherTags(hidden: readonly string[]): void {
  const others = hidden.filter((tag) => !hideableTags.includes(tag));
  if (hidden.length > 0 && others.length === 0) return;
  const known = others.filter((tag) => tag in handlingTags);
  throw new Failure(
    'excerpt.hides-nothing',
    `Expected handling tags that records bear (${hideableTags.join(', ')}); got ${others.join(', ') || 'none'}. ${known.length > 0 ? `No importer puts ${known.join(', ')} on a record yet: an excerpt without it would hold them all.` : 'Correct them.'}`,
    { detail: { others } },
  );
}

function refuseTaken(there: readonly Excerpt[], { name, hidden }: Pick<Excerpt, 'name' | 'hidden'>): void {
  const taken = there.find((each) => each.name === name || each.hidden.join() === hidden.join());
  if (!taken) return;
  throw new Failure(
    'excerpt.there-already',
    `Expected a new name and other tags than those of the excerpts there are; ${taken.name} is the one without ${taken.hidden.join(', ')}. Use it, or give another name and other tags.`,
    { detail: { name: taken.name, hidden: taken.hidden } },
  );
}
