import { identityKeys } from '../../src/identity/identity-keys.ts';
import { assertLinks } from '../../src/links/assert-links.ts';
import { Failure } from '../../src/model/errors.ts';
import { feedNames, type FeedName } from '../../src/model/feeds.ts';
import { ordinalsPerRecord } from '../../src/model/ids.ts';
import { observationTables } from '../../src/model/tables.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import type { RowContext } from '../../src/sources/feed.ts';
import { openTable } from '../../src/sources/reading/open-table.ts';
import { readFeed } from '../../src/sources/read-feed.ts';
import { rowContext, unstorable } from '../parse-one-row.ts';
import { numbersBySeed } from './kill-imports.ts';
import { backgroundChecks, townFiles } from './town-files.ts';

/** What became of one damaged file. */
export interface DamagedFeed {
  readonly seed: number;
  /** Time of the processor, so that a busy machine does not count as a hang. */
  readonly milliseconds: number;
  readonly rows: number;
  readonly rejects: number;
  /** Code of the Failure that ended the reading. */
  readonly failure: string | null;
}

const nasty = [
  '', ' ', '-', '0', '-0', '2147483648', '-2147483649', '99999999999999999999', '1e39', '1e309', '-1e309', 'NaN', 'Infinity', 'infinity', '-infinity',
  '1,234,567,890,123', '20211-01-01', '0000-00-00', '0000-12-31', '02/29/1900', '02/30/2024', '4713-01-01 BC', '1/1/-5', '12/31/9999 23:59:59',
  '9999-12-31T23:59:59Z', '2024-03-10 02:30', '12:99', '24:00', '31/12/2024', '45000', '45000.5', '1', 'TRUE', 'null', '\\N', '\\.', '\\', '{', '"}', '{"a":[1]}',
  '=1+1', '@SUM(A1)', "'=x", '+1', '-x', '\0', 'a\0b', '😀', '\ufffd', '\ufeff', '\u202e', 'ß', 'İ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Total', 'Source: x',
  ';', '|', '\t', '\r\n', '"', '""', "O'Neil", '8-52-123-01-5F-12345', '-76.6122', '91', '-181', '0,0', 'POINT (-76.6 39.3)', '9'.repeat(400), 'x'.repeat(5_000), 'é'.repeat(900),
  '1-'.repeat(300), ','.repeat(50), 'A, '.repeat(200), '1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26;27;28;29;30;31;32;33;34;35',
]; // prettier-ignore

/** A matrix of source and recovery states as ATF publishes them, of seven states. */
function traceMatrix(): string {
  const names = ['MARYLAND', 'NEW YORK', 'VIRGINIA', 'CALIFORNIA', 'NEW JERSEY', 'ILLINOIS', 'DST OF COLUMBIA'];
  const blank = Array<string>(names.length + 1).fill('');
  const counts = names.map((_, row) => names.map((__, at) => (row === at ? 500 : (row * 7 + at * 3) % 40)));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const columns = names.map((_, at) => sum(counts.map((row) => row[at]!)));
  const lines = [
    ['Recovery State', '', ...blank],
    ['Source State', '', ...names, 'TOTALS'],
    ...counts.map((row, at) => ['', names[at]!, ...row.map(String), String(sum(row))]),
    ['', 'TOTALS', ...columns.map(String), String(sum(columns))],
    ['', '- Includes Firearms Recovered and Traced between 1/1/2031 - 12/31/2031.', ...blank],
  ];
  return lines.map((cells) => cells.join(',')).join('\r\n');
}

let valid: Map<FeedName, string[]> | undefined;

/** One or more short, valid files of every feed. */
export function validFeeds(): ReadonlyMap<FeedName, string[]> {
  if (valid) return valid;
  valid = new Map(feedNames.map((name) => [name, []]));
  const kinds = new Set<string>();
  for (const [path, text] of townFiles({ seed: 5, scale: 0.02 })) {
    const [feed, file] = path.split('/') as [FeedName, string];
    const kind = `${feed}/${file.replace(/[-\d]+/g, '')}`;
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    valid.get(feed)!.push(text.split(/(?<=\n)/).slice(0, 16).join('')); // prettier-ignore
  }
  valid.get('nics')!.push(backgroundChecks(15));
  valid.get('trace-flows')!.push(traceMatrix());
  return valid;
}

/**
 * Reads damaged files of one feed, `count` of them from `firstSeed` on. Throws where reading throws anything but a
 * Failure, or gives a row the store would refuse.
 */
export async function readDamagedFeeds(feed: FeedName, firstSeed: number, count: number): Promise<DamagedFeed[]> {
  const originals = validFeeds().get(feed)!;
  const outcomes: DamagedFeed[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = numbersBySeed(seed);
    const below = (n: number) => Math.floor(random() * n);
    const text = originals[seed % originals.length]!;
    const bytes = damage(text, below);
    const context = { ...rowContext, fileName: below(4) === 0 ? 'x'.repeat(below(400)) : 'file-2024-01.csv' };
    const started = process.cpuUsage();
    const read = await readOne(bytes, { feed, context, pieceBytes: 1 + below(3_000), label: `${feed}, seed ${seed}` });
    const { user, system } = process.cpuUsage(started);
    outcomes.push({ seed, milliseconds: (user + system) / 1000, ...read });
  }
  return outcomes;
}

function damage(text: string, below: (n: number) => number): Uint8Array {
  let lines = text.split(/(?<=\n)/);
  let bytes: Buffer | null = null;
  const any = <T>(list: readonly T[]) => list[below(list.length)]!;
  const times = 1 + below(5);
  for (let n = 0; n < times; n++) {
    const at = below(lines.length);
    switch (below(12)) {
      case 0: // a cell replaced
      case 1:
      case 2: {
        const delimiter = lines[at]!.includes('\t') ? '\t' : ',';
        const cells = lines[at]!.split(delimiter);
        const value = any(nasty);
        const quoted = below(2) === 0 && delimiter === ',' ? `"${value.replaceAll('"', '""')}"` : value;
        cells[below(cells.length)] = quoted;
        lines[at] = cells.join(delimiter);
        break;
      }
      case 3: // a value of a JSON object or a quoted cell replaced
        lines[at] = lines[at]!.replace(/"[^"]*"/g, (cell) => (below(8) === 0 ? JSON.stringify(any(nasty)) : cell));
        break;
      case 4: // a row twice, elsewhere
        lines.splice(below(lines.length), 0, lines[at]!);
        break;
      case 5: // a row lost
        if (lines.length > 1) lines.splice(at, 1);
        break;
      case 6: {
        // a column lost, doubled or moved in every row
        const delimiter = lines[0]!.includes('\t') ? '\t' : ',';
        const [from, to] = [below(20), below(20)];
        const how = below(3);
        lines = lines.map((line) => {
          const cells = line.split(delimiter);
          const [cell = ''] = how === 1 ? [cells[from]] : cells.splice(from, 1);
          if (how > 0) cells.splice(to, 0, cell);
          return cells.join(delimiter);
        });
        break;
      }
      case 7: // another delimiter, another line end
        lines = below(2) === 0 ? lines.map((line) => line.replaceAll(',', any([';', '|', '\t']))) : lines.map((line) => line.replace('\r\n', any(['\n', '\r']))); // prettier-ignore
        break;
      case 8: // two rows run together, or one cut
        lines[at] = below(2) === 0 ? lines[at]!.trimEnd() : lines[at]!.slice(0, below(lines[at]!.length + 1));
        break;
      case 9: // the header again, or a line that is no row
        lines.splice(at, 0, any([lines[0]!, 'Total,5\r\n', `${'Note: '.repeat(20)}\r\n`, '-----\r\n', '\r\n', `reject_line,reject_code,${lines[0]!}`])); // prettier-ignore
        break;
      default: {
        // bytes
        const now: Buffer = bytes ?? Buffer.from(lines.join(''), 'utf8');
        const from = below(now.length + 1);
        const to = Math.min(now.length, from + below(60));
        bytes = Buffer.concat(
          any([
            [now.subarray(0, from), Buffer.from([below(256), below(256)]), now.subarray(to)],
            [now.subarray(0, from), Buffer.from(any(nasty)), now.subarray(from)],
            [now.subarray(0, from), now.subarray(to)],
            [now.subarray(0, to), now.subarray(from)],
            below(5) === 0 ? [now.subarray(0, from)] : [now],
            below(5) === 0 ? [Buffer.from(now.toString('utf8'), 'utf16le')] : [now],
          ]),
        );
      }
    }
  }
  return new Uint8Array(bytes ?? Buffer.from(lines.join(''), 'utf8'));
}

const observing = Object.entries(observationTables) as [keyof typeof observationTables, string][];

async function readOne(
  bytes: Uint8Array,
  of: { feed: FeedName; context: RowContext; pieceBytes: number; label: string },
): Promise<{ rows: number; rejects: number; failure: string | null }> {
  const { feed, context, pieceBytes, label } = of;
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  let rows = 0;
  let rejects = 0;
  const otherFeeds = Object.values(allFeeds).filter((each) => each.name !== feed);
  try {
    for await (const batch of readFeed(await openTable(source()), { feed: allFeeds[feed], context, otherFeeds })) {
      for (const row of batch.rows) {
        rows++;
        const wrong = unstorable(row.typed);
        if (row.key === '' || Buffer.byteLength(row.key ?? '') > 2_600) wrong.push('key');
        if (row.cells.some((cell) => typeof cell !== 'string' || !cell.isWellFormed() || cell.includes('\0')))
          wrong.push('cells');
        if (row.typed.some(({ values }) => Object.values(values).some((value) => typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))))) wrong.push('typed text'); // prettier-ignore
        if (assertLinks(row.typed).length > ordinalsPerRecord) wrong.push('links');
        for (const [kind, table] of observing)
          for (const each of row.typed)
            if (
              each.table === table &&
              identityKeys(kind, each.values).some(({ key }) => Buffer.byteLength(key) > 2_600)
            )
              wrong.push('identity key');
        if (wrong.length > 0) throw new Error(wrong.join('; '));
      }
      for (const reject of batch.rejects) {
        rejects++;
        if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(reject.code) || reject.got.length > 80)
          throw new Error(`reject ${reject.code}, ${reject.got}`);
        if (reject.code === 'value.unstorable') throw new Error(`reader gave ${reject.field}: ${reject.got}`);
      }
    }
    return { rows, rejects, failure: null };
  } catch (error) {
    if (error instanceof Failure) return { rows, rejects, failure: error.code };
    throw new Error(`${label}: ${String(error)}`, { cause: error });
  }
}
