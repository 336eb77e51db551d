import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile, type ImportResult } from '../../src/jobs/import-file.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { feedNames, type FeedName } from '../../src/model/feeds.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import type { RowLayout } from '../../src/sources/feed.ts';
import { openTable } from '../../src/sources/reading/open-table.ts';
import type { ReadRow } from '../../src/sources/feed-batch.ts';
import { readFeed } from '../../src/sources/read-feed.ts';
import { saveAgency, type Agency } from '../../src/store/agencies.ts';
import { arbitraryRow } from '../layout-checks.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { rowContext } from '../parse-one-row.ts';
import { csvOf } from '../read-whole-feed.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-properties-'));
/** Each run imports several files: two hundred of them take minutes, and are asked for with FLASHLIGHT_PROPERTY_RUNS. */
const numRuns = Number(process.env['FLASHLIGHT_PROPERTY_RUNS'] ?? 20);
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

const layouts = feedNames.flatMap((feed) =>
  allFeeds[feed].layouts.flatMap((layout) => (layout.shape === 'rows' ? [{ feed, layout }] : [])),
);

interface RandomFile {
  readonly feed: FeedName;
  readonly text: string;
}

/** A file of any layout whose header names its fields, with rows of any cells, some of them twice. */
const anyFile: fc.Arbitrary<RandomFile> = fc.constantFrom(...layouts).chain(({ feed, layout }) =>
  fc
    .record({
      rows: fc.array(arbitraryRow(layout), { minLength: 1, maxLength: 12 }),
      again: fc.array(fc.nat(11), { maxLength: 4 }),
      header: fc.shuffledSubarray(Object.keys(layout.fields), { minLength: Object.keys(layout.fields).length }),
    })
    .map(({ rows, again, header }) => ({ feed, text: textOf(layout, header, [...rows, ...again.map((at) => rows[at % rows.length]!)]) })),
); // prettier-ignore

function textOf(layout: RowLayout<string>, header: readonly string[], rows: readonly Record<string, string>[]): string {
  const required = Object.entries(layout.fields).flatMap(([name, field]) => (field.required ? [name] : []));
  const filled = rows.map((row, n) => ({ ...Object.fromEntries(required.map((name) => [name, `K${n % 5}`])), ...row }));
  return csvOf(header, ...filled.map((row: Record<string, string>) => header.map((name) => row[name] ?? '')));
}

async function read({ feed, text }: RandomFile, piece: number) {
  const bytes = new TextEncoder().encode(text);
  async function* source() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const rows: ReadRow[] = [];
  const rejects = [];
  const skipped = [];
  for await (const batch of readFeed(await openTable(source()), { feed: allFeeds[feed], context: rowContext })) {
    rows.push(...batch.rows);
    rejects.push(...batch.rejects);
    skipped.push(...batch.skipped);
  }
  return { rows, rejects, skipped };
}

/** What is read, or the code of the failure that ended it. */
const reading = (file: RandomFile, piece: number) =>
  read(file, piece).catch((error: { code?: string }) => ({ failure: error.code ?? String(error) }));

let agencies = 0;
async function newAgency(): Promise<Agency> {
  const code = `agency-${++agencies}`;
  return saveAgency(store.database, {
    code,
    name: code,
    city: 'Harbor City',
    state: 'MD',
    timeZone: 'America/New_York',
  });
}

async function importText(agency: Agency, feed: FeedName, text: string): Promise<ImportResult> {
  const path = join(place, 'file.csv');
  writeFileSync(path, text);
  return importFile(store.database, {
    agency,
    feed,
    path,
    rejectsDir: place,
    startedBy: 'tests',
    receivedAt: '2026-11-21T12:00:00.000Z',
  });
}

test('a file is read alike however it is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 200 }), async (file, piece) => {
      expect(await reading(file, piece)).toEqual(await reading(file, 1 << 20));
    }),
    { numRuns: 200 },
  );
}, 120_000);

const isOutdated = (row: ReadRow, earlier: readonly ReadRow[]) =>
  row.key !== null &&
  earlier.some(({ key, stateOn }) => key === row.key && stateOn !== null && (row.stateOn ?? '') < stateOn);

test('every row of every file ends as accepted, rejected or duplicate, and the store holds what was counted', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async (file) => {
      const expected = await reading(file, 4096);
      const agency = await newAgency();
      if ('failure' in expected) {
        await expect(importText(agency, file.feed, file.text)).rejects.toThrow(/^Expected/);
        return;
      }
      // Two passes over one file: what was accepted is known, what was rejected is rejected.
      let first: ImportResult;
      try {
        first = await importText(agency, file.feed, file.text);
      } catch (error) {
        // The import knows all feeds: a header of random fields may plainly be another's.
        expect((error as { code: string }).code).toBe('feed.other');
        return;
      }
      expect(first.read).toBe(expected.rows.length + expected.rejects.length);
      expect(first.read).toBe(first.accepted + first.rejected + first.duplicates);
      const { rows } = await store.database.pool('read').query<{ records: number; rejects: number; outdated: number }>(
        `select (select count(*)::int from flashlight.record where agency_id = $1) records, count(*)::int rejects,
                  count(*) filter (where code = 'row.outdated')::int outdated from flashlight.import_reject where agency_id = $1`,
        [agency.agencyId],
      );
      const { outdated, ...held } = rows[0]!;
      expect(held).toEqual({ records: first.accepted, rejects: first.rejected });
      // Beside what cannot be read, only a state older than that of an earlier row of its key is rejected.
      expect(first.rejected).toBe(expected.rejects.length + outdated);
      expect(outdated).toBeLessThanOrEqual(
        expected.rows.filter((row, at) => isOutdated(row, expected.rows.slice(0, at))).length,
      );
      const again = await importText(agency, file.feed, file.text.replaceAll('\r\n', '\n'));
      expect(again).toMatchObject({ read: first.read, accepted: 0, rejected: first.rejected });
    }),
    // The first case that fails is told: to make it smaller would take more imports than there is time for.
    { numRuns, endOnFailure: true },
  );
}, 300_000);

const recoveryHeader = ['Property Number', 'Agency Case Number', 'Recovered At', 'Make', 'Serial Number', 'Possessor Last Name', 'Possessor First Name', 'Possessor DOB', 'Address', 'Trace Number']; // prettier-ignore

/** Few firearms, people and places, so that nearly every row is tied to others, some by a serial and a trace number both. */
const recovery = fc.tuple(
  fc.constantFrom('21-0001', '21-0002', '21-0003', ''),
  fc.constantFrom('03/01/2021', '04/02/2021', ''),
  fc.constantFrom('GLOCK', 'TAURUS'),
  fc.constantFrom('ABC123', 'XYZ789', 'QRS456', ''),
  fc.constantFrom('ARDEN', 'BIRCH', ''),
  fc.constantFrom('ALEX', 'BLAKE'),
  fc.constantFrom('01/02/1980', '03/04/1990', ''),
  fc.constantFrom('10 HARBOR ST', '20 FERRY LN', ''),
  fc.constantFrom('T20210000001', 'T20210000002', ''),
);

/** Entities as sets of the observations joined in them, and links between such sets: no ids. */
async function graphOf({ agencyId }: Agency) {
  const { rows: observations } = await store.database
    .pool('read')
    .query<{ entity: number; name: string }>(
      `select entity_id entity, natural_key || '#' || ordinal || ' ' || kind as name from flashlight.observation_of join flashlight.record using (agency_id, record_id) where agency_id = $1 order by 2`,
      [agencyId],
    );
  const members = new Map<number, string>();
  for (const { entity, name } of observations) members.set(entity, `${members.get(entity) ?? ''}${name}; `);
  const { rows: links } = await store.database.pool('read').query<{ s: number; p: string; o: number; record: string; from: string; status: string }>(
    `select subject_id s, predicate p, object_id o, natural_key record, valid_from "from", status from flashlight.link join flashlight.record using (agency_id, record_id) where agency_id = $1`,
    [agencyId],
  ); // prettier-ignore
  const { rows: entities } = await store.database.pool('read').query<{ entity: number; observations: number; links: number; first: string; last: string }>(
    `select entity_id entity, observations, links, first_seen first, last_seen last from flashlight.entity where agency_id = $1 and merged_into is null`,
    [agencyId],
  ); // prettier-ignore
  return {
    entities: entities.map(({ entity, ...rest }) => JSON.stringify([members.get(entity), rest])).sort(),
    links: links.map(({ s, o, ...rest }) => JSON.stringify([members.get(s), members.get(o), rest])).sort(),
  };
}

test('the order in which two files with different keys are imported changes neither entities nor links', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(recovery, { minLength: 1, maxLength: 10 }),
      fc.array(recovery, { minLength: 1, maxLength: 10 }),
      async (first, second) => {
        const textOfAll = (rows: readonly (readonly string[])[], prefix: string) =>
          csvOf(recoveryHeader, ...rows.map((row, n) => [`${prefix}${n}`, ...row]));
        const [a, b] = [textOfAll(first, 'A'), textOfAll(second, 'B')];
        const graphs = [];
        for (const order of [[a, b], [b, a]]) {
          const agency = await newAgency();
          for (const text of order) {
            const { accepted, read: rowsRead } = await importText(agency, 'recoveries', text);
            expect(accepted).toBe(rowsRead);
            await linkRecords(store.database);
          }
          graphs.push(await graphOf(agency));
        }
        expect(graphs[1]).toEqual(graphs[0]);
      },
    ),
    { numRuns },
  );
}, 600_000); // prettier-ignore
