import type pg from 'pg';
import { floorEvery, kindUses } from '../leads/expected-use.ts';
import { parseEntityId } from '../model/ids.ts';
import type { KindUse, LeadQueue } from '../model/lead-answers.ts';
import type { LeadKind } from '../model/leads.ts';
import { openStates, type QueueState } from '../model/lead-workflow.ts';
import { findChangePositions } from '../store/fact-changes.ts';
import { findPeople } from '../store/lead-work.ts';
import {
  countKinds,
  findLeadProgress,
  findLeadsByNumber,
  findQueue,
  type QueueFilter,
  type QueueSort,
  type StoredLead,
} from '../store/leads.ts';
import { followMerges } from '../store/search.ts';
import { searchEntities } from './search-entities.ts';
import { summariseLeads } from './summarise-leads.ts';

export interface QueueAsked {
  readonly state?: QueueState | undefined;
  readonly standing?: string | undefined;
  readonly kind?: LeadKind | undefined;
  /** A name, `me`, or `none`. */
  readonly assignee?: string | undefined;
  readonly waiting?: boolean | undefined;
  readonly about?: string | undefined;
  readonly text?: string | undefined;
  readonly since?: string | undefined;
  readonly sort?: QueueSort | undefined;
}

export interface QueuePage {
  readonly actor: string;
  readonly today: string;
  readonly after: readonly number[] | null;
  readonly limit: number;
}

/** What orders the queue: every kind with what its leads came to. */
export async function loadKindUses(client: pg.ClientBase, agencyId: number): Promise<KindUse[]> {
  return kindUses(await countKinds(client, agencyId));
}

export const sharesOf = (uses: readonly KindUse[]): Map<LeadKind, number> =>
  new Map(uses.map(({ kind, share }) => [kind, share]));

/** A page of the queue. `next` is where it ended. */
export async function loadLeadQueue(
  client: pg.ClientBase,
  agencyId: number,
  asked: QueueAsked,
  { actor, today, after, limit }: QueuePage,
): Promise<Omit<LeadQueue, 'next'> & { next: number[] | null }> {
  const kinds = await loadKindUses(client, agencyId);
  const shares = sharesOf(kinds);
  const { leads, total, next } = await findQueue(client, agencyId, {
    filter: await filterOf(client, agencyId, asked, actor),
    sort: asked.sort ?? 'expected-use',
    shares,
    floorEvery,
    after,
    limit,
  });
  const kept = await findLeadsByNumber(client, agencyId, leads);
  const progress = await findLeadProgress(client, agencyId);
  const now = await findChangePositions(client, agencyId);
  return {
    leads: await summariseLeads(client, agencyId, kept, { shares, today }),
    total,
    kinds,
    floorEvery,
    people: await findPeople(client, agencyId),
    upTo: progress?.upTo ?? null,
    behind: progress === null ? now.seq > 0 : now.seq > progress.seq || now.linkSeq > progress.linkSeq,
    next,
  };
}

/** Entities a word stands for at most. */
const entitiesMost = 50;

async function filterOf(
  client: pg.ClientBase,
  agencyId: number,
  asked: QueueAsked,
  actor: string,
): Promise<QueueFilter> {
  const { state = 'open', kind, assignee, waiting, about, text, since } = asked;
  const words = text?.trim() ?? '';
  const entity = about === undefined ? null : parseEntityId(about)!.number;
  return {
    ...statesOf(state),
    // What does not stand any more is looked for by whoever asks for it.
    standing: asked.standing ?? (state === 'open' ? 'STANDING' : null),
    kind: kind ?? null,
    assignee: assignee === undefined ? null : assignee === 'me' ? actor : assignee === 'none' ? '' : assignee,
    waiting: waiting ?? false,
    about: entity === null ? null : await followMerges(client, agencyId, [entity]),
    text: words === '' ? null : { words, entities: await entitiesOf(client, agencyId, words) },
    since: since ?? null,
  };
}

/** States and triage the queue is narrowed to. What was rejected is open to nobody, and neither is what is over. */
function statesOf(state: QueueState): Pick<QueueFilter, 'states' | 'triage'> {
  if (state === 'all') return { states: null, triage: null };
  if (state === 'open') return { states: openStates, triage: 'not-rejected' };
  if (state === 'held') return { states: ['TRIAGED'], triage: 'hold' };
  if (state === 'rejected') return { states: ['TRIAGED'], triage: 'reject' };
  return { states: [state], triage: null };
}

async function entitiesOf(client: pg.ClientBase, agencyId: number, query: string): Promise<number[]> {
  const { results } = await searchEntities(client, agencyId, { query, limit: entitiesMost });
  return results.map(({ id }) => parseEntityId(id)!.number);
}

/** So many leads are read at once. */
const leadsAtOnce = 1_000;

/** All leads that stand, in the order of the queue. */
export async function listLeads(
  client: pg.ClientBase,
  agencyId: number,
  limit: number,
): Promise<{ leads: StoredLead[]; total: number }> {
  const shares = sharesOf(await loadKindUses(client, agencyId));
  const filter = { ...everything, standing: 'STANDING' };
  const leads: StoredLead[] = [];
  for (let after: number[] | null = null, total = 0; ;) {
    const most = Math.min(leadsAtOnce, limit - leads.length);
    const page = await findQueue(client, agencyId, {
      filter,
      sort: 'expected-use',
      shares,
      floorEvery,
      after,
      limit: most,
    });
    leads.push(...(await findLeadsByNumber(client, agencyId, page.leads)));
    total ||= page.total;
    after = page.next;
    if (after === null || leads.length >= limit) return { leads, total };
  }
}

const everything: QueueFilter = {
  states: null,
  triage: null,
  standing: null,
  kind: null,
  assignee: null,
  waiting: false,
  about: null,
  text: null,
  since: null,
};
