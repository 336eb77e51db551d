import type pg from 'pg';
import type { SourceRef } from '../model/evidence.ts';
import { tables, type TableName } from '../model/tables.ts';

type Client = pg.ClientBase;

/** A record as received, with the header it stood under. */
export interface SavedRecord {
  readonly source: SourceRef;
  readonly sourceId: number;
  readonly naturalKey: string;
  readonly sha256: string;
  readonly handling: readonly string[];
  readonly cells: readonly string[];
  readonly columns: readonly string[];
  /** Header → field, as the section was read. */
  readonly mapping: Readonly<Record<string, string>>;
}

const sourceColumns = `r.record_id as record, r.version, s.feed, s.layout, i.file_name as file, r.line, r.received_at as "receivedAt"`;
const sourceJoin = `flashlight.record r
  join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id
  join flashlight.import_run i on i.agency_id = r.agency_id and i.run_id = r.run_id`;

export async function findRecord(client: Client, agencyId: number, record: number): Promise<SavedRecord | null> {
  const { rows } = await client.query<
    SourceRef & {
      sourceId: number;
      naturalKey: string;
      sha256: string;
      handling: string[];
      cells: string[];
      columns: string[] | null;
      mapping: { columns?: Record<string, string> } | null;
    }
  >({
    name: 'find-record',
    text: `select ${sourceColumns}, r.source_id as "sourceId", r.natural_key as "naturalKey", encode(r.content_sha256, 'hex') as sha256,
                  coalesce(r.handling, s.handling) as handling, r.payload as cells, h.columns, h.mapping
             from ${sourceJoin}
             left join flashlight.import_section h on h.agency_id = r.agency_id and h.run_id = r.run_id and h.section = r.section
            where r.agency_id = $1 and r.record_id = $2`,
    values: [agencyId, record],
  });
  const [row] = rows;
  if (!row) return null;
  const { sourceId, naturalKey, sha256, handling, cells, columns, mapping, ...source } = row;
  return {
    source,
    sourceId,
    naturalKey,
    sha256,
    handling,
    cells,
    columns: columns ?? [],
    mapping: mapping?.columns ?? {},
  };
}

/** All versions of the record of a natural key, newest first. */
export async function findVersions(
  client: Client,
  agencyId: number,
  record: { sourceId: number; naturalKey: string },
): Promise<SourceRef[]> {
  const { rows } = await client.query<SourceRef>({
    name: 'find-versions',
    text: `select ${sourceColumns} from ${sourceJoin}
            where r.agency_id = $1 and r.source_id = $2 and r.natural_key = $3 order by r.version desc limit 1000`,
    values: [agencyId, record.sourceId, record.naturalKey],
  });
  return rows;
}

export interface RecordSource extends SourceRef {
  readonly handling: readonly string[];
}

/** Where each of the records came from, by number. */
export async function findSources(
  client: Client,
  agencyId: number,
  records: readonly number[],
): Promise<Map<number, RecordSource>> {
  if (records.length === 0) return new Map();
  const { rows } = await client.query<RecordSource>({
    name: 'find-sources',
    text: `select ${sourceColumns}, coalesce(r.handling, s.handling) as handling from ${sourceJoin}
            where r.agency_id = $1 and r.record_id = any($2)`,
    values: [agencyId, [...new Set(records)]],
  });
  return new Map(rows.map((row) => [row.record, row]));
}

export interface SavedRow {
  readonly record: number;
  readonly table: TableName;
  readonly ordinal: number;
  /** By column; nulls are left out. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Instants in JSON that PostgreSQL wrote are made the same as those it gives as columns. */
function readValue(type: string, value: unknown): unknown {
  return type === 'timestamptz' && typeof value === 'string' ? new Date(value).toISOString() : value;
}

/** What was read from the records into typed tables: one statement for all tables asked. */
export async function findTypedRows(
  client: Client,
  agencyId: number,
  records: readonly number[],
  wanted: readonly TableName[] = Object.keys(tables) as TableName[],
): Promise<SavedRow[]> {
  if (records.length === 0) return [];
  const parts = wanted.map(
    (table) =>
      `select '${table}' as "table", t.record_id as record, t.ordinal, row_to_json(t) as "values"
         from flashlight.${table} t where t.agency_id = $1 and t.record_id = any($2)`,
  );
  const { rows } = await client.query<{
    table: TableName;
    record: number;
    ordinal: number;
    values: Record<string, unknown>;
  }>({
    // Planning some twenty tables takes longer than reading them: named, it is planned once for each connection.
    name: `find-typed-rows-${wanted.length > 2 ? wanted.length : wanted.join('-')}`,
    text: `${parts.join(' union all ')} order by record, ordinal`,
    values: [agencyId, [...new Set(records)]],
  });
  return rows.map(({ table, record, ordinal, values }) => ({
    record,
    table,
    ordinal,
    values: Object.fromEntries(
      Object.entries(tables[table] as Record<string, { type: string }>)
        .map(([column, { type }]) => [column, readValue(type, values[column])] as const)
        .filter(([, value]) => value !== null && value !== undefined),
    ),
  }));
}

export interface ObservedEntity {
  readonly record: number;
  readonly ordinal: number;
  readonly entityId: number;
  readonly joinedBy: string | null;
}

/** Which entity each observation of the records belongs to. */
export async function findObservedEntities(
  client: Client,
  agencyId: number,
  records: readonly number[],
): Promise<ObservedEntity[]> {
  if (records.length === 0) return [];
  const { rows } = await client.query<ObservedEntity>({
    name: 'find-observed-entities',
    text: `select record_id as record, ordinal, entity_id as "entityId", joined_by as "joinedBy" from flashlight.observation_of
            where agency_id = $1 and record_id = any($2) and status = 'ACTIVE' order by record_id, ordinal`,
    values: [agencyId, [...new Set(records)]],
  });
  return rows;
}
