import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import type { EntityKind } from '../model/tables.ts';
import { loadEntityPage } from './load-entity-page.ts';
import { loadLife } from './load-life.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const recoveryHeader =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB';
const linkHeader =
  'Lead Number,Issued,Kind,Status,Case A,IBIS A,Event Date A,Case B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Conclusion,Retracted';

let number = 0;
/** The one cartridge case that was entered of a scene. */
const entryOf = (scene: string) => `HC-${scene}`;
/** A lead or hit from a scene to another scene, or to the firearm where one is named. */
function link(kind: 'LEAD' | 'HIT', a: string, b: string | null, retracted = ''): string {
  const at = ++number;
  const status = retracted ? 'NOT_CONFIRMED' : kind === 'HIT' ? 'CONFIRMED_HIT' : 'DISSEMINATED';
  const conclusion = kind === 'HIT' ? 'IDENTIFICATION' : '';
  const firearm = b === null ? 'GLOCK,19,BKFT419' : ',,';
  return `LD-${at},2024-06-01,${kind},${status},${a},${entryOf(a)},2024-03-01,${b ?? '24-0900'},${entryOf(b ?? '24-0900')},2024-03-02,${firearm},${conclusion},${retracted}`;
}

/** Shootings of the one firearm as its own page tells them, and as the page of the person who had it counts them. */
async function told() {
  const client = await store.database.pool('read').connect();
  try {
    const { rows } = await client.query<{ kind: string; entity_id: number }>(
      `select e.kind, e.entity_id from flashlight.entity e join flashlight.link l on l.agency_id = e.agency_id and e.entity_id in (l.subject_id, l.object_id)
        where l.predicate = 'POSSESSED_AT_RECOVERY'`,
    );
    const entity = (kind: string) => rows.find((row) => row.kind === kind)!.entity_id;
    const life = (await loadLife(client, store.agency.agencyId, entity('firearm')))!;
    const page = (await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number: entity('person') }))!;
    return {
      life,
      firearm: page.firearms[0]!,
      shootings: Object.fromEntries(
        [
          ...Map.groupBy(
            life.events.filter((event) => event.kind === 'shooting'),
            (event) => event.people[0]!.label.replace(/\D/g, '').slice(-4),
          ),
        ].map(([scene, events]) => [scene, events.map((event) => `${event.tie} ${event.status}`).join(', ')]),
      ),
    };
  } finally {
    client.release();
  }
}

test("a person's page counts the shootings of a firearm by the same chains as the firearm's own page, lead and hit apart", async () => {
  await receiveRows(store, 'recoveries', [
    recoveryHeader,
    'P1001,24-0900,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990',
  ]);
  await receiveRows(store, 'nibin', [
    linkHeader,
    link('HIT', '24-0001', null),
    // Hit upon hit is a hit; one lead in between makes everything after it a lead.
    link('HIT', '24-0001', '24-0002'),
    link('LEAD', '24-0001', '24-0003'),
    link('HIT', '24-0003', '24-0004'),
    // Another cartridge case of the same scene is of another firearm, for all that is known.
    link('HIT', '24-0001', '24-0010').replace('HC-24-0001', 'HC-24-0001-2'),
    // Withdrawn: told, counted nowhere, and led nowhere.
    link('LEAD', '24-0001', '24-0005', '2024-07-01'),
    link('HIT', '24-0005', '24-0006'),
    // A lead beside a chain of hits does not hide the hits; one withdrawn stands beside what ties by another way.
    link('LEAD', '24-0007', null),
    link('HIT', '24-0002', '24-0007'),
    link('LEAD', '24-0008', null, '2024-07-01'),
    link('LEAD', '24-0002', '24-0008'),
  ]);
  const { life, firearm, shootings } = await told();
  expect(shootings).toEqual({
    '0001': 'hit ACTIVE',
    '0002': 'hit ACTIVE',
    '0003': 'lead ACTIVE',
    '0004': 'lead ACTIVE',
    '0005': 'lead RETRACTED',
    '0007': 'hit ACTIVE',
    '0008': 'lead ACTIVE, lead RETRACTED',
  });
  // No row says which end is the test fire: the case of the recovery does, and so even the first tie rests on a rule.
  expect(life.events.flatMap(({ kind, basis }) => (kind === 'shooting' ? basis : []))).toEqual(
    Array.from({ length: 8 }, () => 'DERIVED_RULE'),
  );
  expect(life.shootings).toEqual({ hits: 3, leads: 3, retracted: 2 });
  expect({ hits: firearm.hits, leads: firearm.leads }).toEqual({ hits: 3, leads: 3 });
});

test('a chain is followed over four links and not over a fifth, on both pages', async () => {
  await receiveRows(store, 'recoveries', [
    recoveryHeader,
    'P1001,24-0900,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990',
  ]);
  await receiveRows(store, 'nibin', [
    linkHeader,
    link('HIT', '24-0001', null),
    ...[1, 2, 3, 4, 5].map((at) => link('HIT', `24-000${at}`, `24-000${at + 1}`)),
  ]);
  const { life, firearm, shootings } = await told();
  expect(Object.keys(shootings).sort()).toEqual(['0001', '0002', '0003', '0004']);
  expect([life.shootings.hits, firearm.hits]).toEqual([4, 4]);
});

/** The page of the one entity of a kind whose name holds the text. */
async function pageOf(kind: EntityKind, name: string) {
  const client = await store.database.pool('read').connect();
  try {
    const { rows } = await client.query<{ entity_id: number }>(
      'select entity_id from flashlight.entity where kind = $1 and label like $2 and merged_into is null',
      [kind, `%${name}%`],
    );
    expect(rows).toHaveLength(1);
    return (await loadEntityPage(client, store.agency.agencyId, { kind, number: rows[0]!.entity_id }))!;
  } finally {
    client.release();
  }
}

test('one recovery told by several rows is one event with all its sources, and the clock one of them gives', async () => {
  await receiveRows(store, 'recoveries', [
    `${recoveryHeader},Recovery Address`,
    'P1,24-0900,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990,9 QUAY LN',
    'P2,24-0900,01/05/2024,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990,9 QUAY LN',
    'P3,24-0900,01/05/2024 10:00,PISTOL,RUGER,LCP,380,RRR4444,REYES,DANA,02/03/1990,9 QUAY LN',
    'P4,24-0900,01/06/2024,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990,9 QUAY LN',
    'P5,24-0900,01/09/2024,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990,9 QUAY LN',
  ]);
  const differ = 'the sources differ on the day of this recovery';
  for (const page of [
    await pageOf('place', 'Quay'),
    await pageOf('person', 'Reyes'),
    await pageOf('incident', '24-0900'),
  ])
    expect(page.events.map(({ from, sources, conflict }) => [from, sources.length, conflict])).toEqual([
      ['2024-01-05T15:00:00.000Z', 3, differ],
      ['2024-01-05T15:00:00.000Z', 1, null],
      ['2024-01-09', 1, differ],
    ]);
});

test('ties of an incident are counted by the records that stand, those withdrawn apart', async () => {
  await receiveRows(store, 'recoveries', [
    recoveryHeader,
    'P1,24-0900,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990',
  ]);
  await receiveRows(store, 'nibin', [
    linkHeader,
    link('HIT', '24-0001', null),
    link('LEAD', '24-0001', '24-0003'),
    link('LEAD', '24-0004', '24-0001', '2024-07-01'),
  ]);
  const page = await pageOf('incident', '24-0001');
  expect(page.ballistics).toEqual({ hits: 1, leads: 1, withdrawn: 1 });
  // The hit ties a firearm and the case it was test-fired for: two links of one record.
  expect(page.relations.filter((each) => each.total > each.withdrawn).length).toBeGreaterThan(2);
  expect(page.relations.find((each) => each.withdrawn > 0)).toMatchObject({ total: 1, withdrawn: 1 });
});

test('after a correction the page tells what records in force say, and what none of them names says so', async () => {
  const row = (serial: string, name: string) => [
    recoveryHeader,
    `P1,24-0900,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,${serial},${name},02/03/1990`,
  ];
  await receiveRows(store, 'recoveries', row('BKFT419', 'REYES,DANA'));
  await receiveRows(store, 'recoveries', row('BKFT418', 'REYES,DANA'), '2026-01-02T00:00:00Z');
  const before = await pageOf('firearm', 'BKFT419');
  expect(before).toMatchObject({ observations: [], observationsTotal: 0, events: [], facts: [] });
  const person = await pageOf('person', 'Reyes');
  expect(person).toMatchObject({ observationsTotal: 1, observationsRead: 1, eventsTotal: 1 });
});

test('the name of an entity is one that records in force give it', async () => {
  const row = (model: string) => [
    recoveryHeader,
    `P1,24-0900,01/05/2024 10:00,PISTOL,GLOCK,${model},9MM,BKFT419,REYES,DANA,02/03/1990`,
  ];
  await receiveRows(store, 'recoveries', row('19'));
  expect((await pageOf('firearm', 'BKFT419')).entity.label).toBe('Glock 19 BKFT419');
  await receiveRows(store, 'recoveries', row('17'), '2026-01-02T00:00:00Z');
  expect((await pageOf('firearm', 'BKFT419')).entity.label).toBe('Glock 17 BKFT419');
});

test('every firearm counts in the figures of a dealer, also those beyond the newest that are listed', async () => {
  const day = (at: number) => new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);
  await receiveRows(store, 'etrace', [
    'Trace Number,Agency Case Number,Purchase Date,Serial Number,Firearm Type,Manufacturer,Model,Caliber,Dealer Name,Dealer FFL,Recovery Date',
    ...Array.from(
      { length: 503 },
      (_, at) =>
        `T${at},24-${1000 + at},${day(at)},SN${10_000 + at},PISTOL,GLOCK,19,9MM,TIDEWATER ARMS,8-54-001-01-5A-00001,2001-06-01`,
    ),
  ]);
  const page = await pageOf('dealer', 'Tidewater');
  expect(page.firearms.length).toBe(500);
  const toEnd = (at: number) => Math.round((Date.UTC(2001, 5, 1) - Date.UTC(2000, 0, 1 + at)) / 86_400_000);
  expect(page.firearmTimes.map((each) => each.timeToCrimeDays)).toEqual(
    Array.from({ length: 503 }, (_, at) => toEnd(502 - at)),
  );
});

test('of a dealer firearms traced as far as it without a recorded sale are counted too, and their time is not known', async () => {
  await receiveRows(store, 'etrace', [
    'Trace Number,Agency Case Number,Completion Code,Purchase Date,Purchaser Last Name,Purchaser First Name,Serial Number,Firearm Type,Manufacturer,Model,Caliber,Dealer Name,Dealer FFL,Recovery Date',
    'T90001,24-90001,TRACED TO PURCHASER,2020-01-01,SAMPLEMAN,ORLA,QT10001,PISTOL,GLOCK,19,9MM,QUAYSIDE ARMS,8-54-001-01-5A-00777,2021-06-01',
    'T90002,24-90002,TRACED TO DEALER,,,,QT10002,PISTOL,GLOCK,19,9MM,QUAYSIDE ARMS,8-54-001-01-5A-00777,2021-06-02',
  ]);
  const page = await pageOf('dealer', 'Quayside');
  expect(
    page.firearmTimes.map(({ predicate, timeToCrimeDays, recoveredOn }) => [predicate, timeToCrimeDays, recoveredOn]),
  ).toEqual(
    expect.arrayContaining([
      ['SOLD', 517, '2021-06-01'],
      ['TRACED_TO', null, '2021-06-02'],
    ]),
  );
  expect(page.firearms.map(({ label }) => label)).toHaveLength(2);
});
