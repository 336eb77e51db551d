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
export function groupByBlock(table: EncodedTable, block: Block, { among, share = 1 }: GroupOrder = {}): BlockGroups {
  const records = among?.length ?? table.records;
  let size = 1024;
  while (size < records * 2 * share) size *= 2;
  const hashMost = share * 4294967296;
  const first = new Int32Array(size).fill(-1); // slot → the group that has it
  const member: number[] = []; // group → its first record
  const groupOf = new Int32Array(records);
  const counts = new Int32Array(records + 1);
  const parts = block.keys.map(({ field, keyOf }) => ({ keyOf, valueOf: table.fields[field]!.valueOf }));
  const mask = size - 1;
  let groups = 0;
  for (let at = 0; at < records; at++) {
    const record = among ? among[at]! : at;
    let hash = 0x811c9dc5;
    let whole = true;
    for (const { keyOf, valueOf } of parts) {
      const key = keyOf[valueOf[record]!]!;
      if (key === 0) {
        whole = false;
        break;
      }
      hash = Math.imul(hash ^ key, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    if (!whole) {
      groupOf[at] = -1;
      continue;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    if (share < 1 && Math.imul(hash, 0x9e3779b1) >>> 0 >= hashMost) {
      groupOf[at] = -1;
      continue;
    }
    let slot = hash & mask;
    for (;;) {
      const group = first[slot]!;
      if (group < 0) {
        first[slot] = groups;
        member.push(record);
        groupOf[at] = groups;
        counts[groups++] = 1;
        break;
      }
      if (sameKeys(parts, member[group]!, record)) {
        groupOf[at] = group;
        counts[group]!++;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  // Groups of one fall away; the others keep the order in which they began.
  const startOf = new Int32Array(groups).fill(-1);
  const starts: number[] = [];
  let total = 0;
  for (let group = 0; group < groups; group++) {
    if (counts[group]! < 2) continue;
    startOf[group] = total;
    starts.push(total);
    total += counts[group]!;
  }
  starts.push(total);
  const order = new Int32Array(total);
  for (let at = 0; at < records; at++) {
    const group = groupOf[at]!;
    if (group < 0 || startOf[group]! < 0) continue;
    order[startOf[group]!++] = among ? among[at]! : at;
  }
  return { order, starts: Int32Array.from(starts) };
}

function sameKeys(parts: readonly { keyOf: Int32Array; valueOf: Int32Array }[], a: number, b: number): boolean {
  for (const { keyOf, valueOf } of parts) if (keyOf[valueOf[a]!] !== keyOf[valueOf[b]!]) return false;
  return true;
}

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
