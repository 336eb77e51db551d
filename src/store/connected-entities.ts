import type pg from 'pg';
import type { Judgement } from '../identity/judgement.ts';
import { tiedEntities } from './identity-ties.ts';

/** Everything that keys, judgements, ties of a model and versions connect to some entities: it must be joined with all of it in view. */
export interface ConnectedEntities {
  readonly entities: readonly number[];
  /** In force. */
  readonly judgements: readonly Judgement[];
  readonly versions: readonly NewerVersion[];
}

export async function connectedEntities(
  client: pg.ClientBase,
  agencyId: number,
  start: readonly number[],
): Promise<ConnectedEntities> {
  const entities = new Set(start);
  const judgements = new Map<number, Judgement>();
  const versions = new Map<string, NewerVersion>();
  // Of each entity it is asked once: in a group of hundreds the last found is tied to the first.
  for (let fresh: readonly number[] = start; fresh.length > 0;) {
    const around = await connectionsOf(client, agencyId, fresh);
    for (const { judgement, ...each } of around.judgements) judgements.set(judgement, each);
    for (const each of around.versions) versions.set(`${each.number} ${each.newest}`, each);
    fresh = around.touched.filter((entity) => !entities.has(entity));
    for (const entity of fresh) entities.add(entity);
  }
  return {
    entities: [...entities],
    judgements: [...judgements].sort(([a], [b]) => a - b).map(([, each]) => each),
    versions: [...versions.values()].sort((a, b) => a.number - b.number || a.newest - b.newest),
  };
}

/**
 * Judgements in force that touch some entities, and all entities that must be joined with these in view: those on the other
 * side of a judgement, those that carry the same keys, and those that other versions of the same records are in.
 */
async function connectionsOf(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<{ judgements: (Judgement & { judgement: number })[]; versions: NewerVersion[]; touched: number[] }> {
  const { rows } = await client.query<Judgement & { judgement: number; entity_a: number; entity_b: number }>({
    name: 'judgements-around',
    text: `select j.judgement_id as judgement, j.record_a * 64 + j.ordinal_a as a, j.record_b * 64 + j.ordinal_b as b, j.verdict,
            j.decision_id as decision, j.verdict = 'same' and j.judgement_id <> j.decision_id as held, x.entity_id as entity_a, y.entity_id as entity_b
       from flashlight.judgement j
       join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
       join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
      where j.agency_id = $1 and j.in_force and (x.entity_id = any($2::bigint[]) or y.entity_id = any($2::bigint[]))`,
    values: [agencyId, entities],
  });
  const { rows: near } = await client.query<{ entity_id: number }>({
    name: 'entities-around',
    text: `select k.entity_id from flashlight.observation_of o cross join lateral unnest(o.keys) as carried (key)
       join flashlight.identity_key k on k.agency_id = $1 and k.kind = o.kind and k.key = carried.key
      where o.agency_id = $1 and o.entity_id = any($2::bigint[])
      union
     select (apart ->> 'entity')::bigint from flashlight.entity cross join lateral jsonb_array_elements(detail -> 'apart') as apart
      where agency_id = $1 and entity_id = any($2::bigint[])
      union
     select tied.other from ${tiedEntities}`,
    values: [agencyId, entities],
  });
  const versions = await newerVersions(client, agencyId, entities);
  return {
    judgements: rows.map(({ judgement, a, b, verdict, decision, held }) => ({
      judgement,
      a,
      b,
      verdict,
      decision,
      held,
    })),
    versions,
    touched: [
      ...new Set([
        ...rows.flatMap((row) => [row.entity_a, row.entity_b]),
        ...near.map((row) => row.entity_id),
        ...versions.flatMap((each) => [each.entity, each.newestEntity]),
      ]),
    ],
  };
}

/** An observation of a superseded version, and the one that stands in its place in the version that speaks. */
export interface NewerVersion {
  readonly number: number;
  readonly entity: number;
  readonly newest: number;
  readonly newestEntity: number;
  /** Both carry the same keys, and at least one: they say the same of who or what it is. */
  readonly sameKeys: boolean;
}

/** For some entities, each superseded observation beside its newest version, whichever of the two is in them. */
async function newerVersions(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<NewerVersion[]> {
  const from = (given: 'o' | 'n') => `
    select o.record_id * 64 + o.ordinal as number, o.entity_id as entity, n.record_id * 64 + n.ordinal as newest,
           n.entity_id as "newestEntity", cardinality(o.keys) > 0 and o.keys = n.keys as "sameKeys"
      from flashlight.observation_of ${given}
      join flashlight.record g on g.agency_id = $1 and g.record_id = ${given}.record_id
      join flashlight.record h on h.agency_id = $1 and h.source_id = g.source_id and h.natural_key = g.natural_key and h.record_id <> g.record_id
      join flashlight.observation_of ${given === 'o' ? 'n' : 'o'} on ${given === 'o' ? 'n' : 'o'}.agency_id = $1 and ${given === 'o' ? 'n' : 'o'}.record_id = h.record_id
     where ${given}.agency_id = $1 and ${given}.entity_id = any($2::bigint[])
       and o.ordinal = n.ordinal and o.kind = n.kind and o.status = 'SUPERSEDED' and n.status = 'ACTIVE'`;
  const { rows } = await client.query<NewerVersion>({
    name: 'newer-versions',
    text: `${from('o')} union ${from('n')}`,
    values: [agencyId, entities],
  });
  return rows;
}
