import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { HeldFacts } from '../../src/jobs/held-facts.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { bringLeadsUpToDate } from '../../src/jobs/bring-leads-up-to-date.ts';
import { loadTraceFacts } from '../../src/jobs/load-trace-facts.ts';
import { reportTraces } from '../../src/jobs/report-traces.ts';
import { reportYear } from '../../src/jobs/report-year.ts';
import type { TraceFacts } from '../../src/model/trace-facts.ts';
import type { TraceIndex } from '../../src/model/trace-index.ts';
import type { TraceReport } from '../../src/model/trace-report.ts';
import type { TraceYear } from '../../src/model/trace-year.ts';
import { inTransaction } from '../../src/store/database.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

/** Traces as agencies get them wrong, through the importer: what is counted of them must not look right. */
const columns = [
  'Trace Number',
  'Request Date',
  'Completed Date',
  'Completion Code',
  'ORI',
  'Serial Number',
  'Manufacturer',
  'Model',
  'Caliber',
  'Firearm Type',
  'Dealer FFL',
  'Dealer Name',
  'Dealer Street',
  'Dealer City',
  'Dealer State',
  'Purchase Date',
  'Purchaser Last Name',
  'Purchaser First Name',
  'Purchaser DOB',
  'Possessor Last Name',
  'Possessor First Name',
  'Possessor DOB',
  'Recovery Date',
  'Time to Crime',
] as const;
type Cells = Partial<Record<(typeof columns)[number], string>>;

const usual: Cells = {
  'Request Date': '05/07/2024',
  'Completed Date': '05/20/2024',
  'Completion Code': 'PURCHASER IDENTIFIED',
  ORI: 'MDHCPD000',
  Manufacturer: 'GLOCK',
  Model: '19',
  Caliber: '9MM',
  'Firearm Type': 'PISTOL',
  'Dealer FFL': '8-52-033-01-6A-12345',
  'Dealer Name': 'OLD LINE ARMS',
  'Dealer Street': '1 MAIN ST',
  'Dealer City': 'BOWIE',
  'Dealer State': 'MD',
  'Purchase Date': '01/10/2024',
  'Purchaser Last Name': 'DOE',
  'Purchaser First Name': 'ANN',
  'Purchaser DOB': '02/03/1990',
  'Possessor Last Name': 'ROE',
  'Possessor First Name': 'BEN',
  'Possessor DOB': '04/05/1999',
  'Recovery Date': '05/01/2024',
};
const rows: readonly Cells[] = [
  { ...usual, 'Trace Number': 'T20240000001', 'Serial Number': 'AAA101', 'Purchase Date': '08/01/2024' },
  { ...usual, 'Trace Number': 'T20240000002', 'Serial Number': 'AAA202' },
  {
    ...usual,
    'Trace Number': 'T20240000003',
    'Serial Number': 'AAA202',
    'Request Date': '06/07/2024',
    'Purchaser Last Name': 'POE',
    'Purchaser First Name': 'CID',
    'Purchaser DOB': '07/08/1970',
  },
  { ...usual, 'Trace Number': 'T20240000004', 'Serial Number': 'AAA303', Manufacturer: 'ZZQX WORKS', Model: '' },
  { ...usual, 'Trace Number': 'T20240000005', 'Serial Number': 'AAA404', 'Dealer FFL': '8-52-033-01-6A-22222' },
  { ...usual, 'Trace Number': 'T20240000006', 'Serial Number': 'AAA505', 'Dealer FFL': '8-52-033-01-6A-33333' },
  { ...usual, 'Trace Number': 'T20240000007', 'Serial Number': 'AAA606', 'Dealer FFL': '1-54-059-01-6A-44444' },
  { ...usual, 'Trace Number': 'T20240000008', 'Serial Number': 'AAA707', 'Time to Crime': '-30' },
];

let store: TestStore;
let folder: string;
let warnings: Readonly<Record<string, number>>;
let facts: Map<string, TraceFacts>;
let byDealer: TraceReport;
let byModel: TraceReport;
let city: ReadonlyMap<string, TraceIndex>;
let reference: ReadonlyMap<string, TraceIndex>;
let year: TraceYear;

const numbered = (last: number) => `T2024000000${last}`;

beforeAll(async () => {
  store = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'flashlight-bad-traces-'));
  const path = join(folder, 'traces.csv');
  await writeFile(
    path,
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
      .map((cells) => cells.join(','))
      .join('\r\n'),
  );
  const result = await importFile(store.database, {
    agency: store.agency,
    feed: 'etrace',
    path,
    rejectsDir: folder,
    startedBy: 'tests',
    receivedAt: '2026-01-15T12:00:00Z',
  });
  expect(result.accepted).toBe(rows.length);
  const { rows: counted } = await store.database
    .pool('read')
    .query<{ code: string; n: number }>(
      `select unnest(warnings) as code, count(*)::integer as n from flashlight.trace_result group by 1`,
    );
  warnings = Object.fromEntries(counted.map(({ code, n }) => [code, n]));
  await linkRecords(store.database);
  const home = { state: 'MD', counties: [] };
  await inTransaction(store.database.pool('read'), async (client) => {
    const { agencyId } = store.agency;
    const byNumber = <T extends { readonly traceNumber: string }>(all: readonly T[]) =>
      new Map(all.map((each) => [each.traceNumber, each]));
    facts = byNumber(await loadTraceFacts(client, agencyId, home));
    byDealer = await reportTraces(client, agencyId, { by: 'dealer', home });
    byModel = await reportTraces(client, agencyId, { by: 'model', home });
    const held = await new HeldFacts().of(client, agencyId);
    city = held.index('city');
    reference = held.index('reference');
    year = await reportYear(client, store.agency, { report: 'annual', year: 2024, audience: 'internal' });
  });
  // Leads are found over all of it without failing.
  await bringLeadsUpToDate(store.database, store.agency.agencyId);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test('a sale after the recovery has no time to crime, no index by the published formula, and widens the city’s', () => {
  expect(facts.get(numbered(1))!.timeToCrime.kind).toBe('undetermined');
  expect(reference.get(numbered(1))).toMatchObject({ score: null });
  expect(reference.get(numbered(1))!.why).toBeTruthy();
  const { low, high } = city.get(numbered(1))!;
  expect(high!).toBeGreaterThan(low!);
  expect(warnings['trace.negative-time-to-crime']).toBeGreaterThanOrEqual(1);
});

test('a firearm traced twice to different purchasers has no time to crime, and counts once where firearms are counted', () => {
  const twice = [2, 3].map((last) => facts.get(numbered(last))!);
  expect(twice[0]!.firearm).toBe(twice[1]!.firearm);
  expect(twice.map(({ timeToCrime }) => timeToCrime.kind)).toEqual(['undetermined', 'undetermined']);
  expect(twice[0]!.purchaser!.id).not.toBe(twice[1]!.purchaser!.id);
  expect(year.firearms).toBe(rows.length - 1);
  const usualDealer = byDealer.rows.find(({ id }) => id === twice[0]!.dealer!.id)!;
  expect(usualDealer.traces - usualDealer.firearms).toBe(1);
});

test('times that cannot be are in no mean, no bin and no share, but among the unknown', () => {
  const { rows: bins, mean } = year.sections.find(({ id }) => id === 'time-to-crime')!;
  const { denominator, unknown } = bins[0]!.share!;
  expect([denominator + unknown, mean!.counted]).toEqual([year.firearms, denominator]);
  expect(unknown).toBeGreaterThanOrEqual(2);
  expect(mean!.value!).toBeGreaterThan(0);
  expect(byDealer.timeKnown.denominator).toBe(rows.length);
});

test('a make nobody knows is counted as it is written, and under no maker there is', () => {
  const unknown = facts.get(numbered(4))!;
  const models = byModel.rows.map(({ label }) => label);
  if (unknown.make === null) expect(models.every((label) => label.startsWith('GLOCK'))).toBe(true);
  else expect(models).toContain(unknown.make);
  expect(byModel.rows.find(({ label }) => label.startsWith('GLOCK'))!.traces).toBe(rows.length - 1);
});

test('a business with three licences is three dealers, none of whom is given the traces of another', () => {
  const ids = [4, 5, 6].map((last) => facts.get(numbered(last))!.dealer!.id);
  expect(new Set(ids).size).toBe(3);
  expect(byDealer.rows.filter(({ id }) => id === ids[1] || id === ids[2]).map(({ traces }) => traces)).toEqual([1, 1]);
});

test('a licence of another state than the dealer’s is told with the import, and the state is that of the address', () => {
  expect(facts.get(numbered(7))!.dealer!.state).toBe('MD');
  expect(Object.keys(warnings)).toContain('licence.district-state');
});

test('a negative time in the file is not read as one, and the time is that of the dates', () => {
  expect(facts.get(numbered(8))!.timeToCrime).toEqual({ kind: 'computed', days: 112 });
  expect(warnings['trace.time-to-crime-unread'] ?? warnings['trace.time-to-crime-differs'] ?? 0).toBeGreaterThanOrEqual(
    1,
  );
});
