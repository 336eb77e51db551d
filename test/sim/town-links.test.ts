import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { listFeedFiles } from '../../src/jobs/import-folder.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { makeTownFiles } from '../../src/jobs/make-town.ts';
import { predicates } from '../../src/model/links.ts';
import { dedupeTable } from '../../src/identity/dedupe-table.ts';
import { evaluateClusters } from '../../src/identity/evaluate-clusters.ts';
import { Random } from '../../src/stats/random.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { readTownPeople } from './town-people.ts';

/** A whole town goes in; every way in which things can be tied must occur, and leads must tie firearms to scenes alone. */
const seed = 7011;
const scale = 0.05;

let store: TestStore;
let folder: string;
let out: string;
let leads: Record<string, string>[];

const bare = (number: string) => number.toUpperCase().replace(/[^A-Z0-9]/g, '');
const query = async <T extends object>(sql: string) => (await store.database.pool('read').query<T>(sql)).rows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-town-links-'));
  out = join(folder, 'town');
  makeTownFiles({ seed, scale, out, onProgress: () => undefined });
  store = await openTestStore();
  for (const file of await listFeedFiles(out))
    await importFile(store.database, {
      agency: store.agency,
      ...file,
      rejectsDir: join(folder, 'rejects'),
      startedBy: 'test',
      receivedAt: '2026-01-15T12:00:00Z',
    });
  await linkRecords(store.database);
  const nibin = join(out, 'feeds/nibin');
  const rows = new Map<string, Record<string, string>>();
  // A year's file shows each lead as it stood at that year's end: the last is the word that holds.
  for (const name of (await readdir(nibin)).filter((each) => each.startsWith('leads')).sort())
    for (const row of Papa.parse<Record<string, string>>(await readFile(join(nibin, name), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data)
      rows.set(row['Lead Number']!, row);
  leads = [...rows.values()];
}, 300_000);

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

test('every predicate there is occurs', async () => {
  const found = await query<{ predicate: string; n: number }>(
    `select predicate, count(*)::int as n from flashlight.link where status = 'ACTIVE' group by 1 order by 1`,
  );
  process.stdout.write(`${JSON.stringify(Object.fromEntries(found.map((row) => [row.predicate, row.n])))}\n`);
  expect(found.map((row) => row.predicate)).toEqual(Object.keys(predicates).sort());
});

test('the people of the town are told apart: of a hundred pairs joined ninety-nine are of one, of a hundred of one ninety-five are joined', async () => {
  const { table, truthOf, people } = await readTownPeople(out, store);
  const random = new Random('identity/1');
  const { clusterOf } = dedupeTable(table, { random: () => random.next(), blocking: 'auto', accept: 0.5 });
  const { precision, recall } = evaluateClusters(clusterOf, truthOf);
  process.stdout.write(
    `${table.records} rows of ${people} people: P ${precision.toFixed(4)}, R ${recall.toFixed(4)}\n`,
  );
  expect(table.records).toBeGreaterThan(3_000);
  expect(people).toBeGreaterThan(1_000);
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.95);
});

test('every named victim, suspect and arrestee is tied to the incident, and to no other', async () => {
  for (const [role, predicate] of [
    ['victim', 'VICTIM_IN'],
    ['suspect', 'SUSPECT_IN'],
    ['arrestee', 'ARRESTED_IN'],
  ]) {
    const tied = await query<{ person: string; there: string | null; own: string }>(
      `select p.record_id || '/' || p.ordinal as person, l.object_id::text as there, i.entity_id::text as own
         from flashlight.person_observation p join flashlight.observation_of o using (agency_id, record_id, ordinal)
         join flashlight.observation_of i on i.agency_id = o.agency_id and i.record_id = o.record_id and i.kind = 'incident'
         left join flashlight.link l on l.agency_id = p.agency_id and l.record_id = p.record_id and l.subject_id = o.entity_id and l.predicate = '${predicate}' and l.status = 'ACTIVE'
        where p.role = '${role}' and o.status = 'ACTIVE'`,
    );
    expect(tied.length, role).toBeGreaterThan(100);
    expect(
      tied.filter((each) => each.there !== each.own),
      role,
    ).toEqual([]);
  }
});

test('every lead to a test fire ties its firearm to the scene, by either end, and to no case of a recovery', async () => {
  const toTestFire = leads.filter((row) => row['Item A']!.startsWith('TF') || row['Item B']!.startsWith('TF'));
  const first = toTestFire.filter((row) => row['Item A']!.startsWith('TF'));
  // The simulation sees both ends, and leads that do not repeat the firearm.
  expect(first.length).toBeGreaterThan(10);
  expect(toTestFire.length - first.length).toBeGreaterThan(10);
  expect(toTestFire.filter((row) => row['Firearm Serial'] === '').length).toBeGreaterThan(5);
  const found = await query<{ lead: string; tie: string; firearm: string; scene: string; status: string }>(
    `select r.natural_key as lead, l.predicate as tie, l.subject_id::text as firearm, i.case_key as scene, l.status
       from flashlight.link l join flashlight.record r using (agency_id, record_id)
       join flashlight.observation_of o on o.agency_id = l.agency_id and o.record_id = l.record_id and o.entity_id = l.object_id
       join flashlight.incident_observation i on i.agency_id = o.agency_id and i.record_id = o.record_id and i.ordinal = o.ordinal
      where l.predicate in ('FIRED_IN', 'POSSIBLY_FIRED_IN') and l.status <> 'SUPERSEDED'`,
  );
  const entries = new Map(
    (
      await query<{ ibis: string; firearm: string }>(
        `select e.ibis_id as ibis, o.entity_id::text as firearm from flashlight.ballistic_entry e
           join flashlight.observation_of o on o.agency_id = e.agency_id and o.record_id = e.record_id and o.ordinal = e.firearm_ordinal and o.kind = 'firearm'
          where e.event_type = 'TEST_FIRE'`,
      )
    ).map((row) => [bare(row.ibis), row.firearm]),
  );
  const expected = toTestFire.flatMap((row) => {
    const [test, scene] = row['Item A']!.startsWith('TF') ? ['A', 'B'] : ['B', 'A'];
    const firearm = entries.get(bare(row[`IBIS ${test}`]!));
    if (firearm === undefined || bare(row['Case A']!) === bare(row['Case B']!)) return [];
    const conclusion = row['Conclusion'];
    return `${row['Lead Number']} ${conclusion === 'IDENTIFICATION' ? 'FIRED_IN' : 'POSSIBLY_FIRED_IN'} ${firearm} ${bare(row[`Case ${scene}`]!)} ${conclusion === 'ELIMINATION' ? 'RETRACTED' : 'ACTIVE'}`;
  });
  const tied = found.map((row) => `${row.lead} ${row.tie} ${row.firearm} ${bare(row.scene)} ${row.status}`);
  expect(expected.filter((each) => !tied.includes(each))).toEqual([]);
  const scenes = new Map(
    toTestFire.map((row) => [row['Lead Number']!, bare(row[row['Item A']!.startsWith('TF') ? 'Case B' : 'Case A']!)]),
  );
  expect(found.filter((row) => scenes.get(row.lead) !== bare(row.scene))).toEqual([]);
});
