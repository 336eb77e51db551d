import type pg from 'pg';
import { kindPlans } from '../identity/compared-fields.ts';
import type { PairExplanation } from '../identity/explain-pair.ts';
import type { ComparedKind, ReviewPair, ReviewQueue } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import {
  findCandidates,
  findDecisions,
  findHanging,
  findJudgementsOn,
  rowsOfContents,
  type StoredCandidate,
} from '../store/identity-review.ts';
import { modelsInForce, type StoredModel } from '../store/identity-models.ts';
import { contentsOfObservations } from '../store/identity-contents.ts';
import { identityIndexOf } from './identity-index.ts';
import { reviewSides, weightOf, withContrary, type SideRow } from './review-sides.ts';

export interface QueueOrder {
  readonly kind: ComparedKind | null;
  readonly state: ReviewPair['state'];
  readonly after: number;
  readonly limit: number;
}

const decidedDays = 30;

interface Waiting {
  readonly kind: ComparedKind;
  readonly a: SideRow;
  readonly b: SideRow;
  readonly bits: number | null;
}

/** Pairs a person decides on, those first that would change most: then those that less speaks for, since the others are soon said. */
export async function loadReviewQueue(
  database: Database,
  client: pg.ClientBase,
  agencyId: number,
  order: QueueOrder,
): Promise<ReviewQueue> {
  const models = (await modelsInForce(client, agencyId)).filter(
    ({ kind }) => order.kind === null || kind === order.kind,
  );
  const candidates = await findCandidates(client, agencyId, order.kind);
  const stateOf = ({ verdicts, waiting }: StoredCandidate): ReviewPair['state'] =>
    waiting ? 'waiting' : verdicts.includes('different') ? 'decided' : verdicts.includes('unsure') ? 'unsure' : 'open';
  const waiting = await findDecisions(client, agencyId, { kind: order.kind, waiting: true, days: null });
  const decided = await findDecisions(client, agencyId, { kind: order.kind, waiting: false, days: decidedDays });
  const ofJudged = order.state === 'waiting' ? waiting : decided;
  const ofState = candidates.filter((each) => stateOf(each) === order.state);
  const all =
    order.state === 'waiting' || order.state === 'decided'
      ? ofJudged.map(rowsJudged)
      : await rowsOfCandidates(client, agencyId, await inOrder(client, agencyId, ofState));
  const shown = all.slice(order.after, order.after + order.limit);
  const next = order.after + shown.length;
  return {
    items: await describePairs(database, client, agencyId, { pairs: shown, models, state: order.state }),
    total: order.state === 'waiting' || order.state === 'decided' ? (ofJudged[0]?.total ?? 0) : all.length,
    next: next < all.length ? String(next) : null,
    counts: {
      open: candidates.filter((each) => stateOf(each) === 'open').length,
      unsure: candidates.filter((each) => stateOf(each) === 'unsure').length,
      waiting: waiting[0]?.total ?? 0,
      decided: decided[0]?.total ?? 0,
    },
    model: models[0]?.model ?? null,
  };
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
  };
}

type GivenOf = Awaited<ReturnType<typeof findDecisions>>[number];

async function inOrder(client: pg.ClientBase, agencyId: number, candidates: readonly StoredCandidate[]) {
  const hanging = await findHanging(client, agencyId, [...new Set(candidates.flatMap(({ a, b }) => [a, b]))]);
  const weights = new Map([...hanging].map(([entity, of]) => [entity, weightOf(of)]));
  const changeOf = ({ a, b }: StoredCandidate) => Math.min(weights.get(a)!, weights.get(b)!);
  return candidates.toSorted((x, y) => changeOf(y) - changeOf(x) || y.bits - x.bits || x.a - y.a || x.b - y.b);
}

async function rowsOfCandidates(
  client: pg.ClientBase,
  agencyId: number,
  candidates: readonly StoredCandidate[],
): Promise<Waiting[]> {
  const wanted = candidates.flatMap(({ a, b, contentA, contentB }) =>
    [a, b].flatMap((entity) => [contentA, contentB].map((content) => ({ entity, content }))),
  );
  const rows = await rowsOfContents(client, agencyId, wanted);
  return candidates.flatMap(({ kind, a, b, bits, contentA, contentB }) => {
    for (const [x, y] of [
      [contentA, contentB],
      [contentB, contentA],
    ]) {
      const [one, other] = [rows.get(`${a} ${x}`), rows.get(`${b} ${y}`)];
      if (one && other) return [{ kind, bits, a: { entity: a, ...one }, b: { entity: b, ...other } }];
    }
    return [];
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
  const described: ReviewPair[] = [];
  for (const [at, { kind, a, b, bits }] of pairs.entries()) {
    const model = models.find((each) => each.kind === kind);
    const [x, y] = [contentOf(a), contentOf(b)];
    const explained =
      model && x !== undefined && y !== undefined
        ? (await identityIndexOf(database, client, agencyId, model)).explain(x, y)
        : null;
    const score = bits ?? explained?.bits ?? 0;
    const [left, right] = [sides[2 * at]!, sides[2 * at + 1]!];
    described.push({
      kind,
      a: left,
      b: right,
      bits: score,
      strength: strengthOf(score),
      for: [...askedFor(kind, explained), ...reasonsOf(explained, 1)],
      against: reasonsOf(explained, -1),
      keptApart: keptApartOf(model, explained, state),
      change: Math.min(left.weight, right.weight),
      state,
      judgements: judgements.filter((each) => between(each, a.entity, b.entity)).map(withoutEntities),
    });
  }
  return described;
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
    .map((step) => step.description);
}

function keptApartOf(
  model: StoredModel | undefined,
  explained: PairExplanation | null,
  state: ReviewPair['state'],
): string | null {
  if (model?.acceptBits == null || !explained || state === 'decided') return null;
  return explained.bits >= model.acceptBits
    ? 'the two rows would be joined: others of the two sides, an identifying number or a part in one incident speak against it'
    : null;
}
