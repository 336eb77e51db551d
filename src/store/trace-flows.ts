import type pg from 'pg';
import type { PublishedFlow } from '../model/published-sources.ts';

/** ATF's tables of source states for one state of recovery, as imported: of a year handed in twice the record received last. */
export async function findPublishedFlows(
  client: pg.ClientBase,
  agencyId: number,
  state: string,
): Promise<PublishedFlow[]> {
  const { rows } = await client.query<PublishedFlow>(
    `select distinct on (year, source_state) year, source_state as source, firearms
       from flashlight.trace_flow
      where agency_id = $1 and recovery_state = $2 and source_state is not null and firearms is not null
      order by year, source_state, record_id desc`,
    [agencyId, state],
  );
  return rows;
}
