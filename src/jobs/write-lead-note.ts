import type pg from 'pg';
import { announceLeads } from '../store/lead-notices.ts';
import { saveLeadNote } from '../store/lead-notes.ts';
import type { LeadWorker } from './take-lead-steps.ts';

/** Writes a note on a lead and gives its number; null where there is no such lead. */
export async function writeLeadNote(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  note: { readonly lead: number; readonly text: string; readonly inBriefing: boolean },
): Promise<number | null> {
  const number = await saveLeadNote(client, agencyId, { ...note, by: actor });
  if (number !== null) await announceLeads(client, agencyId, [note.lead]);
  return number;
}
