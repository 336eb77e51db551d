import { Failure } from '../../model/errors.ts';
import { decodeText, detectEncoding, repairCells } from './decode-text.ts';
import { detectCsvDialect } from './detect-csv-dialect.ts';
import { looksLikeZip, recogniseBinary } from './recognise-binary.ts';
import type { RowEvent, TableFormat, TableReader } from './raw-row.ts';
import { scanCsv } from './scan-csv.ts';

export interface OpenTableOptions {
  /** Read as this format, whatever the bytes look like. */
  format?: TableFormat;
  /** The one character between cells of delimited text. */
  delimiter?: string;
  /** Read only the sheet of this name. */
  sheet?: string;
}

/** How much of the start of a file is looked at to recognise what it is. */
const sampleBytes = 64 * 1024;
/** Longer pieces are cut to this, so that one batch of rows stays small whatever the source hands over. */
const pieceBytesMax = 256 * 1024;

/** Most rows in a batch. */
const batchRowsMax = 5000;

const delimiterOf: Partial<Record<TableFormat, string>> = { csv: ',', tsv: '\t', semicolon: ';', pipe: '|' };
const formatOf: Record<string, TableFormat> = { ',': 'csv', '\t': 'tsv', ';': 'semicolon', '|': 'pipe' };

/**
 * Recognises what a file is from its first bytes and gives a reader of its rows. Nothing but those first bytes is read
 * before `batches()` is; text is read in bounded memory however long it is.
 *
 * Cells are slices of larger texts: a caller that keeps single cells for long should keep copies of them.
 */
export async function openTable(
  bytes: AsyncIterable<Uint8Array>,
  options: OpenTableOptions = {},
): Promise<TableReader> {
  const source = bytes[Symbol.asyncIterator]();
  const { head, ended } = await readHead(source);
  if (head.length === 0) throw new Failure('file.empty', 'Expected a table, got a file without content.');
  if (looksLikeZip(head)) {
    throw new Failure('file.binary', 'not yet');
  }
  const binary = recogniseBinary(head);
  if (binary !== null) {
    throw new Failure('file.binary', `Expected a table, got ${binary.looksLike}: ${binary.advice}.`, {
      detail: { ...binary },
    });
  }
  const { encoding, markLength } = detectEncoding(head);
  const decoder = decodeText(encoding);
  const first = decoder.decode(head.subarray(markLength));
  const dialect = detectCsvDialect(first.text, { complete: ended, ...delimiterOption(options) });
  return {
    encoding,
    format: formatOf[dialect.delimiter] ?? 'csv',
    batches: async function* (): AsyncGenerator<RowEvent> {
      const scanner = scanCsv(dialect, repairCells(encoding));
      yield* nonEmpty(scanner.push(first.text.slice(dialect.skip), first.suspect));
      for await (const piece of pieces(source)) {
        const { text, suspect } = decoder.decode(piece);
        yield* nonEmpty(scanner.push(text, suspect));
      }
      const last = decoder.end();
      if (last.text !== '') yield* nonEmpty(scanner.push(last.text, last.suspect));
      yield* nonEmpty(scanner.end());
    },
  };
}

function delimiterOption(options: OpenTableOptions): { delimiter?: string } {
  const delimiter = options.delimiter ?? (options.format === undefined ? undefined : delimiterOf[options.format]);
  return delimiter === undefined ? {} : { delimiter };
}

/** Gives a batch in parts that a caller can hold and insert at once, and nothing where there is nothing. */
function* nonEmpty({ rows, problems }: RowEvent): Generator<RowEvent> {
  for (let at = 0; at + batchRowsMax < rows.length; at += batchRowsMax) {
    yield { rows: rows.slice(at, at + batchRowsMax), problems: [] };
  }
  const rest = rows.length - (rows.length % batchRowsMax || (rows.length > 0 ? batchRowsMax : 0));
  if (rows.length > 0 || problems.length > 0) yield { rows: rest === 0 ? rows : rows.slice(rest), problems };
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<{ head: Uint8Array; ended: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < sampleBytes) {
    const next = await source.next();
    if (next.done === true) {
      ended = true;
      break;
    }
    parts.push(next.value);
    length += next.value.length;
  }
  const head = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    head.set(part, at);
    at += part.length;
  }
  return { head, ended };
}

/** The rest of the source in pieces of bounded length; tells the source where the reader stops early. */
async function* pieces(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const next = await source.next();
      if (next.done === true) return;
      const { value } = next;
      for (let at = 0; at < value.length; at += pieceBytesMax) yield value.subarray(at, at + pieceBytesMax);
    }
  } finally {
    await source.return?.();
  }
}
