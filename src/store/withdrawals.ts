import type pg from 'pg';
import { tables } from '../model/tables.ts';
import { recordColumns } from './copy-encoding.ts';

type Client = pg.ClientBase;

/** A version of a lead or hit, with the row of `ballistic_link` that is read from it. */
export interface LeadVersion {
  readonly record: number;
  readonly key: string;
  readonly source: number;
  readonly version: number;
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

const withdrawn = `(b.status in ('RETRACTED', 'NOT_CONFIRMED') or b.conclusion = 'ELIMINATION' or b.retracted_on is not null)`;
const version = `select r.record_id as record, r.natural_key as key, r.source_id as source, r.version, r.line::int as line, to_jsonb(b) as values
  from flashlight.record r join flashlight.ballistic_link b on b.agency_id = r.agency_id and b.record_id = r.record_id`;
const newest = `not exists (select 1 from flashlight.record m where m.agency_id = r.agency_id and m.source_id = r.source_id
  and m.natural_key = r.natural_key and m.version > r.version)`;

/** What an import withdraws of what was there before. */
export async function findWithdrawals(
  client: Client,
  agencyId: number,
  records: { firstRecord: number | null; lastRecord: number | null },
): Promise<LeadVersion[]> {
  const { rows } = await client.query<LeadVersion>(
    `${version} where r.agency_id = $1 and r.record_id between $2 and $3 and r.version > 1 and ${withdrawn} and ${newest} order by r.record_id`,
    [agencyId, records.firstRecord, records.lastRecord],
  );
  return rows;
}

/** The version of a lead before another. */
export async function findVersionBefore(
  client: Client,
  agencyId: number,
  of: LeadVersion,
): Promise<LeadVersion | null> {
  const { rows } = await client.query<LeadVersion>(
    `${version} where r.agency_id = $1 and r.source_id = $2 and r.natural_key = $3 and r.version < $4 order by r.version desc limit 1`,
    [agencyId, of.source, of.key, of.version],
  );
  return rows[0] ?? null;
}

/** Other pairs that a lead's number stands for, and that are not withdrawn. */
export async function findOtherPairs(client: Client, agencyId: number, of: LeadVersion): Promise<LeadVersion[]> {
  const { rows } = await client.query<LeadVersion>(
    `${version} where r.agency_id = $1 and r.source_id = $2 and starts_with(r.natural_key, $3) and position(' and ' in r.natural_key) > length($3)
        and not ${withdrawn} and ${newest} order by r.record_id`,
    [agencyId, of.source, `${of.key}/`],
  );
  return rows;
}

/** Keeps a row as the next version of another lead, for the row is about that one too; the lead is not yet read from it. */
export async function saveAsVersionOf(
  client: Client,
  agencyId: number,
  row: LeadVersion,
  lead: LeadVersion,
  record: number,
): Promise<void> {
  const given: Readonly<Record<string, string>> = {
    record_id: '$3::bigint',
    natural_key: '$4::text',
    version: '$5::integer',
  };
  await client.query(
    `insert into flashlight.record (${recordColumns.join(', ')})
     select ${recordColumns.map((name) => given[name] ?? name).join(', ')} from flashlight.record where agency_id = $1 and record_id = $2`,
    [agencyId, row.record, record, lead.key, lead.version + 1],
  );
}

export async function insertLead(
  client: Client,
  agencyId: number,
  record: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(tables.ballistic_link).join(', ');
  await client.query(
    `insert into flashlight.ballistic_link (agency_id, record_id, ordinal, ${columns})
     select $1::integer, $2::bigint, 0, ${columns} from jsonb_populate_record(null::flashlight.ballistic_link, $3::jsonb)`,
    [agencyId, record, JSON.stringify(values)],
  );
}

/** Sets columns of a lead as it is read from a record. */
export async function updateLead(
  client: Client,
  agencyId: number,
  record: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const set = Object.keys(values)
    .map((name) => `${name} = x.${name}`)
    .join(', ');
  await client.query(
    `update flashlight.ballistic_link b set ${set} from jsonb_populate_record(null::flashlight.ballistic_link, $3::jsonb) x
      where b.agency_id = $1 and b.record_id = $2`,
    [agencyId, record, JSON.stringify(values)],
  );
}

/** Gives a record an observation that another one makes, in a role of its own. */
export async function copyObservation(
  client: Client,
  agencyId: number,
  table: 'incident_observation' | 'firearm_observation',
  from: { readonly record: number; readonly role: string },
  to: { readonly record: number; readonly ordinal: number; readonly role: string },
): Promise<void> {
  const columns = Object.keys(tables[table]).filter((name) => name !== 'role');
  await client.query(
    `insert into flashlight.${table} (agency_id, record_id, ordinal, role, ${columns.join(', ')})
     select agency_id, $3::bigint, $4::integer, $5::text, ${columns.join(', ')} from flashlight.${table}
      where agency_id = $1 and record_id = $2 and role = $6 order by ordinal limit 1`,
    [agencyId, from.record, to.record, to.ordinal, to.role, from.role],
  );
}
