/**
 * Packs columns of links into compressed sparse rows.
 *
 * **Source.** Compressed sparse rows: Saad, _Iterative Methods for Sparse Linear Systems_, §3.4. Ordering by counting sort,
 * least significant key first: Cormen et al., _Introduction to Algorithms_, §8.2 and 8.3.
 * **Input.** Columns of links in any order: ids, codes, days since 1970-01-01 or `undated`. **Output.** The packed graph;
 * the same for any order of the same links but for the numbers of nodes, on which no answer depends. O(nodes + links).
 * **Limits.** 268 million links; 2^24 days between the first and the last; link ids are safe integers, below 0 or not, each once. What is
 * outside is a RangeError. Beside columns and result it takes 44 bytes for each link while it runs.
 */
import { undated } from './link-codes.ts';
import { hashOf, NodeNumbering, type NodeNumbers } from './node-numbers.ts';
import {
  allocatePrivately,
  busyNodes,
  endWidth,
  linksMax,
  tagOf,
  type Allocate,
  type LinkColumns,
  type PackedLinks,
} from './packed-links.ts';

const daysMax = 2 ** 24;

export function packLinks(columns: LinkColumns, allocate: Allocate = allocatePrivately): PackedLinks {
  const { count } = columns;
  if (count > linksMax) throw new RangeError(`a graph has ${linksMax} links at most; got ${count}`);
  const order = orderById(columns.id, count);
  const linkIds = new Float64Array(allocate(8 * count));
  const lastDays = new Int32Array(allocate(4 * count));
  // The two nodes, the tag and the day of each link side by side: the next pass reads them in another order.
  const rows = new Int32Array(4 * count);
  for (let link = 0; link < count; link++) {
    const at = order === null ? link : order[link]!;
    linkIds[link] = columns.id[at]!;
    if (link > 0 && linkIds[link] === linkIds[link - 1]) throw new RangeError('a link id is given once');
    lastDays[link] = columns.to[at]!;
    rows[4 * link + 2] = tagOf(columns.predicate[at]!, columns.status[at]!, columns.handling[at]!);
    rows[4 * link + 3] = columns.from[at]!;
  }
  const nodes = numberEnds(columns, order, rows, allocate);
  const { offsets, next } = measureRows(rows, count, nodes.count, allocate);
  const ends = new Int32Array(allocate(4 * endWidth * 2 * count));
  const places = new Int32Array(allocate(4 * count));
  const byDay = newestFirst(rows, count);
  for (let at = 0; at < count; at++) {
    const link = byDay[at]!;
    const subject = rows[4 * link]!;
    const object = rows[4 * link + 1]!;
    const tag = rows[4 * link + 2]!;
    const day = rows[4 * link + 3]!;
    const place = next[subject]!;
    next[subject] = place + 1;
    places[link] = place;
    let end = endWidth * place;
    ends[end] = object;
    ends[end + 1] = link;
    ends[end + 2] = tag;
    ends[end + 3] = day;
    end = endWidth * next[object]!;
    next[object] = next[object]! + 1;
    ends[end] = subject;
    ends[end + 1] = link;
    ends[end + 2] = tag + 1;
    ends[end + 3] = day;
  }
  return { nodes, offsets, ends, linkIds, lastDays, places, busy: busyNodes(offsets, allocate) };
}

/**
 * Numbers the nodes of all links and writes them into `rows`. Ends are put in the order of the high bits of their ids'
 * hash first, so that one stretch of the table after the other is filled and stays in the cache meanwhile.
 */
function numberEnds(columns: LinkColumns, order: Int32Array | null, rows: Int32Array, allocate: Allocate): NodeNumbers {
  const { count, subject, object } = columns;
  const bits = Math.max(0, Math.min(9, Math.ceil(Math.log2(2 * count + 1)) - 18));
  const partOf = (id: number) => (bits === 0 ? 0 : hashOf(id) >>> (32 - bits));
  const starts = new Int32Array(2 ** bits + 1);
  for (let at = 0; at < count; at++) {
    starts[partOf(subject[at]!) + 1]!++;
    starts[partOf(object[at]!) + 1]!++;
  }
  for (let part = 0; part < 2 ** bits; part++) starts[part + 1] = starts[part + 1]! + starts[part]!;
  const ids = new Float64Array(2 * count);
  const places = new Int32Array(2 * count);
  for (let link = 0; link < count; link++) {
    const at = order === null ? link : order[link]!;
    for (let side = 0; side < 2; side++) {
      const id = side === 0 ? subject[at]! : object[at]!;
      const slot = starts[partOf(id)]!++;
      ids[slot] = id;
      places[slot] = 4 * link + side;
    }
  }
  const numbering = new NodeNumbering(null, allocate, estimateDistinct(ids));
  for (let slot = 0; slot < 2 * count; slot++) rows[places[slot]!] = numbering.number(ids[slot]!);
  return numbering.numbers();
}

/** About how many different ids there are: Whang, Vander-Zanden, Taylor, _ACM TODS_ 15(2), 1990, linear counting. */
function estimateDistinct(ids: Float64Array): number {
  const bits = Math.max(5, Math.min(30, Math.ceil(Math.log2(ids.length + 1))));
  const met = new Uint32Array(2 ** (bits - 5));
  let unmet = 2 ** bits;
  for (let at = 0; at < ids.length; at++) {
    const bit = hashOf(ids[at]!) >>> (32 - bits);
    if ((met[bit >>> 5]! & (1 << (bit & 31))) !== 0) continue;
    met[bit >>> 5]! |= 1 << (bit & 31);
    unmet--;
  }
  return Math.ceil(1.02 * 2 ** bits * Math.log(2 ** bits / Math.max(1, unmet)));
}

/** Where each node's ends begin, and the same again to count up from. */
function measureRows(rows: Int32Array, count: number, nodeCount: number, allocate: Allocate) {
  const offsets = new Int32Array(allocate(4 * (nodeCount + 1)));
  for (let link = 0; link < count; link++) {
    const subject = rows[4 * link]!;
    const object = rows[4 * link + 1]!;
    offsets[subject + 1] = offsets[subject + 1]! + 1;
    offsets[object + 1] = offsets[object + 1]! + 1;
  }
  for (let node = 0; node < nodeCount; node++) offsets[node + 1] = offsets[node + 1]! + offsets[node]!;
  return { offsets, next: offsets.slice() };
}

/** Numbers of links by day, the newest first, undated ones last, those of one day as they stand. */
function newestFirst(rows: Int32Array, count: number): Int32Array {
  let first = Infinity;
  let last = -Infinity;
  for (let link = 0; link < count; link++) {
    const day = rows[4 * link + 3]!;
    if (day === undated) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const span = last < first ? 0 : last - first + 1;
  if (span > daysMax) throw new RangeError(`links lie within ${daysMax} days; got ${span}`);
  const starts = new Int32Array(span + 2);
  const bucketOf = (day: number) => (day === undated ? span : last - day);
  for (let link = 0; link < count; link++) starts[bucketOf(rows[4 * link + 3]!) + 1]!++;
  for (let bucket = 0; bucket <= span; bucket++) starts[bucket + 1] = starts[bucket + 1]! + starts[bucket]!;
  const order = new Int32Array(count);
  for (let link = 0; link < count; link++) order[starts[bucketOf(rows[4 * link + 3]!)]!++] = link;
  return order;
}

/**
 * Places of ids in ascending order; null where they stand so already. Sixteen bits at a time, of those below 0 the bits of
 * the two's complement; then those come first.
 */
export function orderById(ids: ArrayLike<number>, count: number): Int32Array | null {
  let ascending = true;
  let last = -Infinity;
  let most = 0;
  let below = false;
  for (let at = 0; at < count; at++) {
    const id = ids[at]!;
    if (!Number.isSafeInteger(id)) throw new RangeError('a link id is a safe integer');
    if (id < last) ascending = false;
    last = id;
    if (id < 0) below = true;
    const size = Math.abs(id);
    if (size > most) most = size;
  }
  if (ascending) return null;
  let order = new Int32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  const sortBy = (digits: number, digitOf: (id: number) => number) => {
    const starts = new Int32Array(digits + 1);
    for (let at = 0; at < count; at++) starts[digitOf(ids[at]!) + 1]!++;
    for (let digit = 0; digit < digits; digit++) starts[digit + 1] = starts[digit + 1]! + starts[digit]!;
    const sorted = new Int32Array(count);
    for (let at = 0; at < count; at++) sorted[starts[digitOf(ids[order[at]!]!)]!++] = order[at]!;
    order = sorted;
  };
  for (let unit = 1; unit <= most; unit *= 0x1_0000) {
    const highest = unit * 0x1_0000 > most;
    sortBy(0x1_0000, (id) => {
      const digit = Math.floor(id / unit) % 0x1_0000;
      return digit < 0 ? digit + 0x1_0000 : digit;
    });
    if (highest && below) sortBy(2, (id) => (id < 0 ? 0 : 1));
  }
  return order;
}
