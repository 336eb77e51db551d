/**
 * Scores the pairs that blocks bring together, each once however many blocks bring it.
 *
 * **Source.** Blocks as in `choose-blocks.ts`, bits as in `pair-scorer.ts`.
 * **Input.** Records, blocks, a scorer. **Output.** Pairs of at least `least` bits in the order of their records, and what each block brought.
 * Records are gone through in stretches: the pairs of a stretch hang on no other, so threads may share them out.
 * **Limits.** Groups larger than `groupSizeMax` are not compared each with each; the report says how many records stand in them.
 */
import { groupByKeys, keyColumn, wornIn, type Block, type GroupedBy } from './block-groups.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { PairScorer } from './pair-scorer.ts';
import { sharedInts } from './shared-ints.ts';

export interface ScoredPairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly bits: Float64Array;
  /** Pairs compared, whatever came of them. */
  readonly compared: number;
  readonly blocks: readonly BlockReport[];
}

/** What one block brought. */
export interface BlockReport {
  readonly name: string;
  /** Pairs that no earlier block had brought. */
  readonly pairs: number;
  /** Records in groups too large to compare each with each, and the size of the largest group. */
  readonly recordsLeft: number;
  readonly largest: number;
}

/** Of one block, the records group after group, the last of each written as its complement; and of each record the place after its own there. */
export interface BlockPlaces {
  readonly order: Int32Array;
  /** 0 for a record that stands in no group. */
  readonly placeOf: Int32Array;
}

/** Room for the places of a block, in memory that threads may share. */
export const roomForPlaces = (records: number): BlockPlaces => ({
  order: sharedInts(records),
  placeOf: sharedInts(records),
});

/** Fills in the places of a block; tells how many records stand in groups too large, and how large the largest is. */
export function placeRecords(
  table: EncodedTable,
  block: GroupedBy,
  groupSizeMax: number,
  places: BlockPlaces,
): { readonly recordsLeft: number; readonly largest: number } {
  const { order, starts } = groupByKeys(block.keys.map((key) => keyColumn(table, key)));
  const isWorn = wornIn(table, block);
  let [recordsLeft, largest] = [0, 0];
  for (let group = 0; group + 1 < starts.length; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    if (isWorn && !order.subarray(from, to).some(isWorn)) continue;
    if (to - from > largest) largest = to - from;
    if (to - from > groupSizeMax) {
      recordsLeft += to - from;
      continue;
    }
    for (let place = from; place < to; place++) {
      places.placeOf[order[place]!] = place + 1;
      places.order[place] = order[place]!;
    }
    places.order[to - 1] = ~order[to - 1]!;
  }
  return { recordsLeft, largest };
}

/** Pairs of some records with later ones. */
export interface ScoredStretch {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly bits: Float64Array;
  /** Of each block the pairs that no earlier block had brought. */
  readonly pairs: Float64Array;
}

/** Scores stretches of records, one after another; each is scored the same whatever came before. */
export function stretchScorer(
  table: EncodedTable,
  { blocks, places }: { readonly blocks: readonly GroupedBy[]; readonly places: readonly BlockPlaces[] },
  scorer: PairScorer,
  least: number,
): (from: number, to: number) => ScoredStretch {
  const { linkOnly, sourceOf, records } = table;
  const wornOf = blocks.map((block) => wornIn(table, block));
  // Record by record, so that a pair several blocks bring is seen to be the same one: groups keep the order of records.
  const metBy = new Int32Array(records).fill(-1);
  return (from, to) => {
    const kept = new PairList();
    const pairs = new Float64Array(places.length);
    for (let a = from; a < to; a++) {
      for (let at = 0; at < places.length; at++) {
        const { order, placeOf } = places[at]!;
        let place = placeOf[a]!;
        if (place === 0 || order[place - 1]! < 0) continue;
        const isWorn = wornOf[at] ?? null;
        const anyOther = isWorn === null || isWorn(a);
        for (let last = false; !last; place++) {
          let b = order[place]!;
          if (b < 0) {
            b = ~b;
            last = true;
          }
          if (metBy[b] === a || !(anyOther || isWorn(b))) continue;
          metBy[b] = a;
          if (linkOnly && sourceOf[a] === sourceOf[b]) continue;
          pairs[at]!++;
          const bits = scorer.bits(a, b, least);
          if (bits >= least) kept.add(a, b, bits);
        }
      }
    }
    return { ...kept.columns(), pairs };
  };
}

/** Every pair that a block brings and no earlier one did, with at least `least` bits. */
export function scorePairs(
  table: EncodedTable,
  blocks: readonly Block[],
  scorer: PairScorer,
  least: number,
  groupSizeMax: number,
): ScoredPairs {
  const places = blocks.map(() => roomForPlaces(table.records));
  const reports = blocks.map((block, at) => placeRecords(table, block, groupSizeMax, places[at]!));
  const stretch = stretchScorer(table, { blocks, places }, scorer, least)(0, table.records);
  return joinStretches(blocks, reports, [stretch]);
}

/** Puts the stretches of all records together, in the order of the records. */
export function joinStretches(
  blocks: readonly Pick<Block, 'name'>[],
  reports: readonly { readonly recordsLeft: number; readonly largest: number }[],
  stretches: readonly ScoredStretch[],
): ScoredPairs {
  const pairsOf = blocks.map((_, at) => stretches.reduce((sum, { pairs }) => sum + pairs[at]!, 0));
  const kept = stretches.reduce((sum, { a }) => sum + a.length, 0);
  const [first] = stretches;
  const whole =
    stretches.length === 1
      ? first!
      : { a: new Int32Array(kept), b: new Int32Array(kept), bits: new Float64Array(kept) };
  let at = 0;
  for (const { a, b, bits } of stretches.length === 1 ? [] : stretches) {
    whole.a.set(a, at);
    whole.b.set(b, at);
    whole.bits.set(bits, at);
    at += a.length;
  }
  return {
    a: whole.a,
    b: whole.b,
    bits: whole.bits,
    compared: pairsOf.reduce((sum, pairs) => sum + pairs, 0),
    blocks: blocks.map(({ name }, place) => ({ name, pairs: pairsOf[place]!, ...reports[place]! })),
  };
}

class PairList {
  private a = new Int32Array(1024);
  private b = new Int32Array(1024);
  private bits = new Float64Array(1024);
  private size = 0;

  add(a: number, b: number, bits: number): void {
    if (this.size === this.a.length) {
      this.a = larger(this.a, new Int32Array(this.size * 2));
      this.b = larger(this.b, new Int32Array(this.size * 2));
      this.bits = larger(this.bits, new Float64Array(this.size * 2));
    }
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.bits[this.size++] = bits;
  }

  columns(): Pick<ScoredPairs, 'a' | 'b' | 'bits'> {
    return {
      a: this.a.slice(0, this.size),
      b: this.b.slice(0, this.size),
      bits: this.bits.slice(0, this.size),
    };
  }
}

function larger<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
