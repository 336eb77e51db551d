import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChains, findCommonNeighbors, findLinks, findPaths, unknownIds } from '../../src/jobs/find-links.ts';
import { followLinks, type LinkFollower } from '../../src/jobs/follow-links.ts';
import { betweenness } from '../../src/links/betweenness.ts';
import { communities } from '../../src/links/communities.ts';
import { memoryLinkSource } from '../../src/links/memory-link-source.ts';
import { parseEntityId } from '../../src/model/ids.ts';
import { atOneMoment } from '../../src/store/database.ts';
import { postgresLinkSource } from '../../src/store/link-source.ts';
import { countLinks, dateEntities } from '../../src/store/linking.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from '../contract/small-city.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { answer, type LinkDriver } from './link-drivers.ts';
import { kindOf, makeGraph, makeQuestion, seededChance, type MadeLink, type Question } from './made-links.ts';

// A hidden record leaves no trace: with it and without it, whoever may not see it is answered alike.

const hidden = ['TAG-2', 'TAG-70002'];
const runs = 6;
const questionsPerRun = 40;

let store: TestStore;
let follower: LinkFollower;
let shownRecord: number;
let hiddenRecord: number;

beforeAll(async () => {
  store = await openTestStore();
  for (const serial of ['NUL00001', 'NUL00002'])
    await receiveRows(store, 'etrace', [
      'Request Number,Date of Request,Agency Case Number,Serial Number,Manufacturer,Type,Caliber,Model',
      `RQ${serial},01/02/2025,24-10001,${serial},GLOCK,P,9MM,19`,
    ]);
  const owner = store.database.pool('migrate');
  const { rows } = await owner.query<{ record_id: number }>('select record_id from flashlight.record order by 1');
  [shownRecord, hiddenRecord] = rows.map((row) => row.record_id) as [number, number];
  await owner.query('update flashlight.record set handling = $2 where record_id = $1', [hiddenRecord, ['TAG-2']]);
  follower = followLinks(store.database, { agencyId: store.agency.agencyId });
  await follower.loaded;
});
afterAll(async () => {
  await follower?.close();
  await store?.close();
});

async function saveLink(client: pg.ClientBase, link: MadeLink, record: number, handling: readonly string[]) {
  await client.query(
    `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from,
       valid_to, record_id, basis, status, asserted_by, handling) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      store.agency.agencyId,
      link.id,
      link.subject,
      link.subjectKind,
      link.predicate,
      link.object,
      link.objectKind,
      link.from,
      link.to,
      record,
      link.basis,
      link.status,
      link.assertedBy,
      handling,
    ],
  );
}

/** A row of a record that speaks of an entity, which is made where there is none. */
async function observe(client: pg.ClientBase, entity: number, record: number, seenOn: string | null) {
  const { agencyId } = store.agency;
  await client.query(
    `insert into flashlight.entity (agency_id, entity_id, kind, label) values ($1, $2, $3, $4) on conflict do nothing`,
    [agencyId, entity, kindOf(entity), `made ${entity}`],
  );
  await client.query(
    `insert into flashlight.observation_of (agency_id, record_id, ordinal, kind, entity_id, keys, asserted_by, seen_on)
     select $1, $2, 100 + count(*), $3, $4, '{}', 'test', $5 from flashlight.observation_of where record_id = $2`,
    [agencyId, record, kindOf(entity), entity, seenOn],
  );
}

async function askAll(questions: readonly Question[], ids: readonly number[]) {
  // While the graph is being brought up to date it is not to be had.
  for (let tries = 0; tries < 100; tries++) {
    const said = await askOnce(questions, ids);
    if (said !== null) return said;
    await sleep(50);
  }
  throw new Error('the graph in memory was not to be had');
}

/** What both drivers say to all questions, for the reader and for one who may see everything. */
async function askOnce(questions: readonly Question[], ids: readonly number[]) {
  const { agencyId } = store.agency;
  return atOneMoment(store.database.pool('read'), async (client) => {
    const held = await follower.hold(client);
    if (held === null) return null;
    const asked = async (tags: readonly string[]) => {
      const stored = postgresLinkSource(client, agencyId, tags);
      const drivers: LinkDriver[] = [
        { name: 'PostgreSQL', source: stored },
        { name: 'memory', source: memoryLinkSource(held.reader(tags), stored) },
      ];
      const answers = [];
      for (const driver of drivers) {
        const said: unknown[] = [await driver.source.describe(ids)];
        for (const question of questions) said.push(await answer(driver, question));
        answers.push(said);
      }
      return answers as [unknown[], unknown[]];
    };
    const there = ids.map((number) => ({ kind: kindOf(number), number }));
    try {
      return {
        reader: await asked(hidden),
        everyone: await asked([]),
        unknown: await unknownIds(client, agencyId, there, hidden),
      };
    } finally {
      held.release();
    }
  });
}

test('records that come in and are hidden change nothing in any answer, count or order of a reader without rights', async () => {
  let changed = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const graph = makeGraph(seed, { entities: 30, links: 140, firstId: 2 ** 41 + seed * 2 ** 38 });
    const chance = seededChance(seed);
    const questions = Array.from({ length: questionsPerRun }, () => makeQuestion(chance, graph.ids));
    const seen = new Set(graph.seen.map((link) => link.id));
    const spokenOf = new Set(graph.seen.flatMap((link) => [link.subject, link.object]));
    const { agencyId } = store.agency;
    await atOneMoment(store.database.pool('migrate'), async (client) => {
      for (const link of graph.seen) await saveLink(client, link, shownRecord, link.handling);
      for (const entity of spokenOf) await observe(client, entity, shownRecord, '2024-05-01');
      await countLinks(client, agencyId, [...spokenOf]);
      await dateEntities(client, agencyId, [...spokenOf]);
    });
    const before = await askAll(questions, graph.ids);
    await atOneMoment(store.database.pool('migrate'), async (client) => {
      const all = new Set<number>();
      for (const link of graph.links) {
        for (const end of [link.subject, link.object]) all.add(end);
        if (!seen.has(link.id)) await saveLink(client, link, hiddenRecord, hidden.slice(0, 1));
      }
      for (const entity of all)
        if (!spokenOf.has(entity) || chance() < 0.7) await observe(client, entity, hiddenRecord, '2019-01-01');
      await countLinks(client, agencyId, [...all]);
      await dateEntities(client, agencyId, [...all]);
    });
    const after = await askAll(questions, graph.ids);
    expect(after.reader[0]).toEqual(before.reader[0]);
    expect(after.reader[1]).toEqual(before.reader[0]);
    expect(before.reader[1]).toEqual(before.reader[0]);
    expect(after.unknown).toEqual(before.unknown);
    expect(after.everyone[1]).toEqual(after.everyone[0]);
    changed += after.everyone[0].filter(
      (said, at) => JSON.stringify(said) !== JSON.stringify(before.everyone[0][at]),
    ).length;
  }
  // For those who may see them they change much, or the test would hold of anything.
  expect(changed).toBeGreaterThan(runs * questionsPerRun * 0.4);
});

test('traces and alerts that are imported and hidden leave names, days and counts of a small city as they were', async () => {
  const server: TestServer = await openTestServer();
  try {
    const { database, agency } = server.store;
    const tags = ['FTS-TIAHRT', 'VENDOR-CONF'];
    await importSmallCity(server, [
      ['incidents', incidentsCsv],
      ['recoveries', recoveriesCsv],
    ]);
    const { rows } = await database
      .pool('read')
      .query<{ id: number }>('select entity_id as id from flashlight.entity where merged_into is null order by 1');
    const ids = rows.map((row) => row.id);
    const ask = (view: { hidden?: readonly string[] }) =>
      atOneMoment(database.pool('read'), async (client) => {
        const said = [];
        for (const [at, from] of ids.entries()) {
          const to = ids[(at + 3) % ids.length]!;
          const around = await findLinks(client, agency.agencyId, { from: [from], hops: 2, ...view });
          const number = (id: string) => parseEntityId(id)!.number;
          const drawn = {
            entities: around.entities.map(({ id }) => number(id)),
            links: around.links.map(({ subject, object }) => ({ subject: number(subject), object: number(object) })),
          };
          said.push(
            around,
            communities(drawn),
            betweenness(drawn),
            await findLinks(client, agency.agencyId, { from: [from], hops: 1, limit: 2, skip: 1, ...view }),
            await findChains(client, agency.agencyId, { from, to, count: 5, ...view }),
            await findChains(client, agency.agencyId, { from, to, count: 5, hubDegree: 3, ...view }),
            await findCommonNeighbors(client, agency.agencyId, { ids: [from, to], hubDegree: 2, ...view }),
            await findPaths(client, agency.agencyId, { from, to, ...view }),
            await findCommonNeighbors(client, agency.agencyId, { ids: [from, to], ...view }),
          );
        }
        return said;
      });
    const before = await ask({});
    expect(await ask({ hidden: tags })).toEqual(before);
    await importSmallCity(server, [
      ['etrace', tracesCsv],
      [
        'gunshot-alerts',
        'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Linked Case\n24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,24-0000101\n',
      ],
    ]);
    expect(await ask({ hidden: tags })).toEqual(before);
    expect(await ask({})).not.toEqual(before);
  } finally {
    await server.close();
  }
});
