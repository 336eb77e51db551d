import type pg from 'pg';
import type { EntityKind } from '../model/tables.ts';
import { sameFileJoins } from './entity-history.ts';

type Client = pg.ClientBase;

export interface ObservedIn {
  readonly record: number;
  readonly ordinal: number;
  readonly joinedBy: string | null;
}

/** Where an entity is observed, newest record first. */
export async function findNewestObservations(
  client: Client,
  agencyId: number,
  entity: number,
  limit: number,
): Promise<ObservedIn[]> {
  const { rows } = await client.query<ObservedIn>({
    name: 'find-newest-observations',
    text: `select record_id as record, ordinal, joined_by as "joinedBy" from flashlight.observation_of
            where agency_id = $1 and entity_id = $2 and status = 'ACTIVE' order by record_id desc, ordinal limit $3`,
    values: [agencyId, entity, limit],
  });
  return rows;
}

/** How many records in force speak of an entity. */
export async function countObservations(client: Client, agencyId: number, entity: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: 'count-observations',
    text: `select count(*)::int as n from flashlight.observation_of where agency_id = $1 and entity_id = $2 and status = 'ACTIVE'`,
    values: [agencyId, entity],
  });
  return rows[0]!.n;
}

/** Records whose links an entity has, those of the newest dates first. */
export async function findNewestLinkRecords(
  client: Client,
  agencyId: number,
  entity: number,
  limit: number,
): Promise<number[]> {
  const side = (column: string) =>
    `(select record_id, valid_from from flashlight.link
       where agency_id = $1 and ${column} = $2 and valid_from is not null and status <> 'SUPERSEDED'
       order by valid_from desc limit $3)`;
  const { rows } = await client.query<{ record: number }>({
    name: 'find-newest-link-records',
    text: `select record_id as record from (${side('subject_id')} union all ${side('object_id')}) as newest
            group by record_id order by max(valid_from) desc, record_id desc limit $3`,
    values: [agencyId, entity, limit],
  });
  return rows.map((row) => row.record);
}

export interface RelationCount {
  readonly predicate: string;
  readonly direction: 'out' | 'in';
  readonly kind: EntityKind;
  readonly total: number;
  readonly withdrawn: number;
}

/** How many links an entity has, by predicate, direction and kind of the other end, and how many of them are withdrawn. */
export async function countRelations(client: Client, agencyId: number, entity: number): Promise<RelationCount[]> {
  const { rows } = await client.query<RelationCount>({
    name: 'count-relations',
    text: `select predicate, 'out' as direction, object_kind as kind, count(*)::int as total,
                  (count(*) filter (where status = 'RETRACTED'))::int as withdrawn from flashlight.link
            where agency_id = $1 and subject_id = $2 and status <> 'SUPERSEDED' group by predicate, object_kind
           union all
           select predicate, 'in', subject_kind, count(*)::int, (count(*) filter (where status = 'RETRACTED'))::int from flashlight.link
            where agency_id = $1 and object_id = $2 and status <> 'SUPERSEDED' group by predicate, subject_kind
           order by predicate, direction, kind`,
    values: [agencyId, entity],
  });
  return rows;
}

export interface RelatedEntity {
  readonly predicate: string;
  readonly direction: 'out' | 'in';
  readonly kind: EntityKind;
  readonly other: number;
  readonly from: string | null;
  readonly status: string;
  readonly record: number;
}

/** A group this large lies close together in the order of dates: its newest are found without reading the rest. */
const denseGroup = 1_000;

/** The newest links of each group, at most `limit` of each. */
export async function findNewestRelations(
  client: Client,
  agencyId: number,
  entity: number,
  groups: readonly RelationCount[],
  limit: number,
): Promise<RelatedEntity[]> {
  const found: RelatedEntity[] = [];
  for (const direction of ['out', 'in'] as const) {
    const [own, other] = direction === 'out' ? ['subject', 'object'] : ['object', 'subject'];
    const ofSide = groups.filter((group) => group.direction === direction);
    const dense = ofSide.filter((group) => group.total >= denseGroup);
    const sparse = ofSide.filter((group) => group.total < denseGroup);
    const columns = `predicate, '${direction}' as direction, ${other}_kind as kind, ${other}_id as other, valid_from as "from", status, record_id as record`;
    const where = `agency_id = $1 and ${own}_id = $2 and status <> 'SUPERSEDED'`;
    if (sparse.length > 0) {
      const { rows } = await client.query<RelatedEntity>({
        name: `find-sparse-relations-${direction}`,
        text: `select predicate, direction, kind, other, "from", status, record from (
                 select ${columns}, row_number() over (partition by predicate, ${other}_kind order by valid_from desc nulls last, link_id desc) as place
                   from flashlight.link where ${where} and (predicate, ${other}_kind) in (select * from unnest($3::text[], $4::text[]))) as placed
                where place <= $5`,
        values: [agencyId, entity, sparse.map((group) => group.predicate), sparse.map((group) => group.kind), limit],
      });
      found.push(...rows);
    }
    for (const group of dense) {
      const { rows } = await client.query<RelatedEntity>({
        name: `find-dense-relations-${direction}`,
        text: `select ${columns} from flashlight.link
                where ${where} and predicate = $3 and ${other}_kind = $4 and valid_from is not null order by valid_from desc limit $5`,
        values: [agencyId, entity, group.predicate, group.kind, limit],
      });
      found.push(...rows);
    }
  }
  return found;
}

export interface TiedFirearmRow {
  readonly firearm: number;
  readonly predicate: string;
  readonly on: string | null;
  readonly record: number;
}

/**
 * All firearms tied to a person or dealer by the predicates given, those of the newest dates first. One tied twice stands once,
 * by the first predicate named.
 */
export async function findTiedFirearms(
  client: Client,
  agencyId: number,
  entity: number,
  predicates: readonly string[],
  fromFirearm: readonly string[] = [],
): Promise<TiedFirearmRow[]> {
  const { rows } = await client.query<TiedFirearmRow>({
    name: 'find-tied-firearms',
    text: `with tied as (
             select distinct on (firearm) firearm, predicate, valid_from as "on", record_id as record
               from (select object_id as firearm, predicate, valid_from, record_id from flashlight.link
                      where agency_id = $1 and subject_id = $2 and predicate = any($3::text[]) and object_kind = 'firearm' and status = 'ACTIVE'
                     union all
                     select subject_id, predicate, valid_from, record_id from flashlight.link
                      where agency_id = $1 and object_id = $2 and predicate = any($4::text[]) and subject_kind = 'firearm' and status = 'ACTIVE') as each
              order by firearm, array_position($3::text[] || $4::text[], predicate), valid_from desc nulls last, record_id)
           select * from tied order by "on" desc nulls last, firearm`,
    values: [agencyId, entity, predicates, fromFirearm],
  });
  return rows;
}

/** One day that counts for time to crime, as one record tells it; null where the record does not say on which. */
export interface ToldDay {
  readonly firearm: number;
  readonly what: 'sold' | 'recovered' | 'made' | 'shipped' | 'traced' | 'stolen';
  readonly on: string | null;
  /** The cases a recovery bears. */
  readonly cases: readonly number[];
  /** Who is named for a first retail sale, with what the record says of them. */
  readonly parties: readonly {
    readonly part: 'dealer' | 'purchaser';
    readonly entity: number;
    readonly said: Readonly<Record<string, unknown>>;
  }[];
}

/** The first retail sales and the recoveries that records tell of some firearms, and the days these must lie between. */
export async function findToldDays(client: Client, agencyId: number, firearms: readonly number[]): Promise<ToldDay[]> {
  const party = (part: string, kind: string, column: string) =>
    `select '${part}' as part, o.entity_id as entity, to_jsonb(x) as said
       from flashlight.observation_of o join flashlight.${kind}_observation x using (agency_id, record_id, ordinal)
      where o.agency_id = $1 and o.record_id = t.record_id and o.ordinal = t.${column} and o.kind = '${kind}'`;
  // Rows that the same file bears under the same number, and that say otherwise, count as in the life of the firearm.
  const { rows } = await client.query<ToldDay>({
    name: 'find-told-days',
    text: `with own as (
             select distinct entity_id as firearm, record_id, ordinal from flashlight.observation_of
              where agency_id = $1 and entity_id = any($2::bigint[]) and kind = 'firearm' and status = 'ACTIVE'),
           mine as (
             select * from own
             union
             select firearm, o.record_id, ordinal from own
               ${sameFileJoins})
           select firearm, case t.kind when 'RETAIL_SALE' then 'sold' else 'shipped' end as what, happened_on::text as "on",
                  case t.kind when 'RETAIL_SALE' then (select coalesce(json_agg(named), '[]') from (
                    ${party('dealer', 'dealer', 'from_ordinal')} union all ${party('purchaser', 'person', 'to_ordinal')}) as named)
                  else '[]' end as parties, '{}'::bigint[] as cases
             from mine join flashlight.transaction t on t.agency_id = $1 and t.record_id = mine.record_id
           union all
           select firearm, 'recovered', recovered_on::text, '[]', array(
                    select o.entity_id from flashlight.observation_of o join flashlight.incident_observation i using (agency_id, record_id, ordinal)
                     where o.agency_id = $1 and o.record_id = r.record_id and o.kind = 'incident' and i.role = 'recovery')
             from mine join flashlight.recovery r on r.agency_id = $1 and r.record_id = mine.record_id
           union all
           select firearm, 'made', manufactured_on::text, '[]', '{}'
             from mine join flashlight.firearm_observation f on f.agency_id = $1 and f.record_id = mine.record_id and f.ordinal = mine.ordinal
            where manufactured_on is not null
           union all
           select firearm, 'traced', least(requested_on, completed_on)::text, '[]', '{}'
             from mine join flashlight.trace_result t on t.agency_id = $1 and t.record_id = mine.record_id
           union all
           select firearm, 'stolen', coalesce(stolen_on, reported_on)::text, '[]', '{}'
             from mine join flashlight.theft_report t on t.agency_id = $1 and t.record_id = mine.record_id
            where exists (select 1 from flashlight.person_observation p
                           where p.agency_id = $1 and p.record_id = mine.record_id and p.role = 'theft-victim')
           union all
           select firearm, 'traced', requested_on::text, '[]', '{}'
             from mine join flashlight.trace_request t on t.agency_id = $1 and t.record_id = mine.record_id`,
    values: [agencyId, firearms],
  });
  return rows;
}
