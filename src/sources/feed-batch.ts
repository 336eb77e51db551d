import type { Mapping, TypedRow } from './feed.ts';
import type { FileWarning } from './file-warning.ts';

/** Columns the rejects file adds; a mended file may keep them, they are not part of the record. */
export const rejectColumns = ['reject_line', 'reject_code', 'reject_field', 'reject_expected', 'reject_got'] as const;

export const isRejectsHeader = (cells: readonly string[]) => cells.some((cell) => cell.trim() === rejectColumns[0]);

/** A header and the rows under it. Most files are one section; stacked tables and workbooks have several. */
export interface Section {
  readonly section: number;
  readonly sheet: string | null;
  readonly headerLine: number;
  readonly columns: string[];
  readonly layout: string;
  readonly mapping: Mapping;
  /** The published layout it was recognised as, or null. */
  readonly profile: string | null;
}

export interface ReadRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Natural key as the publisher gives it; null: the content is the key. */
  readonly key: string | null;
  /** What is hashed: the filled cells under their field or header, in an order that does not depend on the file's. */
  readonly content: string;
  /** What a mapping adds to the cells, such as the order of dates; empty where nothing. Read in another way the row says something else. */
  readonly reading: string;
  /** Day of the last decision it tells of; null where none. */
  readonly stateOn: string | null;
  readonly typed: readonly TypedRow[];
}

export interface ReadReject {
  readonly line: number;
  readonly cells: readonly string[];
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
}

/** Rows of one section, in the order of the file. `rows + rejects` is every row read. */
export interface FeedBatch {
  readonly section: Section;
  readonly rows: ReadRow[];
  readonly rejects: ReadReject[];
  /** Lines that are not rows: titles, disclaimers, totals, repeated headers. */
  readonly skipped: { line: number; why: string }[];
  /** With the last batch of a file. */
  readonly warnings?: readonly FileWarning[];
}
