import type { FeedName } from '../model/feeds.ts';
import type { TableName } from '../model/tables.ts';
import type { Mapping, RowContext } from '../sources/feed.ts';
import type { Section } from '../sources/read-feed.ts';

/**
 * What the parsing thread hands to the saving thread: rows already in COPY text, so that the saver only drops the lines
 * of duplicates. Record ids are given out ahead by the saver; a duplicate's id is simply never used.
 */
export interface PreparedBatch {
  readonly kind: 'batch';
  readonly section: Section;
  /** Id of the first record; row i has `firstRecordId + i`. */
  readonly firstRecordId: number;
  readonly lines: Float64Array;
  readonly keys: string[];
  /** 32 bytes a row. */
  readonly hashes: Uint8Array;
  /** JSON array of cells, a row each, COPY-escaped. */
  readonly payloads: string[];
  readonly tables: PreparedTable[];
  readonly rejects: PreparedReject[];
  readonly skipped: { line: number; why: string }[];
}

export interface PreparedTable {
  readonly table: TableName;
  readonly bytes: Uint8Array;
  /** For line n: the index of its record in the batch, and where the line ends in `bytes`. */
  readonly rowOf: Int32Array;
  readonly ends: Int32Array;
}

export interface PreparedReject {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

export interface PreparationEnd {
  readonly kind: 'end';
  readonly encoding: string;
  readonly format: string;
  /** Of the file as it was read, in hexadecimal. */
  readonly sha256: string;
}

export interface PreparationFailure {
  readonly kind: 'failure';
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly detail: Record<string, unknown>;
  readonly stack: string | undefined;
}

export type PreparationMessage = PreparedBatch | PreparationEnd | PreparationFailure;

/** A file to prepare. */
export interface PreparationOrder {
  readonly kind: 'order';
  readonly path: string;
  readonly feed: FeedName;
  readonly mapping: Mapping | undefined;
  readonly context: RowContext;
  readonly agencyId: number;
}

/** There is room for one more batch, whose records are numbered from here. */
export interface PreparationCredit {
  readonly kind: 'credit';
  readonly firstRecordId: number;
}

/** Rows the reader may put in one batch, and so the ids a credit stands for. */
export const idsPerBatch = 4_096;
