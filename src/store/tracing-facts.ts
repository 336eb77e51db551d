import type pg from 'pg';
import type { CheckContext } from '../tracing/check-context.ts';
import type { TraceResultRow } from '../tracing/compare-result.ts';
import type { FailedFact, RecoveryFact, TraceFact } from '../tracing/coverage.ts';

/** Recoveries of the property room in force, each with its firearm. */
export async function findRecoveryFacts(client: pg.ClientBase, agencyId: number): Promise<RecoveryFact[]> {
  const { rows } = await client.query<RecoveryFact>(
    `select r.record_id as record, c.source_id as source, c.natural_key as key, o.entity_id as firearm,
            r.property_number as "propertyNumber", r.recovered_on as "recoveredOn", r.loss_code as "lossCode", r.trace_number as "traceNumber",
            f.type_code as type, f.make_name as make, f.model, f.serial_clean as serial,
            case when f.obliterated then 'REMOVED' else f.no_serial_reason end as "noSerial"
       from flashlight.recovery r
       join flashlight.record c on c.agency_id = r.agency_id and c.record_id = r.record_id
       join flashlight.source s on s.agency_id = c.agency_id and s.source_id = c.source_id and s.feed = 'recoveries'
       join flashlight.observation_of o on o.agency_id = r.agency_id and o.record_id = r.record_id and o.ordinal = r.firearm_ordinal
        and o.kind = 'firearm' and o.status = 'ACTIVE'
       join flashlight.firearm_observation f on f.agency_id = r.agency_id and f.record_id = r.record_id and f.ordinal = o.ordinal
      where r.agency_id = $1 order by r.recovered_on desc nulls last, r.record_id`,
    [agencyId],
  );
  return rows;
}

/** Every trace of which a result or a request of another system is in force, with its firearm. */
export async function findTraceFacts(client: pg.ClientBase, agencyId: number): Promise<TraceFact[]> {
  const { rows } = await client.query<TraceFact>(
    `select o.entity_id as firearm, t.trace_number as "traceNumber", t.requested_on as "requestedOn", t.completed_on as "completedOn",
            t.completion_code as completion, t.recovered_on as "recoveredOn"
       from flashlight.trace_result t
       join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = t.record_id and o.kind = 'firearm' and o.status = 'ACTIVE'
      where t.agency_id = $1
     union all
     select o.entity_id, t.trace_number, t.requested_on, null, null, v.recovered_on
       from flashlight.trace_request t
       join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = t.record_id and o.kind = 'firearm' and o.status = 'ACTIVE'
       left join flashlight.recovery v on v.agency_id = t.agency_id and v.record_id = t.record_id
      where t.agency_id = $1 and coalesce(t.state, '') not in ('DRAFT', 'VALIDATED')`,
    [agencyId],
  );
  return rows;
}

/** Traces of which some version of the result, in force or replaced since, says a completion; each with what the one in force says. */
export async function findTracesThatWere(
  client: pg.ClientBase,
  agencyId: number,
  completion: string,
): Promise<FailedFact[]> {
  const { rows } = await client.query<FailedFact>(
    `select distinct on (c.source_id, c.natural_key) o.entity_id as firearm, t.trace_number as "traceNumber", t.completed_on as "failedOn",
            m.completion_code as "completionNow", m.recovered_on as "recoveredOn"
       from flashlight.trace_result t
       join flashlight.record c on c.agency_id = t.agency_id and c.record_id = t.record_id
       join lateral (select n.record_id from flashlight.record n where n.agency_id = c.agency_id and n.source_id = c.source_id
                        and n.natural_key = c.natural_key order by n.version desc limit 1) n on true
       join flashlight.trace_result m on m.agency_id = t.agency_id and m.record_id = n.record_id
       join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = n.record_id and o.kind = 'firearm' and o.status = 'ACTIVE'
      where t.agency_id = $1 and t.completion_code = $2
      order by c.source_id, c.natural_key, c.version desc`,
    [agencyId, completion],
  );
  return rows;
}

const resultColumns = `t.record_id as record, first.record_id as result, to_jsonb(array(
    select v.record_id from flashlight.record v
      left join flashlight.firearm_observation vf on vf.agency_id = v.agency_id and vf.record_id = v.record_id
     where v.agency_id = c.agency_id and v.source_id = c.source_id and v.natural_key = c.natural_key
       and vf.serial_ncic is not distinct from f.serial_ncic and coalesce(vf.make_family = f.make_family, true) order by 1)) as alike,
  t.trace_number as "traceNumber", t.requested_on as "requestedOn", t.completed_on as "completedOn",
  t.status, t.completion_code as completion, t.recovered_on as "recoveredOn", f.serial_ncic as "serialNcic", f.make_family as "makeFamily",
  f.make_name as "makeName", f.calibre_code as calibre, f.type_code as type, i.case_key as "caseKey",
  p.family_name as "possessorFamily", p.born_on as "possessorBorn"`;

/** Rows of results in force that bear one of some trace numbers, or speak of one of some serial numbers, or are named by their first versions. */
export async function findTraceResults(
  client: pg.ClientBase,
  agencyId: number,
  {
    traceNumbers,
    serials,
    results = [],
  }: { traceNumbers: readonly string[]; serials: readonly string[]; results?: readonly number[] },
): Promise<TraceResultRow[]> {
  const { rows } = await client.query<TraceResultRow>(
    `select ${resultColumns}
       from flashlight.trace_result t
       join flashlight.record c on c.agency_id = t.agency_id and c.record_id = t.record_id
       join lateral (select v.record_id from flashlight.record v where v.agency_id = c.agency_id and v.source_id = c.source_id
                        and v.natural_key = c.natural_key order by v.version limit 1) first on true
       left join flashlight.firearm_observation f on f.agency_id = t.agency_id and f.record_id = t.record_id
       left join flashlight.incident_observation i on i.agency_id = t.agency_id and i.record_id = t.record_id
       left join flashlight.person_observation p on p.agency_id = t.agency_id and p.record_id = t.record_id and p.role = 'possessor'
      where t.agency_id = $1 and (t.trace_number = any($2) or f.serial_ncic = any($3) or first.record_id = any($4::bigint[]))
        and not exists (select from flashlight.record n where n.agency_id = c.agency_id and n.source_id = c.source_id
                           and n.natural_key = c.natural_key and n.version > c.version)
      order by t.record_id`,
    [agencyId, traceNumbers, serials, results],
  );
  return rows;
}

/** What the records in the store say of a maker, a model and a name. */
export async function countSeen(
  client: pg.ClientBase,
  agencyId: number,
  { makeFamily, model, manufacturer }: { makeFamily: string | null; model: string | null; manufacturer: string | null },
): Promise<Pick<CheckContext, 'serialLengths' | 'calibresOfModel' | 'typesOfModel' | 'manufacturerIsDealer'>> {
  const { rows: lengths } = await client.query<{ value: number; seen: number }>(
    `select length(serial_ncic) as value, count(distinct serial_ncic)::int as seen from flashlight.firearm_observation
      where agency_id = $1 and make_family = $2 and serial_ncic is not null and serial_ncic not like '%?%' and obliterated is not true
      group by 1 order by 1`,
    [agencyId, makeFamily],
  );
  const ofModel = async (column: 'calibre_code' | 'type_code') => {
    const { rows } = await client.query<{ value: string; seen: number }>(
      `select ${column} as value, count(distinct coalesce(serial_ncic, record_id::text))::int as seen from flashlight.firearm_observation
        where agency_id = $1 and make_family = $2 and upper(regexp_replace(model, '[^A-Za-z0-9]', '', 'g')) = $3 and ${column} is not null
        group by 1 order by 2 desc, 1`,
      [agencyId, makeFamily, model?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? null],
    );
    return rows;
  };
  const { rows: dealers } = await client.query<{ sells: boolean }>(
    `select coalesce(bool_and(licence_type in ('01', '02', '09')), false) as sells from flashlight.dealer_licence
      where agency_id = $1 and upper($2) in (upper(business_name), upper(licence_name))`,
    [agencyId, manufacturer],
  );
  return {
    serialLengths: lengths,
    calibresOfModel: await ofModel('calibre_code'),
    typesOfModel: await ofModel('type_code'),
    manufacturerIsDealer: dealers[0]?.sells ?? false,
  };
}

/** The ORI that traces of the agency bear most often; null where none does. */
export async function commonestOri(client: pg.ClientBase, agencyId: number): Promise<string | null> {
  const { rows } = await client.query<{ ori: string }>(
    `select upper(ori) as ori from flashlight.trace_result where agency_id = $1 and ori is not null group by 1 order by count(*) desc, 1 limit 1`,
    [agencyId],
  );
  return rows[0]?.ori ?? null;
}
