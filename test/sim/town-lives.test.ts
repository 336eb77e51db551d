import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { listFeedFiles } from '../../src/jobs/import-folder.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { loadLife } from '../../src/jobs/load-life.ts';
import { makeTownFiles } from '../../src/jobs/make-town.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

/**
 * A town whose truth is known goes in as its agencies' files; every firearm whose records carry a clean serial must come
 * out as one firearm, with the life its records tell, and nothing of any other.
 */
const seed = 7011;

let store: TestStore;
let folder: string;
let truth: { firearm: string; clean: boolean; cause: string }[];
let lives: Map<string, { at: string; what: string }[]>;
/** Firearms with clean serials that are kept apart because their records contradict each other in calibre. */
let keptApart = 0;
/** True firearm of each record that speaks of one, and the entity it was joined to. */
let rows: { feed: string; key: string; firearm: string; record: number; entity: number }[];

const csv = (text: string) =>
  text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
/** Importers and agencies punctuate numbers differently. */
const bare = (key: string) => key.toUpperCase().replace(/[^A-Z0-9]/g, '');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-lives-'));
  const out = join(folder, 'town');
  makeTownFiles({ seed, scale: 0.1, out, onProgress: () => undefined });
  store = await openTestStore();
  const { database, agency } = store;
  for (const file of await listFeedFiles(out)) {
    if (file.feed === 'calls' || file.feed === 'gunshot-alerts' || file.feed === 'licensees') continue;
    const { read, accepted, rejected, duplicates } = await importFile(database, {
      agency,
      ...file,
      rejectsDir: join(folder, 'rejects'),
      startedBy: 'test',
      receivedAt: '2026-01-15T12:00:00Z',
    });
    expect(read).toBe(accepted + rejected + duplicates);
  }
  await linkRecords(database);
  truth = csv(await readFile(join(out, 'truth/recovered-firearms.csv'), 'utf8')).map(([firearm, , , clean, cause]) => ({
    firearm: firearm!,
    clean: clean === '1',
    cause: cause!,
  }));
  lives = Map.groupBy(
    csv(await readFile(join(out, 'truth/lives.csv'), 'utf8')).map(([firearm, at, what]) => ({
      firearm: firearm!,
      at: at!,
      what: what!,
    })),
    (event) => event.firearm,
  );
  const { rows: stored } = await database
    .pool('read')
    .query<{ feed: string; natural_key: string; report_number: string | null; record_id: number; entity_id: number }>(
      `select s.feed || '/' || s.layout as feed, r.natural_key, t.report_number, r.record_id, o.entity_id
       from flashlight.observation_of o join flashlight.record r using (agency_id, record_id) join flashlight.source s using (agency_id, source_id)
       left join flashlight.theft_report t using (agency_id, record_id) where o.kind = 'firearm' and o.status = 'ACTIVE'`,
    );
  const byKey = new Map(stored.map((row) => [`${row.feed} ${bare(row.report_number ?? row.natural_key)}`, row]));
  rows = csv(await readFile(join(out, 'truth/firearms.csv'), 'utf8')).flatMap(([feed, rowKey, firearm]) => {
    const [key, role] = rowKey!.split('/');
    // A cartridge case from a scene carries no serial: it is tied by ballistics, not by identity.
    if (role === 'scene' || role === 'a') return [];
    const row = byKey.get(`${feed} ${bare(key!)}`);
    return row ? [{ feed: feed!, key: key!, firearm: firearm!, record: row.record_id, entity: row.entity_id }] : [];
  });
}, 300_000);

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

test('every firearm whose records carry a clean serial is one firearm, unless they give it two bores, and holds no row of another', async () => {
  const clean = new Set(truth.filter((each) => each.clean).map((each) => each.firearm));
  const entitiesOf = Map.groupBy(rows, (row) => row.firearm);
  const firearmsOf = Map.groupBy(rows, (row) => row.entity);
  const split = [...clean].filter((firearm) => new Set(entitiesOf.get(firearm)?.map((row) => row.entity)).size > 1);
  const mixed = [...clean].filter((firearm) =>
    entitiesOf.get(firearm)?.some((row) => new Set(firearmsOf.get(row.entity)!.map((each) => each.firearm)).size > 1),
  );
  expect(clean.size).toBeGreaterThan(500);
  // A clerk wrote another calibre on a record that shares no case or trace number: for a person to decide, and so it says.
  const { rows: apart } = await store.database.pool('read').query<{ entity_id: number; calibre_code: string }>(
    `select e.entity_id, f.calibre_code from flashlight.entity e join flashlight.observation_of o using (agency_id, entity_id)
         join flashlight.firearm_observation f on f.agency_id = o.agency_id and f.record_id = o.record_id and f.ordinal = o.ordinal
        where e.detail -> 'apart' @> '[{"reason": "same make and serial number"}]' and f.calibre_code is not null`,
  );
  const calibres = Map.groupBy(apart, (row) => row.entity_id);
  const undecided = split.filter((firearm) => {
    const given = new Set(entitiesOf.get(firearm)!.map((row) => calibres.get(row.entity)?.[0]?.calibre_code));
    return !given.has(undefined) && given.size > 1;
  });
  keptApart = undecided.length;
  expect(keptApart / clean.size).toBeLessThan(0.005);
  const described = split
    .filter((firearm) => !undecided.includes(firearm))
    .map((firearm) =>
      entitiesOf
        .get(firearm)!
        .map((row) => `${row.feed} ${row.key} ${row.entity}`)
        .join(' | '),
    );
  expect({ split: described, mixed }).toEqual({ split: [], mixed: [] });
});

test('no firearm of any kind is joined to another one', () => {
  const mixed = [...Map.groupBy(rows, (row) => row.entity).values()].filter(
    (of) => new Set(of.map((row) => row.firearm)).size > 1,
  );
  expect(mixed.map((of) => of.map((row) => `${row.feed} ${row.key} ${row.firearm}`))).toEqual([]);
});

test('the life of a firearm with clean serials tells what its records tell: sale, recovery and trace on their true days, unless a clerk wrote another', async () => {
  const { database, agency } = store;
  const entityOf = new Map(rows.map((row) => [row.firearm, row.entity]));
  const client = await database.pool('read').connect();
  const wanted = { sold: 'SOLD', recovered: 'RECOVERED', 'trace-requested': 'TRACED', stolen: 'STOLEN' } as const;
  let exact = 0;
  let compared = 0;
  const differing: string[] = [];
  try {
    // A third of them: each life costs as much as a page.
    for (const { firearm } of truth.filter((each, at) => each.clean && at % 3 === 0)) {
      const entity = entityOf.get(firearm);
      if (entity === undefined) continue;
      const life = (await loadLife(client, agency.agencyId, entity))!;
      for (const [kind, what] of Object.entries(wanted)) {
        const told = life.events.filter((event) => event.kind === kind && event.from !== null);
        const happened = (lives.get(firearm) ?? []).filter((event) => event.what === what);
        for (const event of told) {
          compared++;
          if (happened.some((each) => each.at === event.from)) exact++;
          else differing.push(`${firearm} ${kind} ${event.from} truly ${happened.map((each) => each.at).join(' ')}`);
        }
      }
    }
  } finally {
    client.release();
  }
  expect(compared).toBeGreaterThan(700);
  // Clerks mistype a few dates in a hundred; those are in the files, and the life says what the files say.
  expect(exact / compared, differing.slice(0, 20).join('\n')).toBeGreaterThan(0.96);
});

test('what is not recovered whole is listed by its cause', () => {
  const entitiesOf = Map.groupBy(rows, (row) => row.firearm);
  const byCause: Record<string, { firearms: number; whole: number }> = {};
  for (const { firearm, clean, cause } of truth) {
    const name = clean ? 'clean' : cause;
    const of = (byCause[name] ??= { firearms: 0, whole: 0 });
    of.firearms++;
    if (new Set(entitiesOf.get(firearm)?.map((row) => row.entity)).size === 1) of.whole++;
  }
  process.stdout.write(`${JSON.stringify(byCause)}\n`);
  expect(byCause['clean']!.whole).toBe(byCause['clean']!.firearms - keptApart);
  for (const [cause, { firearms, whole }] of Object.entries(byCause))
    if (cause !== 'clean') expect(whole, cause).toBeLessThanOrEqual(firearms);
});
