import { afterAll, beforeAll, expect, test } from 'vitest';
import { hit, receiveLeads } from '../../test/ballistic-answers.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { header, people, property, row } from '../../test/sim/made-people.ts';
import type { ReviewPair } from '../model/identity.ts';
import { findHanging } from '../store/identity-review.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { findHeldApart } from './kept-apart.ts';
import { learnIdentity } from './learn-identity.ts';
import { loadReviewQueue } from './review-queue.ts';
import { weightOf } from './review-sides.ts';
import { signIdentityModel } from './sign-identity-model.ts';

// The queue is read in an order that is kept beside its pairs: it must be what is there now, whatever came in between.

let store: TestStore;
let agencyId: number;
beforeAll(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
});
afterAll(() => store.close());

const query = async <T extends Record<string, unknown>>(sql: string) =>
  (await store.database.pool('read').query<T>(sql)).rows;

async function reading<T>(work: (client: Parameters<typeof findHanging>[0]) => Promise<T>): Promise<T> {
  const client = await store.database.pool('read').connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

interface Kept {
  readonly [column: string]: unknown;
  readonly a: number;
  readonly b: number;
  readonly bits: number;
  readonly weight: number;
  readonly state: string;
}

/** What is kept beside every pair, and the same told anew from all links and judgements. */
async function keptAndTold() {
  const kept = await query<Kept>(
    'select entity_a as a, entity_b as b, bits, weight, state from flashlight.identity_candidate order by 1, 2',
  );
  const hanging = await reading((client) =>
    findHanging(client, agencyId, [...new Set(kept.flatMap(({ a, b }) => [a, b]))]),
  );
  const judged = await query<{ a: number; b: number; verdicts: string[] }>(
    `select least(x.entity_id, y.entity_id) as a, greatest(x.entity_id, y.entity_id) as b,
            array_agg(case when j.in_force then j.verdict else 'waiting' end) as verdicts
       from flashlight.judgement j
       join flashlight.observation_of x on (x.record_id, x.ordinal) = (j.record_a, j.ordinal_a)
       join flashlight.observation_of y on (y.record_id, y.ordinal) = (j.record_b, j.ordinal_b)
      where j.withdrawn_at is null group by 1, 2`,
  );
  const stateOf = (a: number, b: number) => {
    const verdicts = judged.find((each) => each.a === a && each.b === b)?.verdicts ?? [];
    if (verdicts.includes('waiting')) return 'waiting';
    return verdicts.includes('different') ? 'decided' : verdicts.includes('unsure') ? 'unsure' : 'open';
  };
  const apart = await reading((client) => findHeldApart(client, agencyId, 'person', kept));
  const told = kept.map((each, at) => ({
    ...each,
    weight: Math.min(...[each.a, each.b].map((entity) => weightOf(hanging.get(entity)!))) - (apart[at] ? 2 ** 30 : 0),
    state: stateOf(each.a, each.b),
  }));
  return { kept, told };
}

async function pages(state: ReviewPair['state'], limit: number): Promise<ReviewPair[]> {
  const items: ReviewPair[] = [];
  for (let after: readonly number[] | null = null; ;) {
    const page = await reading((client) =>
      loadReviewQueue(store.database, client, agencyId, { kind: 'person', state, after, limit }),
    );
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

test('what hangs on a pair and what was judged of it follow every import and judgement, and the pages are the whole list in its order', async () => {
  await receiveRows(store, 'recoveries', [header, ...people.slice(0, 200).map(row)]);
  const model = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst', acceptBits: 30 });
  await signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });
  const first = await keptAndTold();
  expect(first.kept.length).toBeGreaterThan(30);
  expect(first.kept).toEqual(first.told);

  // The case of a recovery becomes that of a homicide, which moves no weight of a possessor; a hit of their firearm does.
  const [heaviest] = await pages('open', 5);
  const caseOf = async (entity: string) => {
    const [of] = await query<{ key: string }>(
      `select r.natural_key as key from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
        where o.entity_id = ${entity.split(':')[1]} limit 1`,
    );
    const cells = row(people.find((each) => property(each) === of!.key)!).split(',');
    return { number: cells[1]!, serial: cells[7]! };
  };
  const [a, b] = [await caseOf(heaviest!.a.id), await caseOf(heaviest!.b.id)];
  await receiveRows(store, 'incidents', [
    'Incident Number,Occurred From,Classification,Address,City',
    ...[a, b].map(({ number }) => `${number},01/05/2024 09:45,HOMICIDE,7 QUAY LN,HARBOR CITY`),
  ]);
  const second = await keptAndTold();
  expect(second.kept).toEqual(second.told);
  await receiveLeads(
    store,
    ...[a, b].map(({ serial, number }, at) => ({
      ...hit,
      'Serial Number': serial,
      Manufacturer: 'GLOCK',
      Model: '19',
      'Case B': number,
      'Lead Number': `L-9${at}`,
      'IBIS B': `IB99${at}`,
    })),
  );
  const third = await keptAndTold();
  expect(third.kept).toEqual(third.told);
  expect(third.kept).not.toEqual(second.kept);

  const all = await pages('open', 100);
  const judge = async (pair: ReviewPair, verdict: 'same' | 'different' | 'unsure') => {
    const [x, y] = [pair.a, pair.b].map((side) => {
      const [record, ordinal] = side.row.split('-').map(Number) as [number, number];
      return record * 64 + ordinal;
    }) as [number, number];
    return judgeObservations(store.database, agencyId, { a: x, b: y, verdict, reason: 'seen', judgedBy: 'analyst' });
  };
  const given = [await judge(all[0]!, 'different'), await judge(all[3]!, 'unsure'), await judge(all[6]!, 'same')];
  const fourth = await keptAndTold();
  expect(fourth.kept).toEqual(fourth.told);
  expect(new Set(fourth.kept.map(({ state }) => state))).toEqual(new Set(['open', 'decided', 'unsure', 'waiting']));
  const names = (pairs: readonly ReviewPair[]) => pairs.map((pair) => `${pair.a.row} ${pair.b.row}`);
  const open = await pages('open', 7);
  expect(names(open)).toEqual(names(all).filter((_, at) => ![0, 3, 6].includes(at)));
  expect(names(await pages('unsure', 7))).toEqual([names(all)[3]!]);
  const order = open.map(({ a: { id: x }, b: { id: y } }) => {
    const [p, q] = [x, y].map((id) => Number(id.split(':')[1])).sort((m, n) => m - n);
    return fourth.kept.findIndex((each) => each.a === p && each.b === q);
  });
  const sorted = order.toSorted((x, y) => {
    const [p, q] = [fourth.kept[x]!, fourth.kept[y]!];
    return q.weight - p.weight || q.bits - p.bits || p.a - q.a || p.b - q.b;
  });
  expect(order).toEqual(sorted);
  for (const judgement of given) await withdrawJudgement(store.database, agencyId, judgement, { by: 'analyst' });
  expect((await keptAndTold()).kept).toEqual(third.kept);
});
