import type pg from 'pg';
import type { LeadNote } from '../model/lead-answers.ts';

/** Keeps a note on a lead and gives its number; null where there is no such lead. A note is never changed. */
export async function saveLeadNote(
  client: pg.ClientBase,
  agencyId: number,
  { lead, text, inBriefing, by }: { lead: number; text: string; inBriefing: boolean; by: string },
): Promise<number | null> {
  const { rows } = await client.query<{ note: number }>(
    `insert into flashlight.lead_note (agency_id, lead_id, note, in_briefing, written_by)
     select agency_id, lead_id, $3, $4, $5 from flashlight.lead where agency_id = $1 and lead_id = $2
     returning note_id as note`,
    [agencyId, lead, text, inBriefing, by],
  );
  return rows[0]?.note ?? null;
}

const notesMost = 500;

/** What people wrote about a lead, newest first. */
export async function findLeadNotes(client: pg.ClientBase, agencyId: number, lead: number): Promise<LeadNote[]> {
  const { rows } = await client.query<LeadNote>({
    name: 'find-lead-notes',
    text: `select note_id as note, note as text, in_briefing as "inBriefing", written_by as by, written_at as at
             from flashlight.lead_note where agency_id = $1 and lead_id = $2 order by note_id desc limit $3`,
    values: [agencyId, lead, notesMost],
  });
  return rows;
}
