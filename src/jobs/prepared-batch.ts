import type { FeedName } from '../model/feeds.ts';
import type { TableName } from '../model/tables.ts';
import type { Mapping, RowContext } from '../sources/feed.ts';
import type { FileWarning } from '../sources/file-warning.ts';
import type { Section } from '../sources/feed-batch.ts';

/**
 * What the parsing thread hands to the saving thread: rows already in COPY text, so that the saver only drops the lines
 * of duplicates. Record ids are given out ahead by the saver; a duplicate's id is simply never used.
 */
export interface PreparedBatch {
  readonly kind: 'batch';
  readonly section: number;
  /** Id of the first record; row i has `firstRecordId + i`. */
  readonly firstRecordId: number;
  readonly keys: string[];
  /** 32 bytes a row. */
  readonly hashes: Uint8Array;
  /** Day of the last decision a row tells of, `YYYY-MM-DD`. */
  readonly statesOn: (string | null)[];
  /** A line for each row. */
  readonly records: PreparedLines;
  readonly tables: PreparedTable[];
  readonly rejects: PreparedReject[];
  readonly skipped: { line: number; why: string }[];
}

/** Lines of COPY text. */
export interface PreparedLines {
  readonly bytes: Uint8Array;
  /** Where each line ends in `bytes`. */
  readonly ends: Int32Array;
}

export interface PreparedTable extends PreparedLines {
  readonly table: TableName;
  /** For each line: the index of its record in the batch. */
  readonly rowOf: Int32Array;
}

export interface PreparedReject {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

/** A section begins, or has more columns than when it began. The next batches are of it, once its source is known. */
export interface PreparedSection {
  readonly kind: 'section';
  readonly section: Section;
}

export interface PreparationEnd {
  readonly kind: 'end';
  readonly encoding: string;
  readonly format: string;
  /** Of the file as it was read, in hexadecimal. */
  readonly sha256: string;
  readonly warnings: readonly FileWarning[];
}

export interface PreparationFailure {
  readonly kind: 'failure';
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly detail: Record<string, unknown>;
  readonly stack: string | undefined;
}

export type PreparationMessage = PreparedBatch | PreparedSection | PreparationEnd | PreparationFailure;

/** A file to prepare. */
export interface PreparationOrder {
  readonly kind: 'order';
  readonly path: string;
  readonly feed: FeedName;
  readonly mapping: Mapping | undefined;
  readonly context: RowContext;
  readonly agencyId: number;
  readonly runId: number;
  readonly receivedAt: string;
}

/** Answer to a section: where its records come from. */
export interface PreparationSource {
  readonly kind: 'source';
  readonly sourceId: number;
  readonly handling: readonly string[];
}

/** There is room for one more batch, whose records are numbered from here. */
export interface PreparationCredit {
  readonly kind: 'credit';
  readonly firstRecordId: number;
  /** Memory of a batch that was saved, for the next. */
  readonly spare: ArrayBuffer[];
}

/** Rows of a batch at most, and so the ids a credit stands for. */
export const idsPerBatch = 4_096;
