import type pg from 'pg';
import { ballisticPredicates, isHit } from '../links/ballistic-predicates.ts';
import type { StoredLink } from '../links/neighbors.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { endsOfLinks } from '../store/test-fire-ties.ts';
import type { ToldEvent } from '../trace/merge-alike.ts';

/**
 * Leads and hits among some events as all records of their ties weigh together: what a record says alone, another may
 * contradict.
 */
export async function weighEvents(
  client: pg.ClientBase,
  agencyId: number,
  events: readonly ToldEvent[],
): Promise<ToldEvent[]> {
  const records = new Set(events.flatMap((event) => (event.kind === 'linked' ? event.sources[0]!.record : [])));
  if (records.size === 0) return [...events];
  const ends = await endsOfLinks(client, agencyId, [...records], ballisticPredicates);
  const links = await weighedLinks(postgresLinkSource(client, agencyId)).among(ends, {
    predicates: ballisticPredicates,
    history: true,
  });
  const linksOf = Map.groupBy(links, (link) => link.source.record);
  return events.map((event) => {
    const against = event.kind === 'linked' ? contradicted(linksOf.get(event.sources[0]!.record) ?? []) : [];
    if (against.length === 0) return event;
    const lead = against.some((link) => !isHit(link));
    const others = new Map(against.flatMap((link) => link.against ?? []).map((source) => [source.record, source]));
    return {
      ...event,
      ...(lead && event.tie === 'hit' ? { tie: 'lead' as const, title: 'Ballistic lead, unconfirmed' } : {}),
      status: against.some((link) => link.status === 'RETRACTED') ? ('RETRACTED' as const) : event.status,
      conflict: against[0]!.conflict ?? null,
      sources: [...event.sources, ...others.values()],
    };
  });
}

/** The links of a record that others contradict: by them the record is told. */
export const contradicted = (links: readonly StoredLink[]) => links.filter((link) => link.conflict);
