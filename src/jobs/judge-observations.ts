import type pg from 'pg';
import { unseenBits } from '../identity/cluster-pairs.ts';
import { kindPlans } from '../identity/compared-fields.ts';
import type { Verdict } from '../identity/judgement.ts';
import { Failure } from '../model/errors.ts';
import { ordinalsPerRecord } from '../model/ids.ts';
import { comparedKinds } from '../model/identity.ts';
import { inTransaction, type Database } from '../store/database.ts';
import {
  confirmDecision,
  findJudged,
  insertDecision,
  keepJudgement as keep,
  observationsOfEntities,
  withdrawJudgement as withdraw,
  type StoredObservation,
  type WithdrawalOrder,
} from '../store/judgements.ts';
import { entitiesOfDecision } from '../store/held-sides.ts';
import { findJudgement } from '../store/identity-review.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { refreshCandidates } from '../store/identity-candidates.ts';
import { contentsOfObservations } from '../store/identity-contents.ts';
import { findTypedRows } from '../store/records.ts';
import { followInExcerpts } from './follow-in-excerpts.ts';
import { joinDecision, unjoinDecision } from './join-decision.ts';
import { valuesByRow } from './record-observations.ts';
import { rejoin } from './rejoin-entities.ts';
import { weighCandidates } from './weigh-candidates.ts';

/** Two observations, by number, and what a person decided about them. */
export interface JudgementOrder {
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly judgedBy: string;
}

const at = (number: number) => ({
  record: Math.floor(number / ordinalsPerRecord),
  ordinal: number % ordinalsPerRecord,
});

/**
 * Records a judgement and joins what it touches anew, in one transaction. Gives the judgement's number. "Same" is said of the two entities, with
 * all they hold when it comes into force; of persons that is once a second person agreed.
 */
export async function judgeObservations(database: Database, agencyId: number, order: JudgementOrder): Promise<number> {
  refuseNoReason(order.reason);
  return writing(database, agencyId, async (client) => {
    const judgement = { ...order, a: at(order.a), b: at(order.b) };
    const { kind, entities, model, bits } = await findJudged(client, agencyId, judgement);
    const needsSecond = kind === 'person' && order.verdict === 'same';
    const decision = await insertDecision(client, agencyId, [judgement], { kind, needsSecond, model, bits });
    if (needsSecond) {
      await refreshCandidates(client, agencyId, entities, unseenBits);
      await weighCandidates(client, agencyId, entities);
    } else await joinWhole(client, agencyId, decision);
    return decision;
  });
}

/** A second person agrees to a judgement that waits for one: what it touches is joined anew. */
export async function confirmJudgement(
  database: Database,
  agencyId: number,
  judgement: number,
  confirmedBy: string,
): Promise<void> {
  await writing(database, agencyId, async (client) => {
    await joinWhole(client, agencyId, await confirmDecision(client, agencyId, judgement, confirmedBy));
  });
}

/** Joins by a decision in force; refused where, without anybody having said otherwise, what it is about did not become one. */
async function joinWhole(client: pg.ClientBase, agencyId: number, decision: number): Promise<void> {
  await joinDecision(client, agencyId, decision);
  const entities = await entitiesOfDecision(client, agencyId, decision);
  if (entities.length < 2 || (await isExpectedApart(client, agencyId, decision, entities))) return;
  throw new Failure(
    'judgement.not-comparable',
    `Expected all that the two hold to be one once they were judged the same; it stands in ${entities.length} entities. Nothing was changed. Look at the two again: what keeps their rows apart is said on the page of the pair.`,
    { detail: { decision } },
  );
}

/** A judgement that joins nothing by itself, or one over which others hold what it is about apart. */
async function isExpectedApart(
  client: pg.ClientBase,
  agencyId: number,
  decision: number,
  entities: readonly number[],
): Promise<boolean> {
  const given = await findJudgement(client, agencyId, decision);
  return given?.verdict !== 'same' || (await findJudgedApart(client, agencyId, entities)).size > 0;
}

/**
 * Takes a judgement back, with all others of the same decision: what it touched is joined as if it had never been given. It stays in history.
 * What others decided of persons is first asked for, and nothing changes until another person takes it back too; tells which of the two it was.
 */
export async function withdrawJudgement(
  database: Database,
  agencyId: number,
  judgement: number,
  order: WithdrawalOrder,
): Promise<'asked' | 'withdrawn'> {
  return writing(database, agencyId, async (client) => {
    const { withdrawn, decision } = await withdraw(client, agencyId, judgement, order);
    if (withdrawn) await unjoinDecision(client, agencyId, decision);
    return withdrawn ? 'withdrawn' : 'asked';
  });
}

/** Whoever may judge says that a judgement holds on though somebody asked to take it back. */
export async function keepJudgement(database: Database, agencyId: number, judgement: number): Promise<void> {
  await writing(database, agencyId, (client) => keep(client, agencyId, judgement));
}

export interface SplitOrder {
  readonly entity: number;
  /** Observations that are of something else; what says the same as one of them goes with it. */
  readonly rows: readonly number[];
  readonly reason: string;
  readonly judgedBy: string;
}

/**
 * Each row of one side is judged to be another than each of the other side, for a row that shares a key with both would else bring them together
 * again. Every later import that touches one of them reads all of these judgements.
 */
const judgementsMax = 50_000;

/** Parts some rows of an entity from the rest, as one decision; gives its number and where the rows are then. */
export async function splitEntity(
  database: Database,
  agencyId: number,
  order: SplitOrder,
): Promise<{ decision: number; judgements: number; entities: number[] }> {
  refuseNoReason(order.reason);
  return writing(database, agencyId, async (client) => {
    const observations = (await observationsOfEntities(client, agencyId, [order.entity])).filter(
      (each) => !each.superseded,
    );
    const held = new Set(observations.map((each) => each.number));
    const saidBy = await whatRowsSay(client, agencyId, observations);
    const wanted = new Set(order.rows);
    const alike = new Set(order.rows.flatMap((number) => saidBy.get(number) ?? []));
    const parted = observations.filter(
      ({ number }) => wanted.has(number) || alike.has(saidBy.get(number) ?? 'nothing'),
    );
    const rest = observations.filter((each) => !parted.includes(each));
    if (order.rows.some((number) => !held.has(number)) || rest.length === 0)
      throw new Failure(
        'judgement.not-comparable',
        `Expected rows in force of one entity, and at least one that stays; got ${parted.length} of ${observations.length}. Open it again: others may have changed it.`,
      );
    const pairs = parted.length * rest.length;
    if (pairs > judgementsMax)
      throw new Failure(
        'judgement.not-comparable',
        `Expected a split of at most ${judgementsMax} pairs of rows, each of which is judged; ${parted.length} and ${rest.length} rows make ${pairs}. Part fewer rows at a time; where a row must be parted from more than ${judgementsMax}, what joins them is wrong in the records (a number or name that many share): have these corrected at their source and imported again.`,
      );
    const judgements = parted.flatMap((a) =>
      rest.map((b) => ({
        a,
        b,
        verdict: 'different' as const,
        reason: order.reason,
        judgedBy: order.judgedBy,
      })),
    );
    const { kind, model } = await findJudged(client, agencyId, judgements[0]!);
    const decision = await insertDecision(client, agencyId, judgements, {
      kind,
      needsSecond: false,
      model,
      bits: null,
    });
    await rejoin(client, agencyId, [order.entity]);
    const { rows } = await client.query<{ entity: number }>(
      `select distinct entity_id as entity from flashlight.observation_of
        where agency_id = $1 and record_id * 64 + ordinal = any($2::bigint[]) and record_id = any($3::bigint[]) order by 1`,
      [agencyId, observations.map((each) => each.number), observations.map((each) => each.record)],
    );
    return { decision, judgements: judgements.length, entities: rows.map((row) => row.entity) };
  });
}

/** What each row says of what is compared, as the page of the cluster puts alike rows together: with a model in force or without. */
async function whatRowsSay(
  client: pg.ClientBase,
  agencyId: number,
  observations: readonly StoredObservation[],
): Promise<Map<number, string>> {
  const compared = comparedKinds.find((kind) => kind === observations[0]?.kind);
  if (!compared) return new Map();
  const contents = await contentsOfObservations(client, agencyId, [
    ...new Set(observations.map((each) => each.record)),
  ]);
  const without = observations.filter(({ number }) => !contents.has(number));
  const values = valuesByRow(await findTypedRows(client, agencyId, [...new Set(without.map((each) => each.record))]));
  return new Map([
    ...observations.flatMap(({ number }) => {
      const content = contents.get(number);
      return content === undefined ? [] : [[number, String(content)] as const];
    }),
    ...without.flatMap(({ number, record, ordinal }) => {
      // Rows of which nothing is compared (a flat, a crossing) say nothing alike: each is parted by itself.
      const cells = kindPlans[compared].cells(values.get(`${record}-${ordinal}`) ?? {});
      return cells.some((cell) => cell !== '') ? [[number, JSON.stringify(cells)] as const] : [];
    }),
  ]);
}

function refuseNoReason(reason: string): void {
  if (reason.trim() !== '') return;
  throw new Failure(
    'judgement.no-reason',
    'Expected a reason for the judgement; got none. Say in a sentence what it rests on.',
  );
}

/** One writer of what is derived at a time. */
function writing<T>(database: Database, agencyId: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(database.pool('import'), async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
    const done = await work(client);
    await followInExcerpts(client, agencyId);
    await client.query(`select pg_notify('flashlight', $1)`, [JSON.stringify({ kind: 'identity', agencyId })]);
    return done;
  });
}
