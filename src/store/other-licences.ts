import type pg from 'pg';

/** Another licence of the same business, or one at the same premises, with the days records speak of it so. */
export interface OtherLicence {
  readonly entity: number;
  readonly label: string;
  readonly licence: string | null;
  readonly tie: 'business' | 'premises' | 'building';
  readonly from: string | null;
  readonly to: string | null;
}

const shown = 200;

/**
 * Licences beside one: those of a business of the same name in the same town or with the same telephone, and those whose premises are a
 * place of this one's, or in one building with it: a unit is left out as often as it is given. A licence, a business and premises are three things: this joins none of them.
 */
export async function findOtherLicences(
  client: pg.ClientBase,
  agencyId: number,
  entity: number,
): Promise<OtherLicence[]> {
  const { rows } = await client.query<OtherLicence>({
    name: 'find-other-licences',
    text: `with own as (
        select distinct d.name, d.phone, upper(d.city) as city, d.state from flashlight.observation_of o
          join flashlight.dealer_observation d on d.agency_id = o.agency_id and d.record_id = o.record_id and d.ordinal = o.ordinal
         where o.agency_id = $1 and o.entity_id = $2 and o.status = 'ACTIVE' and d.name is not null),
      business as (
        select s.entity_id as entity, 'business' as tie, min(d.seen_on) as first, max(d.seen_on) as last
          from (select distinct name from own) n
          join flashlight.search_document s on s.agency_id = $1 and s.kind = 'dealer' and s.field = 'name' and s.term = left(n.name, 200) and s.entity_id <> $2
          join flashlight.observation_of o on o.agency_id = $1 and o.entity_id = s.entity_id and o.status = 'ACTIVE'
          join flashlight.dealer_observation d on d.agency_id = $1 and d.record_id = o.record_id and d.ordinal = o.ordinal
         where exists (select 1 from own where own.name = d.name and (own.phone = d.phone or (own.city = upper(d.city) and own.state = d.state)))
         group by 1),
      at as (
        select object_id as place from flashlight.link where agency_id = $1 and subject_id = $2 and predicate = 'PREMISES_AT' and status = 'ACTIVE'),
      premises as (
        select l.subject_id as entity, 'premises' as tie, min(l.valid_from) as first, max(l.valid_from) as last from flashlight.link l
         where l.agency_id = $1 and l.predicate = 'PREMISES_AT' and l.status = 'ACTIVE' and l.subject_id <> $2
           and l.object_id in (select place from at) group by 1),
      buildings as (
        select place from at union select u.object_id from at join flashlight.link u
            on u.agency_id = $1 and u.subject_id = at.place and u.predicate = 'LOCATED_IN' and u.status = 'ACTIVE'),
      in_them as (
        select place from buildings union select u.subject_id from buildings b join flashlight.link u
            on u.agency_id = $1 and u.object_id = b.place and u.predicate = 'LOCATED_IN' and u.status = 'ACTIVE'),
      building as (
        select l.subject_id as entity, 'building' as tie, min(l.valid_from) as first, max(l.valid_from) as last from flashlight.link l
         where l.agency_id = $1 and l.predicate = 'PREMISES_AT' and l.status = 'ACTIVE' and l.subject_id <> $2
           and l.object_id in (select place from in_them except select place from at)
           and l.subject_id not in (select entity from premises) group by 1),
      both_ties as (select * from business union all select * from premises union all select * from building)
      select b.entity, e.label, b.tie, b.first::text as "from", b.last::text as "to",
             (select d.licence_number from flashlight.observation_of o
                join flashlight.dealer_observation d on d.agency_id = o.agency_id and d.record_id = o.record_id and d.ordinal = o.ordinal
               where o.agency_id = $1 and o.entity_id = b.entity and o.status = 'ACTIVE' and d.licence_number is not null
               order by d.seen_on desc nulls last, o.record_id desc limit 1) as licence
        from both_ties b join flashlight.entity e on e.agency_id = $1 and e.entity_id = b.entity
       order by b.tie, b.first nulls last, b.entity limit ${shown}`,
    values: [agencyId, entity],
  });
  return rows;
}
