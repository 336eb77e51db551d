import type pg from 'pg';
import type { LinkSource } from '../links/neighbors.ts';
import type { LifeCut } from '../model/life.ts';
import { findBeyondLimit } from '../store/firearm-life.ts';
import { postgresLinkSource } from '../store/link-source.ts';

/** The links of the store; `beyond` gathers, as they are read, the entities that have more of them than were read. */
export function followedLinks(
  client: pg.ClientBase,
  agencyId: number,
): { source: LinkSource; beyond: LifeCut['links'] } {
  const stored = postgresLinkSource(client, agencyId);
  const beyond: LifeCut['links'] = [];
  const source: LinkSource = {
    ...stored,
    async neighbors(ids, filter, limit) {
      const links = await stored.neighbors(ids, filter, limit);
      const read = new Map<number, number>();
      for (const { subject, object } of links)
        for (const id of new Set([subject, object])) read.set(id, (read.get(id) ?? 0) + 1);
      const full = ids.filter((id) => (read.get(id) ?? 0) >= limit);
      beyond.push(...(await findBeyondLimit(client, agencyId, full, filter.predicates ?? null, limit)));
      return links;
    },
  };
  return { source, beyond };
}
