import type pg from 'pg';

type Client = pg.ClientBase;

/** Where what happened is told, and the day of it. */
const newestOf = {
  incident: {
    at: 'occurred_from',
    where: `classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired')`,
  },
  victim: { at: 'happened_on', where: 'shot' },
  gunshot_alert: { at: 'detected_at', where: 'true' },
  recovery: { at: 'recovered_on', where: 'true' },
  trace_result: { at: 'completed_on', where: 'true' },
  ballistic_link: { at: 'issued_on', where: 'true' },
} as const;

export type ToldTable = keyof typeof newestOf;
export const toldTables = Object.keys(newestOf) as ToldTable[];

/** Records of the newest shootings, alerts, recoveries, traces and leads, of the tables given: at most `limit` of each, by the day of the event. */
export async function findNewestEventRecords(
  client: Client,
  agencyId: number,
  told: { tables: readonly ToldTable[]; limit: number },
): Promise<number[]> {
  const newest = told.tables.map((table) => {
    const { at, where } = newestOf[table];
    // A row that a newer version replaced tells of nothing any more.
    return `(select record_id, ${at}::timestamptz as at from flashlight.${table} t
              where agency_id = $1 and ${at} is not null and ${where} and not exists (
                select 1 from flashlight.record r join flashlight.record n on n.agency_id = r.agency_id and n.source_id = r.source_id
                   and n.natural_key = r.natural_key and n.version > r.version
                 where r.agency_id = t.agency_id and r.record_id = t.record_id)
              order by ${at} desc limit $2)`;
  });
  if (newest.length === 0) return [];
  const { rows } = await client.query<{ record: number }>(
    `select record_id as record from (${newest.join(' union all ')}) as found
      group by record_id order by max(at) desc, record_id desc limit $2 * 3`,
    [agencyId, told.limit],
  );
  return rows.map((row) => row.record);
}

/** Changes whenever what the store holds may have changed. */
export async function stampOfStore(client: Client, agencyId: number): Promise<string> {
  const { rows } = await client.query<{ stamp: string }>({
    name: 'stamp-of-store',
    text: `select concat(max(run_id), '/', max(finished_at), '/', max(derived_at), '/', count(*)) as stamp
             from flashlight.import_run where agency_id = $1`,
    values: [agencyId],
  });
  return rows[0]!.stamp;
}

/** Entities by kind, and records by feed as `records:feed`. */
export async function countStore(client: Client, agencyId: number): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; n: number }>(
    `select kind as name, count(*) as n from flashlight.entity where agency_id = $1 and merged_into is null group by kind
     union all
     select 'records:' || feed, sum(accepted)::bigint from flashlight.import_run where agency_id = $1 and state = 'COMPLETE' group by feed
     order by name`,
    [agencyId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, Number(row.n)]));
}

/** Imports that ended after a moment, by feed, with the rows they kept. */
export async function findCameIn(
  client: Client,
  agencyId: number,
  since: string,
): Promise<{ feed: string; runs: number; rows: number }[]> {
  const { rows } = await client.query<{ feed: string; runs: number; rows: number }>({
    name: 'find-came-in',
    text: `select feed, count(*)::int as runs, sum(accepted)::int as rows from flashlight.import_run
            where agency_id = $1 and state = 'COMPLETE' and finished_at > $2 group by feed order by rows desc, feed`,
    values: [agencyId, since],
  });
  return rows;
}
