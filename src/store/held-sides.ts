import type pg from 'pg';
import { Failure } from '../model/errors.ts';

/**
 * What a decision "same" holds: beside the judgement on the two rows looked at, one for each row that the entity of either held when it came
 * into force. They are of the same decision, begin with the row looked at, and are taken back with it.
 */

/** Every later joining that touches one of them reads all of these. */
const heldMost = 50_000;

/** When a decision came into force. */
const inForceFrom = (judgement: string) => `coalesce(${judgement}.confirmed_at, ${judgement}.judged_at)`;

/**
 * Has a decision "same" in force hold what both entities hold now, or the one that both rows are of already: two rows bound by themselves would
 * change what the others are joined to. An excerpt that was made later holds nothing its agency joined since.
 */
export async function holdSides(client: pg.ClientBase, agencyId: number, decision: number): Promise<void> {
  const { rowCount } = await client.query(
    `insert into flashlight.judgement (agency_id, kind, record_a, ordinal_a, record_b, ordinal_b, verdict, reason, judged_by, judged_at,
            needs_second, confirmed_by, confirmed_at, decision_id)
     select j.agency_id, j.kind, looked.record_id, looked.ordinal, o.record_id, o.ordinal, j.verdict, j.reason, j.judged_by, j.judged_at,
            j.needs_second, j.confirmed_by, j.confirmed_at, j.decision_id
       from flashlight.judgement j join flashlight.agency g on g.agency_id = j.agency_id
       join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
       join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
      cross join lateral (select x.record_id, x.ordinal, x.entity_id
                          union all select y.record_id, y.ordinal, y.entity_id where y.entity_id <> x.entity_id) looked
       join flashlight.observation_of o on o.agency_id = j.agency_id and o.entity_id = looked.entity_id
        and (o.record_id, o.ordinal) <> (looked.record_id, looked.ordinal)
      where j.agency_id = $1 and j.judgement_id = $2 and j.decision_id = $2 and j.verdict = 'same' and j.in_force
        and (g.excerpt_of is null or g.created_at <= ${inForceFrom('j')} or exists (
          select from flashlight.record r join flashlight.import_run i on i.agency_id = r.agency_id and i.run_id = r.run_id
           where r.agency_id = g.excerpt_of and r.record_id = o.record_id and i.derived_at <= ${inForceFrom('j')}))
      order by looked.record_id, looked.ordinal, o.record_id, o.ordinal`,
    [agencyId, decision],
  );
  if (rowCount! > heldMost)
    throw new Failure(
      'judgement.not-comparable',
      `Expected two of which at most ${heldMost} rows speak together; ${rowCount! + 2} do. Nothing was decided. What so many rows share is a number or a name that many have: have these corrected at their source and imported again.`,
    );
}

/** Decisions "same" in force on rows of some entities that came into force after one that had been; the oldest first. */
export async function laterDecisions(
  client: pg.ClientBase,
  agencyId: number,
  decision: number,
  entities: readonly number[],
): Promise<number[]> {
  const { rows } = await client.query<{ decision: number }>(
    `select distinct j.decision_id as decision, ${inForceFrom('j')} as since
       from flashlight.observation_of o
       join flashlight.judgement j on j.agency_id = $1 and (j.record_a = o.record_id and j.ordinal_a = o.ordinal or j.record_b = o.record_id and j.ordinal_b = o.ordinal)
       join flashlight.judgement before on before.agency_id = $1 and before.judgement_id = $2
      where o.agency_id = $1 and o.entity_id = any($3::bigint[]) and j.verdict = 'same' and j.in_force and j.judgement_id = j.decision_id
        and before.verdict = 'same' and (not before.needs_second or before.confirmed_at is not null)
        and (${inForceFrom('j')}, j.decision_id) > (${inForceFrom('before')}, before.decision_id)
      order by since, decision`,
    [agencyId, decision, entities],
  );
  return rows.map((row) => row.decision);
}

/** Decisions hold the rows looked at alone, until they hold both entities anew; whoever takes one back changes what the others found. */
export async function letGo(client: pg.ClientBase, agencyId: number, decisions: readonly number[]): Promise<void> {
  await client.query(
    `update flashlight.judgement set withdrawn_by = judged_by, withdrawn_at = now()
      where agency_id = $1 and decision_id = any($2::bigint[]) and judgement_id <> decision_id and withdrawn_at is null`,
    [agencyId, decisions],
  );
}

/** What a decision holds that was taken back goes with it; gives those decisions. */
export async function letGoWithTheirDecision(client: pg.ClientBase, agencyId: number): Promise<number[]> {
  const { rows } = await client.query<{ decision: number }>(
    `with gone as (
       update flashlight.judgement held set withdrawn_by = given.withdrawn_by, withdrawn_at = given.withdrawn_at from flashlight.judgement given
        where held.agency_id = $1 and held.verdict = 'same' and held.judgement_id <> held.decision_id and held.withdrawn_at is null
          and given.agency_id = $1 and given.judgement_id = held.decision_id and given.withdrawn_at is not null
       returning held.decision_id)
     select distinct decision_id as decision from gone order by 1`,
    [agencyId],
  );
  return rows.map((row) => row.decision);
}

/** The entities that the rows in force of a decision are in. */
export async function entitiesOfDecision(client: pg.ClientBase, agencyId: number, decision: number): Promise<number[]> {
  const { rows } = await client.query<{ entity: number }>(
    `select distinct o.entity_id as entity from flashlight.judgement j
       join flashlight.observation_of o on o.agency_id = $1 and o.status = 'ACTIVE'
        and ((o.record_id = j.record_a and o.ordinal = j.ordinal_a) or (o.record_id = j.record_b and o.ordinal = j.ordinal_b))
      where j.agency_id = $1 and j.decision_id = $2 and j.in_force order by 1`,
    [agencyId, decision],
  );
  return rows.map((row) => row.entity);
}

/** Those of some decisions "same" in force that join nothing: no row of one side is in an entity with a row of the other. */
export async function findOverruled(
  client: pg.ClientBase,
  agencyId: number,
  decisions: readonly number[],
): Promise<ReadonlySet<number>> {
  if (decisions.length === 0) return new Set();
  const { rows } = await client.query<{ decision: number }>(
    `with given as (
       select j.decision_id, j.record_a, j.ordinal_a, j.record_b, j.ordinal_b from flashlight.judgement j
        where j.agency_id = $1 and j.judgement_id = any($2::bigint[]) and j.judgement_id = j.decision_id and j.verdict = 'same' and j.in_force),
     looked as (
       select decision_id, 1 as side, record_a as record_id, ordinal_a as ordinal from given
       union all select decision_id, 2, record_b, ordinal_b from given),
     held as (
       select * from looked
       union all select l.decision_id, l.side, j.record_b, j.ordinal_b from looked l
         join flashlight.judgement j on j.agency_id = $1 and j.decision_id = l.decision_id and j.judgement_id <> j.decision_id and j.in_force
          and j.record_a = l.record_id and j.ordinal_a = l.ordinal),
     stands as (
       select distinct h.decision_id, h.side, o.entity_id from held h
         join flashlight.observation_of o on o.agency_id = $1 and o.record_id = h.record_id and o.ordinal = h.ordinal)
     select decision_id as decision from given where not exists (
       select from stands x join stands y on y.decision_id = x.decision_id and y.entity_id = x.entity_id and y.side = 2
        where x.decision_id = given.decision_id and x.side = 1)`,
    [agencyId, decisions],
  );
  return new Set(rows.map((row) => row.decision));
}
