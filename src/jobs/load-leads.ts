import type pg from 'pg';
import { findLeads, type MergedLead } from '../leads/find-leads.ts';
import { leadSettingsDefault } from '../leads/lead-settings.ts';
import { findArrests } from '../store/arrests.ts';
import type { Home } from '../trace/trace-facts.ts';
import { declaredWeights } from '../trafficking/declared-weights.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import { byCity } from './index-traces.ts';
import { loadFacts } from './load-trace-facts.ts';

/** All leads of an agency, the strongest first, found anew from what is recorded. */
export async function loadLeads(client: pg.ClientBase, agencyId: number, home: Home): Promise<MergedLead[]> {
  const { traces: all, firearms } = await loadFacts(client, agencyId, home);
  const traces = tracesProper(all);
  const scores = new Map(
    byCity(traces, declaredWeights).flatMap(({ traceNumber, score }) => (score === null ? [] : [[traceNumber, score]])),
  );
  return findLeads(
    {
      traces,
      scores,
      firearms,
      arrests: await findArrests(client, agencyId),
      // Refusals of named people are not imported, and no feed names the show of a sale.
      denials: [],
      shows: new Map(),
    },
    leadSettingsDefault,
  );
}
