import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable, type OpenTableOptions } from './open-table.ts';
import { cellCharactersMax, type RawProblem, type RawRow } from './raw-row.ts';

const encoder = new TextEncoder();

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Math.min(bytes.length, Math.max(at, cut));
    yield bytes.subarray(at, to);
    at = to;
  }
  yield bytes.subarray(at);
}

async function read(
  source: string | Uint8Array,
  options: OpenTableOptions & { cuts?: readonly number[] } = {},
): Promise<{
  rows: RawRow[];
  problems: RawProblem[];
  openQuoteLine: number | undefined;
  format: string;
  encoding: string;
}> {
  const bytes = typeof source === 'string' ? encoder.encode(source) : source;
  const { cuts = [], ...rest } = options;
  const reader = await openTable(inPieces(bytes, cuts), rest);
  const rows: RawRow[] = [];
  const problems: RawProblem[] = [];
  let openQuoteLine: number | undefined;
  for await (const batch of reader.batches()) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
    openQuoteLine = batch.openQuoteLine;
  }
  return { rows, problems, openQuoteLine, format: reader.format, encoding: reader.encoding };
}

/** Reads text whole and cut at every byte; both must say the same. */
async function cells(text: string, options: OpenTableOptions = { delimiter: ',' }): Promise<string[][]> {
  const whole = await read(text, options);
  const bytes = encoder.encode(text);
  const cut = await read(bytes, { ...options, cuts: bytes.map((_, i) => i) as unknown as number[] });
  expect(cut.rows).toEqual(whole.rows);
  expect(cut.problems).toEqual(whole.problems);
  return whole.rows.map((row) => row.cells);
}

async function problems(text: string): Promise<[string, number, string][]> {
  const bytes = encoder.encode(text);
  const whole = await read(bytes, { delimiter: ',' });
  const cut = await read(bytes, { delimiter: ',', cuts: [...bytes.keys()] });
  expect(cut).toEqual(whole);
  return whole.problems.map((each) => [each.code, each.line, each.row]);
}

describe('delimited text that is right', () => {
  it.each<[string, string, string[][]]>([
    [
      'simple rows',
      'a,b,c\n1,2,3\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a delimiter inside quotes',
      'a,b\n"1,5",2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'a doubled quote',
      'a,b\n"say ""hi""",2\n',
      [
        ['a', 'b'],
        ['say "hi"', '2'],
      ],
    ],
    ['only doubled quotes', '"""",""""""\n', [['"', '""']]],
    [
      'a line end inside quotes',
      'a,b\n"x\ny",2\n',
      [
        ['a', 'b'],
        ['x\ny', '2'],
      ],
    ],
    [
      'a CRLF inside quotes',
      'a,b\r\n"x\r\ny",2\r\n',
      [
        ['a', 'b'],
        ['x\r\ny', '2'],
      ],
    ],
    [
      'empty cells',
      ',,\n,x,\n',
      [
        ['', '', ''],
        ['', 'x', ''],
      ],
    ],
    ['empty quoted cells', '"",""\n', [['', '']]],
    ['a lone empty quoted cell', 'a\n""\nb\n', [['a'], [''], ['b']]],
    [
      'blank lines',
      '\n\na,b\n\n1,2\n\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'JSON in a cell',
      'k,v\n1,"{""type"": ""Point"", ""c"": [1, 2]}"\n',
      [
        ['k', 'v'],
        ['1', '{"type": "Point", "c": [1, 2]}'],
      ],
    ],
    [
      'a delimiter at the end of each row',
      'a,b,\n1,2,\n',
      [
        ['a', 'b', ''],
        ['1', '2', ''],
      ],
    ],
    [
      'a delimiter at the end of the file',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['white space kept in plain cells', ' a , b\n', [[' a ', ' b']]],
    [
      'blanks around quoted cells dropped',
      'a,b\n "1,5" , "2"\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'a quote inside a plain cell',
      'a,b\n6\'2",x\n',
      [
        ['a', 'b'],
        ['6\'2"', 'x'],
      ],
    ],
    [
      'a CR that ends no line',
      'a,b\nx\ry,2\n',
      [
        ['a', 'b'],
        ['x\ry', '2'],
      ],
    ],
    ['rows of different length', 'a\nb,c\nd,e,f\n', [['a'], ['b', 'c'], ['d', 'e', 'f']]],
    [
      'text beyond the basic plane',
      'a,b\n😀,ß\n',
      [
        ['a', 'b'],
        ['😀', 'ß'],
      ],
    ],
  ])('is read: %s', async (_name, text, expected) => {
    expect(await cells(text)).toEqual(expected);
    expect(await problems(text)).toEqual([]);
  });

  it('numbers rows by the physical line they start on', async () => {
    const { rows } = await read('a,b\n\n"x\n\ny",1\nlast,2\n');
    expect(rows.map((row) => row.line)).toEqual([1, 3, 6]);
  });

  it('passes over the line that tells Excel the delimiter', async () => {
    const { rows, format } = await read('sep=;\r\na;b\r\n1,5;2\r\n');
    expect(format).toBe('semicolon');
    expect(rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
    expect(rows.map((row) => row.line)).toEqual([2, 3]);
  });
});

describe('the delimiter', () => {
  it.each<[string, string]>([
    ['csv', 'name,place\n"a;b;c","x;y"\n"d;e;f","z;w"\n'],
    ['tsv', 'name\tplace, city\tdate\na, b\tc, d\te, f\n'],
    ['semicolon', 'price;weight;length\n1,5;2,5;3,5\n1,7;2,8;3,9\n'],
    ['pipe', 'a|b|c\n1,2|3;4|5\n'],
    ['csv', 'one column\nvalue\n'],
    ['csv', 'Report of recoveries; all precincts\nDrawn 1 May\n\nid,make,model\n1,a,b\n2,c,d\n3,e,f\n'],
  ])('is found: %s', async (format, text) => {
    expect((await read(text)).format).toBe(format);
  });
});

describe('delimited text that is wrong', () => {
  it('reads a stray quote up to the delimiter and says so', async () => {
    expect(await cells('a,b\n"Bob" Smith,2\nx,y\n')).toEqual([
      ['a', 'b'],
      ['"Bob" Smith', '2'],
      ['x', 'y'],
    ]);
    expect(await cells('a,b\n"said "hi" twice",2\nx,y\n')).toEqual([
      ['a', 'b'],
      ['said "hi" twice', '2'],
      ['x', 'y'],
    ]);
    expect(await problems('a,b\n"Bob" Smith,2\nx,y\n')).toEqual([['csv.stray-quote', 2, 'kept']]);
  });

  it('loses one line to a quote that is never closed, wherever the next quote stands', async () => {
    const text = 'id,note\n1,"open\n2,plain\n3,"quoted, well"\n4,end\n';
    expect(await cells(text)).toEqual([
      ['id', 'note'],
      ['2', 'plain'],
      ['3', 'quoted, well'],
      ['4', 'end'],
    ]);
    expect(await problems(text)).toEqual([['csv.unclosed-quote', 2, 'lost']]);
  });

  it('loses one line where every cell is quoted', async () => {
    const text = '"id","note"\n"1","open\n"2","x"\n"3","y"\n';
    expect(await cells(text)).toEqual([
      ['id', 'note'],
      ['2', 'x'],
      ['3', 'y'],
    ]);
  });

  it('names the line where the quote opened inside a row of several lines', async () => {
    const text = 'a,b,c\n"x\ny\nz",1,"open\n2,3,4\n';
    expect(await problems(text)).toEqual([['csv.unclosed-quote', 4, 'lost']]);
    expect(await cells(text)).toEqual([
      ['a', 'b', 'c'],
      ['2', '3', '4'],
    ]);
  });

  it('loses the last line of a file cut inside a quoted cell', async () => {
    expect(await problems('a,b\n1,"cut her')).toEqual([['csv.unclosed-quote', 2, 'lost']]);
  });

  it.each([
    ['on its last line', 'a,b\n1,2\n3,"cut her', 3],
    ['on its last line, which has an end', 'a,b\n1,2\n3,"cut\n', 3],
    ['in a text of several lines', 'a,b,c,d\n1,2,3,4\n5,6,7,"he said\nthat it was dark\nand qui', 3],
    ['longer than a cell may be', `a,b\n1,"${'x'.repeat(3 * cellCharactersMax)}`, 2],
  ])('says that the file ends inside a quoted cell: %s', async (_, text, line) => {
    expect((await read(text)).openQuoteLine).toBe(line);
  });

  it.each([
    ['left open on a line that rows follow', 'a,b\n1,"open\n2,3\n4,5\n'],
    ['closed', 'a,b\n1,"whole"'],
  ])('does not say so of a quote %s', async (_, text) => {
    expect((await read(text)).openQuoteLine).toBeUndefined();
  });

  it('goes on after a quote that stays open for longer than a cell may be', async () => {
    const lines = ['id,note,place', '1,"open,here'];
    while (lines.length < 150_000) lines.push(`${lines.length},some plain text,elsewhere`);
    const { rows, problems: found } = await read(lines.join('\n'));
    expect(found.map((each) => [each.code, each.line])).toEqual([['csv.unclosed-quote', 2]]);
    expect(rows.length).toBe(lines.length - 1);
    expect(rows[1]).toEqual({ line: 3, cells: ['2', 'some plain text', 'elsewhere'] });
  });

  it.each([
    ['plain', (text: string) => text],
    ['quoted', (text: string) => `"${text}"`],
    ['quoted over many lines', (text: string) => `"${text.replaceAll('xxxxxxxxx', 'xxxxxxxx\n')}"`],
  ])('gives up a cell longer than the limit and reads on: %s', async (_name, write) => {
    const longest = 'x'.repeat(cellCharactersMax);
    const longer = write('x'.repeat(3 * cellCharactersMax));
    const lines = longer.split('\n').length;
    const { rows, problems: found } = await read(`a,b,c\n1,${longest},3\n4,${longer},6\n7,8,9\n`);
    expect(found.map((each) => [each.code, each.line, each.row])).toEqual([['csv.cell-too-long', 3, 'lost']]);
    expect(rows.map((row) => [row.line, row.cells.length])).toEqual([
      [1, 3],
      [2, 3],
      [3 + lines, 3],
    ]);
    expect(rows[2]!.cells).toEqual(['7', '8', '9']);
  });

  it('gives up a row of more than 4,096 cells and reads on', async () => {
    const { rows, problems: found } = await read(`a,b\n${'x,'.repeat(4096)}x\n${'y,'.repeat(4095)}y\n1,2\n`, {
      delimiter: ',',
    });
    expect(found.map((each) => [each.code, each.line])).toEqual([['csv.too-many-cells', 2]]);
    expect(rows.map((row) => row.cells.length)).toEqual([2, 4096, 2]);
  });

  it('gives up a row whose cells together are too long', async () => {
    const wide = `${'x'.repeat(1_000_000)},`.repeat(18);
    const { rows, problems: found } = await read(`a,b\n${wide}\n1,2\n`, { delimiter: ',' });
    expect(found.map((each) => [each.code, each.line])).toEqual([['csv.row-too-long', 2]]);
    expect(rows.length).toBe(2);
  });

  it('takes NUL characters out and says so', async () => {
    expect(await cells('a,b\n1\0,\0\x002\n3,4\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(await problems('a,b\n1\0,\0\x002\n3,4\n')).toEqual([['text.nul-removed', 2, 'kept']]);
  });

  it('never puts the content of a cell into a problem', async () => {
    const text = 'a,b\n"Secret" Name,2\n1,"Secret open\n3,4\n';
    for (const each of (await read(text)).problems) {
      expect(`${each.expected} ${each.got}`).not.toContain('Secret');
      expect(each.got.length).toBeLessThanOrEqual(80);
    }
  });
});

describe('any table that is written and read again', () => {
  const cell = fc.string({
    unit: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'ab1 ,;|\t"\r\n\'.') },
      { weight: 2, arbitrary: fc.constantFrom('é', 'ß', '€', '日', '😀', '\u0085') },
    ),
    maxLength: 12,
  });
  const dialect = fc.record({
    delimiter: fc.constantFrom(',', '\t', ';', '|'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    quoteAll: fc.constantFrom('every cell', 'where needed'),
    endsWithNewline: fc.constantFrom('yes', 'no'),
    encoding: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be'),
  });

  function encode(text: string, encoding: string): Uint8Array {
    if (encoding === 'utf-8') return encoder.encode(text);
    if (encoding === 'utf-8 with mark') return encoder.encode('\ufeff' + text);
    const bytes = new Uint8Array(2 + text.length * 2);
    const view = new DataView(bytes.buffer);
    const little = encoding === 'utf-16le';
    view.setUint16(0, 0xfeff, little);
    for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), little);
    return bytes;
  }

  it('gives the same cells and lines, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
        dialect,
        fc.array(fc.nat(400), { maxLength: 12 }),
        async (table, { delimiter, newline, quoteAll, endsWithNewline, encoding }, cuts) => {
          // A header that holds one plain line end, as every table does: it fixes what ends a line.
          const rows = [['h1', 'h2'], ...table];
          let text = '';
          let line = 1;
          const expected: RawRow[] = [];
          rows.forEach((row, n) => {
            const written = row.map((value) => {
              const needed = /["\r\n]/.test(value) || value.includes(delimiter) || value.startsWith(' ');
              return needed || quoteAll === 'every cell' || row.length === 1
                ? `"${value.replaceAll('"', '""')}"`
                : value;
            });
            expected.push({ line, cells: row });
            const rowText = written.join(delimiter);
            const lineEnds = newline === '\r' ? /\r/g : /\n/g;
            line += 1 + (rowText.match(lineEnds)?.length ?? 0);
            text += rowText + (n < rows.length - 1 || endsWithNewline === 'yes' ? newline : '');
          });
          const got = await read(encode(text, encoding), { delimiter, cuts });
          expect(got.problems).toEqual([]);
          expect(got.rows).toEqual(expected);
          expect(got.encoding).toBe(encoding.slice(0, encoding.startsWith('utf-16') ? 8 : 5));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('accounts for every row of text that is damaged, whatever the damage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('"', '""', ',', '\0', '\r', '\n', ',"', '",'),
        fc.array(fc.nat(4000), { maxLength: 8 }),
        async (places, insert, cuts) => {
          let text = 'id,name,note\n';
          for (let n = 0; n < 60; n++) text += `${n},"name ${n}, jr","said ""no"" ${n}"\n`;
          for (const place of places) {
            const at = place % text.length;
            text = text.slice(0, at) + insert + text.slice(at);
          }
          const got = await read(text, { cuts, delimiter: ',' });
          const lost = got.problems.filter((each) => each.row === 'lost').length;
          // Each insertion can spoil at most the row it is in and the next, so nearly all rows come through whole.
          const whole = got.rows.filter((row) => row.cells.length === 3).length;
          expect(whole).toBeGreaterThanOrEqual(61 - 3 * places.length);
          expect(got.rows.length + lost).toBeGreaterThanOrEqual(61 - 2 * places.length);
          const lines = got.rows.map((row) => row.line);
          expect([...lines].sort((a, b) => a - b)).toEqual(lines);
        },
      ),
      { numRuns: 500 },
    );
  });
});
