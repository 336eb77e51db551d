import type { EncodedTable } from './encoded-table.ts';
import { sharedInts } from './shared-ints.ts';

export interface Collapsed {
  /** The table with one row for all records that say the same; frequencies are still those of all records. */
  readonly table: EncodedTable;
  /** Row of each record. */
  readonly rowOf: Int32Array;
  /** First record of each row. */
  readonly firstOf: Int32Array;
}

/** Takes records that say the same in every field, in one file, as one row: comparing them with each other would say nothing new. */
export function collapseEqual(whole: EncodedTable): Collapsed {
  const { records, fields, sourceOf } = whole;
  const columns = fields.map(({ valueOf }) => valueOf);
  let size = 1024;
  while (size < records * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(records);
  const firstOf = new Int32Array(records);
  let rows = 0;
  for (let record = 0; record < records; record++) {
    let hash = sourceOf[record]!;
    for (const column of columns) {
      hash = Math.imul(hash ^ column[record]!, 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 16)) & (size - 1);
    for (;;) {
      const row = slots[slot]!;
      if (row < 0) {
        slots[slot] = rows;
        firstOf[rows] = record;
        rowOf[record] = rows++;
        break;
      }
      const first = firstOf[row]!;
      if (sourceOf[first] === sourceOf[record] && columns.every((column) => column[first] === column[record])) {
        rowOf[record] = row;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  if (rows === records) return { table: whole, rowOf, firstOf };
  const kept = firstOf.slice(0, rows);
  const copies = new Float64Array(rows);
  for (const row of rowOf) copies[row]!++;
  const table = {
    ...whole,
    records: rows,
    equalPairs: copies.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0),
    sourceOf: of(sourceOf, new Uint8Array(new SharedArrayBuffer(rows)), kept),
    fields: fields.map((field) => ({ ...field, valueOf: of(field.valueOf, sharedInts(rows), kept) })),
  };
  return { table, rowOf, firstOf: kept };
}

/** What an array says of some records, put into another. */
function of<T extends Int32Array | Uint8Array>(from: T, to: T, records: Int32Array): T {
  for (let row = 0; row < records.length; row++) to[row] = from[records[row]!]!;
  return to;
}
