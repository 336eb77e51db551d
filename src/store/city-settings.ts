import type pg from 'pg';
import type { CitySettings, FitReport, SettingsVersion } from '../model/city-settings.ts';

const columns = `version, state, settings, fit, reason, proposed_by as "proposedBy", proposed_at as "proposedAt",
  signed_by as "signedBy", signed_at as "signedAt"`;

/** An excerpt is read by the settings of the agency it is taken from. */
const whose = `coalesce((select excerpt_of from flashlight.agency where agency_id = $1), $1)`;

/** The version in force; null where none was signed yet. */
export async function settingsInForce(client: pg.ClientBase, agencyId: number): Promise<SettingsVersion | null> {
  const { rows } = await client.query<SettingsVersion>({
    name: 'settings-in-force',
    text: `select ${columns} from flashlight.city_settings where agency_id = ${whose} and state = 'IN_FORCE'`,
    values: [agencyId],
  });
  return rows[0] ?? null;
}

/** Every version that is or was in force, the last signed first. */
export async function findSignedSettings(
  client: pg.ClientBase,
  agencyId: number,
): Promise<Pick<SettingsVersion, 'version' | 'settings'>[]> {
  const { rows } = await client.query<Pick<SettingsVersion, 'version' | 'settings'>>({
    name: 'signed-settings',
    text: `select version, settings from flashlight.city_settings where agency_id = ${whose} and signed_at is not null order by signed_at desc, version desc`,
    values: [agencyId],
  });
  return rows;
}

/** Another text whenever what {@link findSignedSettings} gives, or the agency's state, may be another. */
export async function findSettingsMark(client: pg.ClientBase, agencyId: number): Promise<string> {
  const { rows } = await client.query<{ mark: string }>({
    name: 'settings-mark',
    text: `select concat_ws(' ', max(s.version), max(s.signed_at), max(a.state)) as mark from flashlight.agency a
             left join flashlight.city_settings s on s.agency_id = ${whose} and s.signed_at is not null where a.agency_id = $1`,
    values: [agencyId],
  });
  return rows[0]!.mark;
}

export async function findSettings(
  client: pg.ClientBase,
  agencyId: number,
  version: number,
): Promise<SettingsVersion | null> {
  const { rows } = await client.query<SettingsVersion>(
    `select ${columns} from flashlight.city_settings where agency_id = $1 and version = $2`,
    [agencyId, version],
  );
  return rows[0] ?? null;
}

/** Versions, newest first. */
export async function listSettings(client: pg.ClientBase, agencyId: number): Promise<SettingsVersion[]> {
  const { rows } = await client.query<SettingsVersion>(
    `select ${columns} from flashlight.city_settings where agency_id = $1 order by version desc limit 100`,
    [agencyId],
  );
  return rows;
}

/** Until the transaction ends nobody else proposes or signs. */
export async function lockSettings(client: pg.ClientBase, agencyId: number): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.city-settings'), $1)`, [agencyId]);
}

/** The number the next proposal has. */
export async function nextVersion(client: pg.ClientBase, agencyId: number): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'select coalesce(max(version), 0) + 1 as version from flashlight.city_settings where agency_id = $1',
    [agencyId],
  );
  return rows[0]!.version;
}

export interface ProposedSettings {
  readonly version: number;
  readonly settings: CitySettings;
  readonly fit: FitReport | null;
  readonly reason: string;
  readonly proposedBy: string;
}

export async function insertSettings(
  client: pg.ClientBase,
  agencyId: number,
  { version, settings, fit, reason, proposedBy }: ProposedSettings,
): Promise<void> {
  await client.query(
    `insert into flashlight.city_settings (agency_id, version, settings, fit, reason, proposed_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [agencyId, version, JSON.stringify(settings), fit === null ? null : JSON.stringify(fit), reason, proposedBy],
  );
}

/** Puts a version in force; the one before retires. */
export async function putInForce(
  client: pg.ClientBase,
  agencyId: number,
  { version, signedBy }: { readonly version: number; readonly signedBy: string },
): Promise<void> {
  await client.query(
    `update flashlight.city_settings set state = 'RETIRED', ended_by = $2, ended_at = now() where agency_id = $1 and state = 'IN_FORCE'`,
    [agencyId, signedBy],
  );
  await client.query(
    `update flashlight.city_settings set state = 'IN_FORCE', signed_by = $3, signed_at = now() where agency_id = $1 and version = $2`,
    [agencyId, version, signedBy],
  );
}

export async function withdrawSettings(
  client: pg.ClientBase,
  agencyId: number,
  { version, endedBy }: { readonly version: number; readonly endedBy: string },
): Promise<void> {
  await client.query(
    `update flashlight.city_settings set state = 'WITHDRAWN', ended_by = $3, ended_at = now()
     where agency_id = $1 and version = $2 and state = 'PROPOSED'`,
    [agencyId, version, endedBy],
  );
}

/** What incidents and recoveries write as a district, the commonest first. */
export async function districtsWritten(
  client: pg.ClientBase,
  agencyId: number,
): Promise<{ written: string; records: number }[]> {
  const { rows } = await client.query<{ written: string; records: number }>(
    `select district as written, count(*)::int as records from flashlight.place_observation
     where agency_id = $1 and district is not null group by district order by count(*) desc, district limit 200`,
    [agencyId],
  );
  return rows;
}
