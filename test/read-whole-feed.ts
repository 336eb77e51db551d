import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { allFeeds } from '../src/sources/all-feeds.ts';
import type { Feed, Mapping, RowContext, TypedRow } from '../src/sources/feed.ts';
import type { FileWarning } from '../src/sources/file-warning.ts';
import { openTable } from '../src/sources/reading/open-table.ts';
import type { ReadReject, ReadRow, Section } from '../src/sources/feed-batch.ts';
import { readFeed } from '../src/sources/read-feed.ts';

/** Everything a file gives, read the way an import reads it. */
export interface WholeFeed {
  readonly sections: Section[];
  readonly rows: ReadRow[];
  readonly rejects: ReadReject[];
  readonly skipped: { line: number; why: string }[];
  readonly warnings: FileWarning[];
  /** What ended the reading early, such as a file cut off. */
  readonly failure: unknown;
}

export interface ReadWholeOptions {
  readonly feed: Feed;
  readonly mapping?: Mapping;
  readonly context?: Partial<RowContext>;
}

const testContext: RowContext = {
  timeZone: 'America/New_York',
  dateOrder: 'mdy',
  receivedOn: '2026-11-21',
  fileName: 'rows.csv',
  city: 'Harbor City',
  state: 'MD',
};

/** Reads bytes or text as a feed, to the end or to the failure that ends it. */
export async function readWhole(content: string | Uint8Array, options: ReadWholeOptions): Promise<WholeFeed> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const whole: WholeFeed & { failure: unknown } = {
    sections: [],
    rows: [],
    rejects: [],
    skipped: [],
    warnings: [],
    failure: null,
  };
  const context = { ...testContext, ...options.context };
  try {
    const table = await openTable(
      (async function* () {
        yield bytes;
      })(),
    );
    const otherFeeds = Object.values(allFeeds).filter((feed) => feed.name !== options.feed.name);
    for await (const batch of readFeed(table, { feed: options.feed, mapping: options.mapping, context, otherFeeds })) {
      if (whole.sections.at(-1) !== batch.section) whole.sections.push(batch.section);
      whole.rows.push(...batch.rows);
      whole.rejects.push(...batch.rejects);
      whole.skipped.push(...batch.skipped);
      whole.warnings.push(...(batch.warnings ?? []));
    }
  } catch (failure) {
    whole.failure = failure;
  }
  return whole;
}

/** One table of a few rows: header and rows as arrays of cells. */
export function csvOf(header: readonly string[], ...rows: readonly (readonly string[])[]): string {
  return [header, ...rows]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');
}

/** The typed rows of one table among the rows read. */
export function typedRows(rows: readonly ReadRow[], table: TypedRow['table']): Readonly<Record<string, unknown>>[] {
  return rows.flatMap((row) => row.typed.filter((typed) => typed.table === table).map((typed) => typed.values));
}

const sharedFolder = new URL('../../shared/data/', import.meta.url);

/** Whether the shared data are beside the checkout; says so once where they are not. */
export function sharedIsAbsent(folder: string): boolean {
  const absent = !existsSync(new URL(folder, sharedFolder));
  if (absent) console.log(`skipped: ../shared/data/${folder} is not beside the checkout`);
  return absent;
}

export const sharedFile = (path: string) => readFile(new URL(path, sharedFolder));
