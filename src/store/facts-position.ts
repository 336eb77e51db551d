import type pg from 'pg';

/**
 * How far everything facts of traces are made of has come, as one transaction sees it: equal texts, equal facts. Records
 * are counted by finished imports and their last number; who is who by what the rows of traces are held for, by
 * judgements, merges and splits; ballistic ties by the list of changed links, which are numbered in the order of commits.
 */
export async function findFactsPosition(client: pg.ClientBase, agencyId: number): Promise<string> {
  const { rows } = await client.query<{ position: string }>({
    name: 'find-facts-position',
    text: `select concat_ws(' ',
             (select max(record_id) from flashlight.record where agency_id = $1),
             (select concat_ws('/', count(*), max(finished_at), max(derived_at), count(derived_at)) from flashlight.import_run where agency_id = $1 and state <> 'RUNNING'),
             (select max(seq) from flashlight.link_change where agency_id = $1),
             (select concat_ws('/', max(judgement_id), count(withdrawn_at)) from flashlight.judgement where agency_id = $1),
             (select max(event_id) from flashlight.entity_event where agency_id = $1),
             (select max(record_id) from flashlight.observation_of where agency_id = $1),
             (select concat_ws('/', count(*), sum(hashint8(o.entity_id)::bigint * (o.ordinal + 1)))
                from flashlight.trace_result t join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = t.record_id
               where t.agency_id = $1 and o.status = 'ACTIVE')) as position`,
    values: [agencyId],
  });
  return rows[0]!.position;
}
