import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { GivenJudgementAnswer, ReviewSide } from '../model/identity.ts';
import { findContraryJudgements } from '../store/contrary-judgements.ts';
import { findHanging, type Hanging } from '../store/identity-review.ts';
import { findSources } from '../store/records.ts';
import { findEntities } from '../store/search.ts';

/** What one of each weighs in the order of the queue: ours, stated beside every weight. */
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
  const hanging = await findHanging(client, agencyId, entities);
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

/** Judgements with those that say the contrary. */
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
  return judgements.map((each) => ({ ...each, contrary: contrary.get(each.judgement) ?? [] }));
}
