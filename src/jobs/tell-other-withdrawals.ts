import { inTransaction, type Database } from '../store/database.ts';
import { findLeadsOthersWithdrew } from '../store/nibin-facts.ts';
import { findNibinLeadsByNumber } from '../store/nibin-leads.ts';
import { tellRecipients } from '../store/nibin-notices.ts';
import { describeNibinLeads } from './describe-nibin-leads.ts';

/**
 * Tells whoever received a lead of our own that a file of the network or a laboratory withdraws the same tie: the lead holds for nothing from then on,
 * and the people here have yet to say so themselves. Each recipient is told once. Gives how many were told.
 */
export async function tellOtherWithdrawals(
  database: Database,
  { agencyId, now }: { readonly agencyId: number; readonly now: string },
): Promise<number> {
  return inTransaction(database.pool('read'), async (client) => {
    const numbers = await findLeadsOthersWithdrew(client, agencyId, 'untold');
    if (numbers.length === 0) return 0;
    const leads = await findNibinLeadsByNumber(client, agencyId, numbers, 'change');
    const described = await describeNibinLeads(client, { agencyId, now }, leads);
    let told = 0;
    for (const { line } of described)
      if (line.standing !== 'WITHDRAWN' && line.holds === 'WITHDRAWN')
        told += await tellRecipients(client, agencyId, {
          lead: line.lead,
          revision: line.revision,
          change: 'WITHDRAWN_ELSEWHERE',
          at: now,
        });
    return told;
  });
}
