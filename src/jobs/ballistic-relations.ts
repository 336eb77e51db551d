import type pg from 'pg';
import type { EntityPage, Relation } from '../model/answers.ts';
import { entityId } from '../model/ids.ts';
import { ballisticPredicates, isHit } from '../links/ballistic-predicates.ts';
import type { StoredLink } from '../links/neighbors.ts';
import { oneOfEachTie } from '../links/one-of-each-tie.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { findIncidentFacts } from '../store/nibin-facts.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findEntities } from '../store/search.ts';
import { contradicted } from './weigh-events.ts';

/** All there are: what is weighed is counted. */
const linksMax = 1_000_000;

/** The ballistic links of an entity, replaced ones left out, as all records of their ties weigh together, and each tie once. */
export async function ballisticLinksOf(client: pg.ClientBase, agencyId: number, entity: number): Promise<StoredLink[]> {
  const source = weighedLinks(postgresLinkSource(client, agencyId));
  const links = await source.neighbors([entity], { predicates: ballisticPredicates, history: true }, linksMax);
  const inForce = links.filter((link) => link.status !== 'SUPERSEDED');
  const records = [...new Set(inForce.map((link) => link.source.record))];
  return oneOfEachTie(
    inForce,
    Map.groupBy(await source.entries(records), ({ record }) => record),
  );
}

/** They as relations: by kind of link, the newest of each. */
export async function ballisticRelations(
  client: pg.ClientBase,
  agencyId: number,
  { entity, links, limit }: { entity: number; links: readonly StoredLink[]; limit: number },
): Promise<Relation[]> {
  const ends = links.map((link) => {
    const direction = link.subject === entity ? ('out' as const) : ('in' as const);
    return direction === 'out'
      ? { link, direction, other: link.object, kind: link.objectKind }
      : { link, direction, other: link.subject, kind: link.subjectKind };
  });
  const groups = [
    ...Map.groupBy(ends, ({ link, direction, kind }) => `${link.predicate} ${direction} ${kind}`).values(),
  ];
  const labelled = await findEntities(client, agencyId, [
    ...new Set(groups.flatMap((group) => group.slice(0, limit).map(({ other }) => other))),
  ]);
  const shown = groups.flatMap((group) => group.slice(0, limit));
  // Two incidents that are tied have two days: beside the other stands its own.
  const days = new Map(
    (
      await findIncidentFacts(client, agencyId, [
        ...new Set(shown.flatMap(({ link, other }) => (link.subjectKind === link.objectKind ? other : []))),
      ])
    ).map(({ incident, on }) => [incident, on]),
  );
  return groups.map((group) => {
    const [{ link, direction, kind }] = group as [(typeof group)[number]];
    return {
      predicate: link.predicate,
      direction,
      kind,
      total: group.length,
      withdrawn: group.filter((each) => each.link.status === 'RETRACTED').length,
      shown: group.slice(0, limit).flatMap(({ link: { from: told, status, source, conflict }, other }) => {
        const from = days.has(other) ? days.get(other)! : told;
        const of = labelled.get(other);
        if (!of) return [];
        return [
          { id: entityId(kind, other), kind, label: of.label, from, status, source, ...(conflict ? { conflict } : {}) },
        ];
      }),
    };
  });
}

/** How many records of leads and hits tie something to an entity: one record counts once, whatever it ties. */
export function countBallisticRecords(links: readonly StoredLink[]): EntityPage['ballistics'] {
  const counts = { hits: 0, leads: 0, withdrawn: 0 };
  for (const all of Map.groupBy(links, (link) => link.source.record).values()) {
    const against = contradicted(all);
    const standing = (against.length > 0 ? against : all).filter((link) => link.status === 'ACTIVE');
    counts[standing.length === 0 ? 'withdrawn' : standing.some(isHit) ? 'hits' : 'leads']++;
  }
  return counts;
}
