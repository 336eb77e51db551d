import type pg from 'pg';
import type { SourceRef } from '../model/evidence.ts';
import { withdrawnLink } from './entries-in-force.ts';
import { leadNumber } from './nibin-leads.ts';
import { sourceRef, sourceRefColumns, sourceRefJoins } from './source-refs.ts';

type Client = pg.ClientBase;

/** The name of the source that leads of our own are kept under, beside those handed in. */
export const ownLeadsLayout = 'own-leads';

export interface IncidentFacts {
  readonly incident: number;
  readonly classification: string | null;
  readonly on: string | null;
}

/** What the newest rows in force say of some incidents: what happened and on which day. */
export async function findIncidentFacts(
  client: Client,
  agencyId: number,
  incidents: readonly number[],
): Promise<IncidentFacts[]> {
  if (incidents.length === 0) return [];
  const { rows } = await client.query<IncidentFacts>(
    `select o.entity_id as incident, (array_agg(i.classification order by i.record_id desc) filter (where i.classification is not null))[1] as classification,
            min(s.seen_on) as "on"
       from flashlight.observation_of o
       left join flashlight.incident i on i.agency_id = o.agency_id and i.record_id = o.record_id
       left join flashlight.incident_observation s on s.agency_id = o.agency_id and s.record_id = o.record_id and s.ordinal = o.ordinal
      where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'incident' and o.status = 'ACTIVE'
      group by o.entity_id`,
    [agencyId, incidents],
  );
  return rows;
}

export interface FirearmFacts {
  readonly firearm: number;
  readonly serial: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly recoveredOn: string | null;
}

/** How the newest row in force describes some firearms, and the first day they were recovered. */
export async function findFirearmFacts(
  client: Client,
  agencyId: number,
  firearms: readonly number[],
): Promise<FirearmFacts[]> {
  if (firearms.length === 0) return [];
  const { rows } = await client.query<FirearmFacts>(
    `select distinct on (o.entity_id) o.entity_id as firearm, f.serial_raw as serial, f.make_raw as make, f.model,
            f.calibre_raw as calibre,
            (select min(v.recovered_on) from flashlight.observation_of p
               join flashlight.recovery v on v.agency_id = p.agency_id and v.record_id = p.record_id and v.firearm_ordinal = p.ordinal
              where p.agency_id = o.agency_id and p.entity_id = o.entity_id and p.status = 'ACTIVE') as "recoveredOn"
       from flashlight.observation_of o
       join flashlight.firearm_observation f on f.agency_id = o.agency_id and f.record_id = o.record_id and f.ordinal = o.ordinal
      where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'firearm' and o.status = 'ACTIVE'
      order by o.entity_id, (f.serial_raw is not null) desc, o.record_id desc`,
    [agencyId, firearms],
  );
  return rows;
}

export interface ImportedLead {
  readonly source: SourceRef;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Leads and hits handed in, as they are in force, that bear a number or one of the cases or IBIS numbers asked for. */
export async function findImportedLeads(
  client: Client,
  agencyId: number,
  of: { readonly numbers: readonly string[]; readonly cases: readonly string[]; readonly ibis: readonly string[] },
): Promise<ImportedLead[]> {
  const { rows } = await client.query<Record<string, unknown> & { values: Record<string, unknown> }>(
    `select ${sourceRefColumns}, to_jsonb(b) as values from flashlight.ballistic_link b ${sourceRefJoins('b')}
      where b.agency_id = $1 and src_s.layout <> $2
        and (b.lead_number = any($3) or b.case_a = any($4) and b.case_b = any($4) or b.ibis_a = any($5) and b.ibis_b = any($5))
        and not exists (select from flashlight.record n where n.agency_id = $1 and n.source_id = src_r.source_id
                           and n.natural_key = src_r.natural_key and n.version > src_r.version)
      order by b.record_id`,
    [agencyId, ownLeadsLayout, of.numbers, of.cases, of.ibis],
  );
  return rows.map((row) => ({ source: sourceRef(row), values: row.values }));
}

/**
 * Numbers of leads of our own that stand here, and that a row in force of others, which withdraws what it tells of, may be about: by
 * number, or by a case or IBIS number of an end. `untold`: those given out, with a recipient who was not told yet.
 */
export async function findLeadsOthersWithdrew(
  client: Client,
  agencyId: number,
  which: 'all' | 'untold',
): Promise<number[]> {
  const { rows } = await client.query<{ lead: number }>(
    `with withdrawn as materialized (
       select b.lead_number, b.case_a, b.case_b, b.ibis_a, b.ibis_b from flashlight.ballistic_link b ${sourceRefJoins('b')}
        where b.agency_id = $1 and src_s.layout <> $2
          and ${withdrawnLink('b')}
          and not exists (select from flashlight.record n where n.agency_id = $1 and n.source_id = src_r.source_id
                             and n.natural_key = src_r.natural_key and n.version > src_r.version)),
     ends as materialized (
       select x.exhibit_id from flashlight.exhibit x
        where x.agency_id = $1 and (x.case_key in (select case_a from withdrawn union select case_b from withdrawn)
                                 or x.ibis_key in (select ibis_a from withdrawn union select ibis_b from withdrawn)))
     select l.lead_id as lead from flashlight.nibin_lead l
      where l.agency_id = $1 and l.standing <> 'WITHDRAWN'
        and (l.exhibit_a in (select exhibit_id from ends) or l.exhibit_b in (select exhibit_id from ends)
          or l.other_number in (select lead_number from withdrawn) or ${leadNumber} in (select lead_number from withdrawn))
        and ($3 = 'all' or l.disseminated_at is not null and exists (select from flashlight.nibin_recipient r where r.agency_id = $1 and r.lead_id = l.lead_id
                       and not exists (select from flashlight.nibin_notice n where n.agency_id = $1 and n.recipient_id = r.recipient_id and n.change = 'WITHDRAWN_ELSEWHERE')))
      order by l.lead_id`,
    [agencyId, ownLeadsLayout, which],
  );
  return rows.map(({ lead }) => lead);
}

/** Every hit that others confirmed, as it is in force: what was known before ours. */
export async function findImportedHits(client: Client, agencyId: number): Promise<ImportedLead[]> {
  const { rows } = await client.query<Record<string, unknown> & { values: Record<string, unknown> }>(
    `select ${sourceRefColumns}, to_jsonb(b) as values from flashlight.ballistic_link b ${sourceRefJoins('b')}
      where b.agency_id = $1 and src_s.layout <> $2 and (b.kind = 'HIT' or b.status = 'CONFIRMED_HIT')
        and not exists (select from flashlight.record n where n.agency_id = $1 and n.source_id = src_r.source_id
                           and n.natural_key = src_r.natural_key and n.version > src_r.version)
      order by b.record_id limit 50000`,
    [agencyId, ownLeadsLayout],
  );
  return rows.map((row) => ({ source: sourceRef(row), values: row.values }));
}

/** The newest records of leads of our own, by the number of the lead. */
export async function findOwnLeadRecords(
  client: Client,
  agencyId: number,
  numbers: readonly string[],
): Promise<Map<string, SourceRef>> {
  const { rows } = await client.query<Record<string, unknown> & { key: string }>(
    `select distinct on (r.natural_key) r.natural_key as key, ${sourceRefColumns} from flashlight.record r ${sourceRefJoins('r')}
      where r.agency_id = $1 and src_s.feed = 'nibin' and src_s.layout = $2 and r.natural_key = any($3)
      order by r.natural_key, r.version desc`,
    [agencyId, ownLeadsLayout, numbers],
  );
  return new Map(rows.map((row) => [row.key, sourceRef(row)]));
}

/** Leads on trafficking that rest on some entities. */
export async function findLeadsAbout(client: Client, agencyId: number, entities: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ lead: number }>(
    'select lead_id as lead from flashlight.lead where agency_id = $1 and entity_ids && $2::bigint[]',
    [agencyId, entities],
  );
  return rows.map((row) => row.lead);
}

/** How many searches of the collection here were asked for, by exhibit: entries that leads may come of. */
export async function countSearchedExhibits(
  client: Client,
  agencyId: number,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from (
       select exhibit_id from flashlight.correlation_request
        where agency_id = $1 and state = 'DONE' group by exhibit_id
       having ($2::timestamptz is null or min(finished_at) >= $2) and ($3::timestamptz is null or min(finished_at) < $3)) x`,
    [agencyId, from, to],
  );
  return rows[0]!.n;
}

/** The instants two days of the agency begin and end at. */
export async function instantsOfDays(
  client: Client,
  zone: string,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<{ from: string | null; to: string | null }> {
  const { rows } = await client.query<{ from: string | null; to: string | null }>(
    'select $2::date::timestamp at time zone $1 as "from", ($3::date + 1)::timestamp at time zone $1 as "to"',
    [zone, from, to],
  );
  return rows[0]!;
}
