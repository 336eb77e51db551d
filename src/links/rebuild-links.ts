/**
 * Packs a graph and what changed since into a new graph.
 *
 * **Source.** Merging two sorted runs (Knuth, _The Art of Computer Programming_, volume 3, §5.2.4), row by row.
 * **Input.** A packed graph, and changes in the order they came. **Output.** A packed graph that answers as the first with
 * an overlay of the changes, and as one packed anew. Neither input is changed: a worker runs it over shared arrays while
 * the old graph answers. O(nodes + links + changes · log changes), where nothing changed as fast as memory is copied.
 * **Limits.** Nodes without links keep their numbers, and so do links that were removed, until all is packed anew. Where
 * links came with new ids below the last, every link gets another number: that takes 4 bytes for each beside the new graph,
 * and several times as long.
 */
import { LinkOverlay, type LinkChange } from './link-overlay.ts';
import { NodeNumbering } from './node-numbers.ts';
import {
  allocatePrivately,
  busyNodes,
  endWidth,
  linkNumber,
  linksMax,
  type Allocate,
  type PackedLinks,
} from './packed-links.ts';

export function rebuildLinks(
  old: PackedLinks,
  changes: readonly LinkChange[],
  allocate: Allocate = allocatePrivately,
): PackedLinks {
  const overlay = new LinkOverlay(old);
  for (const change of changes) overlay.apply(change);
  const numbering = new NodeNumbering(old.nodes, allocate);
  for (const id of overlay.nodeIds) numbering.number(id);
  const nodes = numbering.numbers();
  const ids = mergeIds(old, overlay, allocate);
  const offsets = new Int32Array(allocate(4 * (nodes.count + 1)));
  const ends = new Int32Array(allocate(4 * endWidth * 2 * ids.linkIds.length));
  const places = new Int32Array(allocate(4 * ids.linkIds.length)).fill(-1);
  let next = 0;

  /** Copies a stretch of old ends of which none is gone. */
  const copy = (from: number, to: number) => {
    if (from === to) return;
    ends.set(old.ends.subarray(endWidth * from, endWidth * to), endWidth * next);
    for (let end = next; end < next + to - from; end++) {
      const at = endWidth * end;
      if (ids.ofOld !== null) ends[at + 1] = ids.ofOld[ends[at + 1]!]!;
      if ((ends[at + 2]! & 1) === 0) places[ends[at + 1]!] = end;
    }
    next += to - from;
  };
  const copyLeft = (from: number, to: number) => {
    let start = from;
    for (let end = from; end < to; end++) {
      if (!overlay.isGone(end)) continue;
      copy(start, end);
      start = end + 1;
    }
    copy(start, to);
  };

  // Rows one after another that nothing touched are copied as one.
  let pending = 0;
  for (let node = 0; node < nodes.count; node++) {
    const known = node < old.nodes.count;
    const to = known ? old.offsets[node + 1]! : old.offsets[old.nodes.count]!;
    if (!overlay.touches(node)) {
      offsets[node + 1] = next + to - pending;
      continue;
    }
    let from = known ? old.offsets[node]! : to;
    copy(pending, from);
    for (const added of overlay.added(node)) {
      const place = overlay.placeOf(added, from, to);
      copyLeft(from, place);
      from = place;
      ends.set(overlay.ends.subarray(endWidth * added, endWidth * (added + 1)), endWidth * next);
      const link = ids.ofAdded[added >>> 1]!;
      ends[endWidth * next + 1] = link;
      if ((added & 1) === 0) places[link] = next;
      next++;
    }
    copyLeft(from, to);
    pending = to;
    offsets[node + 1] = next;
  }
  copy(pending, old.offsets[old.nodes.count]!);
  return {
    nodes,
    offsets,
    ends,
    linkIds: ids.linkIds,
    lastDays: ids.lastDays,
    places,
    busy: busyNodes(offsets, allocate),
  };
}

/**
 * Ids and last days of all links, and the new number of each; null for the old ones where they keep theirs. They do unless
 * a link came with a new id below the last: a number whose link was removed is left.
 */
function mergeIds(old: PackedLinks, overlay: LinkOverlay, allocate: Allocate) {
  const { linkIds: oldIds } = old;
  const added = overlay.facts();
  const oldNumbers = added.map((facts) => linkNumber(oldIds, facts.id));
  const last = oldIds[oldIds.length - 1] ?? -Infinity;
  const keep = added.every((facts, at) => facts.id > last || oldNumbers[at]! >= 0);
  const fresh = oldNumbers.filter((number) => number < 0).length;
  const count = oldIds.length + fresh;
  if (count > linksMax) throw new RangeError(`a graph has ${linksMax} links at most; got ${count}`);
  const linkIds = new Float64Array(allocate(8 * count));
  const lastDays = new Int32Array(allocate(4 * count));
  const ofOld = keep ? null : new Int32Array(oldIds.length);
  const newNumbers = new Int32Array(added.length);
  if (ofOld === null) {
    linkIds.set(oldIds);
    lastDays.set(old.lastDays);
    let next = oldIds.length;
    for (const at of added.keys()) newNumbers[at] = oldNumbers[at]! < 0 ? next++ : oldNumbers[at]!;
  } else {
    let next = 0;
    let at = 0;
    for (let link = 0; link <= oldIds.length; link++) {
      const id = link < oldIds.length ? oldIds[link]! : Infinity;
      for (; at < added.length && added[at]!.id < id; at++) newNumbers[at] = next++;
      if (link === oldIds.length) break;
      if (added[at]?.id === id) newNumbers[at++] = next;
      ofOld[link] = next;
      linkIds[next] = id;
      lastDays[next++] = old.lastDays[link]!;
    }
  }
  for (const [at, facts] of added.entries()) {
    linkIds[newNumbers[at]!] = facts.id;
    lastDays[newNumbers[at]!] = facts.to;
  }
  const numberOf = new Map(added.map((facts, at) => [facts.id, newNumbers[at]!]));
  const ofAdded = Int32Array.from(overlay.linkIds, (id) => numberOf.get(id) ?? -1);
  return { linkIds, lastDays, ofOld, ofAdded };
}
