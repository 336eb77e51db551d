import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { brokenInvariants, differences, dumpStore, fingerprintTables } from './dump-store.ts';
import { onlyJson, runCommand, type ImportCounts } from './run-command.ts';
import { csvText, filesBelow, headerOf, rowsOf, townFiles } from './town-files.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-again-'));
let store: TestStore;
let files = 0;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());
afterAll(() => rmSync(place, { recursive: true, force: true }));

let thefts: { header: string; rows: string[] };
let shootings: { header: string; rows: string[] };
beforeAll(() => {
  const town = townFiles({ seed: 3, scale: 0.05 });
  const of = (prefix: string) => {
    const texts = [...town].filter(([path]) => path.startsWith(prefix)).map(([, text]) => text);
    return { header: headerOf(texts[0]!), rows: texts.flatMap(rowsOf) };
  };
  thefts = of('thefts/');
  shootings = of('shootings/');
});

/** Imports content through the program; exit 0 unless told otherwise. */
async function importHere(
  feed: string,
  content: string | Uint8Array,
  options: { name?: string; words?: string[]; code?: number } = {},
): Promise<ImportCounts> {
  const path = join(place, options.name ?? `file-${++files}.csv`);
  writeFileSync(path, content);
  return importPath(feed, path, options);
}

async function importPath(feed: string, path: string, options: { words?: string[]; code?: number } = {}) {
  const words = ['import', feed, path, '--agency', 'harbor-city', '--json', ...(options.words ?? [])];
  const finished = await runCommand(words, { url: store.url, dataDir: place });
  expect(finished.code, finished.stderr).toBe(options.code ?? 0);
  const counts = onlyJson<ImportCounts>(finished);
  expect(counts.read).toBe(counts.accepted + counts.rejected + counts.duplicates);
  return counts;
}

const versions = async () => {
  const { rows } = await store.database
    .pool('read')
    .query<{ version: number; n: number }>(
      'select version, count(*)::int n from flashlight.record group by 1 order by 1',
    );
  return rows.map(({ version, n }) => [version, n]);
};

/** Cells of a row parted at its commas; the rows used here quote nothing. */
const cellsOf = (row: string) => row.split(',');
const plain = (rows: readonly string[]) => rows.filter((row) => !row.includes('"'));
/** A row that no number names: it is rejected. */
const unnumbered = (row: string) => {
  const columns = ['Report Number', 'Agency Case Number', 'NIC Number'];
  return columns.reduce((cells, column) => withCell(cells, cellsOf(thefts.header).indexOf(column), ''), row);
};
const withCell = (row: string, at: number, cell: string) => cellsOf(row).with(at, cell).join(',');

describe('a file twice changes nothing', () => {
  test('as it is, renamed, packed, with other line ends, other delimiter and its columns in another order', async () => {
    const rows = plain(thefts.rows).slice(0, 20);
    const text = csvText(thefts.header, rows);
    const first = await importHere('thefts', text, { name: 'thefts.csv' });
    expect(first).toMatchObject({ read: 20, accepted: 20, rejected: 0, duplicates: 0 });
    const before = await dumpStore(store.database);
    const order = cellsOf(thefts.header).map((_, at, all) => all.length - 1 - at);
    const turned = [thefts.header, ...rows].map((row) => order.map((at) => cellsOf(row)[at]).join(','));
    const again: [string, string | Uint8Array][] = [
      ['thefts.csv', text],
      ['renamed.txt', text],
      ['thefts.csv.gz', gzipSync(text)],
      ['unix.csv', text.replaceAll('\r\n', '\n')],
      ['quoted.csv', text.replaceAll(/[^,\r\n]+/g, '"$&"')],
      ['tabs.tsv', text.replaceAll(',', '\t')],
      ['turned.csv', csvText(turned[0]!, turned.slice(1))],
    ];
    for (const [name, content] of again)
      expect(await importHere('thefts', content, { name }), name).toMatchObject({
        read: 20,
        accepted: 0,
        duplicates: 20,
      });
    expect(differences(before, await dumpStore(store.database))).toEqual([]);
  }, 120_000);

  test('read with another order of dates or another zone says something else of the same rows, with a key or without', async () => {
    const header = 'Property Number,Agency Case Number,Recovered At,Make,Serial Number';
    const text = csvText(header, ['P1,24-1,03/04/2024 23:30,GLOCK,AAA1111', ',24-2,03/04/2024 23:30,GLOCK,BBB2222']);
    const columns = {
      'Property Number': 'property_number',
      'Agency Case Number': 'case_number',
      'Recovered At': 'recovered_at',
      Make: 'make',
      'Serial Number': 'serial_number',
    };
    const told = async () =>
      (
        await store.database.pool('read').query<{ version: number; on: string; at: Date }>(
          `select r.version, t.recovered_on::text as on, t.recovered_at as at from flashlight.recovery t join flashlight.record r using (agency_id, record_id)
              order by r.natural_key, r.version desc`,
        )
      ).rows.map((each) => `v${each.version} ${each.on} ${new Date(each.at).toISOString().slice(11, 16)}`);
    const read = async (reading: object) => {
      const path = join(place, `mapping-${++files}.json`);
      writeFileSync(path, JSON.stringify({ feed: 'recoveries', layout: 'recoveries', columns, ...reading }));
      return importHere('recoveries', text, { words: ['--mapping', path] });
    };
    expect(await read({})).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await read({ dateOrder: 'mdy', timeZone: 'America/New_York' })).toMatchObject({
      accepted: 0,
      duplicates: 2,
    });
    expect(await read({ dateOrder: 'dmy' })).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await read({ dateOrder: 'dmy' })).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await told()).toEqual(Array(2).fill(['v2 2024-04-03 03:30', 'v1 2024-03-04 04:30']).flat());
    expect(await read({ timeZone: 'America/Los_Angeles' })).toMatchObject({ accepted: 2, duplicates: 0 });
    expect((await told()).filter((each) => each.startsWith('v3'))).toEqual(Array(2).fill('v3 2024-03-04 07:30'));
  }, 120_000);

  test('with a row appended adds that row alone', async () => {
    const rows = thefts.rows.slice(0, 15);
    await importHere('thefts', csvText(thefts.header, rows.slice(0, 14)));
    expect(await importHere('thefts', csvText(thefts.header, rows))).toMatchObject({ accepted: 1, duplicates: 14 });
    expect(await versions()).toEqual([[1, 15]]);
  });

  test('an older export that comes later brings back no lead that was withdrawn, and says so', async () => {
    const header = 'Lead Number,Issued,Kind,Status,Case A,IBIS A,Case B,IBIS B,Conclusion,Confirmed,Retracted,Remarks';
    const before = 'L-9,2024-01-05,LEAD,DISSEMINATED,24-1,B1,24-2,B2,,,,"old, quoted"';
    const withdrawn = 'L-9,2024-01-05,LEAD,NOT_CONFIRMED,24-1,B1,24-2,B2,ELIMINATION,,2024-03-01,';
    const other = 'L-8,2024-01-05,LEAD,DISSEMINATED,24-3,B3,24-4,B4,,,,';
    const status = async () =>
      (
        await store.database
          .pool('read')
          .query<{ status: string }>('select status from flashlight.link where predicate = $1 order by link_id', [
            'LINKED_BY_LEAD',
          ])
      ).rows.map((each) => each.status);
    await importHere('nibin', csvText(header, [withdrawn]));
    expect(await importHere('nibin', csvText(header, [before, other]))).toMatchObject({ accepted: 1, rejected: 1 });
    const { rows: rejects } = await store.database
      .pool('read')
      .query<{ cells: string[] }>('select code, line, expected, got, cells from flashlight.import_reject');
    expect(rejects).toMatchObject([
      {
        code: 'row.outdated',
        line: 2,
        got: 'a row without a decision',
        expected: expect.stringContaining('2024-03-01'),
      },
    ]);
    expect(rejects[0]!.cells).toEqual([...before.split(',').slice(0, 11), 'old, quoted']);
    expect(await status()).toEqual(['RETRACTED', 'ACTIVE']);
    const newer = 'L-9,2024-01-05,HIT,CONFIRMED,24-1,B1,24-2,B2,IDENTIFICATION,2024-05-01,,';
    expect(await importHere('nibin', csvText(header, [newer]))).toMatchObject({ accepted: 1, rejected: 0 });
    expect(await status()).toEqual(['SUPERSEDED', 'ACTIVE']);
  }, 120_000);

  test('when it says two things of one key: the last is in force, and it stays so', async () => {
    const [row, other] = plain(thefts.rows);
    const at = cellsOf(thefts.header).indexOf('Model');
    const [a, b] = [withCell(row!, at, 'MODEL A'), withCell(row!, at, 'MODEL B')];
    const text = csvText(thefts.header, [a, b, a, a]);
    expect(await importHere('thefts', text)).toMatchObject({ read: 4, accepted: 3, duplicates: 1 });
    for (const [n, content] of [gzipSync(text), text.replaceAll('\r\n', '\n'), text].entries())
      expect(await importHere('thefts', content), String(n)).toMatchObject({ accepted: 0, duplicates: 4 });
    const longer = csvText(thefts.header, [a, b, a, a, other!]);
    expect(await importHere('thefts', longer)).toMatchObject({ accepted: 1, duplicates: 4 });
    expect(await versions()).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    expect(await brokenInvariants(store.database)).toEqual([]);
  }, 120_000);
});

describe('a row that changes', () => {
  test('becomes the next version, and the links of the one before are superseded; back again is a third', async () => {
    const [row] = plain(thefts.rows).filter((each) => each.includes('PERSON'));
    const at = cellsOf(thefts.header).indexOf('Victim Last Name');
    const [a, b] = [withCell(row!, at, 'ARDEN'), withCell(row!, at, 'BIRCH')];
    const others = plain(thefts.rows).filter((each) => each !== row);
    const linksBy = async () => {
      const { rows } = await store.database.pool('read').query<{ version: number; status: string; links: number }>(
        `select version, status, count(*)::int links from flashlight.link join flashlight.record using (agency_id, record_id)
          where natural_key like '%' || $1 || '%' group by 1, 2 order by 1, 2`,
        [cellsOf(row!)[0]],
      );
      return rows.map(({ version, status }) => `v${version} ${status}`);
    };
    // Three files: the same bytes a second time would be the same file.
    expect(await importHere('thefts', csvText(thefts.header, [a]))).toMatchObject({ accepted: 1 });
    expect(await linksBy()).toEqual(['v1 ACTIVE']);
    expect(await importHere('thefts', csvText(thefts.header, [b]))).toMatchObject({ accepted: 1 });
    expect(await linksBy()).toEqual(['v1 SUPERSEDED', 'v2 ACTIVE']);
    expect(await importHere('thefts', csvText(thefts.header, [a, others[0]!]))).toMatchObject({ accepted: 2 });
    expect(await linksBy()).toEqual(['v1 SUPERSEDED', 'v2 SUPERSEDED', 'v3 ACTIVE']);
    expect(await importHere('thefts', csvText(thefts.header, [a]))).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await brokenInvariants(store.database)).toEqual([]);
  }, 120_000);
});

test('two victims described alike are two, and stay two when the file is given again', async () => {
  const withoutFirst = (row: string) => row.slice(row.indexOf(',') + 1);
  const header = withoutFirst(shootings.header);
  const rows = shootings.rows.slice(0, 5).map(withoutFirst);
  const text = csvText(header, [...rows, rows[0]!, rows[0]!]);
  const first = await importHere('shootings', text);
  expect(first).toMatchObject({ read: 7, accepted: 7, duplicates: 0 });
  expect(await importHere('shootings', gzipSync(text))).toMatchObject({ accepted: 0, duplicates: 7 });
  expect(await importHere('shootings', csvText(header, [...rows, rows[0]!]))).toMatchObject({
    accepted: 0,
    duplicates: 6,
  });
  const { rows: victims } = await store.database.pool('read').query('select 1 from flashlight.victim');
  expect(victims).toHaveLength(7);
});

describe('a rejects file', () => {
  test('mended and imported again brings its rows in; as it is, its rows are rejected again', async () => {
    const rows = plain(thefts.rows).slice(0, 6);
    const broken = [
      ...rows.slice(0, 3),
      unnumbered(rows[3]!),
      rows[4]!.split(',').slice(0, 4).join(','), // cut off
      `${rows[5]!},and,more`,
    ];
    const last = plain(thefts.rows)[6]!;
    const first = await importHere('thefts', csvText(thefts.header, [...broken, last]));
    expect(first).toMatchObject({ read: 7, accepted: 4, rejected: 3 });
    const text = readFileSync(first.rejectsFile!, 'utf8');
    expect(headerOf(text)).toBe(`reject_line,reject_code,reject_field,reject_expected,reject_got,${thefts.header}`);
    expect(await importPath('thefts', first.rejectsFile!, { code: 1 })).toMatchObject({ read: 3, rejected: 3 });

    const lines = rowsOf(text).map((row, at) => [...reasonsOf(row), ...cellsOf(rows[3 + at]!)].map(quote).join(','));
    expect(await importHere('thefts', csvText(headerOf(text), lines))).toMatchObject({ read: 3, accepted: 3 });
    // The reasons are no part of the records: the rows without them are the same rows.
    expect(await importHere('thefts', csvText(thefts.header, rows))).toMatchObject({ accepted: 0, duplicates: 6 });
  }, 120_000);

  test('keeps the header of each stacked table, and formulas as text that comes back as it was', async () => {
    const [one, two, three] = plain(thefts.rows);
    const model = cellsOf(thefts.header).indexOf('Model');
    const short = cellsOf(thefts.header).filter((column) => column !== 'Status');
    const withoutStatus = (row: string) => cellsOf(row).slice(0, -1).join(',');
    const formula = `=HYPERLINK("http://evil.example";"x")`;
    const stacked = [
      thefts.header,
      withCell(unnumbered(one!), model, `"${formula.replaceAll('"', '""')}"`),
      '',
      short.join(','),
      withoutStatus(unnumbered(two!)),
      withoutStatus(three!),
    ].join('\r\n');
    const first = await importHere('thefts', stacked);
    expect(first).toMatchObject({ read: 3, accepted: 1, rejected: 2 });
    const text = readFileSync(first.rejectsFile!, 'utf8');
    expect(text.split('\r\n').filter((line) => line.startsWith('reject_line'))).toHaveLength(2);
    expect(text).toContain(`"'${formula.replaceAll('"', '""')}"`);
    expect(await importHere('thefts', mendKeys(text))).toMatchObject({ read: 2, accepted: 2, rejected: 0 });
    const { rows } = await store.database
      .pool('read')
      .query<{ model: string }>(`select model from flashlight.firearm_observation where model like '%HYPERLINK%'`);
    expect(rows).toEqual([{ model: formula }]);
  }, 120_000);

  test('of JSON holds every object that stood on one line', async () => {
    const objects = Array.from({ length: 5 }, (_, n) => ({
      'Report Number': n === 4 ? 'ST-5' : '',
      'Theft Date': '2024-01-05',
      Make: 'GLOCK',
      'Serial Number': `ABC${n}`,
      ...(n > 1 ? { Model: '=1+1' } : {}),
    }));
    const first = await importHere('thefts', JSON.stringify(objects), { name: 'one-line.json' });
    expect(first).toMatchObject({ read: 5, accepted: 1, rejected: 4 });
    const text = readFileSync(first.rejectsFile!, 'utf8');
    expect(text.split('\r\n').filter((line) => /^\d/.test(line))).toHaveLength(4);
    expect(await importHere('thefts', mendKeys(text))).toMatchObject({ read: 4, accepted: 4 });
  });
});

describe('--dry-run', () => {
  test('leaves every table as it was, also the agencies, and counts what the import then counts', async () => {
    const rows = plain(thefts.rows).slice(0, 12);
    await importHere('thefts', csvText(thefts.header, rows.slice(0, 5)));
    const before = await fingerprintTables(store.database);
    const text = csvText(thefts.header, [...rows, unnumbered(rows[0]!)]);
    const dry = await importHere('thefts', text, { name: 'dry.csv', words: ['--dry-run'] });
    expect(dry).toMatchObject({ read: 13, accepted: 7, rejected: 1, duplicates: 5, dryRun: true });
    expect(readFileSync(dry.rejectsFile!, 'utf8')).toContain(cellsOf(rows[0]!)[2]);
    const words = ['import', 'thefts', join(place, 'dry.csv'), '--agency', 'elsewhere', '--time-zone', 'America/Chicago', '--dry-run', '--json']; // prettier-ignore
    const elsewhere = onlyJson<ImportCounts>(await runCommand(words, { url: store.url, dataDir: place }));
    expect(elsewhere).toMatchObject({ read: 13, accepted: 12, rejected: 1, duplicates: 0 });
    expect(await fingerprintTables(store.database)).toEqual(before);
    const real = await importPath('thefts', join(place, 'dry.csv'));
    const { read, accepted, rejected, duplicates } = dry;
    expect(real).toMatchObject({ read, accepted, rejected, duplicates });
    expect(filesBelow(place).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 120_000);

  test('of several files counts what each adds to those before it, and passes over one that is no table', async () => {
    const rows = plain(thefts.rows).slice(0, 12);
    const folder = mkdtempSync(join(place, 'several-'));
    const contents = [csvText(thefts.header, rows.slice(0, 8)), 'no,table\r\n1,2\r\n', csvText(thefts.header, rows)];
    const paths = contents.map((_, n) => join(folder, `${n}.csv`));
    paths.forEach((path, n) => writeFileSync(path, contents[n]!));
    const before = await fingerprintTables(store.database);
    const counted = async (...words: string[]) => {
      const all = ['import', 'thefts', ...paths, '--agency', 'harbor-city', '--json', ...words];
      const finished = await runCommand(all, { url: store.url, dataDir: place });
      expect(finished.code, finished.stderr).toBe(1);
      return onlyJson<(ImportCounts & { file: string })[]>(finished).map(({ file, accepted, duplicates }) => ({
        file,
        accepted,
        duplicates,
      }));
    };
    const dry = await counted('--dry-run');
    expect(dry).toEqual([
      { file: '0.csv', accepted: 8, duplicates: 0 },
      { file: '2.csv', accepted: 4, duplicates: 8 },
      { file: '1.csv' },
    ]);
    expect(await fingerprintTables(store.database)).toEqual(before);
    expect(await counted()).toEqual(dry);
  }, 120_000);
});

const quote = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The cells of the reason in front of a rejected row. */
function reasonsOf(row: string): string[] {
  const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((hit) => hit[1] ?? hit[2] ?? '');
  return cells.slice(0, 5);
}

/** A rejects file whose rows lack their report number, with numbers filled in. */
function mendKeys(text: string): string {
  let n = 0;
  let at = -1;
  return text
    .split('\r\n')
    .map((line) => {
      const cells = [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((hit) => hit[1]!);
      if (line.startsWith('reject_line')) at = cells.indexOf('Report Number');
      return /^\d/.test(line) ? cells.with(at, `MENDED-${++n}`).join(',') : line;
    })
    .join('\r\n');
}
