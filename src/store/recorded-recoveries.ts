import type pg from 'pg';
import type { RecordedFirearm, RecordedPerson, RecordedRecovery } from '../tracing/prefill-form.ts';

type Row = Omit<RecordedRecovery, 'firearm' | 'otherwise' | 'possessor' | 'associate'> & {
  readonly entity: number | null;
  readonly caseKey: string | null;
  readonly firearm: RecordedFirearm;
  readonly possessor: RecordedPerson | null;
};

const firearmColumns = `'record', f.record_id, 'serial', f.serial_raw, 'obliterated', f.obliterated, 'make', coalesce(f.make_name, f.make_raw),
  'makeCode', f.make_code, 'model', f.model, 'calibre', coalesce(f.calibre_raw, f.calibre_code), 'type', f.type_code, 'importer', f.importer,
  'country', f.country`;
const personColumns = `'record', p.record_id, 'family', p.family_name, 'given', p.given_name, 'middle', p.middle_name, 'suffix', p.suffix,
  'alias', p.alias, 'born', p.born_on, 'sex', p.sex, 'race', p.race, 'street', p.address_raw, 'city', p.city, 'state', p.state, 'zip', p.zip,
  'phone', p.phone, 'idType', p.id_type, 'idState', p.id_state, 'idNumber', p.id_number`;

/** What is recorded of some recoveries, by the numbers of their records; those that are no row of a property room are left out. */
export async function findRecordedRecoveries(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<RecordedRecovery[]> {
  const { rows } = await client.query<Row>(
    `select r.record_id as record, c.source_id as source, c.natural_key as key, r.property_number as "propertyNumber",
            r.trace_number as "traceNumber", r.recovered_on as "recoveredOn", i.case_raw as "caseNumber", i.case_key as "caseKey", l.address_raw as street, l.city, l.state,
            l.zip, v.plate_raw as plate, v.plate_state as "plateState", v.vin, o.entity_id as entity,
            json_build_object(${firearmColumns}) as firearm,
            case when p.record_id is not null then json_build_object(${personColumns}) end as possessor,
            (select json_build_object('text', n.classification, 'record', n.record_id) from flashlight.incident n
              where n.agency_id = $1 and n.case_key = i.case_key and n.classification is not null order by n.record_id desc limit 1) as classification
       from flashlight.recovery r
       join flashlight.record c on c.agency_id = r.agency_id and c.record_id = r.record_id
       join flashlight.source s on s.agency_id = c.agency_id and s.source_id = c.source_id and s.feed = 'recoveries'
       join flashlight.firearm_observation f on f.agency_id = r.agency_id and f.record_id = r.record_id and f.ordinal = r.firearm_ordinal
       left join flashlight.observation_of o on o.agency_id = r.agency_id and o.record_id = r.record_id and o.ordinal = r.firearm_ordinal
       left join flashlight.person_observation p on p.agency_id = r.agency_id and p.record_id = r.record_id and p.role = 'possessor'
       left join flashlight.place_observation l on l.agency_id = r.agency_id and l.record_id = r.record_id
       left join flashlight.incident_observation i on i.agency_id = r.agency_id and i.record_id = r.record_id
       left join flashlight.vehicle_observation v on v.agency_id = r.agency_id and v.record_id = r.record_id
      where r.agency_id = $1 and r.record_id = any($2::bigint[]) order by r.record_id`,
    [agencyId, records],
  );
  const entities = rows.flatMap(({ entity }) => entity ?? []);
  const { rows: others } = await client.query<{
    entity: number;
    firearm: RecordedFirearm;
    associate: RecordedPerson | null;
    caseKey: string | null;
  }>(
    `select o.entity_id as entity, json_build_object(${firearmColumns}) as firearm,
            case when p.record_id is not null then json_build_object(${personColumns}) end as associate,
            (select max(n.case_key) from flashlight.incident_observation n where n.agency_id = $1 and n.record_id = o.record_id) as "caseKey"
       from flashlight.observation_of o
       join flashlight.firearm_observation f on f.agency_id = o.agency_id and f.record_id = o.record_id and f.ordinal = o.ordinal
       left join flashlight.person_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id and p.role = 'associate'
      where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'firearm' and o.status = 'ACTIVE'
      order by o.record_id desc limit 5000`,
    [agencyId, entities],
  );
  const byEntity = Map.groupBy(others, ({ entity }) => entity);
  return rows.map(({ entity, caseKey, ...row }) => {
    const of = (entity === null ? undefined : byEntity.get(entity)) ?? [];
    return {
      ...row,
      otherwise: of.flatMap(({ firearm }) => (firearm.record === row.record ? [] : [firearm])),
      associate: associateOf(
        of.filter((each) => each.firearm.record === row.record || (caseKey !== null && each.caseKey === caseKey)),
      ),
    };
  });
}

/** Of records of this recovery alone, and only where they name one: who was there at another recovery was not there at this one. */
function associateOf(told: readonly { readonly associate: RecordedPerson | null }[]): RecordedPerson | null {
  const named = told.flatMap(({ associate }) => associate ?? []);
  const names = new Set(named.map(({ family, given, born }) => `${family}/${given}/${born}`));
  return names.size === 1 ? named[0]! : null;
}
