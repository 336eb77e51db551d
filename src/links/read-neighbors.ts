/**
 * The one primitive, answered from memory: the links of some entities, and what was cut.
 *
 * **Source.** src/links/neighbors.ts.
 * **Input.** What a reader sees, ids, a filter, how many ends of one entity are shown, and above how many active links an
 * entity is not opened. **Output.** Links newest first, undated last, then by id, each once; and for each entity of which
 * not all is in the answer the reason, how many there are, how many are shown, and the total by predicate, in the order
 * asked. O(ends read).
 * **Limits.** Ids the reader may not see are left out without a word, like those that do not exist.
 */
import { EndBuffer, type LinkReader } from './link-reader.ts';
import type { EntityCut, NeighborsOrder } from './neighbors.ts';
import type { LinkFacts } from './packed-links.ts';

export function readNeighbors(reader: LinkReader, order: NeighborsOrder): { links: LinkFacts[]; cuts: EntityCut[] } {
  const { ids, filter = {}, perEntityLimit, hubDegree } = order;
  const sieve = reader.sieve(filter);
  const buffer = new EndBuffer();
  const links = new Map<number, LinkFacts>();
  const left = new Map<number, EntityCut['reason']>();
  for (const id of new Set(ids)) {
    const node = reader.find(id);
    if (node < 0) continue;
    if (reader.isHub(node, hubDegree)) {
      left.set(node, 'hub');
      continue;
    }
    const count = reader.readRow(node, sieve, perEntityLimit + 1, buffer);
    if (count > perEntityLimit) left.set(node, 'limit-per-entity');
    for (let at = 0; at < Math.min(count, perEntityLimit); at++) {
      const facts = reader.factsAt(node, buffer.places[at]!);
      links.set(facts.id, facts);
    }
  }
  const ordered = [...links.values()].sort(newestFirst);
  const shown = new Map<number, number>();
  for (const { subject, object } of left.size > 0 ? ordered : []) {
    shown.set(subject, (shown.get(subject) ?? 0) + 1);
    shown.set(object, (shown.get(object) ?? 0) + 1);
  }
  const cuts = [...left].flatMap(([node, reason]): EntityCut[] => {
    const id = reader.idOf(node);
    const byPredicate = reader.countByPredicate(node, sieve);
    const total = Object.values(byPredicate).reduce((sum, n) => sum + n, 0);
    const shownOf = shown.get(id) ?? 0;
    return shownOf >= total ? [] : [{ id, reason, total, shown: shownOf, byPredicate }];
  });
  return { links: ordered, cuts };
}

/** The order of all rows and answers; days of undated links lie before all others. */
export function newestFirst(a: LinkFacts, b: LinkFacts): number {
  return b.from - a.from || a.id - b.id;
}
