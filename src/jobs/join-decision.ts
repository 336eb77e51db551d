import type pg from 'pg';
import { holdSides, laterDecisions, letGo } from '../store/held-sides.ts';
import { entitiesJudged } from '../store/judgements.ts';
import { rejoin } from './rejoin-entities.ts';

/** Has a decision that came into force hold what both entities hold now, where it joins them, and joins anew what it touches; those set aside are not heard. */
export async function joinDecision(
  client: pg.ClientBase,
  agencyId: number,
  decision: number,
  setAside: ReadonlySet<number> = new Set(),
): Promise<void> {
  await holdSides(client, agencyId, decision);
  await rejoin(client, agencyId, await entitiesJudged(client, agencyId, decision), setAside);
}

/**
 * Joins anew what a decision touched that was taken back. Decisions that joined more since found an entity it had made: they are given again,
 * one after another, as if it had never been.
 */
export async function unjoinDecision(
  client: pg.ClientBase,
  agencyId: number,
  decision: number,
  setAside: readonly number[] = [],
): Promise<void> {
  const entities = await entitiesJudged(client, agencyId, decision);
  const later = (await laterDecisions(client, agencyId, decision, entities)).filter((each) => !setAside.includes(each));
  await letGo(client, agencyId, later);
  await rejoin(client, agencyId, entities, new Set([...setAside, ...later]));
  for (const [at, each] of later.entries())
    await joinDecision(client, agencyId, each, new Set([...setAside, ...later.slice(at + 1)]));
}
