import { createHash } from 'node:crypto';
import { tables, type TableName } from '../../src/model/tables.ts';
import type { Database } from '../../src/store/database.ts';

/** Content of a store by table: sorted lines that name things by natural keys, without ids and clocks. */
export type StoreDump = Readonly<Record<string, readonly string[]>>;

type Row = Record<string, unknown>;

/**
 * Everything imports and linking write, so that two stores that were filled in different ways can be held against each
 * other. An entity is named by the observation it is numbered after, a link by its record and place in it.
 */
export async function dumpStore(database: Database): Promise<StoreDump> {
  const pool = database.pool('migrate');
  const all = async (sql: string) => (await pool.query<Row>(sql)).rows;
  const names = new Map<number, string>();
  const records = await all(
    `select record_id, feed, layout, natural_key, version, section, line, encode(content_sha256, 'hex') sha, payload::text, r.handling
       from flashlight.record r join flashlight.source s using (agency_id, source_id)`,
  );
  for (const each of records)
    names.set(
      each['record_id'] as number,
      `${String(each['feed'])}/${String(each['layout'])}/${String(each['natural_key'])}/v${String(each['version'])}`,
    );
  const record = (id: unknown) => names.get(id as number) ?? `unknown record ${String(id)}`;
  const numbered = (id: unknown) =>
    id === null ? null : `${record(Math.floor((id as number) / 64))}#${(id as number) % 64}`;
  const dump: Record<string, string[]> = {
    record: records.map(({ record_id, ...rest }) => line(record(record_id), rest)),
  };
  for (const table of Object.keys(tables) as TableName[]) {
    const rows = await all(
      `select record_id, ordinal, ${Object.keys(tables[table]).join(', ')} from flashlight.${table}`,
    );
    dump[table] = rows.map(({ record_id, ...rest }) => line(record(record_id), rest));
  }
  dump['observation_of'] = (
    await all(
      'select record_id, ordinal, kind, entity_id, keys, joined_by, status, asserted_by from flashlight.observation_of',
    )
  ).map(({ record_id, entity_id, ...rest }) => line(record(record_id), numbered(entity_id), rest));
  dump['entity'] = (
    await all(
      'select entity_id, kind, label, detail, first_seen, last_seen, observations, links, merged_into from flashlight.entity',
    )
  ).map(({ entity_id, merged_into, detail, ...rest }) => {
    const { apart, ...more } = detail as { apart?: { entity: number; reason: string }[] };
    const others = apart?.map((each) => [numbered(each.entity), each.reason]).sort();
    return line(numbered(entity_id), numbered(merged_into), { ...rest, detail: more, apart: others });
  });
  dump['identity_key'] = (await all('select kind, key, entity_id, contested from flashlight.identity_key')).map(
    ({ entity_id, ...rest }) => line(numbered(entity_id), rest),
  );
  dump['link'] = (
    await all(
      'select link_id, record_id, other_record_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from, basis, status, asserted_by, handling, description, detail from flashlight.link',
    )
  ).map(({ link_id, record_id, other_record_id, subject_id, object_id, ...rest }) =>
    line(
      // A link of two records is named by both.
      other_record_id === null ? numbered(link_id) : [record(record_id), record(other_record_id)],
      numbered(subject_id),
      numbered(object_id),
      rest,
    ),
  );
  dump['search_document'] = (
    await all('select entity_id, kind, field, term, shown from flashlight.search_document')
  ).map(({ entity_id, ...rest }) => line(numbered(entity_id), rest));
  dump['entity_event'] = (
    await all('select kind, entity_id, other_id, reason, asserted_by from flashlight.entity_event')
  ).map(({ entity_id, other_id, ...rest }) => line(numbered(entity_id), numbered(other_id), rest));
  return Object.fromEntries(Object.entries(dump).map(([table, lines]) => [table, lines.sort()]));
}

const line = (...parts: unknown[]) => JSON.stringify(parts);

/** Where two dumps differ, a few lines a table; empty where they are the same. */
export function differences(expected: StoreDump, got: StoreDump): string[] {
  return Object.keys(expected).flatMap((table) => {
    const a = countLines(expected[table]!);
    const b = countLines(got[table]!);
    const missing = [...a].filter(([text, n]) => (b.get(text) ?? 0) < n).map(([text]) => `${table} lacks ${text}`);
    const extra = [...b].filter(([text, n]) => (a.get(text) ?? 0) < n).map(([text]) => `${table} has ${text}`);
    return [...missing.slice(0, 3), ...extra.slice(0, 3)];
  });
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of lines) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** Rows of every table of the schema, with a digest of their content; sequences left out. */
export async function fingerprintTables(database: Database): Promise<Record<string, string>> {
  const pool = database.pool('migrate');
  const { rows: names } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'flashlight' order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of names) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from flashlight."${name}" t`);
    const digest = createHash('sha256').update(
      rows
        .map(({ row }) => row)
        .sort()
        .join('\n'),
    );
    prints[name] = `${rows.length} rows ${digest.digest('hex').slice(0, 16)}`;
  }
  return prints;
}

/** What must hold in every store, whatever happened to it; the sentences that do not hold. */
export async function brokenInvariants(database: Database): Promise<string[]> {
  const checks: Record<string, string> = {
    'records of runs that are not complete': `select count(*)::int n from flashlight.record r join flashlight.import_run i using (agency_id, run_id) where i.state <> 'COMPLETE'`,
    'complete runs whose accepted rows are not their records': `select count(*)::int n from flashlight.import_run i where state = 'COMPLETE'
       and accepted <> (select count(*) from flashlight.record r where r.agency_id = i.agency_id and r.run_id = i.run_id)`,
    'complete runs whose rejected rows are not their rejects': `select count(*)::int n from flashlight.import_run i where state = 'COMPLETE'
       and rejected <> (select count(*) from flashlight.import_reject r where r.agency_id = i.agency_id and r.run_id = i.run_id)`,
    'rejects or sections of runs that are not complete': `select count(*)::int n from flashlight.import_run i where state <> 'COMPLETE' and (
       exists (select 1 from flashlight.import_reject r where r.agency_id = i.agency_id and r.run_id = i.run_id) or
       exists (select 1 from flashlight.import_section r where r.agency_id = i.agency_id and r.run_id = i.run_id))`,
    'observations of entities that were merged away': `select count(*)::int n from flashlight.observation_of o join flashlight.entity e using (agency_id, entity_id) where e.merged_into is not null`,
    'observations without an entity': `select count(*)::int n from flashlight.observation_of o where not exists (select 1 from flashlight.entity e where e.agency_id = o.agency_id and e.entity_id = o.entity_id)`,
    'links whose ends are not entities in force': `select count(*)::int n from flashlight.link l where not exists (select 1 from flashlight.entity e where e.entity_id = l.subject_id and e.merged_into is null)
       or not exists (select 1 from flashlight.entity e where e.entity_id = l.object_id and e.merged_into is null)`,
    'active links of older versions': `select count(*)::int n from flashlight.link l join flashlight.record r using (agency_id, record_id) where l.status = 'ACTIVE' and exists (
       select 1 from flashlight.record n where n.agency_id = r.agency_id and n.source_id = r.source_id and n.natural_key = r.natural_key and n.version > r.version)`,
    'active links whose second record is an older version': `select count(*)::int n from flashlight.link l join flashlight.record r on r.agency_id = l.agency_id and r.record_id = l.other_record_id
       where l.status = 'ACTIVE' and exists (select 1 from flashlight.record n where n.agency_id = r.agency_id and n.source_id = r.source_id and n.natural_key = r.natural_key and n.version > r.version)`,
    'entities whose observations in force are miscounted': `select count(*)::int n from flashlight.entity e where observations <>
       (select count(*) from flashlight.observation_of o where o.agency_id = e.agency_id and o.entity_id = e.entity_id and o.status = 'ACTIVE')`,
    'entities whose links are miscounted': `select count(*)::int n from flashlight.entity e where links <>
       (select count(*) from flashlight.link l where l.subject_id = e.entity_id and l.status = 'ACTIVE') + (select count(*) from flashlight.link l where l.object_id = e.entity_id and l.status = 'ACTIVE')`,
  };
  const broken: string[] = [];
  for (const [what, sql] of Object.entries(checks)) {
    const { rows } = await database.pool('migrate').query<{ n: number }>(sql);
    if (rows[0]!.n > 0) broken.push(`${rows[0]!.n} ${what}`);
  }
  return broken;
}
