import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guessFile } from './guess-file.ts';
import { parseMapping } from './parse-mapping.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guess-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function guessOf(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return guessFile(path);
}

const traces = `trace no,make,serial\n${Array.from({ length: 9 }, (_, at) => `T20240${at},GLOCK,AB${at}12`).join('\n')}\n`;

test.each([
  ['empty.csv', '', 'file.empty'],
  ['blank.csv', '\n \n\n', 'file.empty'],
  ['picture.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), 'file.binary'],
])('%s is no table, and the failure says so', async (name, content, code) => {
  await expect(guessOf(name, content)).rejects.toMatchObject({ code });
});

test.each([
  ['column.csv', 'serial\nAB1234\nAB1235\nAB1236\n', /got one column/],
  ['word.csv', 'hello', /got one column/],
  ['cut.json', '[{"case_number": "24-1", "occ', /No row could be read.*not valid JSON/],
  [
    'map.json',
    '{"type":"FeatureCollection","features":[{"properties":{"CASE":"24-1"}}]}',
    /rows stand inside features/,
  ],
  ['tow.csv', 'Tow Date,Make,Plate\n1/2/2024,FORD,AB1\n1/3/2024,FORD,AB2\n', /towed or parked vehicles/],
  ['samples.csv', 'sample,run,area\n1,2,0.81\n2,2,0.71\n3,2,0.61\n', /No feed was recognised/],
])('%s is of no feed, and the note says why', async (name, content, why) => {
  const guess = await guessOf(name, content);
  expect([guess.feed, guess.mapping]).toEqual([null, null]);
  expect(guess.note).toMatch(why);
  for (const each of guess.columns) expect([each.field, each.why]).toEqual([null, expect.stringMatching(/\w/)]);
});

test('what reads as calibres is no number of a record, however few the rows', async () => {
  const guess = await guessOf(
    'few.csv',
    'Gun Ser #;Mfg;Size;Where Found;When Found\nAB12345;Glock;9mm;100 Main St;2024-03-05 23:15\nCD99887;Ruger;.380;200 Oak Ave;2024-03-06 01:10\n',
  );
  expect(guess.columns.find(({ column }) => column === 'Size')!.field).toBe('calibre');
});

test('a list of firearms found, without a number of any kind, is one of recoveries, and the note says what it lacks', async () => {
  const calibres = ['.38 SPL', '.45 ACP', '.22LR', '9mm', '.380 ACP', '.40 S&W', '12 GA'];
  const makes = ['Ruger', 'Glock', 'Taurus', 'Colt'];
  const rows = Array.from({ length: 60 }, (_, n) => {
    const day = `${String((n % 28) + 1).padStart(2, '0')}`;
    return `AB${10_000 + n * 37};${makes[n % 4]};${calibres[n % 7]};${100 + n} Main St;2024-03-${day} 0${n % 9}:15;Doe${'ABCDEFGH'[n % 8]}, Jon;19${60 + (n % 40)}-02-${day}`;
  });
  const header = 'Weapon Ser Numb;Mfgr;Bore;Where Found;When Found;Who Had It;Their Birthday';
  const guess = await guessOf('found.csv', `${[header, ...rows].join('\n')}\n`);
  expect(guess).toMatchObject({ feed: 'recoveries', layout: 'recoveries' });
  expect(guess.note).toContain('no column holds property_number');
  const fields = Object.fromEntries(guess.columns.map(({ column, field }) => [column, field]));
  expect(fields).toMatchObject({
    'Weapon Ser Numb': 'serial_number',
    Mfgr: 'make',
    Bore: 'calibre',
    'When Found': 'recovered_at',
    'Their Birthday': 'possessor_dob',
  });
});

test('a compressed table is guessed as the table in it', async () => {
  const plain = await guessOf('traces.csv', traces);
  expect(await guessOf('traces.csv.gz', gzipSync(traces))).toEqual(plain);
  expect(plain).toMatchObject({ feed: 'etrace', layout: 'results' });
});

test('of a workbook the sheet that is a table is guessed', async () => {
  const rows = traces
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const workbook = await writeXlsx({
    sheets: [
      { name: 'Cover', rows: [['Larchmere Police'], ['Traces 2024']] },
      {
        name: 'Sums',
        rows: [
          ['Make', 'Count'],
          ['GLOCK', 9],
        ],
      },
      { name: 'Data', rows },
    ],
  });
  const guess = await guessOf('traces.xlsx', workbook);
  expect([guess.feed, guess.columns.map(({ column }) => column)]).toEqual(['etrace', ['trace no', 'make', 'serial']]);
});

test('cells of a million characters and hundreds of columns are guessed in seconds', async () => {
  const long = 'x'.repeat(1_000_000);
  const cells = `case number,narrative,serial number\n${[1, 2, 3].map((at) => `24-001${at},${long},AB${at}123`).join('\n')}\n`;
  const wide = `${Array.from({ length: 300 }, (_, at) => `incident date ${at}`).join(',')}\n${Array.from(
    { length: 400 },
    (_, row) => Array.from({ length: 300 }, (__, at) => `v${row * at}`).join(','),
  ).join('\n')}\n`;
  for (const [name, content] of [
    ['long.csv', cells],
    ['wide.csv', wide],
  ] as const) {
    const before = performance.now();
    const guess = await guessOf(name, content);
    // Whatever grows with the square of a cell or of the columns takes minutes; a busy machine does not.
    expect(performance.now() - before).toBeLessThan(20_000);
    for (const { sample } of guess.columns) for (const value of sample) expect(value.length).toBeLessThan(301);
  }
});

test('the mapping alone, written to a file, is a mapping', async () => {
  const { mapping } = await guessOf('headless.csv', traces.slice(traces.indexOf('\n') + 1));
  expect(mapping).toMatchObject({ headerLine: 0, columns: { 'column 2': 'make' } });
  expect(parseMapping(JSON.stringify(mapping), 'mapping.json')).toEqual(mapping);
  expect(() => parseMapping(JSON.stringify({ ...mapping, headerLine: -1 }), 'mapping.json')).toThrow(/headerLine/);
});
