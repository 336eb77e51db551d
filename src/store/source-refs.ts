import type { SourceRef } from '../model/evidence.ts';

/** Columns and joins that turn a `record_id` into the reference people open: feed, file, line, version. */
export const sourceRefColumns = `src_r.record_id as source_record, src_r.version as source_version, src_s.feed as source_feed,
  src_s.layout as source_layout, src_i.file_name as source_file, src_r.line as source_line, src_r.received_at as source_received_at`;

/** Joins for an alias that has `record_id` and, with it, belongs to agency $1. */
export function sourceRefJoins(alias: string): string {
  return `join flashlight.record src_r on src_r.agency_id = $1 and src_r.record_id = ${alias}.record_id
    join flashlight.source src_s on src_s.agency_id = $1 and src_s.source_id = src_r.source_id
    join flashlight.import_run src_i on src_i.agency_id = $1 and src_i.run_id = src_r.run_id`;
}

export function sourceRef(row: Readonly<Record<string, unknown>>): SourceRef {
  return {
    record: row['source_record'] as number,
    version: row['source_version'] as number,
    feed: row['source_feed'] as string,
    layout: row['source_layout'] as string,
    file: row['source_file'] as string,
    line: row['source_line'] as number,
    receivedAt: row['source_received_at'] as string,
  };
}
