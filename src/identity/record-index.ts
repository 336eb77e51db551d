/**
 * Finds the records of one thing among those that are there, for each new record as it comes.
 *
 * **Source.** The blocks, weights and thresholds of `dedupe-table.ts`, asked for one record at a time.
 * **Input.** A table with the encoders it was made by, blocks, a model; then cells of one record. **Output.** Records that may be of the same
 * thing with their bits, best first.
 * **Limits.** Frequencies are those of the table at the start, and so are the sizes of groups: one that was too large to compare each with each
 * then is passed over, whatever comes, and one that was not is asked however it grows. So which records are compared does not depend on the
 * order in which they come; only a group grown beyond `groupEverMost` since then is passed over as it stands. The answer says how many were.
 */
import { HashSlots } from '../model/hash-slots.ts';
import { textHashes } from '../model/text-hash.ts';
import { acrossSides, type FieldAcross, type SaidByRows } from './across-sides.ts';
import { groupSizeMax, type Block } from './block-groups.ts';
import type { EncodedTable, FieldEncoder } from './encoded-table.ts';
import { isWorn } from './compare-codes.ts';
import type { Comparison } from './comparison.ts';
import { explainPair, type PairExplanation } from './explain-pair.ts';
import type { Model } from './learn-model.ts';
import { openComparisons, type RecordComparison } from './open-comparisons.ts';
import { frequenciesOf, pairScorer, type Frequencies, type PairScorer } from './pair-scorer.ts';
import { ofEachText } from './text-arena.ts';

export interface Found {
  /** Best first; of equal bits the older record. */
  readonly records: readonly { readonly record: number; readonly bits: number }[];
  readonly compared: number;
  /** Groups passed over because too many records share them. */
  readonly groupsPassedOver: number;
}

/** What has grown to this in a group that was small is a value nobody used before and all use now; comparing on would take ever longer. */
const groupEverMost = 4 * groupSizeMax;
/** Room for new records before arrays are made anew, as a share of those that are there. */
const roomShare = 0.25;
const roomMin = 1024;

const slotWords = 6; // two of the hash, 1 where it is in use, the newest record + 1, how many, how many at the start

export class RecordIndex {
  private readonly encoders: readonly FieldEncoder[];
  private readonly blocks: readonly Block[];
  private readonly model: Model;
  private readonly groups: readonly HashSlots[];
  private table: EncodedTable;
  private comparison: RecordComparison;
  private scorer: PairScorer;
  private nextOf: readonly Int32Array[];
  /** The last question that met each record: one that several blocks bring is compared once. */
  private metBy: Int32Array;
  private questions = 0;
  private records: number;
  private readonly frequencies: Frequencies;
  /** Of each block whether a record bears a worn value, where one of two must; null where any two are compared. */
  private readonly wornOf: readonly (((record: number) => boolean) | null)[];

  constructor(
    table: EncodedTable,
    encoders: readonly FieldEncoder[],
    blocks: readonly Block[],
    model: Model,
    frequencies = frequenciesOf(table, model.names),
  ) {
    this.encoders = encoders;
    this.blocks = blocks;
    this.model = model;
    this.records = table.records;
    this.frequencies = frequencies;
    const capacity = roomFor(table.records);
    this.table = withRoom(table, capacity);
    this.comparison = openComparisons(this.table);
    this.scorer = pairScorer(this.table, this.comparison, model, this.frequencies);
    this.nextOf = blocks.map(() => new Int32Array(capacity));
    this.metBy = new Int32Array(capacity);
    this.groups = blocks.map(
      () => new HashSlots({ wordsPerSlot: slotWords, keyWords: 2, usedWord: 2, slotsAtFirst: 1024 }),
    );
    this.wornOf = blocks.map(({ keys }) => {
      const key = keys.find(({ worn }) => worn !== null);
      if (!key) return null;
      const worn = ofEachText(table.fields[key.field]!.values, (text) => Number(isWorn(text)));
      return (record) => worn(this.table.fields[key.field]!.valueOf[record]!) === 1;
    });
    const hashes = new KeyHashes(this.table);
    for (let record = 0; record < table.records; record++) {
      this.expect(record, hashes);
      this.enter(record, hashes);
    }
  }

  /** Says what records were there at the start, in an index that is opened without them: sizes of groups are told by them. */
  countAtStart(rows: Iterable<readonly string[]>): void {
    const hashes = new KeyHashes(this.table);
    for (const cells of rows) this.expect(this.place(cells), hashes);
  }

  get size(): number {
    return this.records;
  }

  /** Records that may be of the same thing as one with these cells, in the order of the fields, with at least `least` bits. */
  find(cells: readonly string[], least: number): Found {
    const record = this.place(cells);
    const question = ++this.questions;
    const hashes = new KeyHashes(this.table);
    const found: { record: number; bits: number }[] = [];
    let compared = 0;
    let groupsPassedOver = 0;
    this.blocks.forEach((block, at) => {
      const hash = hashes.of(block, record);
      if (!hash) return;
      const slots = this.groups[at]!;
      const slot = slots.find(hash[0], hash[1]);
      if (slot < 0) return;
      const isWorn = this.wornOf[at]!;
      const anyOther = isWorn === null || isWorn(record);
      if (slots.words[slot + 5]! > groupSizeMax || slots.words[slot + 4]! > groupEverMost) {
        groupsPassedOver++;
        return;
      }
      for (let other = slots.words[slot + 3]! - 1; other >= 0; other = this.nextOf[at]![other]!) {
        if (this.metBy[other] === question || !(anyOther || isWorn(other))) continue;
        this.metBy[other] = question;
        compared++;
        const bits = this.scorer.bits(record, other, least);
        if (bits >= least) found.push({ record: other, bits });
      }
    });
    found.sort((x, y) => y.bits - x.bits || x.record - y.record);
    return { records: found, compared, groupsPassedOver };
  }

  /** Bits of two records that both say what this one says. */
  selfBits(record: number): number {
    return this.scorer.bits(record, record, -Infinity);
  }

  /** Why two records that are in are held for one thing or not. */
  explain(a: number, b: number): PairExplanation {
    return explainPair(this.table, this.comparison, this.scorer, a, b);
  }

  /** What the records of two sides say, field by field. */
  across(sides: { readonly a: readonly SaidByRows[]; readonly b: readonly SaidByRows[] }): FieldAcross[] {
    return acrossSides(this.table, this.comparison, this.model, sides);
  }

  /** How two values of each field may compare. */
  get levels(): readonly Comparison[] {
    return this.comparison.fields;
  }

  /** Takes a record in; gives its number. */
  add(cells: readonly string[]): number {
    const record = this.place(cells);
    this.enter(record, new KeyHashes(this.table));
    this.records++;
    return record;
  }

  /** Writes cells where the next record will stand. */
  private place(cells: readonly string[]): number {
    const record = this.records;
    if (record >= this.metBy.length) this.makeRoom();
    this.table.fields.forEach((field, at) => {
      field.valueOf[record] = this.encoders[at]!.value(cells[at] ?? '');
    });
    this.comparison.refresh(record);
    return record;
  }

  private makeRoom(): void {
    const capacity = roomFor(this.records);
    this.table = withRoom(this.table, capacity);
    this.comparison = openComparisons(this.table);
    this.scorer = pairScorer(this.table, this.comparison, this.model, this.frequencies);
    this.nextOf = this.nextOf.map((next) => enlarged(next, capacity));
    this.metBy = enlarged(this.metBy, capacity);
  }

  private enter(record: number, hashes: KeyHashes): void {
    this.eachGroup(record, hashes, (words, slot, at) => {
      this.nextOf[at]![record] = words[slot + 3]! - 1;
      words[slot + 3] = record + 1;
      words[slot + 4]!++;
    });
  }

  private expect(record: number, hashes: KeyHashes): void {
    this.eachGroup(record, hashes, (words, slot) => words[slot + 5]!++);
  }

  private eachGroup(
    record: number,
    hashes: KeyHashes,
    of: (words: Uint32Array, slot: number, block: number) => void,
  ): void {
    this.blocks.forEach((block, at) => {
      const hash = hashes.of(block, record);
      if (!hash) return;
      const slots = this.groups[at]!;
      const slot = slots.placeOf(hash[0], hash[1]);
      slots.words[slot + 2] = 1;
      of(slots.words, slot, at);
    });
  }
}

const roomFor = (records: number) => records + Math.max(roomMin, Math.ceil(records * roomShare));

function withRoom(table: EncodedTable, capacity: number): EncodedTable {
  return { ...table, fields: table.fields.map((field) => ({ ...field, valueOf: enlarged(field.valueOf, capacity) })) };
}

function enlarged(from: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(from);
  return larger;
}

/** Hashes of the keys of records in blocks; those of a value are worked out once. */
class KeyHashes {
  private readonly table: EncodedTable;
  private readonly ofValue = new Map<Block['keys'][number], Map<number, readonly [number, number] | null>>();

  constructor(table: EncodedTable) {
    this.table = table;
  }

  /** Null where the record lacks one of the keys. */
  of(block: Block, record: number): readonly [number, number] | null {
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (const key of block.keys) {
      const { values, valueOf } = this.table.fields[key.field]!;
      const value = valueOf[record]!;
      if (value === 0) return null;
      let known = this.ofValue.get(key);
      if (!known) this.ofValue.set(key, (known = new Map()));
      let hash = known.get(value);
      if (hash === undefined) {
        const text = key.derive(values.text(value));
        hash = text === '' ? null : textHashes(text);
        known.set(value, hash);
      }
      if (hash === null) return null;
      a = Math.imul(a ^ hash[0], 0x85ebca6b);
      a ^= a >>> 13;
      b = Math.imul(b ^ hash[1], 0xc2b2ae35);
      b ^= b >>> 16;
    }
    return [a >>> 0, b >>> 0];
  }
}
