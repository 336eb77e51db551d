import { inTransaction, type Database } from '../store/database.ts';
import { findChangePositions } from '../store/fact-changes.ts';
import { findBaseline } from '../store/lead-baselines.ts';
import { findLeadProgress } from '../store/leads.ts';
import { LeadFinder, type FinderOptions, type Round } from './lead-finder.ts';

/**
 * Brings the kept leads of an agency to what its records say now, whether or not a server follows them; null where they are there already.
 * `renew`: count the usual rates anew.
 */
export async function bringLeadsUpToDate(
  database: Database,
  options: FinderOptions,
  { renew = false }: { readonly renew?: boolean } = {},
): Promise<Round | null> {
  if (!renew && (await areUpToDate(database, options))) return null;
  return new LeadFinder(database, options).catchUp(renew ? 'always' : 'stale');
}

async function areUpToDate(database: Database, options: FinderOptions): Promise<boolean> {
  const { agencyId, weights, settingsVersion } = options;
  return inTransaction(database.pool('read'), async (client) => {
    const progress = await findLeadProgress(client, agencyId);
    const { baseline } = await findBaseline(client, agencyId);
    const now = await findChangePositions(client, agencyId);
    return (
      progress?.seq === now.seq &&
      progress.linkSeq === now.linkSeq &&
      baseline?.weights === weights.version &&
      baseline.settings === settingsVersion
    );
  });
}
