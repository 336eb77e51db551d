import type pg from 'pg';
import type { EntityRef } from '../model/evidence.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadNotice, Notices } from '../model/lead-notices.ts';
import { leadKinds } from '../model/leads.ts';
import { localDay } from '../model/values/local-time.ts';
import { leadWordsEn } from '../model/lead-words.en.ts';
import { countNotices, findNotices, type StoredNotice } from '../store/lead-notices.ts';
import { labelledEntities } from './summarise-leads.ts';

/** What a person has to know of leads that no longer stand as they were given. `next` is where the page ended. */
export async function loadNotices(
  client: pg.ClientBase,
  reader: { readonly agencyId: number; readonly actor: string; readonly role: string },
  asked: {
    readonly open: boolean;
    readonly before: number | null;
    readonly limit: number;
    /** Of the agency: the day in a letter is its day. */
    readonly timeZone: string;
  },
): Promise<Omit<Notices, 'next'> & { next: number[] | null }> {
  const found = await findNotices(client, reader, { ...asked, limit: asked.limit + 1 });
  const page = found.slice(0, asked.limit);
  const refs = await labelledEntities(
    client,
    reader.agencyId,
    page.flatMap(({ lost }) => lost.entities),
  );
  return {
    notices: page.map((notice) => noticeOf(notice, refs, asked.timeZone)),
    ...(await countNotices(client, reader)),
    next: found.length > asked.limit ? [page.at(-1)!.notice] : null,
  };
}

function noticeOf(stored: StoredNotice, refs: ReadonlyMap<EntityId, EntityRef>, timeZone: string): LeadNotice {
  const { subject: _, lost, ...notice } = stored;
  return {
    ...notice,
    text: stored.side === 'outside' ? textOf(stored, localDay(stored.givenAt, timeZone)) : null,
    lost: {
      traces: [...lost.traces],
      reasons: [...lost.reasons],
      entities: lost.entities.flatMap((id) => refs.get(id) ?? []),
    },
  };
}

/** The letter to whoever outside received it, in English: no name of anybody it is about. */
function textOf(
  { lead, kind, change, lost, givenLead, givenVersion, joinedInto, outcome }: StoredNotice,
  givenOn: string,
): string {
  const became = `has an outcome on record: ${outcome === null ? 'none is recorded' : leadWordsEn[`leadOutcome.${outcome}`].toLowerCase()}`;
  const stands: Partial<Record<StoredNotice['change'], string>> = {
    WITHDRAWN: 'is withdrawn: it no longer stands, and nothing should rest on it',
    WEAKENED: 'no longer rests on all it did: what was given is out of date',
    RESTORED: 'stands again after it was withdrawn or went on in another',
    JOINED: `goes on in lead ${joinedInto}: what was given is out of date`,
    OUTCOME_RECORDED: became,
    FEEDBACK_SENT: became,
  };
  const since = lost.reasons.map((reason) => leadWordsEn[`leadLoss.${reason}`]);
  const given =
    givenLead === lead
      ? `of which you received version ${givenVersion} on ${givenOn}`
      : `in which lead ${givenLead} goes on, of which you received version ${givenVersion} on ${givenOn}`;
  return [
    `Lead ${lead} (${leadKinds[kind].title}), ${given}, ${stands[change] ?? 'changed'}.`,
    ...(since.length > 0 ? [`Since then: ${since.join('; ')}.`] : []),
    ...(lost.traces.length > 0
      ? [
          `Traces of that version it no longer rests on: ${lost.traces.slice(0, listed).join(', ')}${more(lost.traces)}.`,
        ]
      : []),
    'A lead is where to look, and no finding against anybody. Tell whoever you passed it on to.',
  ].join(' ');
}

const listed = 20;
const more = ({ length }: readonly string[]) => (length > listed ? `, and ${length - listed} more` : '');
