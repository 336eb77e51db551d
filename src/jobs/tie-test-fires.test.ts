import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import type { FeedName } from '../model/feeds.ts';
import { observationNumber } from '../model/ids.ts';
import { findLinks } from './find-links.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { loadLife } from './load-life.ts';
import { tieTestFires } from './tie-test-fires.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: FeedName, lines: readonly string[]) => receiveRows(store, feed, lines);

const rows = async <T extends object>(sql: string) => (await store.database.pool('read').query<T>(sql)).rows;

/** Every link that ballistics make, by the keys of its records, without anything that depends on the order of imports. */
const ballistic = () =>
  rows<{ lead: string; other: string | null; tie: string; status: string; detail: object | null }>(
    `select r.natural_key || ' v' || r.version as lead, o.natural_key || ' v' || o.version as other,
            s.label || ' ' || l.predicate || ' ' || i.label as tie, l.status, l.basis, l.description, l.valid_from::text as on, l.handling, l.detail
       from flashlight.link l join flashlight.record r on r.record_id = l.record_id left join flashlight.record o on o.record_id = l.other_record_id
       join flashlight.entity s on s.entity_id = l.subject_id join flashlight.entity i on i.entity_id = l.object_id
      where l.predicate in ('FIRED_IN', 'POSSIBLY_FIRED_IN', 'LINKED_BY_HIT', 'LINKED_BY_LEAD') order by 1, 2 nulls first, 3`,
  );
const standing = async () =>
  (await ballistic()).filter((link) => link.status === 'ACTIVE').map(({ lead, tie }) => `${lead}: ${tie}`);

async function miscounted(): Promise<number> {
  const [row] = await rows<{ n: number }>(
    `select count(*)::int as n from flashlight.entity e where links <> (select count(*) from flashlight.link l where l.status = 'ACTIVE' and e.entity_id = l.subject_id)
       + (select count(*) from flashlight.link l where l.status = 'ACTIVE' and e.entity_id = l.object_id)`,
  );
  return row!.n;
}

/** Shootings in the life of the firearm with a serial number. */
async function shootingsOf(serial: string): Promise<string[]> {
  const [firearm] = await rows<{ entity_id: number }>(
    `select distinct o.entity_id from flashlight.observation_of o join flashlight.firearm_observation f using (agency_id, record_id, ordinal)
      where f.serial_clean = '${serial}' and o.status = 'ACTIVE'`,
  );
  const client = await store.database.pool('read').connect();
  try {
    const life = (await loadLife(client, store.agency.agencyId, firearm!.entity_id))!;
    return life.events
      .filter((event) => event.kind === 'shooting')
      .map((event) => `${event.people[0]!.label} ${event.tie} ${event.status}`);
  } finally {
    client.release();
  }
}

const recoveryHeader =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB';
const entryHeader =
  'IBIS ID,Site,Entered At,Event Type,Item Number,Agency Case Number,Event Date,Caliber,Firearm Make,Firearm Model,Firearm Serial';
const leadHeader =
  'Lead Number,Issued,Kind,Status,Case A,Item A,IBIS A,Event Date A,Case B,Item B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Conclusion';

const recovered = 'P2,24-0000002,06/06/2024 01:45,P,TAURUS,G2C,9MM,BBB2222,BRAVO,BOB,04/06/1991';
const testFire = 'H8,LAB,2024-06-07 22:22,TEST FIRE,1,24-0000002,,9MM,TAURUS,G2C,BBB2222';
const scene = 'H7,LAB,2023-04-12 08:22,SCENE,2,23-0000107,2023-04-11,9MM,,,';
const lead = 'L7,2024-08-01,LEAD,DISSEMINATED,23-0000107,2,H7,2023-04-11,24-0000002,1,H8,2024-06-06,,,,';
const contents: Partial<Record<FeedName, string[]>> = {
  recoveries: [recoveryHeader, recovered],
  nibin: [entryHeader, testFire, scene],
  // The other file of the same feed.
  calls: [leadHeader, lead],
};

test('a lead to a test fire reaches its firearm by the IBIS number, whatever comes in first and however often it is derived', async () => {
  const orders: FeedName[][] = [
    ['recoveries', 'nibin', 'calls'],
    ['calls', 'nibin', 'recoveries'],
    ['nibin', 'recoveries', 'calls'],
    ['calls', 'recoveries', 'nibin'],
  ];
  const outcomes = [];
  for (const order of orders) {
    const other = await openTestStore();
    await store.close();
    store = other;
    for (const feed of order) await receive(feed === 'calls' ? 'nibin' : feed, contents[feed]!);
    outcomes.push(await ballistic());
    // The recovery itself is no shooting.
    expect(await shootingsOf('BBB2222')).toEqual(['Case 23-0000107 lead ACTIVE']);
    expect(await miscounted()).toBe(0);
    const client = await store.database.connect('import');
    try {
      const before = await rows('select * from flashlight.link order by link_id');
      const records = await rows<{ record_id: number }>('select record_id from flashlight.record');
      await tieTestFires(
        client,
        store.agency.agencyId,
        records.map((row) => row.record_id),
      );
      expect(await rows('select * from flashlight.link order by link_id')).toEqual(before);
    } finally {
      await client.end();
    }
  }
  expect(outcomes[0]).toEqual([
    {
      lead: 'L7 v1',
      other: null,
      tie: 'Case 23-0000107 LINKED_BY_LEAD Case 24-0000002',
      status: 'ACTIVE',
      basis: 'RECORDED',
      description: null,
      on: '2023-04-11',
      handling: ['NIBIN-LEAD'],
      detail: { testFire: 'b' },
    },
    {
      lead: 'L7 v1',
      other: 'H8 v1',
      tie: 'Taurus G2C BBB2222 POSSIBLY_FIRED_IN Case 23-0000107',
      status: 'ACTIVE',
      basis: 'DERIVED_RULE',
      description: 'Lead L7: its end B, IBIS H8, is a test fire of this firearm.',
      on: '2023-04-11',
      handling: ['NIBIN-LEAD'],
      detail: null,
    },
  ]);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});

test('both records of such a tie are named, by the link and in the life', async () => {
  for (const feed of ['recoveries', 'nibin', 'calls'] as const)
    await receive(feed === 'calls' ? 'nibin' : feed, contents[feed]!);
  const [firearm] = await rows<{ entity_id: number }>(`select entity_id from flashlight.entity where kind = 'firearm'`);
  const client = await store.database.pool('read').connect();
  try {
    const graph = await findLinks(client, store.agency.agencyId, { from: [firearm!.entity_id], hops: 1 });
    expect(graph.links.find((link) => link.predicate === 'POSSIBLY_FIRED_IN')).toMatchObject({
      basis: 'DERIVED_RULE',
      assertedBy: 'rule:test-fire-of-a-lead@1',
      source: { layout: 'leads', line: 2 },
      other: { layout: 'entries', line: 2 },
    });
    const life = (await loadLife(client, store.agency.agencyId, firearm!.entity_id))!;
    const [shooting] = life.events.filter((event) => event.kind === 'shooting');
    expect(shooting!.sources.map((each) => each.layout)).toEqual(['leads', 'entries']);
  } finally {
    client.release();
  }
});

test('a tie follows new versions of the lead and of the entry, and is history with them', async () => {
  await receive('nibin', contents.nibin!);
  await receive('nibin', contents.calls!);
  expect(await standing()).toContain('L7 v1: Taurus G2C BBB2222 POSSIBLY_FIRED_IN Case 23-0000107');
  // Confirmed: a hit.
  await receive('nibin', [
    leadHeader,
    lead.replace('LEAD,DISSEMINATED', 'HIT,CONFIRMED_HIT').replace(/,$/, ',IDENTIFICATION'),
  ]);
  expect(await standing()).toEqual([
    'L7 v2: Case 23-0000107 LINKED_BY_HIT Case 24-0000002',
    'L7 v2: Taurus G2C BBB2222 FIRED_IN Case 23-0000107',
  ]);
  // The entry turns out to be of another firearm.
  await receive('nibin', [entryHeader, testFire.replace('BBB2222', 'BBB2223')]);
  expect(await standing()).toEqual([
    'L7 v2: Case 23-0000107 LINKED_BY_HIT Case 24-0000002',
    'L7 v2: Taurus G2C BBB2223 FIRED_IN Case 23-0000107',
  ]);
  // Eliminated after all: the tie stays in history, withdrawn.
  await receive('nibin', [leadHeader, lead.replace('LEAD,', 'HIT,').replace(/,$/, ',ELIMINATION')]);
  expect(await standing()).toEqual([]);
  expect((await ballistic()).filter((link) => link.status === 'RETRACTED').map((link) => link.tie)).toEqual([
    'Case 23-0000107 LINKED_BY_LEAD Case 24-0000002',
    'Taurus G2C BBB2223 POSSIBLY_FIRED_IN Case 23-0000107',
  ]);
  expect(await shootingsOf('BBB2223')).toEqual(['Case 23-0000107 lead RETRACTED']);
  // And the entry was no test fire: nothing ties the firearm to it.
  await receive('nibin', [entryHeader, testFire.replace('BBB2222', 'BBB2223').replace('TEST FIRE', 'SCENE')]);
  expect((await ballistic()).filter((link) => link.status === 'RETRACTED')).toMatchObject([
    { tie: 'Case 23-0000107 LINKED_BY_LEAD Case 24-0000002', detail: null },
  ]);
  expect(await miscounted()).toBe(0);
});

const named = (number: string, ends: string, conclusion = 'IDENTIFICATION') =>
  `${number},2024-08-01,HIT,CONFIRMED_HIT,${ends},TAURUS,G2C,BBB2222,${conclusion}`;

test('a firearm is tied to the scene, whichever end the test fire is', async () => {
  await receive('recoveries', contents.recoveries!);
  await receive('nibin', [
    leadHeader,
    named('L51', '24-0000002,TF-1,H52,2024-05-06,23-0000778,CC-1,H51,2023-04-06'),
    named('L52', ',,,,23-0000779,CC-1,H53,2023-04-07'),
    named('L53', '23-0000780,CC-1,H54,2023-04-08,24-0000002,TF-1,H52,2024-05-06'),
  ]);
  expect(await standing()).toEqual([
    'L51 v1: Taurus G2C BBB2222 FIRED_IN Case 23-0000778',
    'L52 v1: Taurus G2C BBB2222 FIRED_IN Case 23-0000779',
    'L53 v1: Taurus G2C BBB2222 FIRED_IN Case 23-0000780',
  ]);
  expect((await shootingsOf('BBB2222')).sort()).toEqual([
    'Case 23-0000778 hit ACTIVE',
    'Case 23-0000779 hit ACTIVE',
    'Case 23-0000780 hit ACTIVE',
  ]);
});

test('where no item says which end is the test fire, the case of the recovery does, and until it is known nothing is claimed', async () => {
  await receive('nibin', [
    leadHeader,
    named('L61', '24-0000002,1,,2024-05-06,23-0000778,1,,2023-04-06'),
    named('L62', '23-0000779,4,,2023-04-07,24-0000002,,,2024-05-06'),
    named('L63', '23-0000779,4,,2023-04-07,23-0000781,,,2023-04-08'),
  ]);
  const cases = [
    'L61 v1: Case 24-0000002 LINKED_BY_HIT Case 23-0000778',
    'L62 v1: Case 23-0000779 LINKED_BY_HIT Case 24-0000002',
    'L63 v1: Case 23-0000779 LINKED_BY_HIT Case 23-0000781',
  ];
  expect(await standing()).toEqual(cases);
  expect(await shootingsOf('BBB2222')).toEqual([]);
  await receive('recoveries', contents.recoveries!);
  expect((await standing()).sort()).toEqual(
    [
      ...cases,
      'L61 v1: Taurus G2C BBB2222 FIRED_IN Case 23-0000778',
      'L62 v1: Taurus G2C BBB2222 FIRED_IN Case 23-0000779',
    ].sort(),
  );
  // L63 is a link between two cases: a chain of hits from 23-0000779, never through the case of the recovery.
  const shootings = ['Case 23-0000778 hit ACTIVE', 'Case 23-0000779 hit ACTIVE', 'Case 23-0000781 hit ACTIVE'];
  expect((await shootingsOf('BBB2222')).sort()).toEqual(shootings);
  // The recovery is corrected to another case: what rested on it is history.
  await receive('recoveries', [recoveryHeader, recovered.replace('24-0000002', '24-0000003')]);
  expect(await standing()).toEqual(cases);
  expect((await ballistic()).every((link) => link.detail === null)).toBe(true);
  expect(await miscounted()).toBe(0);
});

test('two firearms recovered in one case are not tied to each other’s scenes', async () => {
  await receive('recoveries', [recoveryHeader, recovered, recovered.replace('P2', 'P3').replace('BBB2222', 'BBB3333')]);
  await receive('nibin', [
    ...contents.nibin!,
    testFire.replace('H8', 'H9').replace('BBB2222', 'BBB3333'),
    scene.replace('H7', 'H6').replace('23-0000107', '23-0000106'),
  ]);
  await receive('nibin', [
    leadHeader,
    lead,
    lead.replace('L7', 'L8').replace('H7', 'H6').replace('23-0000107', '23-0000106').replace('H8', 'H9'),
  ]);
  expect(await shootingsOf('BBB2222')).toEqual(['Case 23-0000107 lead ACTIVE']);
  expect(await shootingsOf('BBB3333')).toEqual(['Case 23-0000106 lead ACTIVE']);
});

test('judged apart, the tie goes with the test fire; taken back, everything is as before', async () => {
  for (const feed of ['recoveries', 'nibin', 'calls'] as const)
    await receive(feed === 'calls' ? 'nibin' : feed, contents[feed]!);
  const before = await rows('select link_id, subject_id, object_id, status from flashlight.link order by 1');
  const [a, b] = await rows<{ record_id: number; ordinal: number }>(
    `select record_id, ordinal from flashlight.observation_of where kind = 'firearm' order by 1`,
  );
  const judgement = await judgeObservations(store.database, store.agency.agencyId, {
    a: observationNumber(a!.record_id, a!.ordinal),
    b: observationNumber(b!.record_id, b!.ordinal),
    verdict: 'different',
    reason: 'the frame was photographed: it is another firearm',
    judgedBy: 'analyst',
  });
  const subject = async () =>
    (
      await rows<{ subject_id: number }>(
        `select subject_id from flashlight.link where predicate = 'POSSIBLY_FIRED_IN' and status = 'ACTIVE'`,
      )
    ).map((row) => row.subject_id);
  expect(await subject()).toEqual([observationNumber(b!.record_id, b!.ordinal)]);
  // What comes later bears the contested serial: the tie stays with the entry.
  await receive('recoveries', [recoveryHeader, recovered.replace('P2', 'P9')]);
  const [entry] = await rows<{ entity_id: number }>(
    `select entity_id from flashlight.observation_of where record_id = ${b!.record_id} and ordinal = ${b!.ordinal}`,
  );
  expect(await subject()).toEqual([entry!.entity_id]);
  expect(await miscounted()).toBe(0);
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });
  const after = await rows('select link_id, subject_id, object_id, status from flashlight.link order by 1');
  expect(after).toEqual(expect.arrayContaining(before));
  expect(await miscounted()).toBe(0);
});

test('a lead that repeats the firearm of its test fire without a serial number ties that firearm alone, until what it says contradicts it or a person judges so', async () => {
  const toTestFire = (make: string, serial = 'PMF') =>
    `L7,2024-08-01,LEAD,DISSEMINATED,23-0000107,CC-1,H7,2023-04-11,24-0000002,TF-1,H8,2024-06-06,${make},,${serial},`;
  const derived = 'L7 v1: Taurus G2C BBB2222 POSSIBLY_FIRED_IN Case 23-0000107';
  const words = async () => (await ballistic()).filter((link) => link.status === 'ACTIVE' && link.other !== null);
  const outcomes = [];
  for (const order of ['entry first', 'lead first']) {
    if (order === 'lead first') {
      await store.close();
      store = await openTestStore();
    }
    const files = [
      [entryHeader, testFire, scene],
      [leadHeader, toTestFire('TAURUS')],
    ];
    for (const lines of order === 'lead first' ? files.toReversed() : files) await receive('nibin', lines);
    expect(await standing()).toEqual([derived]);
    expect(await words()).toMatchObject([
      {
        lead: 'L7 v1',
        other: 'H8 v1',
        basis: 'DERIVED_RULE',
        description:
          'Lead L7: its end B, IBIS H8, is a test fire of this firearm, which the lead describes without a full serial number.',
      },
    ]);
    expect(await shootingsOf('BBB2222')).toEqual(['Case 23-0000107 lead ACTIVE']);
    expect(await miscounted()).toBe(0);
    outcomes.push(await ballistic());
  }
  expect(outcomes[1]).toEqual(outcomes[0]);

  // Judged to be another firearm, what the lead describes is tied beside it; taken back, everything is as before.
  const before = await rows('select link_id, subject_id, object_id, status from flashlight.link order by 1');
  const observed = await rows<{ record_id: number; ordinal: number; role: string }>(
    `select record_id, ordinal, role from flashlight.firearm_observation order by role`,
  );
  const [described, fired] = ['linked', 'test-fired'].map((role) => observed.find((each) => each.role === role)!);
  const judgement = await judgeObservations(store.database, store.agency.agencyId, {
    a: observationNumber(described!.record_id, described!.ordinal),
    b: observationNumber(fired!.record_id, fired!.ordinal),
    verdict: 'different',
    reason: 'the laboratory says that the lead is mislabelled',
    judgedBy: 'analyst',
  });
  expect(await standing()).toHaveLength(2);
  expect(await words()).toMatchObject([{ description: expect.stringMatching(/was judged to be another firearm\.$/) }]);
  expect(await miscounted()).toBe(0);
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });
  expect(await rows('select link_id, subject_id, object_id, status from flashlight.link order by 1')).toEqual(before);
  // Judged the same, the lead's own tie is of the firearm, and none needs to be derived.
  const same = await judgeObservations(store.database, store.agency.agencyId, {
    a: observationNumber(described!.record_id, described!.ordinal),
    b: observationNumber(fired!.record_id, fired!.ordinal),
    verdict: 'same',
    reason: 'seen on the bench',
    judgedBy: 'analyst',
  });
  expect((await ballistic()).filter((link) => link.status === 'ACTIVE')).toMatchObject([{ other: null }]);
  expect(await shootingsOf('BBB2222')).toEqual(['Case 23-0000107 lead ACTIVE']);
  expect(await miscounted()).toBe(0);
  await withdrawJudgement(store.database, store.agency.agencyId, same, { by: 'analyst' });
  expect(await standing()).toEqual([derived]);

  // A new version names another make: two firearms, and which is said.
  await receive('nibin', [leadHeader, toTestFire('GLOCK')]);
  expect(await standing()).toHaveLength(2);
  expect(await words()).toMatchObject([
    { description: expect.stringMatching(/; the lead describes another firearm: make GLOCK\.$/) },
  ]);
  // The entry turns out to be of that make.
  await receive('nibin', [entryHeader, testFire.replace('TAURUS,G2C', 'GLOCK,19')]);
  expect(await standing()).toEqual(['L7 v2: Glock 19 BBB2222 POSSIBLY_FIRED_IN Case 23-0000107']);
  expect(await miscounted()).toBe(0);
});
