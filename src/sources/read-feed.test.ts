import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../model/errors.ts';
import { rowWarnings } from '../model/row-warnings.ts';
import { readWhole } from '../../test/read-whole-feed.ts';
import type { Mapping } from './feed.ts';
import { recoveriesFeed } from './recoveries/feed.ts';

const header = 'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number';
const row = (number: number, day: string) => `P${number},24-00009${number},${day},P,GLOCK,19,9MM,ORD${number}`;
const fileOf = (...lines: string[]) => [header, ...lines, ''].join('\n');
const read = (text: string, mapping?: Mapping) =>
  readWhole(text, { feed: recoveriesFeed, ...(mapping ? { mapping } : {}) });

describe('the last line of a file', () => {
  const rows = [row(10, '03/01/2024'), row(11, '03/02/2024')];

  test.each([
    '(20088 rows affected)',
    '1 row(s)',
    '-- end of report --',
    'For official use only, do not copy',
    'This list was made for internal purposes, may hold errors, and is not to be passed on, printed or kept',
  ])('that closes the table is passed over, with the end of its line or without: %s', async (trailer) => {
    for (const end of ['\n', '\r\n', '']) {
      const whole = await read(fileOf(...rows).trimEnd() + `\n${trailer}${end}`);
      expect(whole.failure).toBeNull();
      expect([whole.rows.length, whole.rejects.length]).toEqual([2, 0]);
      expect(whole.skipped).toEqual([{ line: 4, why: 'below the table' }]);
    }
  });

  test('that is too short and ends like a line is rejected alone', async () => {
    const whole = await read(fileOf(...rows, 'P12,24-0000912,03/03/2024,P'));
    expect(whole.failure).toBeNull();
    expect(whole.rows).toHaveLength(2);
    expect(whole.rejects).toMatchObject([{ line: 4, code: 'row.too-few-cells' }]);
  });

  test('that is too short and does not end like a line is a file cut off, wherever it is cut', async () => {
    const text = fileOf(...rows).trimEnd();
    for (let cut = 1; cut < text.length - text.lastIndexOf('\n') - 'ORD11,9MM'.length; cut++) {
      const { failure } = await read(text.slice(0, text.lastIndexOf('\n') + 1 + cut));
      expect((failure as Failure | null)?.code).toBe('file.truncated');
    }
  });
});

describe('a number that stands for several things in one file', () => {
  const of = (number: string, make: string, serial: string) => `${number},24-1,03/01/2024,P,${make},19,9MM,${serial}`;

  test('keeps each under the number and what it is, and says so', async () => {
    const { rows, warnings } = await read(
      fileOf(
        of('24-5001', 'GLOCK', 'PNA-111'),
        of('24-5002', 'GLOCK', 'PNB222'),
        of('24-5001', 'TAURUS', 'PNC333'),
        of('24-5001', 'GLOCK', 'PNA111'),
        of('24-5001', 'TAURUS', 'PNC333'),
      ),
    );
    expect(rows.map((each) => each.key)).toEqual(['24-5001', '24-5002', '24-5001/PNC333', '24-5001', '24-5001/PNC333']);
    expect(warnings).toMatchObject([{ code: 'key.shared', rows: 2 }]);
    expect(warnings[0]!.message).toContain('2 rows bear a number');
    expect(warnings[0]!.message).toContain('the first: line 4, 24-5001');
  });

  test('is one thing where a row says less, and several where only the make tells them apart', async () => {
    const same = await read(
      fileOf(of('1', '', ''), of('1', 'GLOCK', ''), of('1', 'GLOCK', 'PNA111'), of('1', 'GLOCK', 'N/A')),
    );
    expect(same.rows.map((each) => each.key)).toEqual(['1', '1', '1', '1']);
    expect(same.warnings).toEqual([]);
    const two = await read(fileOf(of('1', 'GLOCK', 'NONE'), of('1', 'TAURUS', 'NONE')));
    expect(two.rows.map((each) => each.key)).toEqual(['1', '1/TAURUS 19']);
  });

  test('is found among ten thousand others', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => of(`N${at}`, 'GLOCK', `A${at}`));
    const { rows, warnings } = await read(fileOf(...many, of('N17', 'GLOCK', 'A17'), of('N18', 'GLOCK', 'B18')));
    expect(rows.slice(-2).map((each) => each.key)).toEqual(['N17', 'N18/B18']);
    expect(new Set(rows.map((each) => each.key)).size).toBe(10_001);
    expect(warnings).toHaveLength(1);
  });
});

describe('a file that ends inside a quoted cell', () => {
  const quoted = (number: number) => row(number, '03/01/2024').split(',').map((cell) => `"${cell}"`).join(','); // prettier-ignore
  const text = fileOf(quoted(10), quoted(11), quoted(12)).trimEnd();

  test('is refused whole, wherever in the cell it is cut', async () => {
    for (const left of [1, 3, 'RD12","9MM","ORD12"'.length]) {
      const { failure } = await read(text.slice(0, -left));
      expect(failure).toMatchObject({ code: 'file.truncated', detail: { line: 4 } });
    }
    expect((await read(text)).failure).toBeNull();
  });

  test('is not what a quote left open among other rows makes of it', async () => {
    const { failure, rows, rejects } = await read(fileOf(quoted(10), quoted(11).slice(0, -1), row(12, '03/02/2024')));
    expect([failure, rows.length]).toEqual([null, 2]);
    expect(rejects).toMatchObject([{ line: 3, code: 'csv.unclosed-quote' }]);
  });
});

describe('the warnings of a file', () => {
  test('say so where the last row alone has no end of line', async () => {
    const text = fileOf(row(10, '03/01/2024'), row(11, '03/02/2024'));
    const { rows, warnings } = await read(text.trimEnd());
    expect([rows.length, warnings.map(({ code }) => code)]).toEqual([2, ['file.no-final-newline']]);
    expect(warnings[0]!.message).toContain('(line 3)');
    expect((await read(text)).warnings).toEqual([]);
  });

  test('count each code once for a row, and name the column it is about', async () => {
    const text = [
      'Property Number,Recovered At,Serial Number,Why Held',
      'P1,03/01/2024,ORD1,found',
      'P2,03/01/2024,1.23E+09,zzz',
      'P3,03/01/2024,1.24E+09,yyy',
      '',
    ].join('\n');
    const columns = {
      'Property Number': 'property_number',
      'Recovered At': 'recovered_at',
      'Serial Number': 'serial_number',
      'Why Held': 'loss_code',
    };
    const { warnings, rows } = await read(text, { feed: 'recoveries', layout: 'recoveries', columns });
    expect(rows).toHaveLength(3);
    expect(warnings).toEqual([
      {
        code: 'recovery.unknown-loss-code',
        rows: 2,
        column: 'Why Held',
        message: '2 rows: the code of the recovery is not known (column Why Held).',
      },
      {
        code: 'serial.digits-lost',
        rows: 2,
        column: 'Serial Number',
        message: '2 rows: the serial number has lost digits, as a spreadsheet does (column Serial Number).',
      },
    ]);
  });

  test('tell of what was odd about the text of rows that are kept', async () => {
    const text = fileOf(row(10, '03/01/2024'), row(11, '03/02/2024').replace('GLOCK', '"GL"OCK'));
    expect((await read(text)).warnings).toMatchObject([{ code: 'csv.stray-quote', rows: 1 }]);
  });

  test('have a sentence for every code that an importer writes', () => {
    const files = globSync('src/{sources,model}/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
    const codes = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/warnings\.push\('([a-z]+\.[a-z-]+)'/g)].map(([, code]) => code!),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !(code in rowWarnings))).toEqual([]);
  });
});

describe('a file without a header of the feed', () => {
  test('is described by the names some feed knows, and where it begins with a row by nothing of it', async () => {
    const rows = [row(10, '03/01/2024'), row(11, '03/02/2024')].map((line) => `${line},ECHO,ED,7 QUAY LN,HARBOR CITY`);
    const data = (await read(`${rows.join('\n')}\n`)).failure as Failure;
    expect(data.code).toBe('feed.unrecognised');
    expect(data.message).toContain('got 12 columns on line 1 that hold values, no names of columns.');
    for (const cell of rows[0]!.split(',')) expect(data.message).not.toContain(cell);
    const named = (await read('Weapon Make,ZZTOP,Sale Date,Dealer Name\nGLOCK,x,03/01/2024,A\n')).failure as Failure;
    expect(named.message).toMatch(/got 4 columns on line 1, (?:among them|none)/);
    expect(named.message).not.toContain('ZZTOP');
  });
});

describe('dates that can only be day first', () => {
  const dayFirst = fileOf(row(10, '31/12/2023 23:30'), row(11, '01/12/2023 23:30'), row(12, '05/06/2023'));
  const mapping = (dateOrder: 'mdy' | 'dmy'): Mapping => ({
    feed: 'recoveries',
    layout: 'recoveries',
    columns: { 'Property Number': 'property_number', 'Recovered At': 'recovered_at', 'Serial Number': 'serial_number' },
    dateOrder,
  });

  test('where none can only be month first end the reading, with the column and what to give', async () => {
    const { failure } = await read(dayFirst);
    expect(failure).toMatchObject({ code: 'feed.date-order', detail: { column: 'Recovered At', line: 2 } });
    expect((failure as Failure).message).toContain('"dateOrder": "dmy"');
    expect((failure as Failure).message).not.toContain('31/12');
  });

  test('are read with a mapping that says so', async () => {
    const { failure, rows, rejects } = await read(dayFirst, mapping('dmy'));
    expect([failure, rows.length, rejects.length]).toEqual([null, 3, 0]);
    const days = rows.map(({ typed }) => typed.find(({ table }) => table === 'recovery')!.values['recovered_on']);
    expect(days).toEqual(['2023-12-31', '2023-12-01', '2023-06-05']);
  });

  test('among others are warned of, once for the column', async () => {
    const { warnings } = await read(fileOf(row(10, '31/12/2023'), row(11, '12/31/2023'), row(12, '30/11/2023')));
    const [warning] = warnings.filter(({ code }) => code === 'date.order-mixed');
    expect(warning).toMatchObject({ column: 'Recovered At' });
    expect(warning!.message).toContain('2 values that can only be day first (the first on line 2)');
  });

  test('are slips where a mapping says month first, but not a whole file of them', async () => {
    expect((await read(dayFirst, mapping('mdy'))).failure).toBeNull();
    const many = Array.from({ length: 40 }, (_, n) => row(10 + n, `${13 + (n % 15)}/0${1 + (n % 9)}/2023`));
    expect((await read(fileOf(...many), mapping('mdy'))).failure).toMatchObject({ code: 'feed.date-order' });
    const american = many.map((line) => line.replace(/(\d\d)\/(\d\d)\/2023/, '$2/$1/2023'));
    expect((await read(fileOf(...american), mapping('dmy'))).failure).toMatchObject({
      code: 'feed.date-order',
      detail: { dateOrder: 'dmy' },
    });
    expect((await read(fileOf(...american))).failure).toBeNull();
  });
});

test('names are taken apart in the order their header says, and kept as written', async () => {
  const named = async (header: string) => {
    const text = `Property Number,Make,${header}\nP1,GLOCK,Garcia Juan Luis\n`;
    const mapping = { feed: 'recoveries', layout: 'recoveries', columns: { 'Property Number': 'property_number', Make: 'make', [header]: 'possessor_name' } } as const; // prettier-ignore
    const { rows } = await readWhole(text, { feed: recoveriesFeed, mapping });
    return rows[0]!.typed.find(({ table }) => table === 'person_observation')!.values;
  };
  const asWritten = { name_raw: 'Garcia Juan Luis' };
  expect(await named('Suspect (Last First Middle)')).toMatchObject({
    ...asWritten,
    family_name: 'GARCIA',
    given_name: 'JUAN',
  });
  expect(await named('Suspect')).toMatchObject({ ...asWritten, family_name: 'LUIS', given_name: 'GARCIA' });
});
