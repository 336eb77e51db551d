/**
 * What one reader may see of the links in memory.
 *
 * **Source.** The rule that a hidden record leaves no trace, not even a count: what a reader may not see is passed over
 * before anything is counted, ordered or cut.
 * **Input.** A packed graph, what changed since, and which handling the reader may see. **Output.** Rows, degrees and
 * counts as if the rest were not there. A row is read in O(its ends), hidden ones included.
 * **Limits.** Degrees and counts of nodes with more than 1,024 ends are kept until the next change. How long a row takes
 * depends on its hidden ends as well: what that would tell, and why nobody reads so, docs/methods/links.md says. A link from
 * a node to itself counts at both of its ends.
 */
import { predicateNames, undated } from './link-codes.ts';
import type { LinkOverlay } from './link-overlay.ts';
import { linkSieve, type EndCounts, type LinkSieve } from './link-sieve.ts';
import type { LinkFilter } from './neighbors.ts';
import { findNode } from './node-numbers.ts';
import {
  busyRow,
  endWidth,
  handlingCodesMax,
  handlingOf,
  kindBits,
  kindMask,
  predicateOf,
  sideOf,
  statusOf,
  type LinkFacts,
  type PackedLinks,
} from './packed-links.ts';

/** What a reader may see. */
export interface Sight {
  /** Whether links with a set of handling tags, by its code, are shown. Always the same for the same code. */
  visible(handling: number): boolean;
  /** Entities that are hidden themselves, and with them all their links. */
  readonly hiddenEntities?: ReadonlySet<number>;
}

/** Ends read from a row: the other node of each, and where it lies: in the graph, or below 0 in the overlay. */
export class EndBuffer {
  others = new Int32Array(256);
  places = new Int32Array(256);

  reserve(count: number): void {
    if (this.others.length >= count) return;
    const length = Math.max(count, 2 * this.others.length);
    this.others = new Int32Array(length);
    this.places = new Int32Array(length);
  }
}

/** Rows as long as this are counted once. */
const longRow = 1024;
const sievesMax = 64;
const shown = 1;
const hidden = 2;

export class LinkReader {
  readonly #graph: PackedLinks;
  readonly #overlay: LinkOverlay | null;
  readonly #sight: Sight;
  readonly #hiddenEntities: ReadonlySet<number> | null;
  #seen = new Uint8Array(64);
  #version = 0;
  readonly #sieves = new Map<string, LinkSieve>();
  readonly #scratch = new EndBuffer();

  constructor(graph: PackedLinks, overlay: LinkOverlay | null, sight: Sight) {
    if (overlay !== null && overlay.base !== graph) throw new RangeError('an overlay is read over its own graph');
    this.#graph = graph;
    this.#overlay = overlay;
    this.#sight = sight;
    this.#hiddenEntities = sight.hiddenEntities?.size ? sight.hiddenEntities : null;
  }

  /** The node of an entity, or -1 where the reader may see neither it nor any link of it. */
  find(id: number): number {
    if (this.#hiddenEntities?.has(id)) return -1;
    const node = this.#overlay === null ? findNode(this.#graph.nodes, id) : this.#overlay.find(id);
    if (node < 0) return -1;
    return this.readRow(node, this.sieve({ history: true }), 1, this.#scratch) > 0 ? node : -1;
  }

  idOf(node: number): number {
    const { count, ids } = this.#graph.nodes;
    return node < count ? ids[node]! : this.#overlay!.nodeIds[node - count]!;
  }

  /** A filter made ready, kept for the next who asks the same. */
  sieve(filter: LinkFilter): LinkSieve {
    this.#forgetOldCounts();
    const { predicates, since, until, history } = filter;
    const key = `${predicates?.join() ?? '*'} ${since ?? ''} ${until ?? ''} ${history === true}`;
    let sieve = this.#sieves.get(key);
    if (sieve === undefined) {
      if (this.#sieves.size >= sievesMax) this.#sieves.clear();
      this.#sieves.set(key, (sieve = linkSieve(filter)));
    }
    return sieve;
  }

  /** Reads the first ends of a row that are seen and asked for, `most` of them at most; gives how many. */
  readRow(node: number, sieve: LinkSieve, most: number, into: EndBuffer): number {
    const { offsets, nodes } = this.#graph;
    const known = node < nodes.count;
    let from = known ? offsets[node]! : 0;
    const to = known ? offsets[node + 1]! : 0;
    const overlay = this.#overlay;
    if (overlay === null || !overlay.touches(node)) {
      into.reserve(Math.min(most, to - from));
      return this.#readEnds(from, to, sieve, most, into, 0, false);
    }
    const added = overlay.added(node);
    const changed = overlay.gone.size > 0;
    into.reserve(Math.min(most, to - from + added.length));
    let count = 0;
    for (const end of added) {
      if (count >= most) return count;
      const place = overlay.placeOf(end, from, to);
      count = this.#readEnds(from, place, sieve, most, into, count, changed);
      from = place;
      if (count < most && this.#passes(overlay.ends, end, sieve)) {
        into.others[count] = overlay.ends[endWidth * end]!;
        into.places[count++] = -1 - end;
      }
    }
    return this.#readEnds(from, to, sieve, most, into, count, changed);
  }

  /** The one loop over the ends of the graph. */
  #readEnds(
    from: number,
    to: number,
    sieve: LinkSieve,
    most: number,
    into: EndBuffer,
    count: number,
    changed: boolean,
  ): number {
    const { ends } = this.#graph;
    const { kinds, dated } = sieve;
    const { others, places } = into;
    // One that is replaced while the loop runs lacks the latest codes only: they are looked up.
    const seen = this.#seen;
    const plain = !changed && !dated && this.#hiddenEntities === null;
    for (let end = from; end < to && count < most; end++) {
      const tag = ends[endWidth * end + 2]!;
      if (kinds[tag & kindMask] === 0) continue;
      if ((seen[tag >>> kindBits] || this.#look(tag >>> kindBits)) !== shown) continue;
      if (!plain && ((changed && this.#overlay!.isGone(end)) || !this.#passes(ends, end, sieve))) continue;
      others[count] = ends[endWidth * end]!;
      places[count++] = end;
    }
    return count;
  }

  #passes(ends: Int32Array, end: number, sieve: LinkSieve): boolean {
    const tag = ends[endWidth * end + 2]!;
    if (sieve.kinds[tag & kindMask] === 0) return false;
    if ((this.#seen[tag >>> kindBits] || this.#look(tag >>> kindBits)) !== shown) return false;
    if (sieve.dated) {
      const day = ends[endWidth * end + 3]!;
      if (day !== undated && (day < sieve.since || day > sieve.until)) return false;
    }
    return this.#hiddenEntities === null || !this.#hiddenEntities.has(this.idOf(ends[endWidth * end]!));
  }

  #look(handling: number): number {
    if (handling >= this.#seen.length) {
      const seen = new Uint8Array(Math.min(handlingCodesMax, 2 * (handling + 1)));
      seen.set(this.#seen);
      this.#seen = seen;
    }
    return (this.#seen[handling] = this.#sight.visible(handling) ? shown : hidden);
  }

  /** Active ends of a node: what makes it a hub, whatever is filtered. */
  degreeOf(node: number): number {
    return this.#rowLength(node) > longRow
      ? this.#countEnds(node, this.sieve({})).total
      : this.readRow(node, this.sieve({}), Infinity, this.#scratch);
  }

  isHub(node: number, hubDegree: number): boolean {
    if (hubDegree >= busyRow && !this.#isBusy(node)) return false;
    return this.#rowLength(node) > hubDegree && this.degreeOf(node) > hubDegree;
  }

  /** Ends of a node within a filter, by predicate. */
  countByPredicate(node: number, sieve: LinkSieve): Readonly<Record<string, number>> {
    return this.#countEnds(node, sieve).byPredicate;
  }

  #countEnds(node: number, sieve: LinkSieve): EndCounts {
    const known = sieve.counts.get(node);
    if (known !== undefined) return known;
    const total = this.readRow(node, sieve, Infinity, this.#scratch);
    const { places } = this.#scratch;
    const counts = new Int32Array(256);
    for (let at = 0; at < total; at++) counts[predicateOf(this.tagAt(places[at]!))]!++;
    const byPredicate = Object.fromEntries(
      predicateNames.flatMap((name, code) => (counts[code]! > 0 ? [[name, counts[code]!]] : [])),
    );
    if (this.#rowLength(node) > longRow) sieve.counts.set(node, { total, byPredicate });
    return { total, byPredicate };
  }

  /** Whether a node may have more than `busyRow` ends. */
  #isBusy(node: number): boolean {
    if (this.#overlay !== null && this.#overlay.touches(node)) return true;
    return (this.#graph.busy[node >>> 5]! & (1 << (node & 31))) !== 0;
  }

  tagAt(place: number): number {
    return place < 0 ? this.#overlay!.ends[endWidth * (-1 - place) + 2]! : this.#graph.ends[endWidth * place + 2]!;
  }

  dayAt(place: number): number {
    return place < 0 ? this.#overlay!.ends[endWidth * (-1 - place) + 3]! : this.#graph.ends[endWidth * place + 3]!;
  }

  linkIdAt(place: number): number {
    return place < 0
      ? this.#overlay!.linkIds[(-1 - place) >>> 1]!
      : this.#graph.linkIds[this.#graph.ends[endWidth * place + 1]!]!;
  }

  /** The link of an end in the row of a node. */
  factsAt(node: number, place: number): LinkFacts {
    const tag = this.tagAt(place);
    const own = this.idOf(node);
    const { ends, lastDays } = this.#graph;
    const other = this.idOf(place < 0 ? this.#overlay!.ends[endWidth * (-1 - place)]! : ends[endWidth * place]!);
    return {
      id: this.linkIdAt(place),
      subject: sideOf(tag) === 0 ? own : other,
      object: sideOf(tag) === 0 ? other : own,
      predicate: predicateOf(tag),
      from: this.dayAt(place),
      to: place < 0 ? this.#overlay!.lastDays[(-1 - place) >>> 1]! : lastDays[ends[endWidth * place + 1]!]!,
      status: statusOf(tag),
      handling: handlingOf(tag),
    };
  }

  /** At least as many ends as the reader sees of a node. */
  #rowLength(node: number): number {
    const { offsets, nodes } = this.#graph;
    const known = node < nodes.count ? offsets[node + 1]! - offsets[node]! : 0;
    const overlay = this.#overlay;
    return overlay !== null && overlay.touches(node) ? known + overlay.added(node).length : known;
  }

  /** What was counted before a change is counted anew. */
  #forgetOldCounts(): void {
    if (this.#overlay === null || this.#overlay.version === this.#version) return;
    this.#version = this.#overlay.version;
    this.#sieves.clear();
  }
}

/** The sight of those who may see everything. */
export const wholeSight: Sight = { visible: () => true };
