import type pg from 'pg';
import type { EntityRef } from '../model/evidence.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadNotice, Notices } from '../model/lead-answers.ts';
import { leadKinds } from '../model/leads.ts';
import { countNotices, findNotices, type StoredNotice } from '../store/lead-notices.ts';
import { labelledEntities } from './summarise-leads.ts';

/** What a person has to know of leads that no longer stand as they were given. `next` is where the page ended. */
export async function loadNotices(
  client: pg.ClientBase,
  reader: { readonly agencyId: number; readonly actor: string; readonly role: string },
  asked: { readonly open: boolean; readonly before: number | null; readonly limit: number },
): Promise<Omit<Notices, 'next'> & { next: number[] | null }> {
  const found = await findNotices(client, reader, { ...asked, limit: asked.limit + 1 });
  const page = found.slice(0, asked.limit);
  const refs = await labelledEntities(
    client,
    reader.agencyId,
    page.flatMap(({ lost }) => lost.entities),
  );
  return {
    notices: page.map((notice) => noticeOf(notice, refs)),
    ...(await countNotices(client, reader)),
    next: found.length > asked.limit ? [page.at(-1)!.notice] : null,
  };
}

function noticeOf(stored: StoredNotice, refs: ReadonlyMap<EntityId, EntityRef>): LeadNotice {
  const { subject: _, purpose, givenAt, givenVersion, lost, ...notice } = stored;
  return {
    ...notice,
    text: textOf(stored),
    lost: {
      traces: [...lost.traces],
      reasons: [...lost.reasons],
      entities: lost.entities.flatMap((id) => refs.get(id) ?? []),
    },
  };
}

const whatHappened: Readonly<Record<StoredNotice['lost']['reasons'][number], string>> = {
  'tie-withdrawn': 'a ballistic tie it rested on was withdrawn',
  'fewer-hits': 'a ballistic hit it rested on is an unconfirmed lead now',
  'trace-corrected': 'a trace it rested on was corrected or no longer belongs to it',
  'no-longer-one': 'records held for one person or thing are of several',
  weaker: 'much less speaks for it',
};

/** What is told to whoever received it: no name of anybody it is about. */
function textOf({ lead, kind, change, lost, givenAt, givenVersion }: StoredNotice): string {
  const stands: Partial<Record<StoredNotice['change'], string>> = {
    WITHDRAWN: 'is withdrawn: it no longer stands, and nothing should rest on it',
    WEAKENED: 'no longer rests on all it did: what was given is out of date',
    RESTORED: 'stands again after it was withdrawn',
  };
  const why = lost.reasons.map((reason) => whatHappened[reason]);
  return [
    `Lead ${lead} (${leadKinds[kind].title}), of which you received version ${givenVersion} on ${givenAt.slice(0, 10)}, ${stands[change] ?? 'changed'}.`,
    ...(why.length > 0 ? [`Why: ${why.join('; ')}.`] : []),
    ...(lost.traces.length > 0 ? [`Traces it no longer rests on: ${lost.traces.slice(0, 20).join(', ')}.`] : []),
    'A lead is where to look, and no finding against anybody. Tell whoever you passed it on to.',
  ].join(' ');
}
