import type pg from 'pg';
import type { LeadOutcome } from '../model/lead-workflow.ts';

/** What became of a lead, as far as it is recorded. */
export interface RecordedLeadOutcome {
  readonly traces: readonly string[];
  readonly outcome: LeadOutcome | null;
  /** A case was opened over it, whatever it came to. */
  readonly opened: boolean;
}

/** Leads of which an outcome is recorded or over which a case was opened; not those whose evidence was withdrawn. */
export async function findLeadOutcomes(client: pg.ClientBase, agencyId: number): Promise<RecordedLeadOutcome[]> {
  const { rows } = await client.query<RecordedLeadOutcome>(
    `select traces, outcome, opened from (
       select l.lead_id, l.traces, l.outcome, exists (
                select from flashlight.lead_event e where e.agency_id = l.agency_id and e.lead_id = l.lead_id and e.step = 'open-case') as opened
         from flashlight.lead l where l.agency_id = $1 and l.standing <> 'WITHDRAWN') of
      where outcome is not null or opened order by lead_id`,
    [agencyId],
  );
  return rows;
}
