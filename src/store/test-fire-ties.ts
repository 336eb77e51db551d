import type pg from 'pg';
import { entriesInForce, incidentOf } from './entries-in-force.ts';
import type { EntryOfEnd, RecoveryOfFirearm, TestFireTie } from '../links/follow-test-fires.ts';

type Client = pg.ClientBase;

/** Predicates of links from a firearm to a scene. */
const fired = `('FIRED_IN', 'POSSIBLY_FIRED_IN')`;
/** And of links between incidents as well. */
const ballistic = `('FIRED_IN', 'POSSIBLY_FIRED_IN', 'LINKED_BY_HIT', 'LINKED_BY_LEAD')`;

/** Whether there is a lead at all: without one nothing is to be followed. */
export async function hasLeads(client: Client, agencyId: number): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>({
    name: 'has-leads',
    text: 'select exists (select 1 from flashlight.ballistic_link where agency_id = $1) as there',
    values: [agencyId],
  });
  return rows[0]!.there;
}

/**
 * Leads that some records bear on: those among them, those with an IBIS number of an entry among them, those that name a
 * firearm the records observe, and those that were tied through the records or through an older version of them. An older
 * version of a lead ties nothing; what it tied and a newer one withdrew stays as it is.
 */
export async function leadsAround(client: Client, agencyId: number, records: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ lead: number }>(
    `with firearms as materialized (
       select distinct entity_id from flashlight.observation_of where agency_id = $1 and record_id = any($2::bigint[]) and kind = 'firearm'),
     seen as materialized (
       select unnest($2::bigint[]) as record_id union
       select o.record_id from flashlight.observation_of o join firearms f using (entity_id) where o.agency_id = $1 and o.status = 'ACTIVE'),
     ibis as materialized (
       select distinct e.ibis_id from flashlight.ballistic_entry e join seen using (record_id) where e.agency_id = $1 and e.ibis_id is not null),
     older as materialized (
       select old.record_id from flashlight.record new join flashlight.record old on old.agency_id = new.agency_id and old.source_id = new.source_id
          and old.natural_key = new.natural_key and old.version < new.version
        where new.agency_id = $1 and new.record_id = any($2::bigint[]) and new.version > 1
       union select unnest($2::bigint[])),
     around as (
     select l.record_id as lead from flashlight.ballistic_link l join seen using (record_id) where l.agency_id = $1
     union select l.record_id from flashlight.ballistic_link l join ibis on ibis.ibis_id = l.ibis_a where l.agency_id = $1
     union select l.record_id from flashlight.ballistic_link l join ibis on ibis.ibis_id = l.ibis_b where l.agency_id = $1
     union select k.record_id from flashlight.link k join older on older.record_id = k.other_record_id
            where k.agency_id = $1 and k.other_record_id is not null and k.predicate in ${ballistic})
     select lead from around join flashlight.record r on r.agency_id = $1 and r.record_id = lead
      where not exists (select 1 from flashlight.record n where n.agency_id = r.agency_id and n.source_id = r.source_id
                           and n.natural_key = r.natural_key and n.version > r.version)
      order by lead`,
    [agencyId, records],
  );
  return rows.map((row) => row.lead);
}

/** The entities that links of some records tie, replaced ones left out. */
export async function endsOfLinks(
  client: Client,
  agencyId: number,
  records: readonly number[],
  predicates: readonly string[],
): Promise<number[]> {
  const { rows } = await client.query<{ entity: number }>(
    `select distinct unnest(array[subject_id, object_id]) as entity from flashlight.link
      where agency_id = $1 and record_id = any($2::bigint[]) and predicate = any($3) and status <> 'SUPERSEDED'`,
    [agencyId, records, predicates],
  );
  return rows.map((row) => row.entity);
}

/** Entities that the current ones among some records observe, by record and ordinal. */
export async function currentEntities(
  client: Client,
  agencyId: number,
  records: readonly number[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ record: number; ordinal: number; entity: number }>(
    `select record_id as record, ordinal, entity_id as entity from flashlight.observation_of
      where agency_id = $1 and record_id = any($2::bigint[]) and status = 'ACTIVE'`,
    [agencyId, records],
  );
  return new Map(rows.map((row) => [`${row.record}/${row.ordinal}`, row.entity]));
}

/**
 * The entries in force of some IBIS numbers, with the firearms they were fired from and the incidents they are of; where one
 * file says otherwise of a number twice, all it says.
 */
export async function entriesOfNumbers(
  client: Client,
  agencyId: number,
  numbers: readonly string[],
): Promise<EntryOfEnd[]> {
  const { rows } = await client.query<EntryOfEnd>(
    `select e.record_id as record, e.ibis_id as ibis, e.event_type as "eventType", o.entity_id as firearm,
            (select to_jsonb(f) from flashlight.firearm_observation f
              where f.agency_id = o.agency_id and f.record_id = o.record_id and f.ordinal = o.ordinal) as said,
            scene.incident, e.event_on as on
       from flashlight.ballistic_entry e ${entriesInForce}
       left join flashlight.observation_of o on o.agency_id = e.agency_id and o.record_id = e.record_id and o.ordinal = e.firearm_ordinal
        and o.kind = 'firearm'
       left join lateral (${incidentOf('e')}) scene on true
      where e.agency_id = $1 and e.ibis_id = any($2) order by e.record_id`,
    [agencyId, numbers],
  );
  return rows;
}

/** The cases some firearms were recovered in. */
export async function recoveriesOf(
  client: Client,
  agencyId: number,
  firearms: readonly number[],
): Promise<RecoveryOfFirearm[]> {
  const { rows } = await client.query<RecoveryOfFirearm>(
    `select min(record_id) as record, subject_id as firearm, object_id as incident from flashlight.link
      where agency_id = $1 and subject_id = any($2::bigint[]) and predicate = 'RECOVERED_IN' and status = 'ACTIVE'
      group by subject_id, object_id order by 1`,
    [agencyId, firearms],
  );
  return rows;
}

export interface TieToSave extends TestFireTie {
  readonly link: number;
  readonly record: number;
  readonly handling: readonly string[];
}

/** What is known of a lead by other records. */
export interface MarkedLead {
  readonly record: number;
  /** Which end is a test fire. */
  readonly testFire: 'a' | 'b' | 'both' | null;
  /**
   * How the tie the lead asserts by itself stands: superseded where what it describes is the firearm of a tie through another
   * record. Null for a lead that speaks of no firearm now.
   */
  readonly ownTie: 'ACTIVE' | 'RETRACTED' | 'SUPERSEDED' | null;
  /** Days of the links it asserts by itself. */
  readonly firedOn: string | null;
  readonly linkedOn: string | null;
}

/**
 * Makes the ties of some leads through other records exactly those given, marks the leads' own links between two cases, and
 * sets how their own ties stand. Gives the entities whose links may have changed.
 */
export async function saveTestFireTies(
  client: Client,
  agencyId: number,
  leads: readonly MarkedLead[],
  wanted: readonly TieToSave[],
  assertedBy: string,
): Promise<number[]> {
  const { rows: there } = await client.query<{ link: number; subject: number; object: number }>(
    `select link_id as link, subject_id as subject, object_id as object from flashlight.link
      where agency_id = $1 and record_id = any($2::bigint[]) and other_record_id is not null and predicate in ${ballistic}
        and status <> 'SUPERSEDED'`,
    [agencyId, leads.map((each) => each.record)],
  );
  const kept = new Set(wanted.map((each) => each.link));
  await client.query(
    `update flashlight.link set status = 'SUPERSEDED', retracted_at = now() where agency_id = $1 and link_id = any($2::bigint[])`,
    [agencyId, there.filter((each) => !kept.has(each.link)).map((each) => each.link)],
  );
  await client.query(
    `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from,
            record_id, other_record_id, basis, status, asserted_by, handling, description)
     select $1, link, subject, "subjectKind", predicate, incident, 'incident', "from", record, "otherRecord", 'DERIVED_RULE', status, $3, handling, description
       from jsonb_to_recordset($2::jsonb) as x(link bigint, subject bigint, "subjectKind" text, predicate text, incident bigint, "from" date, record bigint,
              "otherRecord" bigint, status text, handling text[], description text)
     on conflict (agency_id, link_id) do update
       set subject_id = excluded.subject_id, object_id = excluded.object_id, valid_from = excluded.valid_from, status = excluded.status,
           retracted_at = null, handling = excluded.handling, description = excluded.description, asserted_by = excluded.asserted_by
     where (link.subject_id, link.object_id, link.valid_from, link.status, link.handling, link.description, link.asserted_by)
           is distinct from (excluded.subject_id, excluded.object_id, excluded.valid_from, excluded.status, excluded.handling, excluded.description, excluded.asserted_by)`,
    [agencyId, JSON.stringify(wanted), assertedBy],
  );
  await client.query(
    `update flashlight.link l set detail = x.detail
       from (select record, case when "testFire" is not null then jsonb_build_object('testFire', "testFire") end as detail
               from jsonb_to_recordset($2::jsonb) as y(record bigint, "testFire" text)) x
      where l.agency_id = $1 and l.record_id = x.record and l.predicate in ('LINKED_BY_HIT', 'LINKED_BY_LEAD')
        and l.detail is distinct from x.detail`,
    [agencyId, JSON.stringify(leads)],
  );
  await client.query(
    `update flashlight.link l set valid_from = case when l.predicate in ${fired} then x."firedOn" else x."linkedOn" end
       from jsonb_to_recordset($2::jsonb) as x(record bigint, "firedOn" date, "linkedOn" date)
      where l.agency_id = $1 and l.record_id = x.record and l.other_record_id is null and l.predicate in ${ballistic}
        and l.valid_from is distinct from case when l.predicate in ${fired} then x."firedOn" else x."linkedOn" end`,
    [agencyId, JSON.stringify(leads)],
  );
  const { rows: own } = await client.query<{ subject: number; object: number }>(
    `update flashlight.link l set status = x."ownTie", retracted_at = case when x."ownTie" = 'SUPERSEDED' then now() end
       from jsonb_to_recordset($2::jsonb) as x(record bigint, "ownTie" text)
      where l.agency_id = $1 and l.record_id = x.record and l.other_record_id is null and l.predicate in ${fired} and l.status <> x."ownTie"
      returning l.subject_id as subject, l.object_id as object`,
    [agencyId, JSON.stringify(leads)],
  );
  return [
    ...new Set([
      ...own.flatMap((each) => [each.subject, each.object]),
      ...there.flatMap((each) => [each.subject, each.object]),
      ...wanted.flatMap((each) => [each.subject, each.incident]),
    ]),
  ];
}
