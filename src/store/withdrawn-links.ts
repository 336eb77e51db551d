import type pg from 'pg';

const fired = `('FIRED_IN', 'POSSIBLY_FIRED_IN')`;
const ballistic = `('FIRED_IN', 'POSSIBLY_FIRED_IN', 'LINKED_BY_HIT', 'LINKED_BY_LEAD')`;

/**
 * What is withdrawn is not erased. A row that withdraws a lead may give its number and little else: what the version before
 * tied, and the row does not name, stays as withdrawn. Links of the lead itself give way to those of its test fire, as they
 * did while it stood; of a row that joins two cases only the firearm is missing, and what a second record tells of it is
 * followed anew. Where it names another pair than that version, what stood until now stays as withdrawn.
 */
export async function keepWithdrawnLinks(
  client: pg.ClientBase,
  agencyId: number,
  newer: readonly number[],
): Promise<void> {
  if (newer.length === 0) return;
  await client.query(
    `with short as (
       select n.record_id, n.source_id, n.natural_key, n.version, b.firearm_ordinal is null as unnamed, exists (
                select 1 from flashlight.link k where k.agency_id = $1 and k.record_id = n.record_id and k.predicate in ${ballistic}) as ties
         from flashlight.record n join flashlight.ballistic_link b on b.agency_id = n.agency_id and b.record_id = n.record_id
        where n.agency_id = $1 and n.record_id = any($2::bigint[])
          and (b.status in ('RETRACTED', 'NOT_CONFIRMED') or b.conclusion = 'ELIMINATION' or b.retracted_on is not null)
          and not exists (select 1 from flashlight.record m where m.agency_id = $1 and m.source_id = n.source_id
                             and m.natural_key = n.natural_key and m.version > n.version)),
     told as (
       select distinct on (short.record_id) short.record_id as newest, o.record_id, short.ties, short.unnamed
         from short join flashlight.record o on o.agency_id = $1 and o.source_id = short.source_id
          and o.natural_key = short.natural_key and o.version < short.version
         join flashlight.link k on k.agency_id = $1 and k.record_id = o.record_id and k.predicate in ${ballistic}
        order by short.record_id, k.predicate in ${fired} desc, o.version desc)
     update flashlight.link l set status = 'RETRACTED', retracted_at = now()
       from told
      where l.agency_id = $1 and l.record_id = told.record_id and l.predicate in ${ballistic}
        and not exists (select 1 from flashlight.link k where k.agency_id = $1 and k.record_id = told.newest
                           and k.subject_id = l.subject_id and k.object_id = l.object_id)
        and case when told.ties then l.other_record_id is null and l.predicate in ${fired} and told.unnamed
                   or l.retracted_at = now() and not exists (
                     select 1 from flashlight.link k where k.agency_id = $1 and k.record_id = told.newest
                        and l.object_id in (k.subject_id, k.object_id))
                 else l.other_record_id is not null or not exists (
                   select 1 from flashlight.link k where k.agency_id = $1 and k.record_id = l.record_id
                      and k.other_record_id is not null and k.predicate in ${fired}) end`,
    [agencyId, newer],
  );
}
