import type pg from 'pg';

/** A mapping as saved; its content is checked by whoever saves it. */
export interface SavedMapping {
  readonly name: string;
  readonly version: number;
  readonly feed: string;
  readonly layout: string;
  readonly mapping: Readonly<Record<string, unknown>>;
  readonly savedBy: string;
  readonly savedAt: string;
}

const columns = `name, version, feed, mapping ->> 'layout' as layout, mapping, saved_by as "savedBy", saved_at as "savedAt"`;

/** The newest version of every mapping, by name. */
export async function findMappings(client: pg.ClientBase, agencyId: number): Promise<SavedMapping[]> {
  const { rows } = await client.query<SavedMapping>(
    `select distinct on (name) ${columns} from flashlight.mapping where agency_id = $1 order by name, version desc limit 1000`,
    [agencyId],
  );
  return rows;
}

/** The newest version of one mapping. */
export async function findMapping(client: pg.ClientBase, agencyId: number, name: string): Promise<SavedMapping | null> {
  const { rows } = await client.query<SavedMapping>(
    `select ${columns} from flashlight.mapping where agency_id = $1 and name = $2 order by version desc limit 1`,
    [agencyId, name],
  );
  return rows[0] ?? null;
}

/** Saves a mapping as the next version of its name; the same content again is the version there is. */
export async function saveMapping(
  client: pg.ClientBase,
  agencyId: number,
  mapping: { name: string; feed: string; mapping: unknown; savedBy: string },
): Promise<SavedMapping> {
  const text = JSON.stringify(mapping.mapping);
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [agencyId, `mapping:${mapping.name}`]);
  await client.query(
    `insert into flashlight.mapping (agency_id, name, version, feed, mapping, saved_by)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4::jsonb, $5 from flashlight.mapping where agency_id = $1 and name = $2
     having not exists (
       select 1 from flashlight.mapping last where last.agency_id = $1 and last.name = $2 and last.mapping = $4::jsonb
          and last.version = (select max(version) from flashlight.mapping where agency_id = $1 and name = $2))`,
    [agencyId, mapping.name, mapping.feed, text, mapping.savedBy],
  );
  return (await findMapping(client, agencyId, mapping.name))!;
}
