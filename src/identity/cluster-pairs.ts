/**
 * Groups records into things by average link: two groups become one while the mean of the bits between all their records speaks for it,
 * a pair that no block brought together counting against it.
 *
 * **Source.** Average-link agglomeration (Sokal and Michener 1958) over log-odds, as a greedy answer to correlation clustering (Bansal,
 * Blum and Chawla, Machine Learning 56:89, 2004); why not connected components: Hassanzadeh et al., VLDB 2:1282 (2009).
 * **Input.** Pairs with their bits, the bits of a pair not seen, pairs that must stay apart. **Output.** For each record the number of
 * the first record of its thing.
 * **Limits.** Greedy: a join that later records speak against is not undone. Ties go to the pair with the lower numbers, so that the
 * answer does not depend on the order of the pairs.
 */
import { groupDiameter } from './group-diameter.ts';

/** Bits of a pair not seen, and most bits of a pair: chosen together on made-up records, with what groups are joined from. */
export const unseenBits = -4;
export const bitsMost = 12;

/** So many ties may lie between two records of a group, chosen on made-up records; one that is wider is joined anew from so many bits more. */
const diameterMost = 2;
const bitsNarrower = 2;

export interface ClusterOrder {
  readonly records: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly bits: Float64Array;
  /** Bits that each pair not among those given counts. */
  readonly unseenBits: number;
  /** No pair counts for more, or against by more: one strong tie does not outweigh many against. */
  readonly bitsMost: number;
  /** Mean bits from which two groups are joined. */
  readonly joinBits: number;
  /** What keeps records apart whatever their bits. */
  readonly apart?: readonly Apart[] | undefined;
}

/** Something records say of which some values rule one another out: two numbers of one register, two files without duplicates. */
export interface Apart {
  /** Value of each record; 0 where it says nothing, which rules out none. */
  readonly valueOf: Int32Array;
  readonly ruleOut: (a: number, b: number) => boolean;
}

export function clusterPairs(order: ClusterOrder): Int32Array {
  const { records, a, b, bits, joinBits } = order;
  const clusterOf = new Int32Array(records).map((_, record) => record);
  // Parts that nothing speaks for joining are looked at one by one.
  const root = new Int32Array(records).map((_, record) => record);
  const find = (x: number) => {
    while (root[x] !== x) x = root[x] = root[root[x]!]!;
    return x;
  };
  for (let at = 0; at < a.length; at++) {
    if (bits[at]! < joinBits) continue;
    const [x, y] = [find(a[at]!), find(b[at]!)];
    if (x !== y) root[Math.max(x, y)] = Math.min(x, y);
  }
  const counts = new Int32Array(records + 1);
  const pairPart = new Int32Array(a.length);
  for (let at = 0; at < a.length; at++) {
    const part = find(a[at]!);
    pairPart[at] = part === find(b[at]!) ? part : -1;
    if (pairPart[at]! >= 0) counts[part + 1]!++;
  }
  for (let part = 0; part < records; part++) counts[part + 1]! += counts[part]!;
  const starts = counts.slice();
  const sorted = new Int32Array(counts[records]!);
  for (let at = 0; at < a.length; at++) if (pairPart[at]! >= 0) sorted[counts[pairPart[at]!]!++] = at;
  for (let part = 0; part < records; part++) {
    const [from, to] = [starts[part]!, starts[part + 1]!];
    if (to === from) continue;
    if (to === from + 1) {
      const at = sorted[from]!;
      const apart = (order.apart ?? []).some(({ valueOf, ruleOut }) => {
        const [x, y] = [valueOf[a[at]!]!, valueOf[b[at]!]!];
        return x !== 0 && y !== 0 && ruleOut(x, y);
      });
      if (bits[at]! >= joinBits && !apart) clusterOf[Math.max(a[at]!, b[at]!)] = Math.min(a[at]!, b[at]!);
      continue;
    }
    const pairs = sorted.subarray(from, to);
    if (!joinFew(order, pairs, clusterOf)) joinPart(order, pairs, clusterOf);
  }
  partWide(order, sorted, clusterOf);
  return clusterOf;
}

/** Joins the records of groups that are too wide anew, from more bits, until none is. */
function partWide(order: ClusterOrder, pairs: Int32Array, clusterOf: Int32Array): void {
  const { a, b, bitsMost } = order;
  for (let { joinBits } = order, suspects = pairs; suspects.length > 0;) {
    const wide = wideGroups(order, suspects, clusterOf, joinBits);
    if (wide.size === 0) return;
    joinBits += bitsNarrower;
    suspects = suspects.filter((at) => clusterOf[a[at]!] === clusterOf[b[at]!] && wide.has(clusterOf[a[at]!]!));
    for (const of of Map.groupBy(suspects, (at) => clusterOf[a[at]!]!).values()) {
      const some = Int32Array.from(of);
      const narrower = { ...order, joinBits };
      if (joinBits > bitsMost) for (const at of some) for (const each of [a[at]!, b[at]!]) clusterOf[each] = each;
      else if (!joinFew(narrower, some, clusterOf)) joinPart(narrower, some, clusterOf);
    }
  }
}

/** Groups in which more ties than may be lie between two records. */
function wideGroups(
  { a, b, bits, records }: ClusterOrder,
  pairs: Int32Array,
  clusterOf: Int32Array,
  joinBits: number,
): Set<number> {
  const isTie = (at: number) => bits[at]! >= joinBits && clusterOf[a[at]!] === clusterOf[b[at]!];
  const sizes = new Int32Array(records);
  for (const cluster of clusterOf) sizes[cluster]!++;
  const degrees = new Int32Array(records);
  for (const at of pairs)
    if (isTie(at)) {
      degrees[a[at]!]!++;
      degrees[b[at]!]!++;
    }
  // Where one record is tied to all others, no two are more than two ties apart; that spares nearly all groups the walk.
  const hubs = new Uint8Array(records);
  for (let record = 0; record < records; record++)
    if (degrees[record] === sizes[clusterOf[record]!]! - 1) hubs[clusterOf[record]!] = 1;
  const ofGroup = Map.groupBy(
    pairs.filter((at) => isTie(at) && sizes[clusterOf[a[at]!]!]! > diameterMost + 1 && hubs[clusterOf[a[at]!]!] === 0),
    (at) => clusterOf[a[at]!]!,
  );
  const wide = new Set<number>();
  for (const [group, of] of ofGroup) {
    const ties = of.map((at) => [a[at]!, b[at]!] as const);
    if (groupDiameter([...new Set(ties.flat())], ties) > diameterMost) wide.add(group);
  }
  return wide;
}

/** Parts of so many records at most are joined in a square of numbers, which nearly all are. */
const fewMost = 32;
const fewRecords = new Int32Array(fewMost);
const fewSizes = new Int32Array(fewMost);
const fewGroup = new Int32Array(fewMost);
const fewSums = new Float64Array(fewMost * fewMost);
const fewSeen = new Int32Array(fewMost * fewMost);

/** As `joinPart`, for few records, without an object; false where they are more. */
export function joinFew(order: ClusterOrder, pairs: Int32Array, clusterOf: Int32Array): boolean {
  const { a, b, bits, bitsMost, unseenBits, joinBits, apart = [] } = order;
  let count = 0;
  for (const at of pairs)
    for (const record of [a[at]!, b[at]!]) {
      let place = 0;
      while (place < count && fewRecords[place]! < record) place++;
      if (place < count && fewRecords[place] === record) continue;
      if (count === fewMost) return false;
      fewRecords.copyWithin(place + 1, place, count++);
      fewRecords[place] = record;
    }
  const records = fewRecords.subarray(0, count);
  for (let x = 0; x < count; x++) {
    fewSizes[x] = 1;
    fewGroup[x] = x;
    fewSeen.fill(0, x * fewMost, x * fewMost + count);
    fewSums.fill(0, x * fewMost, x * fewMost + count);
  }
  for (const at of pairs) {
    const [x, y] = [records.indexOf(a[at]!), records.indexOf(b[at]!)];
    const counted = Math.max(-bitsMost, Math.min(bitsMost, bits[at]!));
    fewSums[x * fewMost + y] = fewSums[y * fewMost + x] = counted;
    fewSeen[x * fewMost + y] = fewSeen[y * fewMost + x] = 1;
  }
  const mayJoin = (x: number, y: number) =>
    apart.every(({ valueOf, ruleOut }) => {
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count && fewGroup[i] === x; j++) {
          const [one, other] = [valueOf[records[i]!]!, valueOf[records[j]!]!];
          if (fewGroup[j] === y && one !== 0 && other !== 0 && ruleOut(one, other)) return false;
        }
      return true;
    });
  for (;;) {
    let [best, first, second] = [-Infinity, -1, -1];
    for (let x = 0; x < count; x++)
      for (let y = x + 1; y < count && fewSizes[x]! > 0; y++) {
        const seen = fewSeen[x * fewMost + y]!;
        if (seen === 0 || fewSizes[y] === 0) continue;
        const all = fewSizes[x]! * fewSizes[y]!;
        const mean = (fewSums[x * fewMost + y]! + (all - seen) * unseenBits) / all;
        if (mean >= joinBits && mean > best && (apart.length === 0 || mayJoin(x, y)))
          [best, first, second] = [mean, x, y];
      }
    if (first < 0) break;
    for (let other = 0; other < count; other++) {
      if (fewGroup[other] === second) fewGroup[other] = first;
      if (other === first || other === second) continue;
      const [kept, gone] = [first * fewMost + other, second * fewMost + other];
      fewSums[kept] = fewSums[other * fewMost + first] = fewSums[gone]! + fewSums[kept]!;
      fewSeen[kept] = fewSeen[other * fewMost + first] = fewSeen[gone]! + fewSeen[kept]!;
    }
    fewSizes[first]! += fewSizes[second]!;
    fewSizes[second] = 0;
  }
  for (let x = 0; x < count; x++) clusterOf[records[x]!] = records[fewGroup[x]!]!;
  return true;
}

interface Candidate {
  readonly mean: number;
  readonly x: number;
  readonly y: number;
}

/** Joins the records of one part, best mean first. */
export function joinPart(order: ClusterOrder, pairs: Int32Array, clusterOf: Int32Array): void {
  const { a, b, bits, bitsMost, unseenBits, joinBits, apart = [] } = order;
  const ties = Array.from(pairs, (at) => ({
    x: a[at]!,
    y: b[at]!,
    sum: Math.max(-bitsMost, Math.min(bitsMost, bits[at]!)),
    seen: 1,
  }));
  const records = new Set(ties.flatMap(({ x, y }) => [x, y]));
  const said = apart.map(
    ({ valueOf }) => new Map([...records].map((x) => [x, new Set(valueOf[x] === 0 ? [] : [valueOf[x]!])])),
  );
  const groups = averageLink({
    sizes: new Map([...records].map((record) => [record, 1])),
    ties,
    unseenBits,
    joinBits,
    mayJoin: (x, y) =>
      said.every((of, at) => {
        for (const one of of.get(x)!) for (const other of of.get(y)!) if (apart[at]!.ruleOut(one, other)) return false;
        return true;
      }),
    onJoin(x, y) {
      for (const of of said) for (const each of of.get(y)!) of.get(x)!.add(each);
    },
  });
  for (const of of groups) {
    const first = of.reduce((least, record) => Math.min(least, record));
    for (const record of of) clusterOf[record] = first;
  }
}

export interface AverageLinkOrder {
  /** How many members each group begins with. */
  readonly sizes: ReadonlyMap<number, number>;
  /** Of two groups the bits of the pairs that were seen between their members, and how many those are. */
  readonly ties: readonly { readonly x: number; readonly y: number; readonly sum: number; readonly seen: number }[];
  readonly unseenBits: number;
  readonly joinBits: number;
  /** Whether two groups, as they are by then, may become one. */
  readonly mayJoin: (x: number, y: number) => boolean;
  /** Called when y became part of x. */
  readonly onJoin: (x: number, y: number, mean: number) => void;
}

/** Joins groups, best mean first; gives those that became one. Of two the lower number stands for both where they are tied first. */
export function averageLink({
  sizes: first,
  ties,
  unseenBits,
  joinBits,
  mayJoin,
  onJoin,
}: AverageLinkOrder): number[][] {
  const sizes = new Map(first);
  const sums = new Map([...sizes.keys()].map((x) => [x, new Map<number, { sum: number; seen: number }>()]));
  const members = new Map([...sizes.keys()].map((x) => [x, [x]]));
  for (const { x, y, sum, seen } of ties) {
    sums.get(x)!.set(y, { sum, seen });
    sums.get(y)!.set(x, { sum, seen });
  }
  const meanOf = (x: number, y: number) => {
    const tie = sums.get(x)!.get(y)!;
    const all = sizes.get(x)! * sizes.get(y)!;
    return (tie.sum + (all - tie.seen) * unseenBits) / all;
  };
  const heap = new CandidateHeap();
  for (const [x, of] of sums) {
    for (const y of of.keys()) {
      const mean = x < y ? meanOf(x, y) : -Infinity;
      if (mean >= joinBits && mayJoin(x, y)) heap.push({ mean, x, y });
    }
  }
  for (let best = heap.pop(); best; best = heap.pop()) {
    const { x, y, mean } = best;
    if (!sums.get(x)?.has(y) || !sums.has(y) || meanOf(x, y) !== mean || !mayJoin(x, y)) continue;
    const [mine, theirs] = [sums.get(x)!, sums.get(y)!];
    mine.delete(y);
    theirs.delete(x);
    for (const [other, tie] of theirs) {
      const before = mine.get(other);
      const joined = { sum: tie.sum + (before?.sum ?? 0), seen: tie.seen + (before?.seen ?? 0) };
      mine.set(other, joined);
      const back = sums.get(other)!;
      back.delete(y);
      back.set(x, { ...joined });
    }
    sums.delete(y);
    sizes.set(x, sizes.get(x)! + sizes.get(y)!);
    members.get(x)!.push(...members.get(y)!);
    members.delete(y);
    onJoin(x, y, mean);
    for (const other of mine.keys()) {
      const [low, high] = x < other ? [x, other] : [other, x];
      const now = meanOf(low, high);
      if (now >= joinBits && mayJoin(low, high)) heap.push({ mean: now, x: low, y: high });
    }
  }
  return [...members.values()];
}

/** Best mean first; of equal means the lower numbers. */
class CandidateHeap {
  private readonly items: Candidate[] = [];

  push(item: Candidate): void {
    const { items } = this;
    items.push(item);
    let at = items.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(item, items[up]!)) break;
      items[at] = items[up]!;
      at = up;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && before(items[down + 1]!, items[down]!)) down++;
      if (!before(items[down]!, last)) break;
      items[at] = items[down]!;
      at = down;
    }
    items[at] = last;
    return top;
  }
}

const before = (p: Candidate, q: Candidate) =>
  p.mean > q.mean || (p.mean === q.mean && (p.x < q.x || (p.x === q.x && p.y < q.y)));
