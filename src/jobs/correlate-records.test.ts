import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import type { FeedName } from '../model/feeds.ts';
import { observationNumber } from '../model/ids.ts';
import { correlateRecords } from './correlate-records.ts';
import { findLinks } from './find-links.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { loadEntityPage } from './load-entity-page.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: FeedName, lines: readonly string[]) => receiveRows(store, feed, lines);

const incidentHeader =
  'Incident Number,Occurred From,Occurred To,Address,Latitude,Longitude,Narrative Class,Cases Recovered';
const alertHeader = 'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Accuracy (m),Linked Case';
const callHeader = 'Event Number,Received,Initial Type,Final Type,Location,Latitude,Longitude';
const shooting = '24-0000101,03/01/2024 22:10,03/01/2024 22:10,,39.2901,-76.6122,NON-FATAL SHOOTING,4';
const alert = '24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,25,';
const call = 'E24-0000009,03/01/2024 22:12:40,SHOTS FIRED,SHOTS FIRED,,39.2880,-76.6122';

const rows = async <T extends object>(sql: string) => (await store.database.pool('read').query<T>(sql)).rows;

/** Every correlation there ever was, by the keys of its two records, without anything that depends on the order of imports. */
async function correlations() {
  return rows<{ report: string; incident: string; status: string; description: string }>(
    `select r.natural_key || ' v' || r.version as report, o.natural_key || ' v' || o.version as incident, l.status, l.description, l.detail, l.valid_from::text as day,
            s.label as from_label, i.label as to_label, l.basis, l.asserted_by, l.handling
       from flashlight.link l join flashlight.record r on r.record_id = l.record_id join flashlight.record o on o.record_id = l.other_record_id
       join flashlight.entity s on s.entity_id = l.subject_id join flashlight.entity i on i.entity_id = l.object_id
      where l.predicate = 'CORRELATED_WITH' order by 1, 2`,
  );
}

async function miscounted(): Promise<number> {
  const [row] = await rows<{ n: number }>(
    `select count(*)::int as n from flashlight.entity e where links <> (select count(*) from flashlight.link l where l.status = 'ACTIVE' and e.entity_id = l.subject_id)
       + (select count(*) from flashlight.link l where l.status = 'ACTIVE' and e.entity_id = l.object_id)`,
  );
  return row!.n;
}

test('an alert and a call are tied to the shooting of their time and place, with both records and the figures', async () => {
  await receive('incidents', [incidentHeader, shooting]);
  await receive('gunshot-alerts', [alertHeader, alert]);
  await receive('calls', [callHeader, call]);
  const found = await correlations();
  expect(found).toMatchObject([
    {
      report: '24-7/2024-03-01 v1',
      incident: '240000101 v1',
      status: 'ACTIVE',
      basis: 'DERIVED_RULE',
      asserted_by: 'rule:same-time-and-place@1',
      day: '2024-03-01',
      from_label: 'Gunshot alert 24-7',
      to_label: 'Case 24-0000101',
      // 22:10 is any second of that minute; .0004° of latitude are 44 m, written to 8 m and heard to 25 m.
      detail: { report: 'alert', seconds: { least: 6, most: 65 }, meters: { least: 11, most: 77 } },
    },
    {
      report: 'E24-0000009/2024-03-01 v1',
      from_label: 'Call E24-0000009',
      detail: { report: 'call', seconds: { least: 101, most: 160 }, meters: { least: 218, most: 250 } },
    },
  ]);
  expect(found[0]!.description).toMatch(
    /^Gunshot alert 6 to 65 seconds after the incident and 11 to 77 metres from it/,
  );
  expect(await miscounted()).toBe(0);

  const client = await store.database.pool('read').connect();
  try {
    const [incident] = await rows<{ entity_id: number }>(
      `select entity_id from flashlight.entity where label = 'Case 24-0000101'`,
    );
    const graph = await findLinks(client, store.agency.agencyId, { from: [incident!.entity_id], hops: 1 });
    const tied = graph.links.filter((link) => link.predicate === 'CORRELATED_WITH');
    expect(tied).toHaveLength(2);
    for (const link of tied) {
      expect(link).toMatchObject({ basis: 'DERIVED_RULE', other: { feed: 'incidents', line: 2 } });
      expect(link.source.feed).toBe(link.description!.startsWith('Gunshot alert') ? 'gunshot-alerts' : 'calls');
    }
  } finally {
    client.release();
  }
});

test('the page of the shooting shows both, with the figures, apart from an alert whose record names the case', async () => {
  await receive('incidents', [incidentHeader, shooting]);
  await receive('gunshot-alerts', [
    alertHeader,
    alert,
    '24-10,03/01/2024,22:10:50,Multiple Gunshots,5,39.2901,-76.6122,25,24-0000101',
  ]);
  await receive('calls', [callHeader, call]);
  const client = await store.database.pool('read').connect();
  const pageOf = async (label: string) => {
    const [entity] = await rows<{ entity_id: number }>(
      `select entity_id from flashlight.entity where label = '${label}' and merged_into is null`,
    );
    return (await loadEntityPage(client, store.agency.agencyId, { kind: 'incident', number: entity!.entity_id }))!;
  };
  try {
    const page = await pageOf('Case 24-0000101');
    expect(
      page.gunfire.map(({ entity, report, basis, seconds, meters, sources }) => [
        entity?.label ?? null,
        report,
        basis,
        seconds,
        meters,
        sources.map((each) => each.feed),
      ]),
    ).toEqual([
      [null, 'alert', 'RECORDED', { least: -9, most: 50 }, { least: 0, most: 33 }, ['gunshot-alerts', 'incidents']],
      [
        'Gunshot alert 24-7',
        'alert',
        'DERIVED_RULE',
        { least: 6, most: 65 },
        { least: 11, most: 77 },
        ['gunshot-alerts', 'incidents'],
      ],
      [
        'Call E24-0000009',
        'call',
        'DERIVED_RULE',
        { least: 101, most: 160 },
        { least: 218, most: 250 },
        ['calls', 'incidents'],
      ],
    ]);
    // The report has a page of its own, which names the shooting and shows its row.
    const own = await pageOf('Gunshot alert 24-7');
    expect(own.gunfire.map((each) => each.entity?.label)).toEqual(['Case 24-0000101']);
    expect(own.events.map((event) => event.kind)).toEqual(['alert']);
    expect(own.observations.map(({ role, seenOn }) => [role, seenOn])).toEqual([['alert', '2024-03-01']]);
  } finally {
    client.release();
  }
});

test('nothing is tied without a point, to what is no shooting, by what is no gunfire, or where the record names its case', async () => {
  await receive('incidents', [
    incidentHeader,
    shooting,
    '24-0000102,03/01/2024 22:10,,,39.2901,-76.6122,BURGLARY,',
    '24-0000103,03/01/2024 22:10,,100 N HARBOR ST,,,NON-FATAL SHOOTING,1',
    '24-0000104,03/01/2024 22:10,,,39.29,-76.61,NON-FATAL SHOOTING,1',
  ]);
  await receive('gunshot-alerts', [
    alertHeader,
    '24-8,03/01/2024,22:11:05,Multiple Gunshots,5,,,25,',
    '24-9,03/01/2024,22:11:05,Fireworks,5,39.2905,-76.6122,25,',
    '24-10,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,25,24-0000101',
    '24-11,03/01/2024,22:31:05,Multiple Gunshots,5,39.2905,-76.6122,25,',
    '24-12,03/01/2024,22:11:05,Multiple Gunshots,5,39.2995,-76.6122,25,',
  ]);
  await receive('calls', [callHeader, 'E24-0000010,03/01/2024 22:12:40,NOISE,NOISE,,39.2880,-76.6122']);
  expect(await correlations()).toEqual([]);
});

test('the order of imports changes nothing, nor does deriving it again', async () => {
  const orders: FeedName[][] = [
    ['incidents', 'gunshot-alerts', 'calls'],
    ['calls', 'gunshot-alerts', 'incidents'],
    ['gunshot-alerts', 'incidents', 'calls'],
  ];
  const contents: Partial<Record<FeedName, string[]>> = {
    incidents: [incidentHeader, shooting, '24-0000105,03/01/2024 22:14:20,,,39.2899,-76.6130,SHOTS FIRED,2'],
    'gunshot-alerts': [alertHeader, alert, '24-13,03/01/2024,22:19:00,Single Gunshot,1,39.2901,-76.6120,25,'],
    calls: [callHeader, call],
  };
  const outcomes = [];
  for (const order of orders) {
    const other = await openTestStore();
    store = other;
    for (const feed of order) await receive(feed, contents[feed]!);
    const found = await correlations();
    expect(found).toHaveLength(6);
    outcomes.push(found);
    const client = await store.database.connect('import');
    try {
      const before = await rows('select * from flashlight.link order by link_id');
      const records = await rows<{ record_id: number }>('select record_id from flashlight.record');
      await correlateRecords(
        client,
        store.agency.agencyId,
        records.map((row) => row.record_id),
      );
      expect(await rows('select * from flashlight.link order by link_id')).toEqual(before);
    } finally {
      await client.end();
    }
    expect(await miscounted()).toBe(0);
    if (order !== orders.at(-1)) await other.close();
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

test('a new version of either record takes the place of the old one: what it no longer says is superseded', async () => {
  await receive('incidents', [incidentHeader, shooting]);
  await receive('gunshot-alerts', [alertHeader, alert]);
  await receive('calls', [callHeader, call]);
  const states = async () =>
    (await correlations()).map(({ report, incident, status }) => `${report} – ${incident}: ${status}`);
  // The alert turns out to lie elsewhere.
  await receive('gunshot-alerts', [alertHeader, alert.replace('39.2905', '39.3105')]);
  expect(await states()).toEqual([
    '24-7/2024-03-01 v1 – 240000101 v1: SUPERSEDED',
    'E24-0000009/2024-03-01 v1 – 240000101 v1: ACTIVE',
  ]);
  // The incident is dated anew, still within the window of the call.
  await receive('incidents', [incidentHeader, shooting.replaceAll('22:10', '22:09')]);
  expect(await states()).toEqual([
    '24-7/2024-03-01 v1 – 240000101 v1: SUPERSEDED',
    'E24-0000009/2024-03-01 v1 – 240000101 v1: SUPERSEDED',
    'E24-0000009/2024-03-01 v1 – 240000101 v2: ACTIVE',
  ]);
  // The alert comes with the case it belongs to: the record says more than the rule could.
  await receive('gunshot-alerts', [alertHeader, `${alert}24-0000101`]);
  expect((await states()).filter((each) => each.endsWith('ACTIVE'))).toEqual([
    'E24-0000009/2024-03-01 v1 – 240000101 v2: ACTIVE',
  ]);
  expect(await miscounted()).toBe(0);
});

test('judged the same, a report and its shooting are one and tied to themselves by nothing; taken back, they are as before', async () => {
  await receive('incidents', [incidentHeader, shooting]);
  await receive('gunshot-alerts', [alertHeader, alert]);
  const before = await correlations();
  const observations = await rows<{ record_id: number; ordinal: number }>(
    `select record_id, ordinal from flashlight.observation_of where kind = 'incident' order by 1`,
  );
  const [a, b] = observations.map((each) => observationNumber(each.record_id, each.ordinal));
  const judgement = await judgeObservations(store.database, store.agency.agencyId, {
    a: a!,
    b: b!,
    verdict: 'same',
    reason: 'the officers were sent by the alert',
    judgedBy: 'analyst',
  });
  expect((await correlations()).map((each) => each.status)).toEqual(['SUPERSEDED']);
  expect(await miscounted()).toBe(0);
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });
  expect(await correlations()).toEqual(before);
  expect(await miscounted()).toBe(0);
});

test('the other side of a pair is found by its time, without reading all there is', async () => {
  const { agencyId } = store.agency;
  await receive('incidents', [incidentHeader, shooting]);
  await receive('gunshot-alerts', [alertHeader, alert]);
  // Twenty thousand alerts, calls and shootings over two years around them.
  for (const [table, columns, values] of [
    ['gunshot_alert', 'detected_at', ''],
    ['call_for_service', 'received_at, gunfire', ', true'],
    ['incident', 'occurred_from, classification', `, 'shots-fired'`],
  ] as const)
    await store.database.pool('migrate').query(
      `insert into flashlight.${table} (agency_id, record_id, ordinal, ${columns})
         select ${agencyId}, 1000000 + n, 0, '2023-01-01'::timestamptz + n * interval '53 minutes'${values} from generate_series(1, 20000) n`,
    );
  const client = await store.database.connect('import');
  const readInOrder = async () => {
    await client.query('select pg_stat_force_next_flush()');
    const { rows: read } = await client.query<{ table: string; rows: number }>(
      `select relname as table, seq_tup_read::int as rows from pg_stat_user_tables where relname in ('gunshot_alert', 'call_for_service', 'incident') order by 1`,
    );
    return read;
  };
  try {
    const records = await rows<{ record_id: number }>('select record_id from flashlight.record');
    // While the server knows nothing of the tables just filled, and when it does.
    for (const analyzed of [false, true]) {
      if (analyzed) await store.database.pool('migrate').query('analyze');
      const before = await readInOrder();
      await correlateRecords(
        client,
        agencyId,
        records.map((row) => row.record_id),
      );
      expect(await readInOrder()).toEqual(before);
    }
    expect((await correlations()).map((each) => each.status)).toEqual(['ACTIVE']);
  } finally {
    await client.end();
  }
});
