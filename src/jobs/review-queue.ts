import type pg from 'pg';
import { categoryWords, kindPlans } from '../identity/compared-fields.ts';
import type { PairExplanation } from '../identity/explain-pair.ts';
import type { ComparedKind, ReviewPair, ReviewQueue } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import {
  countCandidates,
  findCandidateBits,
  countDecisions,
  findCandidates,
  findDecisions,
  findJudgementsOn,
  rowsOfContents,
} from '../store/identity-review.ts';
import { modelsInForce, type StoredModel } from '../store/identity-models.ts';
import { contentsOfEntities, contentsOfObservations } from '../store/identity-contents.ts';
import { identityIndexOf } from './identity-index.ts';
import { findKeptApart, shownApart, type KeptApart } from './kept-apart.ts';
import { reviewSides, withContrary, type SideRow } from './review-sides.ts';

export interface QueueOrder {
  readonly kind: ComparedKind | null;
  readonly state: ReviewPair['state'];
  /** Where the page before ended: its last pair's place in the order of this state. */
  readonly after: readonly number[] | null;
  readonly limit: number;
}

/** A page of the queue; `next` is the place of its last pair, where more follow. */
export type QueuePage = Omit<ReviewQueue, 'next'> & { readonly next: readonly number[] | null };

/** Weights are kept as integers of four bytes. */
const weightMost = 2 ** 31 - 1;
/** The most each number of a place can be: of open pairs what hangs on them, bits and both entities; of decisions their number. */
export const placeMost: Readonly<Record<ReviewPair['state'], readonly number[]>> = {
  open: [weightMost, Infinity, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  unsure: [weightMost, Infinity, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  waiting: [Number.MAX_SAFE_INTEGER],
  decided: [Number.MAX_SAFE_INTEGER],
};

export const decidedDays = 30;

interface Waiting {
  readonly kind: ComparedKind;
  readonly a: SideRow;
  readonly b: SideRow;
  readonly bits: number | null;
  /** Its place in the order of its state: a page begins after one, so that what is decided meanwhile moves nothing. */
  readonly place: readonly number[];
}

/**
 * Pairs a person decides on, those first that would change most, then those that most speaks for on the mean of all their rows; last what a
 * register or an incident holds apart.
 */
export async function loadReviewQueue(
  database: Database,
  client: pg.ClientBase,
  agencyId: number,
  order: QueueOrder,
): Promise<QueuePage> {
  const models = (await modelsInForce(client, agencyId)).filter(
    ({ kind }) => order.kind === null || kind === order.kind,
  );
  const counts = {
    ...(await countCandidates(client, agencyId, order.kind)),
    ...(await countDecisions(client, agencyId, { kind: order.kind, days: decidedDays })),
  };
  const { limit } = order;
  const page =
    order.state === 'open' || order.state === 'unsure'
      ? await candidatesAfter(client, agencyId, { ...order, state: order.state })
      : (await decisionsAfter(client, agencyId, order)).map((pair) => ({ place: pair.place, pair }));
  const pairs = page.slice(0, limit).flatMap(({ pair }) => pair ?? []);
  return {
    items: await describePairs(database, client, agencyId, { pairs, models, state: order.state }),
    total: counts[order.state],
    next: page.length > limit ? page[limit - 1]!.place : null,
    counts,
    model: models[0]?.model ?? null,
  };
}

/** One more than the page holds: whether more follow. */
async function decisionsAfter(
  client: pg.ClientBase,
  agencyId: number,
  { kind, state, after, limit }: QueueOrder,
): Promise<Waiting[]> {
  const waiting = state === 'waiting';
  const days = waiting ? null : decidedDays;
  const before = after?.[0] ?? null;
  const found = await findDecisions(client, agencyId, { kind, waiting, days, before, limit: limit + 1 });
  const means = await findCandidateBits(
    client,
    agencyId,
    found.map(({ entityA, entityB }) => ({ a: entityA, b: entityB })),
  );
  // The bits beside a judgement are those of its two rows.
  return found.map((each) => {
    const [a, b] = [each.entityA, each.entityB].sort((x, y) => x - y);
    return { ...rowsJudged(each), bits: means.get(`${a} ${b}`) ?? each.bits };
  });
}

const rowOf = (text: string) => {
  const [record, ordinal] = text.split('-').map(Number) as [number, number];
  return { record, ordinal };
};

function rowsJudged(each: GivenOf): Waiting {
  return {
    kind: each.kind,
    a: { entity: each.entityA, ...rowOf(each.a) },
    b: { entity: each.entityB, ...rowOf(each.b) },
    bits: each.bits,
    place: [each.judgement],
  };
}

type GivenOf = Awaited<ReturnType<typeof findDecisions>>[number];

/** Pairs in the order of the queue, one more than the page holds, each with two rows that say what is compared; null where neither says it any more. */
async function candidatesAfter(
  client: pg.ClientBase,
  agencyId: number,
  { kind, state, after, limit }: QueueOrder & { readonly state: 'open' | 'unsure' },
): Promise<{ place: readonly number[]; pair: Waiting | null }[]> {
  const candidates = await findCandidates(client, agencyId, { kind, state, after, limit: limit + 1 });
  const wanted = candidates.flatMap(({ a, b, contentA, contentB }) =>
    [a, b].flatMap((entity) => [contentA, contentB].map((content) => ({ entity, content }))),
  );
  const rows = await rowsOfContents(client, agencyId, wanted);
  return candidates.map(({ kind: of, a, b, bits, rank, contentA, contentB }) => {
    const place = [rank, bits, a, b];
    for (const [x, y] of [
      [contentA, contentB],
      [contentB, contentA],
    ]) {
      const [one, other] = [rows.get(`${a} ${x}`), rows.get(`${b} ${y}`)];
      if (one && other)
        return { place, pair: { kind: of, bits, place, a: { entity: a, ...one }, b: { entity: b, ...other } } };
    }
    return { place, pair: null };
  });
}

/** What speaks most for and against, in plain words; at most so many of each. */
const reasonsShown = 3;

async function describePairs(
  database: Database,
  client: pg.ClientBase,
  agencyId: number,
  { pairs, models, state }: { pairs: readonly Waiting[]; models: readonly StoredModel[]; state: ReviewPair['state'] },
): Promise<ReviewPair[]> {
  const sides = await reviewSides(
    client,
    agencyId,
    pairs.flatMap(({ a, b }) => [a, b]),
  );
  const judgements = await withContrary(
    client,
    agencyId,
    await findJudgementsOn(client, agencyId, [...new Set(pairs.flatMap(({ a, b }) => [a.entity, b.entity]))]),
  );
  const contents = await contentsOfObservations(client, agencyId, [
    ...new Set(pairs.flatMap(({ a, b }) => [a.record, b.record])),
  ]);
  const contentOf = ({ record, ordinal }: SideRow) => contents.get(record * 64 + ordinal);
  const said = await contentsOfEntities(client, agencyId, [
    ...new Set(pairs.flatMap(({ a, b }) => [a.entity, b.entity])),
  ]);
  const apart = await apartOf(client, agencyId, pairs);
  const described: ReviewPair[] = [];
  for (const [at, { kind, a, b, bits }] of pairs.entries()) {
    const model = models.find((each) => each.kind === kind);
    const [x, y] = [contentOf(a), contentOf(b)];
    const index = model ? await identityIndexOf(database, client, agencyId, model) : null;
    const explained = index && x !== undefined && y !== undefined ? index.explain(x, y) : null;
    const across =
      index && a.entity !== b.entity ? index.across({ a: said.get(a.entity)!, b: said.get(b.entity)! }) : [];
    const score = bits ?? explained?.bits ?? 0;
    const [left, right] = [sides[2 * at]!, sides[2 * at + 1]!];
    const wouldJoin = model?.acceptBits != null && explained !== null && explained.bits >= model.acceptBits;
    described.push({
      kind,
      a: left,
      b: right,
      bits: score,
      strength: strengthOf(score),
      for: [...askedFor(kind, explained), ...reasonsOf(explained, 1)],
      against: reasonsOf(explained, -1),
      unshared: across.filter(({ against }) => against).map(({ field }) => field),
      ...shownApart(state === 'decided' ? null : apart[at]!, wouldJoin),
      change: Math.min(left.weight, right.weight),
      state,
      judgements: judgements.filter((each) => between(each, a.entity, b.entity)).map(withoutEntities),
    });
  }
  return described;
}

/** What keeps the two entities of each pair apart; null where they are one. */
async function apartOf(
  client: pg.ClientBase,
  agencyId: number,
  pairs: readonly Waiting[],
): Promise<(KeptApart | null)[]> {
  const found: (KeptApart | null)[] = pairs.map(() => null);
  const two = pairs.flatMap(({ kind, a, b }, at) =>
    a.entity === b.entity ? [] : [{ at, kind, a: a.entity, b: b.entity }],
  );
  for (const [kind, of] of Map.groupBy(two, (each) => each.kind))
    for (const [nth, apart] of (await findKeptApart(client, agencyId, kind, of)).entries()) found[of[nth]!.at] = apart;
  return found;
}

const between = (each: { entityA: number; entityB: number }, a: number, b: number) =>
  (each.entityA === a && each.entityB === b) || (each.entityA === b && each.entityB === a);

export function withoutEntities<T extends { entityA: number; entityB: number }>({
  entityA: _,
  entityB: __,
  ...judgement
}: T): Omit<T, 'entityA' | 'entityB'> {
  return judgement;
}

/** Words for bits: no probability is said of people. */
export function strengthOf(bits: number): ReviewPair['strength'] {
  return bits >= 6 ? 'strong' : bits >= 2 ? 'likely' : bits >= -1 ? 'open' : 'weak';
}

/** The rule that chose the pair, in its words. */
function askedFor(kind: ComparedKind, explained: PairExplanation | null): readonly string[] {
  return (explained && kindPlans[kind].asks?.(explained.steps)?.because) ?? [];
}

function reasonsOf(explained: PairExplanation | null, sign: 1 | -1): string[] {
  return (explained?.steps ?? [])
    .filter((step) => step.bits * sign > 0.5)
    .sort((p, q) => (q.bits - p.bits) * sign)
    .slice(0, reasonsShown)
    .map(({ field, description }) => categoryWords(field, description));
}
