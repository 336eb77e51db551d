import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../model/errors.ts';
import { openTable, type OpenTableOptions } from './open-table.ts';
import type { RawProblem, RawRow } from './raw-row.ts';

const encoder = new TextEncoder();

interface Got {
  header: string[];
  rows: RawRow[];
  problems: RawProblem[];
  added: string[];
  format: string;
}

async function read(text: string, cuts: readonly number[] = [], options: OpenTableOptions = {}): Promise<Got> {
  const bytes = encoder.encode(text);
  async function* source(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      const to = Math.min(bytes.length, Math.max(at, cut));
      yield bytes.subarray(at, to);
      at = to;
    }
    yield bytes.subarray(at);
  }
  const reader = await openTable(source(), options);
  const rows: RawRow[] = [];
  const problems: RawProblem[] = [];
  const added: string[] = [];
  for await (const batch of reader.batches()) {
    for (const row of batch.rows) rows.push(row);
    problems.push(...batch.problems);
    added.push(...(batch.addedColumns ?? []));
  }
  const header = rows.shift();
  expect(header?.line ?? 0).toBe(0);
  return { header: header?.cells ?? [], rows, problems, added, format: reader.format };
}

const shape = (got: Got): unknown => [got.header, got.rows.map((row) => row.cells)];

describe('objects one a line', () => {
  it('become rows under the keys of the first of them, with their lines', async () => {
    const got = await read('{"a":1,"b":"x"}\n\n{"c":null,"a":true}\n{"b":"y"}');
    expect(got.format).toBe('ndjson');
    expect(shape(got)).toEqual([
      ['a', 'b', 'c'],
      [
        ['1', 'x', ''],
        ['true', '', ''],
        ['', 'y', ''],
      ],
    ]);
    expect(got.rows.map((row) => row.line)).toEqual([1, 3, 4]);
    expect(got.problems).toEqual([]);
  });

  it('keep numbers as written and nested values as JSON', async () => {
    const got = await read(
      '{"n":12345678901234567890,"d":1.10,"e":1e5,"o":{"x": [1, 2]},"l":[ ],"s":"a\\u00e9\\n"}\n{"n":1}\n',
    );
    expect(got.rows[0]!.cells).toEqual(['12345678901234567890', '1.10', '1e5', '{"x": [1, 2]}', '[ ]', 'aé\n']);
  });

  it('get columns at the end for keys that come later', async () => {
    const lines = Array.from({ length: 150 }, (_, n) =>
      n === 120 ? '{"a":120,"late":"x","later":"y"}' : `{"a":${n}}`,
    );
    const got = await read(lines.join('\n'));
    expect(got.header).toEqual(['a']);
    expect(got.added).toEqual(['late', 'later']);
    expect(got.rows[119]!.cells).toEqual(['119']);
    expect(got.rows[120]!.cells).toEqual(['120', 'x', 'y']);
    expect(got.rows[121]!.cells).toEqual(['121', '', '']);
    expect(got.problems).toEqual([expect.objectContaining({ code: 'json.new-key', line: 121, row: 'kept' })]);
  });

  it('are lost one by one where they are broken or no objects', async () => {
    const got = await read(
      '{"a":1}\n{"a":2\n{"a":}\n[1,2]\n"text"\n5\nnull\n{"a":01}\n{"a":3} x\n' + '{"a":4}\n'.repeat(9),
    );
    expect(got.rows.map((row) => row.line)).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(got.problems.map((each) => [each.line, each.code, each.row])).toEqual([
      [2, 'json.broken', 'lost'],
      [3, 'json.broken', 'lost'],
      [4, 'json.not-object', 'lost'],
      [5, 'json.not-object', 'lost'],
      [6, 'json.not-object', 'lost'],
      [7, 'json.not-object', 'lost'],
      [8, 'json.broken', 'lost'],
      [9, 'json.broken', 'lost'],
    ]);
  });

  it('tell of keys that stand twice', async () => {
    const got = await read('{"a":1,"a":2}\n{"a":3}\n');
    expect(got.rows[0]!.cells).toEqual(['2']);
    expect(got.problems).toEqual([expect.objectContaining({ code: 'json.repeated-key', line: 1, row: 'kept' })]);
  });

  it('may have keys that mean something to the language', async () => {
    const got = await read('{"__proto__":"p","constructor":"c"}\n{"toString":"t"}\n');
    expect(got.header).toEqual(['__proto__', 'constructor', 'toString']);
    expect(got.rows[0]!.cells).toEqual(['p', 'c', '']);
  });

  it('are lost where they are too long, and the reader goes on', async () => {
    const got = await read(`{"a":1}\n{"a":"${'x'.repeat(17 * 1024 * 1024)}"}\n{"a":2}\n`, [100, 70_000, 9_000_000]);
    expect(got.rows.map((row) => row.cells)).toEqual([['1'], ['2']]);
    expect(got.problems).toEqual([expect.objectContaining({ code: 'json.too-long', line: 2 })]);
  });
});

describe('an array of objects', () => {
  it.each([
    ['on one line', '[{"a":1,"b":[{"c":"}"}]},{"a":2}]'],
    ['over many lines', '[\n  {\n    "a": 1,\n    "b": [{"c":"}"}]\n  },\n  {\n    "a": 2\n  }\n]\n'],
    ['without the array', '{\n  "a": 1,\n  "b": [{"c":"}"}]\n}\n{\n  "a": 2\n}\n'],
  ])('becomes rows, %s', async (_name, text) => {
    const got = await read(text, [...encoder.encode(text).keys()]);
    expect(got.format).toBe('json');
    expect(shape(got)).toEqual([
      ['a', 'b'],
      [
        ['1', '[{"c":"}"}]'],
        ['2', ''],
      ],
    ]);
    expect(got.problems).toEqual([]);
  });

  it('loses what is broken and goes on at the next line that starts an object', async () => {
    const got = await read('[\n{"a":1},\n{"a":"open},\n{"a":2},\n17,\n[{"x":1}],\n{"a":3}\n]');
    expect(got.rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [2, '1'],
      [4, '2'],
      [7, '3'],
    ]);
    expect(got.problems.map((each) => [each.line, each.code])).toEqual([
      [3, 'json.broken'],
      [5, 'json.not-object'],
      [6, 'json.not-object'],
    ]);
  });

  it('may be empty', async () => {
    expect((await read('[]')).rows).toEqual([]);
  });

  it('is refused where one object after the other does not end, rather than read again and again', async () => {
    const work = read(`[\n${'{"a":[\n'.repeat(100_000)}`);
    await expect(work).rejects.toThrow(Failure);
  });
});

it('gives back any objects that were written, however the bytes are cut and laid out', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.nat(9), { maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'k "q"', 'ü'), value, { minKeys: 1 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.constantFrom('lines', 'array', 'pretty'),
      fc.array(fc.nat(300), { maxLength: 8 }),
      async (objects, layout, cuts) => {
        const text =
          layout === 'lines'
            ? objects.map((each) => JSON.stringify(each)).join('\n')
            : JSON.stringify(objects, null, layout === 'pretty' ? 2 : 0);
        const got = await read(text, cuts);
        const back = got.rows.map((row) =>
          Object.fromEntries(got.header.map((key, i) => [key, row.cells[i] ?? '']).filter(([, cell]) => cell !== '')),
        );
        const expected = objects.map((each) =>
          Object.fromEntries(
            Object.entries(each)
              .map(([key, cell]) => {
                if (cell === null) return [key, ''];
                return [key, typeof cell === 'string' ? cell.replaceAll('\0', '') : JSON.stringify(cell)];
              })
              .filter(([, cell]) => cell !== ''),
          ),
        );
        // A pretty array is laid out anew inside; compare it without white space.
        const bare = (each: Record<string, string>): string => JSON.stringify(each).replace(/\\n|\s/g, '');
        expect(back.map(bare).map((each) => [...each].sort().join(''))).toEqual(
          expected.map(bare).map((each) => [...each].sort().join('')),
        );
        expect(got.problems.filter((each) => each.row === 'lost')).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
