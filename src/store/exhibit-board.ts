import type pg from 'pg';
import type { OwnExhibits } from '../exhibits/daily-board.ts';

type Client = pg.ClientBase;

/** A firearm or the cartridge cases of an event, with what records and exhibits say was done with it. */
export interface BoardThing {
  readonly kind: 'firearm' | 'cartridge-cases';
  readonly record: number | null;
  readonly recoveredAt: string | null;
  readonly inPropertyRecords: boolean;
  readonly propertyNumber: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly cases: number | null;
  /** As written. */
  readonly case: string | null;
  readonly incident: number | null;
  readonly firearm: number | null;
  readonly exhibits: readonly number[];
  readonly testFired: boolean | null;
  readonly testFiredAt: string | null;
  readonly entered: boolean;
  readonly enteredAt: string | null;
  readonly ownEntry: boolean;
  readonly correlatedAt: string | null;
  readonly hasLead: boolean;
  readonly traced: boolean;
  readonly tracedAt: string | null;
  readonly own: OwnExhibits | null;
  readonly notEnteredReason: string | null;
}

const stands = (row: string) =>
  `not exists (select from flashlight.exhibit_step u where u.agency_id = ${row}.agency_id and u.exhibit_id = ${row}.exhibit_id and u.undoes = ${row}.step_id)`;
const first = (step: string, exhibits: string) =>
  `(select min(s.done_at) from flashlight.exhibit_step s where s.agency_id = $1 and s.exhibit_id = any(${exhibits}) and s.step = '${step}' and ${stands('s')})`;

/** What the exhibits `own.ids` say. */
const ofExhibits = `
  (select bool_or(x.state in ('IMAGED', 'CORRELATED', 'NO_LEAD', 'LEAD')) from flashlight.exhibit x where x.agency_id = $1 and x.exhibit_id = any(own.ids)) as own_entered,
  ${first('image', 'own.ids')} as own_entered_at, ${first('correlate', 'own.ids')} as own_correlated_at,
  (select bool_or(x.state = 'LEAD') from flashlight.exhibit x where x.agency_id = $1 and x.exhibit_id = any(own.ids)) as own_lead,
  (select min(x.not_entered_reason) from flashlight.exhibit x where x.agency_id = $1 and x.exhibit_id = any(own.ids)
    having bool_and(x.not_entered_reason is not null)) as reason,
  (select min(t.fired_at) from flashlight.test_fire t where t.agency_id = $1 and t.firearm_exhibit_id = any(own.ids) and t.withdrawn_at is null and t.rounds_fired > 0) as own_fired_at`;

const entered = `x.state in ('IMAGED', 'CORRELATED', 'NO_LEAD', 'LEAD')`;
const imagedAt = `(select min(s.done_at) from flashlight.exhibit_step s where s.agency_id = x.agency_id and s.exhibit_id = x.exhibit_id and s.step = 'image' and ${stands('s')})`;

/** How far each of the exhibits own.ids is; entered is also what an import tells of, and whether that was correlated is not asked. */
const partsOfExhibits = `(select case when count(*) > 0 then jsonb_build_object('of', count(*), 'aside', count(*) filter (where x.state in ('NOT_ELIGIBLE', 'DEFERRED') and x.entry_key is null),
      'entered', count(*) filter (where ${entered} or x.entry_key is not null),
      'correlated', count(*) filter (where x.state in ('CORRELATED', 'NO_LEAD', 'LEAD') or (x.entry_key is not null and not ${entered})),
      'elsewhere', count(*) filter (where x.entry_key is not null and not ${entered}), 'lastEnteredAt', max(${imagedAt}) filter (where ${entered}), 'uncorrelatedSince', min(${imagedAt}) filter (where x.state = 'IMAGED')) end
    from flashlight.exhibit x where x.agency_id = $1 and x.exhibit_id = any(own.ids)) as parts`;

const hasLead = (ibis: string) =>
  `exists (select from flashlight.ballistic_link l where l.agency_id = $1 and (l.ibis_a = any(${ibis}) or l.ibis_b = any(${ibis})))`;

/**
 * Firearms recovered, events of which cartridge cases were collected, and exhibits of neither, from one moment to another. What is joined is
 * what is in force; what nothing is found for is what is missing.
 */
export async function findBoardThings(
  client: Client,
  agencyId: number,
  { from, until, limit }: { readonly from: string; readonly until: string; readonly limit: number },
): Promise<BoardThing[]> {
  const { rows } = await client.query<BoardThing>(
    `with firearms as (
       select r.record_id, r.recovered_at, r.property_number, r.test_fired, o.entity_id as firearm, f.make_name, f.model, f.serial_raw,
              c.source_id, c.natural_key,
              (select coalesce(i.case_raw, i.case_key) from flashlight.incident_observation i where i.agency_id = $1 and i.record_id = r.record_id order by i.ordinal limit 1) as case_no,
              (select n.entity_id from flashlight.observation_of n where n.agency_id = $1 and n.record_id = r.record_id and n.kind = 'incident' and n.status = 'ACTIVE' order by n.ordinal limit 1) as incident
         from flashlight.recovery r
         join flashlight.record c on c.agency_id = r.agency_id and c.record_id = r.record_id
         join flashlight.source s on s.agency_id = c.agency_id and s.source_id = c.source_id and s.feed = 'recoveries'
         join flashlight.observation_of o on o.agency_id = r.agency_id and o.record_id = r.record_id and o.ordinal = r.firearm_ordinal
          and o.kind = 'firearm' and o.status = 'ACTIVE'
         join flashlight.firearm_observation f on f.agency_id = r.agency_id and f.record_id = r.record_id and f.ordinal = o.ordinal
        where r.agency_id = $1 and r.recovered_at > $2 and r.recovered_at <= $3 order by r.recovered_at desc limit $4),
     firearm_rows as (
       select m.*, own.ids, ${ofExhibits}, e.entered, e.entered_at, e.ibis, t.traced, t.traced_at from firearms m
         cross join lateral (select array(
           select x.exhibit_id from flashlight.exhibit x where x.agency_id = $1 and x.recovery_source = m.source_id and x.recovery_key = m.natural_key
           union select y.exhibit_id from flashlight.exhibit y join flashlight.test_fire tf on tf.agency_id = y.agency_id and tf.test_fire_id = y.test_fire_id
             join flashlight.exhibit x on x.agency_id = tf.agency_id and x.exhibit_id = tf.firearm_exhibit_id
            where y.agency_id = $1 and x.recovery_source = m.source_id and x.recovery_key = m.natural_key order by 1) as ids) own
         cross join lateral (
           select count(*) > 0 as entered, min(b.entered_at) as entered_at, coalesce(array_agg(b.ibis_id) filter (where b.ibis_id is not null), '{}') as ibis
             from flashlight.observation_of q join flashlight.ballistic_entry b on b.agency_id = q.agency_id and b.record_id = q.record_id and b.firearm_ordinal = q.ordinal
            where q.agency_id = $1 and q.entity_id = m.firearm and q.kind = 'firearm' and q.status = 'ACTIVE' and (b.entered_at is null or b.entered_at >= m.recovered_at)) e
         cross join lateral (
           select count(*) > 0 as traced, min(a.at) as traced_at from (
             select min(v.done_at) as at from flashlight.tracing_request q join flashlight.tracing_event v using (agency_id, request_id)
              where q.agency_id = $1 and q.recovery_source = m.source_id and q.recovery_key = m.natural_key
                and q.state not in ('DRAFT', 'VALIDATED', 'EXPORTED', 'WITHDRAWN') and v.step in ('submit', 'acknowledge') group by q.request_id
             union all
             select null from flashlight.observation_of q join flashlight.trace_result z on z.agency_id = q.agency_id and z.record_id = q.record_id
              where q.agency_id = $1 and q.entity_id = m.firearm and q.kind = 'firearm' and q.status = 'ACTIVE'
                and (z.requested_on is null or z.requested_on >= m.recovered_at::date - 1)
             union all
             select null from flashlight.observation_of q join flashlight.trace_request z on z.agency_id = q.agency_id and z.record_id = q.record_id
              where q.agency_id = $1 and q.entity_id = m.firearm and q.kind = 'firearm' and q.status = 'ACTIVE' and coalesce(z.state, '') not in ('DRAFT', 'VALIDATED')
                and (z.requested_on is null or z.requested_on >= m.recovered_at::date - 1)) a) t),
     events as (
       select i.record_id, i.occurred_from, i.case_key, i.cartridge_cases,
              coalesce((select v.case_raw from flashlight.incident_observation v where v.agency_id = $1 and v.record_id = i.record_id and v.case_key = i.case_key order by v.ordinal limit 1), i.case_key) as case_no,
              (select n.entity_id from flashlight.observation_of n where n.agency_id = $1 and n.record_id = i.record_id and n.kind = 'incident' and n.status = 'ACTIVE' order by n.ordinal limit 1) as incident
         from flashlight.incident i
         join flashlight.record c on c.agency_id = i.agency_id and c.record_id = i.record_id
          and not exists (select from flashlight.record n where n.agency_id = c.agency_id and n.source_id = c.source_id and n.natural_key = c.natural_key and n.version > c.version)
        where i.agency_id = $1 and i.cartridge_cases > 0 and i.occurred_from > $2 and i.occurred_from <= $3 order by i.occurred_from desc limit $4),
     event_rows as (
       select m.*, own.ids, ${ofExhibits}, ${partsOfExhibits}, e.entered, e.entered_at, e.ibis from events m
         cross join lateral (select array(
           select x.exhibit_id from flashlight.exhibit x where x.agency_id = $1 and x.case_key = m.case_key and x.kind = 'CASING' and x.origin = 'SCENE' order by 1) as ids) own
         cross join lateral (
           select count(*) > 0 as entered, min(b.entered_at) as entered_at, coalesce(array_agg(b.ibis_id) filter (where b.ibis_id is not null), '{}') as ibis
             from flashlight.observation_of q join flashlight.ballistic_entry b on b.agency_id = q.agency_id and b.record_id = q.record_id
            where q.agency_id = $1 and q.entity_id = m.incident and q.kind = 'incident' and q.status = 'ACTIVE' and b.event_type is distinct from 'TEST_FIRE') e),
     -- Of an exhibit whose recovery or event no record tells of yet.
     alone as (
       select x.exhibit_id, x.kind, x.collected_at, x.case_no, x.pieces, x.agency_item_no, array[x.exhibit_id] as ids,
              (select k.entity_id from flashlight.identity_key k where k.agency_id = $1 and k.kind = 'incident' and k.key = 'case:' || x.case_key) as incident
         from flashlight.exhibit x
        where x.agency_id = $1 and x.collected_at > $2 and x.collected_at <= $3 and x.kind in ('CASING', 'FIREARM') and x.origin = 'SCENE'
          and not exists (select from firearm_rows f where x.exhibit_id = any(f.ids)) and not exists (select from event_rows v where x.exhibit_id = any(v.ids))
        order by x.collected_at desc limit $4),
     alone_rows as (select own.*, ${ofExhibits} from alone own)
     select 'firearm' as kind, record_id as record, recovered_at as "recoveredAt", true as "inPropertyRecords", property_number as "propertyNumber", make_name as make, model,
            serial_raw as serial, null::int as cases, case_no as "case", incident, firearm, to_jsonb(ids) as exhibits,
            case when own_fired_at is not null then true else test_fired end as "testFired", own_fired_at as "testFiredAt",
            coalesce(own_entered, false) or entered as entered, least(own_entered_at, entered_at) as "enteredAt", coalesce(own_entered, false) as "ownEntry",
            own_correlated_at as "correlatedAt", coalesce(own_lead, false) or ${hasLead('ibis')} as "hasLead", traced, traced_at as "tracedAt", null::jsonb as own, reason as "notEnteredReason"
       from firearm_rows
     union all
     select 'cartridge-cases', record_id, occurred_from, false, null, null, null, null, cartridge_cases, case_no, incident, null, to_jsonb(ids), null, null,
            coalesce(own_entered, false) or entered, least(own_entered_at, entered_at), coalesce(own_entered, false), own_correlated_at,
            coalesce(own_lead, false) or ${hasLead('ibis')}, false, null, parts, reason
       from event_rows
     union all
     select case when kind = 'FIREARM' then 'firearm' else 'cartridge-cases' end, null, collected_at, false, null, null, null, agency_item_no, case when kind = 'FIREARM' then null else pieces end,
            case_no, incident, null, to_jsonb(ids), case when own_fired_at is not null then true end, own_fired_at, coalesce(own_entered, false), own_entered_at,
            coalesce(own_entered, false), own_correlated_at, coalesce(own_lead, false), false, null, null, reason
       from alone_rows`,
    [agencyId, from, until, limit],
  );
  return rows;
}

/** The newest recovery or event with cartridge cases up to a moment; null where there is none. */
export async function newestBoardMoment(client: Client, agencyId: number, until: string): Promise<string | null> {
  const { rows } = await client.query<{ at: string | null }>(
    `select greatest(
       (select max(recovered_at) from flashlight.recovery where agency_id = $1 and recovered_at <= $2),
       (select max(occurred_from) from flashlight.incident where agency_id = $1 and cartridge_cases > 0 and occurred_from <= $2),
       (select max(collected_at) from flashlight.exhibit where agency_id = $1 and collected_at <= $2)) as at`,
    [agencyId, until],
  );
  return rows[0]!.at;
}
