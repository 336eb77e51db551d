/**
 * The rows that records say, each once: what is learnt, how often values occur, and which pairs are compared are all told of these, never of
 * records, so that a row that stands ten thousand times weighs as one that stands once. They stand in an order of their own, told by what they
 * say: whatever the order of the records, the rows are the same, and so is all that is drawn from them.
 *
 * **Source.** Ours. Sorting by parts of a number: Knuth, The Art of Computer Programming, vol. 3, 5.2.5.
 * **Input.** A table of records. **Output.** A table of rows whose counts are those of rows; the row of each record.
 * **Limits.** Two things that say the same in every field are one row: where fields are few, a value is counted less often than things bear it.
 */
import type { EncodedField, EncodedTable } from './encoded-table.ts';
import { sharedInts } from './shared-ints.ts';

export interface DistinctRows {
  /** One row for all records that say the same in every field; where files have no duplicates of their own, in one file. */
  readonly table: EncodedTable;
  /** Row of each record. */
  readonly rowOf: Int32Array;
  /** First record of each row. */
  readonly firstOf: Int32Array;
}

export function distinctRows(whole: EncodedTable): DistinctRows {
  const { sourceOf } = whole;
  const { rowOf, firstOf, own } = numberRows(whole);
  const fields = whole.fields.map((field) => counted(field, firstOf));
  const order = sortRows({ ...whole, fields }, firstOf, own);
  const placeOf = new Int32Array(order.length);
  order.forEach((row, place) => (placeOf[row] = place));
  for (let record = 0; record < rowOf.length; record++) rowOf[record] = placeOf[rowOf[record]!]!;
  const kept = order.map((row) => firstOf[row]!);
  const table = {
    ...whole,
    records: kept.length,
    sourceOf: of(sourceOf, new Uint8Array(new SharedArrayBuffer(kept.length)), kept),
    fields: fields.map((field) => ({ ...field, valueOf: of(field.valueOf, sharedInts(kept.length), kept) })),
  };
  return { table, rowOf, firstOf: kept };
}

/** The records as they are, their values counted by rows. */
export function countedByRows(whole: EncodedTable): EncodedTable {
  const { fields } = distinctRows(whole).table;
  const countsOf = (field: number) => ({ counts: fields[field]!.counts, filled: fields[field]!.filled });
  return { ...whole, fields: whole.fields.map((field, at) => ({ ...field, ...countsOf(at) })) };
}

function counted(field: EncodedField, firstOf: Int32Array): EncodedField {
  const counts = sharedInts(field.values.size);
  for (const record of firstOf) counts[field.valueOf[record]!]!++;
  return { ...field, counts, filled: firstOf.length - counts[0]! };
}

/** Numbers rows as they first come; a hash of what each says. */
function numberRows({ records, fields, sourceOf, linkOnly }: EncodedTable) {
  const columns = fields.map(({ valueOf }) => valueOf);
  const hashOf = fields.map(({ values }) => Int32Array.from({ length: values.size }, (_, value) => values.hash(value)));
  let size = 1024;
  while (size < records * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(records);
  const firstOf = new Int32Array(records);
  const own = new Uint32Array(records);
  let rows = 0;
  for (let record = 0; record < records; record++) {
    let hash = linkOnly ? sourceOf[record]! : 0;
    for (let field = 0; field < columns.length; field++) {
      hash = Math.imul(hash ^ hashOf[field]![columns[field]![record]!]!, 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    let slot = hash & (size - 1);
    for (;;) {
      const row = slots[slot]!;
      if (row < 0) {
        slots[slot] = rows;
        firstOf[rows] = record;
        own[rows] = hash;
        rowOf[record] = rows++;
        break;
      }
      if (own[row] === hash >>> 0) {
        const first = firstOf[row]!;
        let same = !linkOnly || sourceOf[first] === sourceOf[record];
        for (let field = 0; same && field < columns.length; field++)
          same = columns[field]![first] === columns[field]![record];
        if (same) {
          rowOf[record] = row;
          break;
        }
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return { rowOf, firstOf: firstOf.slice(0, rows), own: own.subarray(0, rows) };
}

/** A value that at most so many records share brings them together and hardly others. */
const fewShare = 64;

/** The field that brings most rows beside few others: those that share its value are met beside each other in memory by the blocks that compare them. */
function leadingField(fields: readonly EncodedField[]): number {
  const brought = fields.map(({ counts }) => {
    let records = 0;
    for (let value = 1; value < counts.length; value++)
      if (counts[value]! > 1 && counts[value]! <= fewShare) records += counts[value]!;
    return records;
  });
  return brought.indexOf(Math.max(...brought));
}

/** Rows by the first half of the hash of their leading field, then by the hash of all they say; where both are equal by what they say. */
function sortRows({ fields, sourceOf, linkOnly }: EncodedTable, firstOf: Int32Array, own: Uint32Array): Int32Array {
  const lead = fields[leadingField(fields)]!;
  const leads = Uint32Array.from(firstOf, (record) => lead.values.hash(lead.valueOf[record]!));
  let order = Int32Array.from(firstOf, (_, row) => row);
  let next = new Int32Array(order.length);
  for (const [of, shift] of [
    [own, 0],
    [own, 16],
    [leads, 16],
  ] as const) {
    const starts = new Int32Array(0x10001);
    for (const hash of of) starts[((hash >>> shift) & 0xffff) + 1]!++;
    for (let part = 0; part < 0x10000; part++) starts[part + 1]! += starts[part]!;
    for (const row of order) next[starts[(of[row]! >>> shift) & 0xffff]!++] = row;
    [order, next] = [next, order];
  }
  const text = (row: number) =>
    [
      linkOnly ? sourceOf[firstOf[row]!] : 0,
      ...fields.map(({ values, valueOf }) => values.text(valueOf[firstOf[row]!]!)),
    ].join('\u0000');
  const alike = (x: number, y: number) => own[x] === own[y] && leads[x]! >>> 16 === leads[y]! >>> 16;
  for (let from = 0, to = 1; from < order.length; from = to++) {
    while (to < order.length && alike(order[from]!, order[to]!)) to++;
    if (to - from > 1) order.subarray(from, to).sort((x, y) => (text(x) < text(y) ? -1 : 1));
  }
  return order;
}

/** What an array says of some records, put into another. */
function of<T extends Int32Array | Uint8Array>(from: T, to: T, records: Int32Array): T {
  for (let row = 0; row < records.length; row++) to[row] = from[records[row]!]!;
  return to;
}
