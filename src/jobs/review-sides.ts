import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { ReviewSide } from '../model/identity.ts';
import type { GivenJudgementAnswer } from '../model/judgements.ts';
import { findContraryJudgements } from '../store/contrary-judgements.ts';
import { findOverruled } from '../store/held-sides.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { findHanging, findOwnFirearms, type Hanging } from '../store/identity-review.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findSources } from '../store/records.ts';
import { findEntities } from '../store/search.ts';

/** What one of each weighs in the order of the queue: ours, stated beside every weight. The order counts ties as recorded, what is shown as they weigh. */
export const severity = { homicide: 5, shooting: 3, hit: 3, lead: 2, firearm: 1, other: 1 } as const;

/** The parts of what hangs on an entity, those that are there. */
export function weightPartsOf(hanging: Hanging): ReviewSide['weightParts'] {
  const counts = {
    homicide: hanging.homicides,
    shooting: hanging.shootings,
    hit: hanging.hits,
    lead: hanging.leads,
    firearm: hanging.firearms,
    other: hanging.others,
  };
  return (Object.keys(severity) as (keyof typeof severity)[])
    .map((what) => ({ what, count: counts[what], each: severity[what] }))
    .filter(({ count }) => count > 0);
}

export const weightOf = (hanging: Hanging) =>
  weightPartsOf(hanging).reduce((sum, { count, each }) => sum + count * each, 0);

export interface SideRow {
  readonly entity: number;
  readonly record: number;
  readonly ordinal: number;
}

/** Rows with the entities they are of and what hangs on those. */
export async function reviewSides(
  client: pg.ClientBase,
  agencyId: number,
  rows: readonly SideRow[],
): Promise<ReviewSide[]> {
  const entities = [...new Set(rows.map((row) => row.entity))];
  const labelled = await findEntities(client, agencyId, entities);
  const recorded = await findHanging(client, agencyId, entities);
  const fired = await weighedTies(client, agencyId, entities);
  const hanging = new Map(
    [...recorded].map(([entity, of]) => [entity, { ...of, ...(fired.get(entity) ?? { hits: 0, leads: 0 }) }]),
  );
  const sources = await findSources(client, agencyId, [...new Set(rows.map((row) => row.record))]);
  return rows.map(({ entity, record, ordinal }) => {
    const { kind, label, observations } = labelled.get(entity)!;
    const of = hanging.get(entity)!;
    const { handling: _, ...source } = sources.get(record)!;
    return {
      id: entityId(kind, entity),
      kind,
      label,
      row: `${record}-${ordinal}`,
      source,
      rows: observations,
      firearms: of.firearms,
      shootings: of.shootings + of.homicides,
      hits: of.hits,
      leads: of.leads,
      weight: weightOf(of),
      weightParts: weightPartsOf(of),
    };
  });
}

/** Judgements with those that say the contrary, and whether these leave them anything to join. */
export async function withContrary<Given extends Omit<GivenJudgementAnswer, 'contrary'>>(
  client: pg.ClientBase,
  agencyId: number,
  judgements: readonly Given[],
): Promise<(Given & { contrary: number[] })[]> {
  const contrary = await findContraryJudgements(
    client,
    agencyId,
    judgements.map((each) => each.judgement),
  );
  const overruled = await findOverruled(client, agencyId, [...contrary.keys()]);
  return judgements.map((each) => ({
    ...each,
    state: overruled.has(each.judgement) ? 'OVERRULED' : each.state,
    contrary: contrary.get(each.judgement) ?? [],
  }));
}

const tiesOfFirearm = 200;

/** Scenes tied to the firearms of some entities by a hit, or by leads alone, as all records of each tie weigh together. */
async function weighedTies(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<Map<number, { hits: number; leads: number }>> {
  const own = await findOwnFirearms(client, agencyId, entities);
  const links = await weighedLinks(postgresLinkSource(client, agencyId)).neighbors(
    [...new Set(own.map((each) => each.firearm))],
    { predicates: ['FIRED_IN', 'POSSIBLY_FIRED_IN'] },
    tiesOfFirearm,
  );
  const standing = Map.groupBy(
    links.filter((link) => link.status === 'ACTIVE'),
    (link) => link.subject,
  );
  return new Map(
    [...Map.groupBy(own, (each) => each.entity)].map(([entity, of]) => {
      const ties = of.flatMap(({ firearm }) => standing.get(firearm) ?? []);
      const hit = new Set(ties.filter((link) => link.predicate === 'FIRED_IN').map((link) => link.object));
      const scenes = new Set(ties.map((link) => link.object));
      return [entity, { hits: hit.size, leads: scenes.size - hit.size }];
    }),
  );
}
