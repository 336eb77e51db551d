import type pg from 'pg';

type Client = pg.ClientBase;

/** Records of the newest shootings, alerts, recoveries, traces and leads: at most `limit` of each, by the day of the event. */
export async function findNewestEventRecords(client: Client, agencyId: number, limit: number): Promise<number[]> {
  const newest = (table: string, column: string, where = 'true') =>
    `(select record_id, ${column}::timestamptz as at from flashlight.${table}
       where agency_id = $1 and ${column} is not null and ${where} order by ${column} desc limit $2)`;
  const { rows } = await client.query<{ record: number }>({
    name: 'find-newest-event-records',
    text: `select record_id as record from (
             ${newest('incident', 'occurred_from', `classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired')`)}
             union all ${newest('victim', 'happened_on', 'shot')}
             union all ${newest('gunshot_alert', 'detected_at')}
             union all ${newest('recovery', 'recovered_on')}
             union all ${newest('trace_result', 'completed_on')}
             union all ${newest('ballistic_link', 'issued_on')}) as found
            group by record_id order by max(at) desc, record_id desc limit $2 * 3`,
    values: [agencyId, limit],
  });
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
