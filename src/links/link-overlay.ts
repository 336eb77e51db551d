/**
 * Links put and removed since a graph was packed.
 *
 * **Source.** A delta beside a read-only store, as in the differential files of Severance and Lohman, _ACM Transactions on
 * Database Systems_ 1(3), 1976.
 * **Input.** A packed graph, and changes: a link put (new, or in place of the one with its id, whatever of it changed), or
 * removed by its id. **Output.** For each node the ends added, in the order of its row, and which ends of the graph no
 * longer count. Putting or removing takes O(log links) and the ends added to the same nodes.
 * **Limits.** Meant for some days of changes: each takes a few hundred bytes. Removing what is not there changes nothing.
 */
import { findNode } from './node-numbers.ts';
import { endWidth, linkNumber, sideOf, statusOf, handlingOf, predicateOf, tagOf } from './packed-links.ts';
import type { LinkFacts, PackedLinks } from './packed-links.ts';

export type LinkChange = { readonly put: LinkFacts } | { readonly remove: number };

export class LinkOverlay {
  readonly base: PackedLinks;
  /** Counts changes, so that what was reckoned before one is known to be old. */
  version = 0;
  /** Ends added, as in a packed graph; two for each link, the subject's first. */
  ends = new Int32Array(2 * endWidth * 64);
  /** Ids and last days of the links added, by their number after those of the graph. */
  readonly linkIds: number[] = [];
  readonly lastDays: number[] = [];
  /** Ids of nodes the graph does not know, by their number after those of the graph. */
  readonly nodeIds: number[] = [];
  /** Numbers of the graph's links that no longer count. */
  readonly gone = new Set<number>();
  readonly #nodeOf = new Map<number, number>();
  readonly #addedAt = new Map<number, number>();
  readonly #rows = new Map<number, number[]>();
  readonly #touched: Uint32Array;
  #goneEnds: Uint32Array | null = null;

  constructor(base: PackedLinks) {
    this.base = base;
    this.#touched = new Uint32Array((base.nodes.count >>> 5) + 1);
  }

  apply(change: LinkChange): void {
    if ('put' in change) this.put(change.put);
    else this.remove(change.remove);
  }

  put(facts: LinkFacts): void {
    const tag = tagOf(facts.predicate, facts.status, facts.handling);
    this.remove(facts.id);
    const added = this.linkIds.length;
    const link = this.base.linkIds.length + added;
    this.linkIds.push(facts.id);
    this.lastDays.push(facts.to);
    this.#addedAt.set(facts.id, added);
    const subject = this.#numberOf(facts.subject);
    const object = this.#numberOf(facts.object);
    if (this.ends.length < 2 * endWidth * (added + 1)) {
      const wider = new Int32Array(2 * this.ends.length);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.ends.set([object, link, tag, facts.from, subject, link, tag + 1, facts.from], 2 * endWidth * added);
    this.#insert(subject, 2 * added);
    this.#insert(object, 2 * added + 1);
    this.version++;
  }

  remove(id: number): void {
    const added = this.#addedAt.get(id);
    if (added !== undefined) {
      this.#addedAt.delete(id);
      this.#take(this.ends[2 * endWidth * added + endWidth]!, 2 * added);
      this.#take(this.ends[2 * endWidth * added]!, 2 * added + 1);
      this.version++;
      return;
    }
    const { base } = this;
    const link = linkNumber(base.linkIds, id);
    const place = link < 0 ? -1 : base.places[link]!;
    if (place < 0 || this.gone.has(link)) return;
    const object = base.ends[endWidth * place]!;
    const subject = nodeOfEnd(base, place);
    const opposite = subject === object ? place + 1 : this.#findEnd(object, link, base.ends[endWidth * place + 3]!);
    this.gone.add(link);
    this.#goneEnds ??= new Uint32Array(((base.ends.length / endWidth) >>> 5) + 1);
    for (const end of [place, opposite]) this.#goneEnds[end >>> 5]! |= 1 << (end & 31);
    for (const node of [subject, object]) this.#touched[node >>> 5]! |= 1 << (node & 31);
    this.version++;
  }

  /** The node of an entity the graph may not know, or -1. */
  find(id: number): number {
    const node = findNode(this.base.nodes, id);
    return node >= 0 ? node : (this.#nodeOf.get(id) ?? -1);
  }

  /** Whether a node's row differs from that of the graph. */
  touches(node: number): boolean {
    return node >= this.base.nodes.count || (this.#touched[node >>> 5]! & (1 << (node & 31))) !== 0;
  }

  /** Ends added to a node, in the order of its row. */
  added(node: number): readonly number[] {
    return this.#rows.get(node) ?? noEnds;
  }

  isGone(end: number): boolean {
    return this.#goneEnds !== null && (this.#goneEnds[end >>> 5]! & (1 << (end & 31))) !== 0;
  }

  /** The first end of a stretch of the graph's row before which an added end belongs. */
  placeOf(addedEnd: number, from: number, to: number): number {
    const { ends, linkIds } = this.base;
    const day = this.ends[endWidth * addedEnd + 3]!;
    const id = this.linkIds[addedEnd >>> 1]!;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = ends[endWidth * middle + 3]!;
      if (other > day || (other === day && linkIds[ends[endWidth * middle + 1]!]! < id)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** All links added that still count, by id. */
  facts(): LinkFacts[] {
    const idOf = (node: number) => this.base.nodes.ids[node] ?? 0;
    const { count } = this.base.nodes;
    const nameOf = (node: number) => (node < count ? idOf(node) : this.nodeIds[node - count]!);
    return [...this.#addedAt]
      .sort(([a], [b]) => a - b)
      .map(([id, added]) => {
        const at = 2 * endWidth * added;
        const tag = this.ends[at + 2]!;
        return {
          id,
          subject: nameOf(this.ends[at + endWidth]!),
          object: nameOf(this.ends[at]!),
          predicate: predicateOf(tag),
          from: this.ends[at + 3]!,
          to: this.lastDays[added]!,
          status: statusOf(tag),
          handling: handlingOf(tag),
        };
      });
  }

  /** How much lies in it, what was put again and removed again included. */
  get size(): number {
    return this.linkIds.length + this.gone.size;
  }

  /** What makes of the graph what graph and overlay are together: each link once, in any order. */
  changes(): LinkChange[] {
    const removed = Array.from(this.gone, (link) => this.base.linkIds[link]!).filter((id) => !this.#addedAt.has(id));
    return [...removed.map((id) => ({ remove: id })), ...this.facts().map((put) => ({ put }))];
  }

  #numberOf(id: number): number {
    const known = this.find(id);
    if (known >= 0) return known;
    if (!Number.isSafeInteger(id) || id < 0) throw new RangeError('an id is a safe integer, 0 or more');
    const node = this.base.nodes.count + this.nodeIds.length;
    this.nodeIds.push(id);
    this.#nodeOf.set(id, node);
    return node;
  }

  #insert(node: number, end: number): void {
    let row = this.#rows.get(node);
    if (row === undefined) this.#rows.set(node, (row = []));
    let at = row.length;
    while (at > 0 && this.#comesBefore(end, row[at - 1]!)) at--;
    row.splice(at, 0, end);
    if (node < this.base.nodes.count) this.#touched[node >>> 5]! |= 1 << (node & 31);
  }

  #take(node: number, end: number): void {
    const row = this.#rows.get(node)!;
    row.splice(row.indexOf(end), 1);
  }

  #comesBefore(a: number, b: number): boolean {
    const days = this.ends[endWidth * a + 3]! - this.ends[endWidth * b + 3]!;
    if (days !== 0) return days > 0;
    const ids = this.linkIds[a >>> 1]! - this.linkIds[b >>> 1]!;
    return ids === 0 ? sideOf(a) < sideOf(b) : ids < 0;
  }

  /** Where a node's row has a link of a day. */
  #findEnd(node: number, link: number, day: number): number {
    const { ends, offsets } = this.base;
    let from = offsets[node]!;
    let to = offsets[node + 1]!;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = ends[endWidth * middle + 3]!;
      if (other > day || (other === day && ends[endWidth * middle + 1]! < link)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

const noEnds: readonly number[] = [];

/** Whose row an end stands in. */
function nodeOfEnd({ offsets }: PackedLinks, end: number): number {
  let from = 0;
  let to = offsets.length - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (offsets[middle + 1]! <= end) from = middle + 1;
    else to = middle;
  }
  return from;
}
