import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../model/errors.ts';
import { openTable } from './open-table.ts';
import type { RawProblem } from './raw-row.ts';

interface Got {
  sheets: Record<string, { lines: number[]; cells: string[][] }>;
  problems: RawProblem[];
}

async function read(bytes: Uint8Array, options: { sheet?: string } = {}): Promise<Got> {
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  const reader = await openTable(source(), options);
  expect(reader.format).toBe('xlsx');
  const got: Got = { sheets: {}, problems: [] };
  for await (const { rows, problems, sheet } of reader.batches()) {
    const into = (got.sheets[sheet!] ??= { lines: [], cells: [] });
    for (const row of rows) {
      into.lines.push(row.line);
      into.cells.push(row.cells);
    }
    got.problems.push(...problems);
  }
  return got;
}

async function failure(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('It did not fail.');
}

/** A workbook of one sheet written by hand, for what no writer would write. */
function workbook(
  sheetData: string,
  more: { styles?: string; strings?: string; properties?: string; extra?: Record<string, Uint8Array> } = {},
): Uint8Array {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`;
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': strToU8(`<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="x">${more.properties ?? ''}<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${relation('r1', 'worksheet', '/xl/worksheets/sheet1.xml')}` +
        `${relation('r2', 'styles', 'styles.xml')}${relation('r3', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ),
    'xl/styles.xml': strToU8(more.styles ?? '<styleSheet/>'),
    'xl/sharedStrings.xml': strToU8(more.strings ?? '<sst/>'),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
    ...more.extra,
  };
  if (more.styles === '') delete parts['xl/styles.xml'];
  if (more.strings === '') delete parts['xl/sharedStrings.xml'];
  return zipSync(parts);
}

function styles(...codes: string[]): string {
  const escaped = codes.map((code) => code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'));
  return (
    `<styleSheet><numFmts>${escaped.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code}"/>`).join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
    `<cellXfs>${escaped.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`
  );
}

async function shown(code: string, values: (number | string)[], properties = ''): Promise<string[]> {
  const cells = values.map((value) => `<c s="0"><v>${value}</v></c>`).join('');
  const got = await read(workbook(`<row r="1">${cells}</row>`, { styles: styles(code), properties }));
  return got.sheets['S']!.cells[0]!;
}

describe('a workbook written by Excel-like writers', () => {
  it('gives every sheet with its name, rows by their number, and text as it stands', async () => {
    const book = new ExcelJS.Workbook();
    const first = book.addWorksheet('Recoveries');
    first.addRow(['Serial', 'Recovered', 'Rounds', 'Traced']);
    first.addRow(['00123', new Date(Date.UTC(2013, 4, 1)), 7, true]);
    first.addRow([]);
    first.addRow(['A&B <"x">', new Date(Date.UTC(2013, 4, 1, 17, 34, 51)), 0.1 + 0.2, false]);
    first.getCell('B2').numFmt = 'm/d/yyyy';
    first.getCell('B4').numFmt = 'm/d/yyyy h:mm';
    const second = book.addWorksheet('Other & hidden', { state: 'veryHidden' });
    second.getCell('C5').value = { richText: [{ text: 'two ' }, { text: 'runs', font: { bold: true } }] };
    second.mergeCells('C5:E6');
    second.getCell('F5').value = { formula: '1+1', result: 2 };
    second.getCell('F6').value = { error: '#N/A' };
    const got = await read(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(got.sheets).toEqual({
      Recoveries: {
        lines: [1, 2, 4],
        cells: [
          ['Serial', 'Recovered', 'Rounds', 'Traced'],
          ['00123', '2013-05-01', '7', 'TRUE'],
          ['A&B <"x">', '2013-05-01T17:34:51', '0.3', 'FALSE'],
        ],
      },
      'Other & hidden': { lines: [5, 6], cells: [['', '', 'two runs', '', '', '2'], []] },
    });
    expect(got.problems).toEqual([expect.objectContaining({ code: 'xlsx.error-value', line: 6, row: 'kept' })]);
  });

  it('gives one sheet where one is asked for, and names the sheets where it is not there', async () => {
    const sheets: WriteSheet[] = [
      { name: 'One', rows: [['a'], [1]] },
      { name: 'Two', rows: [['b'], [2]] },
    ];
    const bytes = await writeXlsx({ sheets });
    expect(Object.keys((await read(bytes)).sheets)).toEqual(['One', 'Two']);
    expect((await read(bytes, { sheet: 'Two' })).sheets).toEqual({ Two: { lines: [1, 2], cells: [['b'], ['2']] } });
    const got = await failure(read(bytes, { sheet: 'Three' }));
    expect(got.code).toBe('file.no-such-sheet');
    expect(got.detail['sheets']).toEqual(['One', 'Two']);
  });
});

describe('numbers', () => {
  it.each<[string, (string | number)[], string[]]>([
    [
      'General',
      ['123456789012', '1.23456789012E+11', '0.30000000000000004', '1E-7', '-40.5', '12345678901234567'],
      ['123456789012', '123456789012', '0.3', '0.0000001', '-40.5', '12345678901234567'],
    ],
    ['0.00', ['1234.5', '1E21', '1e300'], ['1234.5', '1000000000000000000000', `1${'0'.repeat(300)}`]],
    ['00000', ['2134', '15201', '123456'], ['02134', '15201', '123456']],
    ['000\\-00\\-0000', ['1234567'], ['001-23-4567']],
    ['00000"-"0000', ['21340001'], ['02134-0001']],
    ['#,##0;[Red]-#,##0', ['1234567'], ['1234567']],
    ['0.00E+00', ['1234567'], ['1234567']],
    ['[$$-409]#,##0.00', ['12.5'], ['12.5']],
    ['0%', ['0.25'], ['0.25']],
  ])('are given with their digits under %s', async (code, values, expected) => {
    expect(await shown(code, values)).toEqual(expected);
  });
});

describe('dates and times', () => {
  it.each<[string, (string | number)[], string[]]>([
    // Known days: ECMA-376 part 1, 18.17.4.1; 41395 is 1 May 2013.
    [
      'm/d/yyyy',
      [1, 59, 60, 61, 367, 41395, 2958465],
      ['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01', '1901-01-01', '2013-05-01', '9999-12-31'],
    ],
    ['yyyy-mm-dd', [0, -1, 2958466], ['1900-01-00', '-1', '2958466']],
    ['m/d/yyyy', ['41395.5'], ['2013-05-01T12:00:00']],
    ['m/d/yy h:mm', ['41395', '42188.732534722222'], ['2013-05-01T00:00:00', '2015-07-03T17:34:51']],
    ['h:mm AM/PM', ['0.73253472222222224', '0.5'], ['17:34:51', '12:00:00']],
    ['h:mm', ['41395.75'], ['2013-05-01T18:00:00']],
    ['[h]:mm', ['1.1041666666666667'], ['26:30:00']],
    ['mm:ss.0', ['0.00001157407407'], ['00:00:01']],
    ['[$-409]d\\-mmm\\-yyyy;@', ['41395'], ['2013-05-01']],
    ['mmm', ['41395'], ['2013-05-01']],
    ['"day "0', ['41395'], ['41395']],
    ['[Red]0', ['41395'], ['41395']],
  ])('are given in ISO 8601 under %s', async (code, values, expected) => {
    expect(await shown(code, values)).toEqual(expected);
  });

  it('are counted from 1904 where the workbook says so', async () => {
    const properties = '<workbookPr date1904="1"/>';
    expect(await shown('m/d/yyyy', [0, 39933, 1], properties)).toEqual(['1904-01-01', '2013-05-01', '1904-01-02']);
    expect(await shown('h:mm', ['0.25'], properties)).toEqual(['06:00:00']);
  });

  it('are known by the built-in formats, and not by the base styles', async () => {
    const bytes = workbook('<row><c s="1"><v>41395</v></c><c s="2"><v>0.5</v></c><c s="0"><v>41395</v></c></row>', {
      styles:
        '<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    });
    expect((await read(bytes)).sheets['S']!.cells).toEqual([['2013-05-01', '12:00:00', '41395']]);
  });
});

describe('the inside of a workbook', () => {
  it('may use prefixes, references, CDATA, comments, phonetic hints and escapes', async () => {
    const bytes = workbook(
      '<!-- <row> --><x:row r="7" spans="1:3"><x:c r="B7" t="inlineStr"><x:is><x:t xml:space="preserve"> a&#x20AC;&amp;_x000A_b </x:t><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c>' +
        '<x:c r="D7" t="s"><x:v>0</x:v></x:c><x:c t="str"><x:f>A1&gt;"x"</x:f><x:v><![CDATA[<y>]]></x:v></x:c></x:row>',
      { strings: '<sst><si><r><t>on</t></r><r><t>e</t></r><rPh><t>hint</t></rPh></si></sst>' },
    );
    expect((await read(bytes)).sheets['S']).toEqual({ lines: [7], cells: [['', ' a€&\nb ', '', 'one', '<y>']] });
  });

  it('may point to texts that are not there, which is told', async () => {
    const got = await read(workbook('<row r="3"><c r="A3" t="s"><v>9</v></c><c r="B3"><v>1</v></c></row>'));
    expect(got.sheets['S']!.cells).toEqual([['', '1']]);
    expect(got.problems).toEqual([expect.objectContaining({ line: 3, code: 'xlsx.broken-cell', row: 'kept' })]);
  });

  it('may not hold rows too wide or cells too long, which are lost one by one', async () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    const got = await read(
      workbook(
        `<row r="1"><c r="XFD1"><v>1</v></c></row><row r="2"><c r="FAN2"><v>1</v></c></row>` +
          `<row r="3"><c t="inlineStr"><is><t>${long}</t></is></c></row><row r="4"><c><v>4</v></c></row>`,
      ),
    );
    expect(got.problems.map((each) => [each.line, each.code])).toEqual([
      [1, 'xlsx.too-many-cells'],
      [3, 'xlsx.cell-too-long'],
    ]);
    expect(got.sheets['S']!.lines).toEqual([2, 4]);
    expect(got.sheets['S']!.cells[0]!.length).toBe(4096);
  });

  it('never puts a name it was told to define into the text', async () => {
    const strings = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>';
    const got = await read(workbook('<row><c t="s"><v>0</v></c></row>', { strings }));
    expect(JSON.stringify(got.sheets)).not.toContain('boomboom');
  });
});

describe('a workbook that lacks a part', () => {
  it.each([
    ['its styles', { styles: '' }],
    ['its texts', { strings: '' }],
  ])('is refused rather than read without %s', async (_name, more) => {
    const got = await failure(read(workbook('<row><c><v>1</v></c></row>', more)));
    expect(got.code).toBe('file.damaged');
  });

  it('is refused where a sheet breaks off', async () => {
    const sheet = '<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v>';
    const got = await failure(read(workbook('', { extra: { 'xl/worksheets/sheet1.xml': strToU8(sheet) } })));
    expect(got.code).toBe('file.damaged');
  });
});

describe('an archive that is not a workbook', () => {
  it.each<[string, Record<string, Uint8Array>, string]>([
    ['plain', { 'a.csv': strToU8('a,b\n') }, 'unpack it'],
    ['OpenDocument', { mimetype: strToU8('x'), 'content.xml': strToU8('<x/>') }, 'OpenDocument'],
    ['Word', { '[Content_Types].xml': strToU8('<x/>'), 'word/document.xml': strToU8('<x/>') }, 'Word'],
    ['binary workbook', { 'xl/workbook.bin': strToU8('x') }, '.xlsb'],
  ])('is refused with what to do: %s', async (_name, files, words) => {
    const got = await failure(read(zipSync(files)));
    expect(got.code).toBe('file.binary');
    expect(got.message).toContain(words);
  });

  it('is told from one that is cut or damaged', async () => {
    const whole = await writeXlsx({
      sheets: [{ name: 'A', rows: Array.from({ length: 500 }, (_, n) => [`value ${n}`, n]) }],
    });
    expect((await failure(read(whole.subarray(0, whole.length - 300)))).code).toBe('file.truncated');
    let told = 0;
    for (let at = 200; at < whole.length - 2000; at += 211) {
      const bad = whole.slice();
      bad[at]! ^= 0x10;
      // A flipped bit is told or touches nothing that is read (a date in a header, a part that is not used).
      const before = await read(whole);
      const after = await read(bad).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        told++;
        return before;
      });
      expect(after.sheets).toEqual(before.sheets);
    }
    expect(told).toBeGreaterThan(5);
  });

  it('may hold parts that are never read, however large they would be', async () => {
    const filler = { 'xl/media/big.bin': new Uint8Array(8 * 1024 * 1024) };
    const got = await read(workbook('<row><c><v>1</v></c></row>', { extra: filler }));
    expect(got.sheets).toEqual({ S: { lines: [1], cells: [['1']] } });
  });
});
