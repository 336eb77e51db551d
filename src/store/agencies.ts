import type pg from 'pg';
import type { Database } from './database.ts';
import { closeDeadRuns } from './import-runs.ts';

export interface Agency {
  readonly agencyId: number;
  readonly code: string;
  readonly name: string;
  readonly city: string | null;
  readonly state: string | null;
  /** IANA zone of its local times. */
  readonly timeZone: string;
}

const columns = 'agency_id as "agencyId", code, name, city, state, time_zone as "timeZone"';

export async function findAgency(database: Database, code: string): Promise<Agency | null> {
  const { rows } = await database
    .pool('read')
    .query<Agency>(`select ${columns} from flashlight.agency where code = $1 and excerpt_of is null`, [code]);
  return rows[0] ?? null;
}

/** The agencies whose records are in the store; their excerpts are none. */
export async function listAgencies(database: Database): Promise<Agency[]> {
  const { rows } = await database
    .pool('read')
    .query<Agency>(`select ${columns} from flashlight.agency where excerpt_of is null order by agency_id`);
  return rows;
}

/** The zone of an agency's local times. */
export async function findTimeZone(client: pg.ClientBase, agencyId: number): Promise<string> {
  const { rows } = await client.query<{ zone: string }>(
    'select time_zone as zone from flashlight.agency where agency_id = $1',
    [agencyId],
  );
  return rows[0]!.zone;
}

/** Adds an agency; one of the same code that is there already is left as it is and returned. */
export async function saveAgency(database: Database, agency: Omit<Agency, 'agencyId'>): Promise<Agency> {
  await database
    .pool('import')
    .query(
      'insert into flashlight.agency (code, name, city, state, time_zone) values ($1, $2, $3, $4, $5) on conflict (code) do nothing',
      [agency.code, agency.name, agency.city, agency.state, agency.timeZone],
    );
  return (await findAgency(database, agency.code))!;
}

/**
 * Corrects an agency that has no record yet and no import under way, and returns it; null, and nothing changed, where it
 * has: its records were read in the old zone, and records are never changed.
 */
export async function correctAgency(database: Database, agency: Omit<Agency, 'agencyId'>): Promise<Agency | null> {
  const client = await database.connect('import');
  try {
    await closeDeadRuns(client);
    // Its excerpts, which hold nothing either, with it.
    const { rows } = await client.query<Agency>(
      `update flashlight.agency of set name = $2, city = $3, state = $4, time_zone = $5 from flashlight.agency named
        where named.code = $1 and named.agency_id in (of.agency_id, of.excerpt_of)
          and not exists (select from flashlight.record where record.agency_id = named.agency_id)
          and not exists (select from flashlight.import_run run where run.agency_id = named.agency_id and state = 'RUNNING')
        returning of.agency_id as "agencyId", of.code, of.name, of.city, of.state, of.time_zone as "timeZone"`,
      [agency.code, agency.name, agency.city, agency.state, agency.timeZone],
    );
    return rows.find((each) => each.code === agency.code) ?? null;
  } finally {
    await client.end();
  }
}
