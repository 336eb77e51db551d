import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { Failure } from '../src/model/errors.ts';
import { openTable } from '../src/sources/reading/open-table.ts';
import { rawProblemCodes } from '../src/sources/reading/raw-row.ts';

/** What became of one damaged input. */
export interface DamagedOutcome {
  kind: 'csv' | 'xlsx' | 'xlsx part' | 'ndjson' | 'json';
  seed: number;
  milliseconds: number;
  rows: number;
  problems: number;
  failure: string | null;
}

/** Small generator with a seed (mulberry32), so that every finding can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

const tokens = [
  '"', '""', ',"', '",', '"\n', '\r', '\r\n', '\n', '\n\n', '\0', '\t', ';', '|', ',', ',,,,,,,,', '\ufeff', 'é', '😀', '\\', '\\u0000', '\\ud800',
  '{', '}', '[', ']', ':', '{"a":', '[[[[[[', '}}}}', 'null', '1e999', '-', '99999999999999999999', '<', '>', '/>', '<c>', '</row>', '<row r="-1">',
  '<row r="1048577">', '<c r="ZZZZ9">', '<c r="XFD1" t="s">', '&', '&#x110000;', '&#0;', '&lt', '<![CDATA[', ']]>', '<!--', '<v>', '</v>', ' t="e"', ' s="99"',
].map((token) => strToU8(token)); // prettier-ignore

const csv = strToU8(
  'id,name,note\n' + Array.from({ length: 30 }, (_, n) => `${n},"Name ${n}, jr","said ""no""\nagain ${n}"\n`).join(''),
);
const tsv = strToU8('id\tname\tnote\r\n' + Array.from({ length: 30 }, (_, n) => `${n}\tÑame ${n}\tplain\r\n`).join(''));
const utf16 = new Uint8Array(
  new Uint16Array([...'\ufeffa;b\r\n1;é\r\n2;"x;y"\r\n'].map((char) => char.charCodeAt(0))).buffer,
);
const ndjson = strToU8(
  Array.from({ length: 30 }, (_, n) => JSON.stringify({ id: n, name: `é ${n}`, nested: { a: [n] } })).join('\n'),
);
const json = strToU8(
  JSON.stringify(
    Array.from({ length: 30 }, (_, n) => ({ id: n, text: 'a "q"', more: [n, {}] })),
    null,
    1,
  ),
);

async function workbook(): Promise<Uint8Array> {
  const rows = Array.from({ length: 30 }, (_, n) => [n, `text ${n}`, new Date(Date.UTC(2013, 0, n + 1)), n % 2 === 0]);
  return writeXlsx({
    sheets: [
      { name: 'A', rows },
      { name: 'B', rows },
    ],
  });
}

function damage(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let result = bytes;
  const times = 1 + random(6);
  for (let n = 0; n < times; n++) {
    const at = random(result.length + 1);
    const to = Math.min(result.length, at + random(1 + random(200)));
    const before = result.subarray(0, at);
    switch (random(6)) {
      case 0: {
        result = result.slice();
        if (at < result.length) result[at]! ^= 1 << random(8);
        break;
      }
      case 1:
        result = joined(before, tokens[random(tokens.length)]!, result.subarray(at));
        break;
      case 2:
        result = joined(before, result.subarray(to));
        break;
      case 3:
        result = joined(before, result.subarray(at, to), result.subarray(at, to), result.subarray(to));
        break;
      case 4:
        result = random(4) === 0 ? before.slice() : result;
        break;
      default:
        result = joined(
          before,
          Uint8Array.of(random(256), random(256)),
          result.subarray(Math.min(result.length, at + 2)),
        );
    }
  }
  return result;
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/**
 * Reads damaged tables, `count` of them from `firstSeed` on, and gives what became of each. Throws where a reader throws
 * anything but a Failure, gives a row that breaks its promises, or quotes too much.
 */
export async function readDamagedTables(firstSeed: number, count: number): Promise<DamagedOutcome[]> {
  const book = await workbook();
  const parts = unzipSync(book);
  const partNames = Object.keys(parts);
  const outcomes: DamagedOutcome[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = generator(seed);
    const kind = (['csv', 'xlsx', 'xlsx part', 'ndjson', 'json'] as const)[seed % 5]!;
    let input: Uint8Array;
    if (kind === 'csv') input = damage([csv, tsv, utf16][random(3)]!, random);
    else if (kind === 'xlsx') input = damage(book, random);
    else if (kind === 'xlsx part') {
      const name = partNames[random(partNames.length)]!;
      input = zipSync({ ...parts, [name]: damage(parts[name]!, random) }, { level: 1 });
    } else input = damage(kind === 'ndjson' ? ndjson : json, random);
    const started = performance.now();
    const { rows, problems, failure } = await readOne(input, 1 + random(4000), `${kind}, seed ${seed}`);
    outcomes.push({ kind, seed, milliseconds: performance.now() - started, rows, problems, failure });
  }
  return outcomes;
}

async function readOne(
  input: Uint8Array,
  pieceBytes: number,
  label: string,
): Promise<{ rows: number; problems: number; failure: string | null }> {
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < input.length; at += pieceBytes) yield input.subarray(at, at + pieceBytes);
  }
  let rows = 0;
  let problems = 0;
  try {
    const reader = await openTable(source());
    for await (const batch of reader.batches()) {
      for (const row of batch.rows) {
        rows++;
        if (!Number.isSafeInteger(row.line) || row.line < 0) throw new Error(`${label}: line ${row.line}`);
        for (const cell of row.cells) {
          if (typeof cell !== 'string' || !cell.isWellFormed() || cell.includes('\0'))
            throw new Error(`${label}: a cell that no store can hold`);
        }
      }
      for (const problem of batch.problems) {
        problems++;
        if (problem.got.length > 80 || !(problem.code in rawProblemCodes)) throw new Error(`${label}: ${problem.code}`);
      }
    }
    return { rows, problems, failure: null };
  } catch (error) {
    if (error instanceof Failure) return { rows, problems, failure: error.code };
    throw new Error(`${label}: ${String(error)}`, { cause: error });
  }
}
