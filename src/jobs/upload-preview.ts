import type { Preview } from '../model/import-answers.ts';
import { Failure } from '../model/errors.ts';
import type { FeedName } from '../model/feeds.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import type { Mapping, RowContext } from '../sources/feed.ts';
import { openTable } from '../sources/reading/open-table.ts';
import type { RawRow } from '../sources/reading/raw-row.ts';
import type { ReadReject, ReadRow, Section } from '../sources/feed-batch.ts';
import { readFeed } from '../sources/read-feed.ts';
import { maskCells, maskReject, maskValues } from '../model/values/mask-social-security.ts';
import type { Agency } from '../store/agencies.ts';
import { guessUpload, type UploadedSheet } from './guess-upload.ts';
import { openSourceFile } from './open-source-file.ts';
import type { Upload } from './uploads.ts';

const rowsShown = 100;
/** What is read of a file to guess what it is. */
const rowsLooked = 1_100;
/** Among how many of them a header is looked for while nobody has said what the file is. */
const headRows = 50;

/**
 * Shows how an uploaded file would be read: as what it looks like, or with the mapping given. Only its beginning is
 * read; nothing is saved.
 */
export async function previewUpload(
  upload: Upload,
  order: { agency: Agency; receivedOn: string; mapping?: Mapping | undefined },
): Promise<Preview> {
  try {
    const sheets = await firstRows(upload.path);
    const guess = guessUpload(sheets, {
      fileName: upload.fileName,
      receivedOn: order.receivedOn,
      mapping: order.mapping,
    });
    const mapping = (order.mapping ?? guess.mapping) as Mapping | null;
    const feed = mapping?.feed ?? (guess.feed as FeedName | null);
    const read = feed ? await readFirst(upload, feed, mapping ?? undefined, order) : null;
    const asItIs = widest(sheets);
    return {
      upload: upload.upload,
      file: upload.fileName,
      guess,
      header: read?.section ? [...read.section.columns] : asItIs.header,
      rows: read ? read.rows : asItIs.rows.map((row) => unreadRow(row, asItIs.header)),
      layouts: everyLayout(),
    };
  } catch (error) {
    // The person knows the file by its own name.
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, error.message.replaceAll(upload.path, upload.fileName), { detail: {}, cause: error });
  }
}

async function firstRows(path: string): Promise<UploadedSheet[]> {
  const table = await openTable((await openSourceFile(path)).bytes);
  const sheets = new Map<string | null, RawRow[]>();
  for await (const event of table.batches()) {
    const sheet = event.sheet ?? null;
    const rows = sheets.get(sheet) ?? [];
    sheets.set(sheet, rows);
    rows.push(...event.rows.slice(0, rowsLooked - rows.length));
    // A text file is one table; a workbook may begin with a cover sheet.
    if (sheet === null && rows.length >= rowsLooked) break;
  }
  return [...sheets].map(([sheet, rows]) => ({ sheet, rows }));
}

async function readFirst(
  upload: Upload,
  feed: FeedName,
  mapping: Mapping | undefined,
  order: { agency: Agency; receivedOn: string },
): Promise<{ section: Section | null; rows: Preview['rows'] }> {
  const { agency } = order;
  const context: RowContext = {
    timeZone: agency.timeZone,
    dateOrder: 'mdy',
    receivedOn: order.receivedOn,
    fileName: upload.fileName,
    city: agency.city,
    state: agency.state,
  };
  // A matrix has no columns to map: it is recognised by its content.
  const layout = allFeeds[feed].layouts.find((each) => each.name === mapping?.layout);
  const table = await openTable((await openSourceFile(upload.path)).bytes);
  const rows: Preview['rows'] = [];
  let section: Section | null = null;
  for await (const batch of readFeed(table, {
    feed: allFeeds[feed],
    mapping: layout?.shape === 'sheet' ? undefined : mapping,
    context,
  })) {
    section ??= batch.section;
    const about = { columns: batch.section.columns, fields: batch.section.mapping.columns };
    rows.push(
      ...batch.rows.map((row) => acceptedRow(row, maskCells({ ...about, cells: row.cells }))),
      ...batch.rejects.map((each) => rejectedRow(maskReject(each, about))),
    );
    if (rows.length >= rowsShown) break;
  }
  rows.sort((a, b) => a.line - b.line);
  return { section, rows: rows.slice(0, rowsShown) };
}

function acceptedRow(row: ReadRow, cells: string[]): Preview['rows'][number] {
  const filled = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
  return {
    line: row.line,
    cells,
    outcome: 'accepted',
    reject: null,
    read: row.typed.map(({ table, values }) => ({ table, values: maskValues(filled(values)) })),
  };
}

function rejectedRow({ line, cells, code, field, expected, got }: ReadReject): Preview['rows'][number] {
  return { line, cells: [...cells], outcome: 'rejected', reject: { code, field, expected, got }, read: [] };
}

/** A row of a file nobody has said yet what it is. */
function unreadRow({ line, cells }: RawRow, columns: readonly string[]): Preview['rows'][number] {
  return { line, cells: maskCells({ cells, columns, fields: {} }), outcome: 'unread', reject: null, read: [] };
}

/** The widest of the first rows, taken for the header, and the rows under it. */
function widest(sheets: readonly UploadedSheet[]): { header: string[]; rows: readonly RawRow[] } {
  let header: string[] = [];
  let under: readonly RawRow[] = [];
  for (const { rows } of sheets) {
    for (const [at, { cells }] of rows.slice(0, headRows).entries()) {
      if (cells.length <= header.length) continue;
      header = [...cells];
      under = rows.slice(at + 1, at + 1 + rowsShown);
    }
  }
  return { header, rows: under };
}

function everyLayout(): Preview['layouts'] {
  return Object.values(allFeeds).flatMap((feed) =>
    feed.layouts.map((layout) => ({
      feed: feed.name,
      layout: layout.name,
      title: layout.title,
      fields:
        layout.shape === 'rows'
          ? Object.entries(layout.fields).map(([name, { kind, about, required }]) => ({
              name,
              kind,
              about,
              required: required ?? false,
            }))
          : [],
    })),
  );
}
