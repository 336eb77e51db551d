import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { validFeeds } from './damaged-feeds.ts';
import { fingerprintTables } from './dump-store.ts';
import { onlyJson, runCommand, type Finished, type ImportCounts } from './run-command.ts';
import { csvText, filesBelow, headerOf, rowsOf } from './town-files.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-bad-'));
chmodSync(place, 0o755);
const dataDir = join(place, 'data');
const isRoot = process.geteuid?.() === 0;
let store: TestStore;
let thefts: { text: string; header: string; rows: string[] };
beforeAll(async () => {
  store = await openTestStore();
  const [text] = validFeeds().get('thefts')!;
  thefts = { text: text!, header: headerOf(text!), rows: rowsOf(text!) };
});
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

type Refusal = { error: { code: string; message: string } };

let files = 0;
function fileOf(content: string | Uint8Array, name = `bad-${++files}.csv`): string {
  const path = join(place, name);
  writeFileSync(path, content);
  return path;
}

const importWords = (path: string, ...words: string[]) => ['import', 'thefts', path, '--agency', 'harbor-city', '--json', ...words]; // prettier-ignore
const around = () => ({ url: store.url, dataDir });

/** What the store holds beside the list of runs. */
async function kept(): Promise<Record<string, string>> {
  const { import_run: _, ...rest } = await fingerprintTables(store.database);
  return rest;
}

/** Gives a command that must be refused, and checks that it leaves nothing: the message says what was expected and got. */
async function refused(
  words: string[],
  code: string,
  more: { nodeOptions?: string[] } = {},
): Promise<Finished & { message: string }> {
  const before = await kept();
  const finished = await runCommand(words, { ...around(), ...more });
  const { error } = onlyJson<Refusal>(finished);
  expect([error.code, finished.code], error.message).toEqual([code, 1]);
  expect(error.message).toMatch(/^Expected .+[;,.] ?.*/s);
  expect(finished.stderr).toContain(`[${code}]`);
  expect(finished.stderr).not.toMatch(/^\s+at /m);
  expect(await kept()).toEqual(before);
  const { rows } = await store.database
    .pool('read')
    .query<{ state: string }>(
      `select distinct state from flashlight.import_run where state not in ('FAILED', 'COMPLETE')`,
    );
  expect(rows).toEqual([]);
  expect(filesBelow(dataDir)).toEqual([]);
  return { ...finished, message: error.message };
}

describe('what is no table of the feed is refused, and nothing of it is kept:', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52);
  test.each<[string, string, () => string]>([
    ['a path without a file', 'file.missing', () => join(place, 'nowhere.csv')],
    ['a folder', 'file.directory', () => place],
    ['a file of 0 bytes', 'file.empty', () => fileOf('')],
    ['blank lines', 'file.empty', () => fileOf('\r\n\r\n   \r\n')],
    ['a picture', 'file.binary', () => fileOf(png)],
    ['a PDF', 'file.binary', () => fileOf('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n')],
    ['a gzip file cut in half', 'file.truncated', () => fileOf(gzipSync(thefts.text.repeat(50)).subarray(0, 600))],
    ['a gzip file with its middle damaged', 'file.damaged', () => fileOf(gzipSync(thefts.text).fill(7, 200, 260))],
    ['a table cut inside a row', 'file.truncated', () => fileOf(thefts.text.trimEnd().slice(0, -60))],
    ['a table cut inside a quoted cell', 'file.truncated', () => fileOf(`${thefts.text.trimEnd()}\r\n"cut off`)],
    ['rows without a header', 'feed.unrecognised', () => fileOf(`${thefts.rows.join('\r\n')}\r\n`)],
    ['footers alone', 'feed.unrecognised', () => fileOf('Total,5\r\nSource: the records unit\r\n')],
    ['a header of 10,000 columns', 'feed.unrecognised', () => fileOf(csvText(Array.from({ length: 10_000 }, (_, n) => `column ${n}`).join(','), ['1,2']))],
  ])('%s', async (_, code, path) => void (await refused(importWords(path()), code)), 60_000); // prettier-ignore

  test('a file of another feed, which the message names', async () => {
    const [entries] = validFeeds().get('nibin')!;
    const { message } = await refused(importWords(fileOf(entries!)), 'feed.other');
    expect(message).toContain('nibin entries');
    const [calls] = validFeeds().get('calls')!;
    const unlike = await refused(importWords(fileOf(calls!)), 'feed.unrecognised');
    expect(unlike.message).toContain('It looks like calls calls.');
  }, 60_000);

  test('10 GB of zeros packed into 10 MB, soon and in little memory', async () => {
    const member = gzipSync(new Uint8Array(10 * 2 ** 20));
    const path = fileOf(Buffer.concat(Array.from({ length: 1_024 }, () => member)), 'bomb.csv.gz');
    expect(statSync(path).size).toBeLessThan(12 * 2 ** 20);
    const nodeOptions = ['--max-old-space-size=128', '--max-semi-space-size=8'];
    // Zeros are no text to begin with: it need not be unpacked any further to tell.
    const { seconds } = await refused(importWords(path), 'file.binary', { nodeOptions });
    expect(seconds).toBeLessThan(60);
    // Under a real header, one row for ever, and rows for ever.
    const row = gzipSync(Buffer.from('x,'.repeat(5_000_000)));
    const rows = gzipSync(Buffer.from(`${','.repeat(20)}\r\n`.repeat(450_000)));
    for (const endless of [row, rows]) {
      const members = [gzipSync(`${thefts.header}\r\n`), ...Array.from({ length: 1_000 }, () => endless)];
      const table = fileOf(Buffer.concat(members), 'rows.csv.gz');
      expect((await refused(importWords(table), 'file.bomb', { nodeOptions })).seconds).toBeLessThan(60);
    }
  }, 120_000);
});

describe('what a command is told wrongly is refused:', () => {
  const mapping = (change: object) =>
    fileOf(JSON.stringify({ feed: 'thefts', layout: 'thefts', columns: { 'Report Number': 'report_number', Make: 'firearm_make' }, ...change }), `mapping-${++files}.json`); // prettier-ignore
  test.each<[string, string, () => string[]]>([
    ['a time zone nobody knows', 'agency.bad-time-zone', () => ['--time-zone', 'America/Harbor_City']],
    ["another time zone than the agency's", 'agency.bad-time-zone', () => ['--time-zone', 'America/Denver']],
    ['a mapping with a time zone nobody knows', 'mapping.invalid', () => ['--mapping', mapping({ timeZone: 'Mars/Olympus' })]],
    ['a mapping with a field nobody knows', 'mapping.invalid', () => ['--mapping', mapping({ columns: { Make: 'gun' } })]],
    ['a mapping with a layout nobody knows', 'mapping.invalid', () => ['--mapping', mapping({ layout: 'losses' })]],
    ['a mapping that is no JSON', 'mapping.invalid', () => ['--mapping', fileOf('{', 'no.json')]],
    ['a mapping that is not there', 'file.missing', () => ['--mapping', join(place, 'none.json')]],
  ])('%s', async (_, code, words) => void (await refused(importWords(fileOf(thefts.text), ...words()), code)), 60_000); // prettier-ignore

  test.each<[string, () => string[]]>([
    ['no words', () => ['import']],
    ['a feed without a file', () => ['import', 'thefts']],
    ['a feed nobody knows', () => ['import', 'losses', fileOf(thefts.text)]],
    ['an option nobody knows', () => importWords(fileOf(thefts.text), '--dryrun')],
    ['an agency that is no code', () => ['import', 'thefts', fileOf(thefts.text), '--agency', 'Harbor City']],
    ['a state that is no code', () => ['import', 'thefts', fileOf(thefts.text), '--agency', 'new', '--state', 'Maryland']],
    ['a mapping of another feed', () => importWords(fileOf(thefts.text), '--mapping', fileOf(JSON.stringify({ feed: 'nics', layout: 'background-checks', columns: { Month: 'month', State: 'state' } }), 'nics.json'))],
  ])('with exit code 2, %s', async (_, words) => {
    const before = await kept();
    const finished = await runCommand(words(), around());
    expect([finished.code, finished.stdout], finished.stderr).toEqual([2, '']);
    expect(finished.stderr).toMatch(/^flashlight import: .*See flashlight import --help\./s);
    expect(await kept()).toEqual(before);
  }, 60_000); // prettier-ignore
});

describe('a row that cannot be kept is rejected with its reason, and the others are kept:', () => {
  const cellsOf = (row: string) => row.split(',');
  const column = (name: string) => cellsOf(thefts.header).indexOf(name);
  const rowWith = (number: string, cells: Record<string, string>) =>
    Object.entries({ 'Report Number': number, ...cells }).reduce(
      (row, [name, cell]) => row.with(column(name), `"${cell.replaceAll('"', '""')}"`),
      thefts.rows[0]!.includes('"') ? cellsOf(thefts.rows[1]!) : cellsOf(thefts.rows[0]!),
    ).join(','); // prettier-ignore

  test('NUL bytes, broken UTF-8, numbers and days beyond all bounds, formulas, long cells and keys', async () => {
    const long = 'L'.repeat(1_000_000);
    const rows = [
      rowWith('BAD-1', { Model: 'a\0b' }),
      rowWith('BAD-2', { Model: '\ud800' }),
      rowWith('BAD-3', { 'Theft Date': '01/05/20211', Reported: '4713-01-01 BC' }),
      rowWith('BAD-4', { 'Theft Date': 'infinity', 'Victim DOB': '-infinity' }),
      rowWith('BAD-5', { 'Theft Date': '0000-00-00', Zip: '99999999999999999999' }),
      rowWith('BAD-6', { Model: `=cmd|' /C calc'!A0`, 'Victim Last Name': '@SUM(A1:A9)' }),
      rowWith('BAD-7', { Model: 'M'.repeat(1000) }),
      rowWith('BAD-8', { 'Serial Number': long, Make: long, 'Victim Last Name': long, Street: long }),
      rowWith('K'.repeat(900), {}),
      rowWith('BAD-9', { Model: '\\N', City: '\\.', Street: 'a\\tb\\' }),
      rowWith('BAD-10', { Model: 'x'.repeat(1_100_000) }),
    ];
    const text = Buffer.concat([
      Buffer.from(csvText(thefts.header, rows)),
      Buffer.from(rowWith('BAD-11', { Model: '' })),
      Buffer.from('\r\n'),
      Buffer.from(rowWith('BAD-12', { Model: 'BYTES' }).replace('BYTES', '\u0001'), 'latin1').map((byte) => (byte === 1 ? 0xff : byte)),
      Buffer.from('\r\n'),
    ]); // prettier-ignore
    const finished = await runCommand(importWords(fileOf(text)), around());
    expect(finished.code, finished.stderr).toBe(0);
    const counts = onlyJson<ImportCounts>(finished);
    expect(counts).toMatchObject({ read: 13, duplicates: 0 });
    expect(counts.accepted + counts.rejected).toBe(13);
    const { rows: rejects } = await store.database.pool('read').query<{ code: string }>('select code from flashlight.import_reject where run_id = $1 order by reject', [counts.run]); // prettier-ignore
    console.log(
      counts,
      rejects.map(({ code }) => code),
    );
    expect(rejects.map(({ code }) => code)).toContain('row.key-too-long');
    expect(rejects.map(({ code }) => code)).toContain('cell.too-long');
    expect(rejects.map(({ code }) => code)).toContain('csv.cell-too-long');
    const { rows: models } = await store.database.pool('read').query<{ key: string; model: string | null; chars: number }>(
      `select natural_key key, left(model, 40) model, length(model) chars from flashlight.firearm_observation join flashlight.record using (agency_id, record_id) where run_id = $1`, [counts.run]); // prettier-ignore
    const modelOf = (number: string) => models.find(({ key }) => key.includes(number));
    expect(modelOf('BAD-1')?.model).toBe('ab');
    expect(modelOf('BAD-6')?.model).toBe(`=cmd|' /C calc'!A0`);
    expect(modelOf('BAD-7')?.chars).toBe(1000);
    expect(modelOf('BAD-8')).toBeUndefined();
    expect(modelOf('BAD-9')?.model).toBe('\\N');
    const linked = await store.database.pool('read').query('select 1 from flashlight.import_run where run_id = $1 and derived_at is not null', [counts.run]); // prettier-ignore
    expect(linked.rows).toHaveLength(1);
    rmSync(dataDir, { recursive: true, force: true });
  }, 120_000);

  test('a header without rows is read: no row, and no fault', async () => {
    const finished = await runCommand(importWords(fileOf(`${thefts.header}\r\nTotal\r\n`)), around());
    expect([finished.code, onlyJson<ImportCounts>(finished)]).toMatchObject([0, { read: 0, accepted: 0, rejected: 0, rejectsFile: null }]); // prettier-ignore
  });

  test('a file none of whose rows can be kept ends with exit code 1', async () => {
    const nameless = thefts.rows.map((row) => cellsOf(row).map((cell, at) => ([column('Report Number'), column('NIC Number'), column('Agency Case Number')].includes(at) ? '' : cell)).join(',')); // prettier-ignore
    const finished = await runCommand(importWords(fileOf(csvText(thefts.header, nameless))), around());
    const counts = onlyJson<ImportCounts>(finished);
    expect([finished.code, counts.read, counts.rejected]).toEqual([1, nameless.length, nameless.length]);
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('a disk that does not take it:', () => {
  test('a data directory that may not be written is named, with what to do', async () => {
    const below = join(fileOf('a file, no folder'), 'data');
    const finished = await runCommand(importWords(fileOf(thefts.text), '--data-dir', below));
    expect([finished.code, onlyJson<Refusal>(finished).error.code]).toEqual([1, 'store.unreachable-directory']);
    // The store is another's, and only the rejects have no place.
    const unnumbered = csvText(thefts.header, [thefts.rows[0]!.split(',').map((cell, at) => (at < 4 ? '' : cell)).join(','), `${thefts.rows[1]!},more`]); // prettier-ignore
    const before = await kept();
    const rejects = await runCommand(importWords(fileOf(unnumbered)), { url: store.url, dataDir: below });
    expect([rejects.code, onlyJson<Refusal>(rejects).error.code], rejects.stderr).toEqual([1, 'store.unreachable-directory']); // prettier-ignore
    expect(await kept()).toEqual(before);
  }, 60_000);

  test('a full disk ends the import in words; with space again the same command imports everything', async ({
    skip,
  }) => {
    const disk = join(place, 'disk');
    mkdirSync(disk);
    const mounted =
      isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', disk]).status === 0;
    if (!mounted) skip('a small disk can be mounted only by root');
    try {
      const words = (path: string) => ['import', 'thefts', path, '--data-dir', join(disk, 'data'), '--agency', 'harbor-city', '--time-zone', 'America/New_York', '--json']; // prettier-ignore
      const first = await runCommand(words(fileOf(thefts.text)));
      expect(first.code, first.stderr).toBe(0);
      const row = thefts.rows.find((each) => !each.includes('"'))!.split(',');
      const many = Array.from({ length: 30_000 }, (_, n) => row.with(0, `FULL-${n}`).with(column('Serial Number'), `F${n}`).join(',')); // prettier-ignore
      const path = fileOf(csvText(thefts.header, many));
      const free = Number(spawnSync('df', ['--output=avail', '-B1', disk]).stdout.toString().split('\n')[1]);
      writeFileSync(join(disk, 'ballast'), new Uint8Array(Math.max(0, free - 24 * 2 ** 20)));
      const full = await runCommand(words(path));
      expect([full.code, onlyJson<Refusal>(full).error.code], full.stderr).toEqual([1, 'store.disk-full']);
      rmSync(join(disk, 'ballast'));
      const again = await runCommand(words(path));
      expect(again.code, again.stderr).toBe(0);
      expect(onlyJson(again)).toMatchObject({ read: 30_000, accepted: 30_000, rejected: 0, duplicates: 0 });
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  }, 300_000);
  const column = (name: string) => thefts.header.split(',').indexOf(name);
});
