import { Failure } from '../../model/errors.ts';
import { decodeText, detectEncoding, repairCells } from './decode-text.ts';
import { detectCsvDialect } from './detect-csv-dialect.ts';
import { looksLikeZip, recogniseBinary } from './recognise-binary.ts';
import { openWorkbook, workbookBytesMax } from './open-workbook.ts';
import type { RowEvent, TableFormat, TableReader, TextEncodingName } from './raw-row.ts';
import { scanCsv } from './scan-csv.ts';
import { detectJsonLayout, scanJson } from './scan-json.ts';

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
/**
 * Longer pieces are cut to this, so that one batch of rows stays small whatever the source hands over. Measured over
 * 200 MB: resident memory grows by 36 MB with 64 KiB, by 98 MB with 256 KiB, at the same speed.
 */
const pieceBytesMax = 64 * 1024;

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
  const { head, rest, ended } = await readHead(source);
  if (head.length === 0) throw new Failure('file.empty', 'Expected a table, got a file without content.');
  const following = (): AsyncGenerator<Uint8Array> => pieces(rest, source);
  if (looksLikeZip(head)) return openWorkbook(await readWhole(head, following()), options);
  const binary = recogniseBinary(head);
  if (binary !== null) {
    throw new Failure('file.binary', `Expected a table, got ${binary.looksLike}: ${binary.advice}.`, {
      detail: { ...binary },
    });
  }
  if (options.format === 'xlsx') {
    throw new Failure('file.damaged', 'Expected an .xlsx workbook, got a file that is not even a zip archive.');
  }
  const { encoding, markLength } = detectEncoding(head);
  const decoder = decodeText(encoding);
  const first = decoder.decode(head.subarray(markLength));
  if (first.text.trim() === '' && ended) throw new Failure('file.empty', 'Expected a table, got a file of blanks.');
  const { format, skip, scanner } = chooseScanner(first.text, { ...options, encoding, complete: ended });
  return {
    encoding,
    format,
    batches: async function* (): AsyncGenerator<RowEvent> {
      yield* nonEmpty(scanner.push(first.text.slice(skip), first.suspect));
      for await (const piece of following()) {
        const { text, suspect } = decoder.decode(piece);
        yield* nonEmpty(scanner.push(text, suspect));
      }
      const last = decoder.end();
      if (last.text !== '') yield* nonEmpty(scanner.push(last.text, last.suspect));
      yield* nonEmpty(scanner.end());
    },
  };
}

interface ChosenScanner {
  format: TableFormat;
  /** Characters of the first text to pass over. */
  skip: number;
  scanner: { push(text: string, suspect: boolean): RowEvent; end(): RowEvent };
}

function chooseScanner(
  sample: string,
  options: OpenTableOptions & { encoding: TextEncodingName; complete: boolean },
): ChosenScanner {
  const repair = repairCells(options.encoding);
  const asked = options.format;
  if (asked === 'ndjson' || asked === 'json') {
    return { format: asked, skip: 0, scanner: scanJson(asked === 'ndjson' ? 'lines' : 'values', repair) };
  }
  if (asked === undefined && options.delimiter === undefined) {
    const layout = detectJsonLayout(sample);
    if (layout !== null) {
      return { format: layout === 'lines' ? 'ndjson' : 'json', skip: 0, scanner: scanJson(layout, repair) };
    }
    const markup = /^\s*<(!doctype html|html|table|\?xml|\w+[\s>])/i.exec(sample);
    if (markup !== null) {
      throw new Failure(
        'file.not-a-table',
        'Expected a table, got a web page or XML (some systems give it the name .xls): ' +
          'open it in a spreadsheet program and save it as .xlsx or CSV.',
      );
    }
  }
  const dialect = detectCsvDialect(sample, { complete: options.complete, ...delimiterOption(options) });
  return { format: formatOf[dialect.delimiter] ?? 'csv', skip: dialect.skip, scanner: scanCsv(dialect, repair) };
}

async function readWhole(head: Uint8Array, following: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts = [head];
  let length = head.length;
  for await (const piece of following) {
    parts.push(piece);
    length += piece.length;
    if (length > workbookBytesMax) {
      throw new Failure(
        'file.too-large',
        `Expected an .xlsx file of at most ${workbookBytesMax} bytes, got more: save its sheets as CSV.`,
      );
    }
  }
  return joinedParts(parts, length);
}

function joinedParts(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function delimiterOption(options: OpenTableOptions): { delimiter?: string } {
  const delimiter = options.delimiter ?? (options.format === undefined ? undefined : delimiterOf[options.format]);
  return delimiter === undefined ? {} : { delimiter };
}

/** Gives a batch in parts that a caller can hold and insert at once, and nothing where there is nothing. */
function* nonEmpty(event: RowEvent): Generator<RowEvent> {
  const { rows, problems } = event;
  if (rows.length <= batchRowsMax) {
    if (rows.length > 0 || problems.length > 0) yield event;
    return;
  }
  const { unterminated, ...first } = event;
  // Added columns and problems come with the first part, so that they are known before the rows they are about.
  yield { ...first, rows: rows.slice(0, batchRowsMax) };
  for (let at = batchRowsMax; at < rows.length; at += batchRowsMax) {
    const part = { rows: rows.slice(at, at + batchRowsMax), problems: [] };
    yield unterminated && at + batchRowsMax >= rows.length ? { ...part, unterminated } : part;
  }
}

/** The first bytes, and what was read beyond them because the source hands over larger pieces. */
async function readHead(
  source: AsyncIterator<Uint8Array>,
): Promise<{ head: Uint8Array; rest: Uint8Array; ended: boolean }> {
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
  const whole = joinedParts(parts, length);
  return {
    head: whole.subarray(0, sampleBytes),
    rest: whole.subarray(sampleBytes),
    ended: ended && length <= sampleBytes,
  };
}

/** What follows the first bytes, in pieces of bounded length; tells the source where the reader stops early. */
async function* pieces(rest: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    let value = rest;
    for (;;) {
      for (let at = 0; at < value.length; at += pieceBytesMax) yield value.subarray(at, at + pieceBytesMax);
      const next = await source.next();
      if (next.done === true) return;
      value = next.value;
    }
  } finally {
    await source.return?.();
  }
}
