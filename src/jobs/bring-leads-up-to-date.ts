import { inTransaction, type Database } from '../store/database.ts';
import { findChangePositions } from '../store/fact-changes.ts';
import { findBaseline } from '../store/lead-baselines.ts';
import { findLeadProgress } from '../store/leads.ts';
import { ratesEngine } from './held-world.ts';
import { LeadFinder, type Round } from './lead-finder.ts';
import { loadCityRules } from './load-city-rules.ts';

/**
 * Brings the kept leads of an agency to what its records say now, whether or not a server follows them; null where they are there already.
 * `renew`: count the usual rates anew.
 */
export async function bringLeadsUpToDate(
  database: Database,
  agencyId: number,
  { renew = false }: { readonly renew?: boolean } = {},
): Promise<Round | null> {
  if (!renew && (await areUpToDate(database, agencyId))) return null;
  return new LeadFinder(database, agencyId).catchUp(renew ? 'always' : 'stale');
}

async function areUpToDate(database: Database, agencyId: number): Promise<boolean> {
  return inTransaction(database.pool('read'), async (client) => {
    const { versions } = await loadCityRules(client, agencyId);
    const progress = await findLeadProgress(client, agencyId);
    const { baseline } = await findBaseline(client, agencyId);
    const now = await findChangePositions(client, agencyId);
    return (
      progress?.seq === now.seq &&
      progress.linkSeq === now.linkSeq &&
      baseline !== null &&
      baseline.engine === ratesEngine &&
      versions.has(baseline.settings)
    );
  });
}
