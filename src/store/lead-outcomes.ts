import type pg from 'pg';
import type { LeadOutcome } from '../model/lead-workflow.ts';

/** What became of a lead, as far as it is recorded. */
export interface RecordedLeadOutcome {
  readonly traces: readonly string[];
  readonly outcome: LeadOutcome | null;
  /** A case was opened over it, whatever it came to. */
  readonly opened: boolean;
}

/** The step that last ended the work on a lead; null where none did. */
const ending = (lead: string) => `(
  select e.step from flashlight.lead_event e
   where e.agency_id = $1 and e.lead_id = ${lead}
     and e.step in ('refer-atf', 'refer-other-agency', 'open-case', 'close-unfounded', 'close-no-capacity', 'close-duplicate')
   order by e.revision desc limit 1)`;
const unworked = `in ('close-no-capacity', 'close-duplicate')`;

/** Whether what is recorded of a lead is of work on it: nothing is known of one nobody had time for, or that was worked under another number. */
export const wasWorked = (lead: string) => `coalesce(${ending(lead)}, '') not ${unworked}`;

/**
 * Leads that stand and of which an outcome is recorded or over which a case was opened; what was done over those that go on in one counts with
 * it, once. Left out is what was closed for want of time or as worked under another number.
 */
export async function findLeadOutcomes(client: pg.ClientBase, agencyId: number): Promise<RecordedLeadOutcome[]> {
  const { rows } = await client.query<RecordedLeadOutcome>(
    `with recursive family as (
       select lead_id as heir, lead_id, outcome from flashlight.lead where agency_id = $1 and standing = 'STANDING'
       union
       select f.heir, j.lead_id, j.outcome from family f
         join flashlight.lead j on j.agency_id = $1 and j.joined_into = f.lead_id and j.standing = 'JOINED'),
     work as (
       select heir, bool_or(exists (select from flashlight.lead_event e
                where e.agency_id = $1 and e.lead_id = f.lead_id and e.step = 'open-case')) as opened,
              coalesce(bool_and(f.ending ${unworked}) filter (where f.ending is not null), false) as unworked,
              (array_agg(outcome order by lead_id = heir desc,
                 array_position(array['conviction', 'indictment', 'charge', 'arrest', 'firearm-recovered', 'none'], outcome), lead_id)
                filter (where outcome is not null))[1] as outcome
         from (select *, ${ending('family.lead_id')} as ending from family) f group by heir)
     select l.traces, w.outcome, w.opened from work w
       join flashlight.lead l on l.agency_id = $1 and l.lead_id = w.heir
      where (w.outcome is not null or w.opened) and not w.unworked order by l.lead_id`,
    [agencyId],
  );
  return rows;
}
