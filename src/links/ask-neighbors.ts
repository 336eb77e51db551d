/**
 * The one primitive, asked of any driver: the links of some entities, and what was cut.
 *
 * **Source.** src/links/neighbors.ts.
 * **Input and output.** Those of `readNeighbors`, with links as the driver describes them.
 * **Limits.** One question to the driver for each entity that was cut.
 */
import type { EntityCut, LinkSource, NeighborsOrder, StoredLink } from './neighbors.ts';

export async function askNeighbors(
  source: LinkSource,
  order: NeighborsOrder,
): Promise<{ links: StoredLink[]; cuts: EntityCut[] }> {
  const { filter = {}, perEntityLimit, hubDegree } = order;
  const ids = (await source.describe([...new Set(order.ids)])).map((entity) => entity.id);
  const hubs = new Set((await source.hubs(ids, hubDegree)).map((entity) => entity.id));
  const rows = new Map<number, StoredLink[]>(ids.filter((id) => !hubs.has(id)).map((id) => [id, []]));
  // One more than is shown says whether something is cut.
  const reached = await source.neighbors([...rows.keys()], filter, perEntityLimit + 1);
  for (const link of reached) {
    rows.get(link.subject)?.push(link);
    rows.get(link.object)?.push(link);
  }
  const kept = new Set([...rows.values()].flatMap((row) => row.slice(0, perEntityLimit)));
  const links = reached.filter((link) => kept.has(link));
  const cuts: EntityCut[] = [];
  for (const id of ids) {
    if (!hubs.has(id) && rows.get(id)!.length <= perEntityLimit) continue;
    const byPredicate = { ...(await source.countByPredicate(id, filter)) };
    const total = Object.values(byPredicate).reduce((sum, n) => sum + n, 0);
    const shown = links.reduce((sum, link) => sum + Number(link.subject === id) + Number(link.object === id), 0);
    if (shown < total) cuts.push({ id, reason: hubs.has(id) ? 'hub' : 'limit-per-entity', total, shown, byPredicate });
  }
  return { links, cuts };
}
