import type { BlockingKey } from './blocking-keys.ts';
import type { EncodedTable } from './encoded-table.ts';

/** A group of one block larger than this is not compared each with each: what so many share says little. */
export const groupSizeMax = 2_000;

/** A rule that brings records together: all of its keys agree. */
export interface Block {
  readonly name: string;
  readonly keys: readonly BlockingKey[];
}

/** Records of one block, group after group: those of group g are `order[starts[g] … starts[g + 1] − 1]`. */
export interface BlockGroups {
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/** What of a block records are grouped by. */
export interface GroupedBy {
  readonly keys: readonly Pick<BlockingKey, 'field' | 'keyOf' | 'keyMost'>[];
}

export interface GroupOrder {
  /** Records to group; all where it is left out. */
  readonly among?: Int32Array | undefined;
  /** Share of the groups that is made, drawn by the hash of their keys; all where it is left out. */
  readonly share?: number | undefined;
}

/**
 * Groups records by the keys of a block. Records without one of the keys, and those that stand alone, are left out. Records keep their
 * order.
 */
export function groupByBlock(
  table: Pick<EncodedTable, 'records' | 'fields'>,
  block: GroupedBy,
  { among, share = 1 }: GroupOrder = {},
): BlockGroups {
  const records = among?.length ?? table.records;
  const parts = block.keys.map(({ field, keyOf, keyMost }) => ({
    keyOf,
    keyMost,
    valueOf: table.fields[field]!.valueOf,
  }));
  const { groupOf, counts, groups } = numberGroups(parts, records, { among, share });
  // Groups of one fall away; the others keep the order in which they began.
  let kept = 0;
  for (let group = 1; group <= groups; group++) if (counts[group]! >= 2) kept++;
  const startOf = new Int32Array(groups + 1).fill(-1);
  const starts = new Int32Array(kept + 1);
  let total = 0;
  kept = 0;
  for (let group = 1; group <= groups; group++) {
    if (counts[group]! < 2) continue;
    startOf[group] = total;
    starts[kept++] = total;
    total += counts[group]!;
  }
  starts[kept] = total;
  const order = new Int32Array(total);
  for (let at = 0; at < records; at++) {
    const group = groupOf[at]!;
    if (startOf[group]! < 0) continue;
    order[startOf[group]!++] = among ? among[at]! : at;
  }
  return { order, starts };
}

interface KeyPart {
  /** Key of each value, 0 for none, and the greatest key there is. */
  readonly keyOf: Int32Array;
  readonly keyMost: number;
  /** Value of each record. */
  readonly valueOf: Int32Array;
}

interface Drawn {
  /** Records to group; all where it is left out. */
  readonly among: Int32Array | undefined;
  /** Share of the groups that is made. */
  readonly share: number;
}

/** Groups numbered as they begin, 0 for none: of each record, and how many records each has. */
interface Numbered {
  readonly groupOf: Int32Array;
  readonly counts: Int32Array;
  readonly groups: number;
}

function numberGroups([first, ...others]: readonly KeyPart[], records: number, drawn: Drawn): Numbered {
  if (others.length === 0) return numberKeys(first!, records, drawn);
  const last = others.pop()!;
  if (others.length === 0) return numberPairs(first!, last, records, drawn);
  // Of more keys than two the first make one, by the number of their group.
  const { groupOf, groups } = numberGroups([first!, ...others], records, { among: drawn.among, share: 1 });
  const places = Int32Array.from(groupOf, (_, at) => at);
  return numberPairs({ keyOf: groupOf, keyMost: groups, valueOf: places }, last, records, drawn);
}

/** Keys are numbers already: each is a place in an array. */
function numberKeys({ keyOf, keyMost, valueOf }: KeyPart, records: number, { among, share }: Drawn): Numbered {
  const hashMost = share * 4294967296;
  const numbers = new Int32Array(keyMost + 1);
  const groupOf = new Int32Array(records);
  const counts = new Int32Array(records + 2);
  let groups = 0;
  for (let at = 0; at < records; at++) {
    const key = keyOf[valueOf[among ? among[at]! : at]!]!;
    if (key === 0 || (share < 1 && drawOf(mixed(0x811c9dc5, key)) >= hashMost)) continue;
    const group = numbers[key]! || (numbers[key] = ++groups);
    groupOf[at] = group;
    counts[group]!++;
  }
  return { groupOf, counts, groups };
}

const slotWords = 4; // number of the group, both keys, and one to spare: a slot lies in one line of the processor's memory

/** Samples are grouped hundreds of times: they share one table, which is cleared sooner than another is got from the system. */
const scratchSlots = 1 << 17;
const scratch = new Int32Array(scratchSlots * slotWords);

function numberPairs(one: KeyPart, other: KeyPart, records: number, { among, share }: Drawn): Numbered {
  const hashMost = share * 4294967296;
  // Room for a few groups more than the share of the records, which chance may bring.
  let size = 2048;
  while (size * 0.75 < records * share) size *= 2;
  const mask = size - 1;
  const slots = size <= scratchSlots ? scratch.fill(0, 0, size * slotWords) : new Int32Array(size * slotWords);
  const groupOf = new Int32Array(records);
  const counts = new Int32Array(records + 2);
  const { keyOf: oneKey, valueOf: oneValue } = one;
  const { keyOf: otherKey, valueOf: otherValue } = other;
  let groups = 0;
  for (let at = 0; at < records; at++) {
    const record = among ? among[at]! : at;
    const x = oneKey[oneValue[record]!]!;
    if (x === 0) continue;
    const y = otherKey[otherValue[record]!]!;
    if (y === 0) continue;
    const hash = mixed(mixed(0x811c9dc5, x), y);
    if (share < 1 && drawOf(hash) >= hashMost) continue;
    let place = (finished(hash) & mask) * slotWords;
    for (;;) {
      const group = slots[place]!;
      if (group === 0) {
        slots[place] = ++groups;
        slots[place + 1] = x;
        slots[place + 2] = y;
        groupOf[at] = groups;
        counts[groups] = 1;
        break;
      }
      if (slots[place + 1] === x && slots[place + 2] === y) {
        groupOf[at] = group;
        counts[group]!++;
        break;
      }
      place = (place + slotWords) & (mask * slotWords + 3);
    }
  }
  return { groupOf, counts, groups };
}

function mixed(hash: number, key: number): number {
  const next = Math.imul(hash ^ key, 0x85ebca6b);
  return next ^ (next >>> 13);
}

function finished(hash: number): number {
  const next = Math.imul(hash, 0xc2b2ae35);
  return next ^ (next >>> 16);
}

/** Where a hash falls when a share of all groups is drawn. */
const drawOf = (hash: number) => Math.imul(finished(hash), 0x9e3779b1) >>> 0;

/** Pairs within groups of at most `sizeMax` records, and what larger groups would have added. */
export function countPairs({ starts }: BlockGroups, sizeMax: number): { pairs: number; largest: number; left: number } {
  let pairs = 0;
  let left = 0;
  let largest = 0;
  for (let group = 0; group + 1 < starts.length; group++) {
    const size = starts[group + 1]! - starts[group]!;
    if (size > largest) largest = size;
    if (size > sizeMax) left += (size * (size - 1)) / 2;
    else pairs += (size * (size - 1)) / 2;
  }
  return { pairs, largest, left };
}
