import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelReason } from '../../src/identity/join-observations.ts';
import {
  confirmJudgement,
  judgeObservations,
  splitEntity,
  withdrawJudgement,
} from '../../src/jobs/judge-observations.ts';
import { learnIdentity, proposeThresholds } from '../../src/jobs/learn-identity.ts';
import { loadCluster } from '../../src/jobs/load-cluster.ts';
import { explainRows } from '../../src/jobs/explain-rows.ts';
import { loadReviewQueue } from '../../src/jobs/review-queue.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { PersonRecord } from '../../src/town/person-records.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, property, row } from './made-people.ts';

let store: TestStore;
let agencyId: number;
beforeEach(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
});
afterEach(() => store.close());

const receive = (some: readonly PersonRecord[]) => receiveRows(store, 'recoveries', [header, ...some.map(row)]);
const query = async <T extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  (await store.database.pool('read').query<T>(sql, values)).rows;

async function putInForce(acceptBits = 1): Promise<number> {
  const model = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst', acceptBits });
  await signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });
  return model;
}

interface Seen extends Record<string, unknown> {
  property: string;
  number: number;
  entity: number;
  joinedBy: string | null;
  bits: number | null;
}

const persons = () =>
  query<Seen>(
    `select r.natural_key as property, o.record_id * 64 + o.ordinal as number, o.entity_id as entity, o.joined_by as "joinedBy", o.score as bits
       from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
      where o.kind = 'person' and o.status = 'ACTIVE' order by number`,
  );

/** Everything derived, to the last word; numbers of contents are those of a sequence and left out. */
async function derived(): Promise<string> {
  const parts = await Promise.all(
    [
      'select record_id, ordinal, entity_id, joined_by, score from flashlight.observation_of order by 1, 2',
      'select link_id, subject_id, predicate, object_id, status from flashlight.link order by 1',
      'select kind, key, entity_id, contested from flashlight.identity_key order by 1, 2',
      'select entity_id, field, term, shown from flashlight.search_document order by 1, 2, 3, 4',
      'select entity_id, label, observations, links, first_seen, last_seen, detail from flashlight.entity where merged_into is null order by 1',
      'select entity_a, entity_b, bits, bits_most from flashlight.identity_candidate order by 1, 2',
    ].map((sql) => query(sql)),
  );
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Which observations are one, whatever the numbers. */
async function groups(): Promise<string[]> {
  const of = Map.groupBy(await persons(), (each) => each.entity);
  return [...of.values()].map((members) => members.map((each) => each.property).join(' ')).sort();
}

describe('a model in force', () => {
  test('joins what keys left apart, says why and how strongly, and is right far more often than not', async () => {
    await receive(people);
    const before = new Map((await persons()).map((each) => [each.property, each.entity]));
    await putInForce();
    const after = await persons();
    const byModel = after.filter((each) => each.joinedBy === modelReason);
    expect(byModel.length).toBeGreaterThan(20);
    for (const each of byModel) expect(each.bits).toBeGreaterThanOrEqual(1);
    expect(new Set(after.map((each) => each.entity)).size).toBeLessThan(new Set(before.values()).size);
    const truth = new Map(people.map((each) => [property(each), each.person]));
    let [right, all] = [0, 0];
    for (const members of Map.groupBy(after, (each) => each.entity).values())
      for (const [at, a] of members.entries())
        for (const b of members.slice(at + 1)) {
          all++;
          if (truth.get(a.property) === truth.get(b.property)) right++;
        }
    expect(right / all).toBeGreaterThan(0.98);
  });

  test('gives one answer whether rows came before it or after, at once or one by one', async () => {
    const first = people.slice(0, 250);
    await receive(first);
    const model = await putInForce();
    for (let at = 250; at < people.length; at += 37) await receive(people.slice(at, at + 37));
    const oneByOne = await groups();
    const state = await derived();
    const again = await proposeThresholds(store.database, agencyId, {
      kind: 'person',
      from: model,
      learntBy: 'analyst',
    });
    await signIdentityModel(store.database, agencyId, { model: again, signedBy: 'detective' });
    expect(await groups()).toEqual(oneByOne);
    expect(await derived()).toBe(state);
  });

  test('is signed by somebody else than who asked for it, and joins nothing before', async () => {
    await receive(people.slice(0, 120));
    const before = await derived();
    const model = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst' });
    expect(await derived()).toBe(before);
    await expect(signIdentityModel(store.database, agencyId, { model, signedBy: 'analyst' })).rejects.toMatchObject({
      code: 'identity.second-person',
    });
    expect(await derived()).toBe(before);
  });

  test('that takes the place of a bolder one parts what that one had joined', async () => {
    await receive(people);
    const keysAlone = await groups();
    const model = await putInForce(0);
    expect((await groups()).length).toBeLessThan(keysAlone.length);
    const timid = await proposeThresholds(store.database, agencyId, {
      kind: 'person',
      from: model,
      learntBy: 'analyst',
      acceptBits: 30,
    });
    await signIdentityModel(store.database, agencyId, { model: timid, signedBy: 'detective' });
    expect(await groups()).toEqual(keysAlone);
  });

  test('joins nothing by itself, as first proposed, where no numbers behind which fingerprints stand bear it out', async () => {
    await receive(people);
    const model = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst' });
    expect(await query('select accept_bits from flashlight.identity_model where model_id = $1', [model])).toEqual([
      { accept_bits: null },
    ]);
    const before = await groups();
    await signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });
    expect(await groups()).toEqual(before);
    expect((await query('select 1 from flashlight.identity_candidate')).length).toBeGreaterThan(20);
  });

  test('is not learnt from too few rows, and not with thresholds the wrong way round', async () => {
    await receive(people.slice(0, 10));
    const order = { kind: 'person', learntBy: 'analyst' } as const;
    await expect(learnIdentity(store.database, agencyId, order)).rejects.toMatchObject({ code: 'identity.too-few' });
    await receive(people.slice(10, 90));
    await expect(
      learnIdentity(store.database, agencyId, { ...order, acceptBits: 0, reviewBits: 3 }),
    ).rejects.toMatchObject({ code: 'identity.thresholds' });
    expect(await query('select 1 from flashlight.identity_model')).toEqual([]);
  });
});

describe('what people judge', () => {
  test('"different" survives every order of judgements, later rows and bolder models', async () => {
    await receive(people.slice(0, 200));
    const model = await putInForce();
    const joined = (await persons()).filter((each) => each.joinedBy === modelReason).slice(0, 4);
    const kept: [number, number][] = [];
    for (const each of joined) {
      await judgeObservations(store.database, agencyId, {
        a: each.number,
        b: each.entity,
        verdict: 'different',
        reason: 'two photographs',
        judgedBy: 'detective',
      });
      kept.push([each.number, each.entity]);
    }
    const apart = async () => {
      const entityOf = new Map((await persons()).map((each) => [each.number, each.entity]));
      return kept.every(([a, b]) => entityOf.get(a) !== entityOf.get(b));
    };
    expect(kept.length).toBe(4);
    expect(await apart()).toBe(true);
    await receive(people.slice(200, 300));
    expect(await apart()).toBe(true);
    const bold = await proposeThresholds(store.database, agencyId, {
      kind: 'person',
      from: model,
      learntBy: 'analyst',
      acceptBits: -2,
      reviewBits: -4,
    });
    await signIdentityModel(store.database, agencyId, { model: bold, signedBy: 'detective' });
    expect(await apart()).toBe(true);
    for (const [a, b] of kept) {
      const same = await judgeObservations(store.database, agencyId, {
        a,
        b,
        verdict: 'same',
        reason: 'one photograph after all',
        judgedBy: 'detective',
      });
      await confirmJudgement(store.database, agencyId, same, 'analyst');
    }
    expect(await apart()).toBe(true);
  });

  test('merging is commutative and idempotent, and taking it all back restores every derived row', async () => {
    await receive(people.slice(0, 150));
    await putInForce();
    const before = await derived();
    const some = await persons();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.nat(some.length - 1), fc.nat(some.length - 1)), { minLength: 1, maxLength: 3 }),
        async (pairs) => {
          const merge = async (order: readonly (readonly [number, number])[]) => {
            const given = [];
            for (const [x, y] of order) {
              const [a, b] = [some[x]!.number, some[y]!.number];
              if (a === b) continue;
              const same = await judgeObservations(store.database, agencyId, {
                a,
                b,
                verdict: 'same',
                reason: 'a photograph',
                judgedBy: 'detective',
              });
              await confirmJudgement(store.database, agencyId, same, 'analyst');
              given.push(same);
            }
            return { given, state: await derived() };
          };
          const one = await merge(pairs);
          const twice = await merge(pairs);
          expect(twice.state).toBe(one.state);
          for (const each of [...one.given, ...twice.given])
            await withdrawJudgement(store.database, agencyId, each, { by: 'detective' });
          expect(await derived()).toBe(before);
          const other = await merge(pairs.map(([x, y]) => [y, x] as const).reverse());
          expect(other.state).toBe(one.state);
          for (const each of other.given.toReversed())
            await withdrawJudgement(store.database, agencyId, each, { by: 'detective' });
          expect(await derived()).toBe(before);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('rows parted from an entity stand elsewhere with all that say the same, and come back when that is taken back', async () => {
    await receive(people.slice(0, 200));
    await putInForce();
    const before = await derived();
    const entities = [...Map.groupBy(await persons(), (each) => each.entity)].filter(([, rows]) => rows.length >= 4);
    const [entity] = entities[0]!;
    const rows = (await loadCluster(await reader(), agencyId, { kind: 'person', number: entity }))!.rows;
    // Not what the oldest row says: the number of the entity stays with that.
    const parted = numberOf(rows.at(-1)!.row);
    expect(rows.length).toBeGreaterThan(1);
    const split = await splitEntity(store.database, agencyId, {
      entity,
      rows: [parted],
      reason: 'another person',
      judgedBy: 'detective',
    });
    expect(split.judgements).toBeGreaterThan(0);
    const now = new Map((await persons()).map((each) => [each.number, each.entity]));
    expect(now.get(parted)).not.toBe(entity);
    expect(split.entities).toContain(now.get(parted));
    const cluster = await loadCluster(await reader(), agencyId, { kind: 'person', number: entity });
    expect(cluster!.events[0]).toMatchObject({ kind: 'SPLIT' });
    await withdrawJudgement(store.database, agencyId, split.decision, { by: 'detective' });
    expect(await derived()).toBe(before);
  });

  test('rows that say the same are parted together also where no model is in force', async () => {
    const again = people[0]!;
    await receive([again, { ...again, id: '900001' }, { ...again, id: '900002' }, people[1]!]);
    const all = await persons();
    const alike = all.filter((each) => each.property !== property(people[1]!));
    const other = all.find((each) => each.property === property(people[1]!))!;
    const same = await judgeObservations(store.database, agencyId, {
      a: alike[0]!.number,
      b: other.number,
      verdict: 'same',
      reason: 'a photograph',
      judgedBy: 'detective',
    });
    await confirmJudgement(store.database, agencyId, same, 'analyst');
    const before = (await persons()).find((each) => each.number === alike[0]!.number)!;
    const split = await splitEntity(store.database, agencyId, {
      entity: before.entity,
      rows: [alike[1]!.number],
      reason: 'two people after all',
      judgedBy: 'detective',
    });
    expect(split.judgements).toBe(alike.filter(({ entity }) => entity === alike[0]!.entity).length);
    const now = new Map((await persons()).map((each) => [each.number, each.entity]));
    expect(new Set(alike.map((each) => now.get(each.number))).size).toBe(1);
    expect(now.get(other.number)).not.toBe(now.get(alike[0]!.number));
  });

  test('a split of rows that are not of the entity, or of all of them, is refused and leaves nothing', async () => {
    await receive(people.slice(0, 60));
    const all = await persons();
    const [entity, members] = [...Map.groupBy(all, (each) => each.entity)].find(([, rows]) => rows.length >= 2)!;
    const other = all.find((each) => each.entity !== entity)!;
    for (const rows of [[other.number], members.map((each) => each.number)])
      await expect(
        splitEntity(store.database, agencyId, { entity, rows, reason: 'x', judgedBy: 'detective' }),
      ).rejects.toMatchObject({ code: 'judgement.not-comparable' });
    expect(await query('select 1 from flashlight.judgement')).toEqual([]);
  });
});

describe('the review queue', () => {
  test('asks about what the model leaves open, those first on which most hangs, and follows what was decided', async () => {
    await receive(people);
    await putInForce(4);
    const load = async (state: 'open' | 'unsure' | 'waiting' | 'decided') =>
      loadReviewQueue(store.database, await reader(), agencyId, { kind: 'person', state, after: null, limit: 100 });
    const open = await load('open');
    expect(open.items.length).toBeGreaterThan(3);
    // Last what a register or an incident holds apart.
    const order = open.items.map(({ change, keptApartBy }) => ({
      behind: Number(keptApartBy === 'register' || keptApartBy === 'incident'),
      change,
    }));
    expect(order).toEqual(order.toSorted((x, y) => x.behind - y.behind || y.change - x.change));
    for (const { a, b } of open.items) expect(a.id).not.toBe(b.id);
    const decide = (at: number, verdict: 'same' | 'different' | 'unsure') =>
      judgeObservations(store.database, agencyId, {
        a: numberOf(open.items[at]!.a.row),
        b: numberOf(open.items[at]!.b.row),
        verdict,
        reason: 'looked at both',
        judgedBy: 'detective',
      });
    const same = await decide(0, 'same');
    await decide(1, 'different');
    await decide(2, 'unsure');
    const pairOf = ({ a, b }: { a: { id: string }; b: { id: string } }) => `${a.id} ${b.id}`;
    const stillOpen = (await load('open')).items.map(pairOf);
    for (const item of open.items.slice(0, 3)) expect(stillOpen).not.toContain(pairOf(item));
    expect((await load('waiting')).items.map(pairOf)).toEqual([pairOf(open.items[0]!)]);
    expect((await load('unsure')).items.map(pairOf)).toEqual([pairOf(open.items[2]!)]);
    expect((await load('decided')).items.map(pairOf)).toEqual([pairOf(open.items[1]!)]);
    await confirmJudgement(store.database, agencyId, same, 'analyst');
    const [x, y] = (await persons()).filter((each) =>
      [numberOf(open.items[0]!.a.row), numberOf(open.items[0]!.b.row)].includes(each.number),
    );
    expect(x!.entity).toBe(y!.entity);
    expect((await load('waiting')).items).toEqual([]);
  });

  test('why two rows are or are not one is said by steps that add up to the score', async () => {
    await receive(people.slice(0, 250));
    await putInForce();
    const joined = (await persons()).find((each) => each.joinedBy === modelReason)!;
    const text = (number: number) => `${Math.floor(number / 64)}-${number % 64}`;
    const why = await explainRows(store.database, await reader(), agencyId, {
      a: text(joined.number),
      b: `person:${joined.entity}`,
    });
    expect(why!.sameEntity).toBe(true);
    expect(why!.because).toMatch(/model|rows|share/);
    expect(why!.steps.reduce((sum, step) => sum + step.bits, why!.priorBits)).toBeCloseTo(why!.bits, 9);
    const stranger = (await persons()).find((each) => each.entity !== joined.entity)!;
    const whyNot = await explainRows(store.database, await reader(), agencyId, {
      a: text(stranger.number),
      b: text(joined.number),
    });
    expect(whyNot!.sameEntity).toBe(false);
    expect(await explainRows(store.database, await reader(), agencyId, { a: '999999-1', b: '1-1' })).toBeNull();
  });
});

const numberOf = (text: string) => {
  const [record, ordinal] = text.split('-').map(Number) as [number, number];
  return record * 64 + ordinal;
};

let readers: { release(): void }[] = [];
async function reader() {
  const client = await store.database.pool('read').connect();
  readers.push(client);
  return client;
}
afterEach(() => {
  for (const client of readers) client.release();
  readers = [];
});
