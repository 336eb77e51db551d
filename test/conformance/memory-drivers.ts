import { LinkOverlay, type LinkChange } from '../../src/links/link-overlay.ts';
import { LinkReader, type Sight } from '../../src/links/link-reader.ts';
import { memoryLinkSource } from '../../src/links/memory-link-source.ts';
import type { LinkDetails } from '../../src/links/neighbors.ts';
import { packLinks } from '../../src/links/pack-links.ts';
import type { Allocate, LinkColumns, LinkFacts, PackedLinks } from '../../src/links/packed-links.ts';
import { readNeighbors } from '../../src/links/read-neighbors.ts';
import { rebuildLinks } from '../../src/links/rebuild-links.ts';
import type { LinkDriver } from './link-drivers.ts';
import { factsOf, makeLink, seededChance, type MadeGraph } from './made-links.ts';

export function columnsOf(facts: readonly LinkFacts[]): LinkColumns {
  const column = (name: keyof LinkFacts) => facts.map((each) => each[name]);
  return {
    count: facts.length,
    id: column('id'),
    subject: column('subject'),
    object: column('object'),
    predicate: column('predicate'),
    from: column('from'),
    to: column('to'),
    status: column('status'),
    handling: column('handling'),
  };
}

export const allocateShared: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/** The graph packed at once; with half of its links, and much that is no longer so, in an overlay; and rebuilt of that. */
export function memoryDrivers(graph: MadeGraph, details: LinkDetails, seed: number): LinkDriver[] {
  const sight: Sight = { visible: graph.visible, hiddenEntities: graph.hiddenEntities };
  const driver = (name: string, packed: PackedLinks, overlay: LinkOverlay | null): LinkDriver => {
    const reader = new LinkReader(packed, overlay, sight);
    return {
      name,
      source: memoryLinkSource(reader, details),
      neighbors: (order) => readNeighbors(reader, order),
    };
  };
  const facts = graph.links.map(factsOf);
  const { base, changes } = splitInTwo(graph, seed);
  const packed = packLinks(columnsOf(base), allocateShared);
  const overlay = new LinkOverlay(packed);
  for (const change of changes) overlay.apply(change);
  const rebuilt = rebuildLinks(packed, changes, allocateShared);
  return [
    driver('packed', packLinks(columnsOf(facts)), null),
    driver('half in the overlay', packed, overlay),
    driver('rebuilt', rebuilt, null),
    driver('rebuilt, with an overlay of nothing', rebuilt, new LinkOverlay(rebuilt)),
  ];
}

/** A graph as it was before, and the changes that make it what it is. */
export function splitInTwo(graph: MadeGraph, seed: number): { base: LinkFacts[]; changes: LinkChange[] } {
  const chance = seededChance(seed ^ 0x5bd1e995);
  const base: LinkFacts[] = [];
  const changes: LinkChange[] = [];
  const once = (id: number) => graph.links.every((link) => link.id !== id);
  for (const link of graph.links) {
    const facts = factsOf(link);
    const fate = chance();
    if (fate < 0.4) base.push(facts);
    else if (fate < 0.5) changes.push({ put: facts });
    else if (fate < 0.65) {
      // It had another status.
      base.push({ ...facts, status: (facts.status + 1) % 3 });
      changes.push({ put: facts });
    } else if (fate < 0.8) {
      // Its ends were others, its day and its handling too.
      base.push({ ...facts, subject: facts.object, object: facts.subject + 64, from: 19_000, handling: 1 });
      changes.push({ put: facts });
    } else if (fate < 0.9) {
      base.push(facts);
      changes.push({ remove: facts.id }, { put: { ...facts, status: 2 } }, { remove: facts.id }, { put: facts });
    } else {
      base.push(facts);
      const wrong = { ...link, id: link.id + 1 };
      if (!once(wrong.id)) continue;
      // Another was there that is gone, now or since it came.
      if (chance() < 0.5) base.push(factsOf(makeLink(wrong)));
      else changes.push({ put: factsOf(makeLink(wrong)) });
      changes.push({ remove: wrong.id });
    }
  }
  return { base, changes };
}
