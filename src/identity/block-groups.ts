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
  readonly keys: readonly Pick<BlockingKey, 'field' | 'keyOf' | 'keyMost' | 'worn'>[];
}

/** Whether a record bears a worn value, for a block that brings two together only where one of them does; null for any other. */
export function wornIn(
  { fields }: Pick<EncodedTable, 'fields'>,
  { keys }: GroupedBy,
): ((record: number) => boolean) | null {
  const key = keys.find(({ worn }) => worn !== null);
  if (!key) return null;
  const { valueOf } = fields[key.field]!;
  return (record) => key.worn![valueOf[record]!] === 1;
}

/** Of each record the number of its key, 0 for none, and the greatest there is. */
export interface KeyColumn {
  readonly keys: Int32Array;
  readonly keyMost: number;
}

/** The keys of all records. */
export function keyColumn(
  { records, fields }: Pick<EncodedTable, 'records' | 'fields'>,
  { field, keyOf, keyMost }: Omit<GroupedBy['keys'][number], 'worn'>,
): KeyColumn {
  const { valueOf } = fields[field]!;
  const keys = new Int32Array(records);
  for (let record = 0; record < records; record++) keys[record] = keyOf[valueOf[record]!]!;
  return { keys, keyMost };
}

/** The keys of some records, numbered anew as they come: what is tried on a sample then costs what the sample costs. */
export function keysAmong({ keys, keyMost }: KeyColumn, among: Int32Array): KeyColumn {
  const numbers = new Int32Array(keyMost + 1);
  let most = 0;
  const some = among.map((record) => {
    const key = keys[record]!;
    return key === 0 ? 0 : numbers[key] || (numbers[key] = ++most);
  });
  return { keys: some, keyMost: most };
}

/**
 * Groups records by the keys of a block. Records without one of the keys, and those that stand alone, are left out. Groups stand in the order
 * of their first records, and records keep their order. Of groups that are drawn a share is made.
 */
export function groupByKeys(columns: readonly KeyColumn[], drawn: GroupsDrawn | null = null): BlockGroups {
  const { groupOf, counts } = numberGroups(columns, drawn);
  const startOf = new Int32Array(counts.length).fill(-1);
  const starts: number[] = [];
  let total = 0;
  for (const group of groupOf) {
    if (counts[group]! < 2 || startOf[group]! >= 0) continue;
    starts.push((startOf[group] = total));
    total += counts[group]!;
  }
  const order = new Int32Array(total);
  for (let record = 0; record < groupOf.length; record++) {
    const group = groupOf[record]!;
    if (startOf[group]! >= 0) order[startOf[group]!++] = record;
  }
  return { order, starts: Int32Array.from([...starts, total]) };
}

/** A share of the groups, drawn by what their keys say and not by how they are numbered. */
export interface GroupsDrawn {
  readonly share: number;
  /** 32 bits of each key of each column. */
  readonly hashOf: readonly ((key: number) => number)[];
}

/** Of each record the number of its group, 0 for none, and how many records each group has; none has the group 0. */
interface Numbered {
  readonly groupOf: Int32Array;
  readonly counts: Int32Array;
}

function numberGroups([first, ...others]: readonly KeyColumn[], drawn: GroupsDrawn | null): Numbered {
  if (others.length === 0) return numberKeys(first!, drawn);
  const last = others.pop()!;
  if (others.length === 0) return numberPairs(first!, last, drawn);
  // Of more keys than two the first make one, by the number of their group.
  const { groupOf, counts } = numberGroups([first!, ...others], null);
  return numberPairs({ keys: groupOf, keyMost: counts.length - 1 }, last, null);
}

/** Keys are numbers already. */
function numberKeys({ keys, keyMost }: KeyColumn, drawn: GroupsDrawn | null): Numbered {
  const counts = new Int32Array(keyMost + 1);
  const groupOf = keys.slice();
  if (drawn !== null)
    for (let record = 0; record < groupOf.length; record++)
      if (drawOf(mixed(0x811c9dc5, drawn.hashOf[0]!(groupOf[record]!))) >= drawn.share * 4294967296)
        groupOf[record] = 0;
  for (const key of groupOf) counts[key]!++;
  counts[0] = 0;
  return { groupOf, counts };
}

/**
 * Each key of the finer column has a stretch of slots to itself, as long as its records need, in which the keys beside it are looked for by their
 * hash: records that lie near one another in the table are then met near one another in memory, and no key, however frequent, crowds the others.
 */
function numberPairs(one: KeyColumn, other: KeyColumn, drawn: GroupsDrawn | null): Numbered {
  const [fine, coarse] = one.keyMost >= other.keyMost ? [one, other] : [other, one];
  const [xs, ys] = [fine.keys, coarse.keys];
  const records = xs.length;
  const starts = new Int32Array(fine.keyMost + 2);
  for (let record = 0; record < records; record++) if (ys[record] !== 0) starts[xs[record]! + 1]! += 2;
  // Keys of one record alone bring no group and need no slot.
  starts[1] = 0;
  for (let key = 1; key <= fine.keyMost; key++) {
    const slots = starts[key + 1]!;
    starts[key + 1] = starts[key]! + (slots > 2 ? slots : 0);
  }
  const slots = new Int32Array(starts[fine.keyMost + 1]! * 2); // the key beside it, and the number of the group
  const groupOf = new Int32Array(records);
  const counts = new Int32Array((slots.length >> 2) + 1);
  let groups = 0;
  for (let record = 0; record < records; record++) {
    const x = xs[record]!;
    const y = ys[record]!;
    if (x === 0 || y === 0) continue;
    const from = starts[x]!;
    const room = starts[x + 1]! - from;
    if (room === 0) continue;
    if (drawn !== null) {
      const hash = mixed(mixed(0x811c9dc5, drawn.hashOf[0]!(one.keys[record]!)), drawn.hashOf[1]!(other.keys[record]!));
      if (drawOf(hash) >= drawn.share * 4294967296) continue;
    }
    let at = room === 4 ? 0 : (Math.imul(y, 0x9e3779b1) >>> 0) % room;
    for (;;) {
      const place = (from + at) * 2;
      const group = slots[place + 1]!;
      if (group === 0) {
        slots[place] = y;
        slots[place + 1] = groupOf[record] = ++groups;
        counts[groups] = 1;
        break;
      }
      if (slots[place] === y) {
        groupOf[record] = group;
        counts[group]!++;
        break;
      }
      if (++at === room) at = 0;
    }
  }
  return { groupOf, counts: counts.subarray(0, groups + 1) };
}

function mixed(hash: number, key: number): number {
  const next = Math.imul(hash ^ key, 0x85ebca6b);
  return next ^ (next >>> 13);
}

/** Where a hash falls when a share of all groups is drawn. */
function drawOf(hash: number): number {
  const next = Math.imul(hash, 0xc2b2ae35);
  return Math.imul(next ^ (next >>> 16), 0x9e3779b1) >>> 0;
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
