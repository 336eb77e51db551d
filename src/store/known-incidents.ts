import type pg from 'pg';
import type { GunshotArrival, GunshotDecision, GunshotState, GunshotSummary } from '../model/gunshots.ts';
import { incidentColumns } from './gunshots.ts';

type Client = pg.ClientBase;

/** What people know of an incident that stands, or that was withdrawn, and what was heard of it. */
export interface KnownIncident {
  readonly incident: string;
  readonly state: GunshotState;
  readonly firstMicroseconds: number;
  readonly summary: GunshotSummary;
  readonly decision: GunshotDecision | null;
  readonly decidedAt: string | null;
  /** What was found at the scene, by what stands, oldest first. */
  readonly findings: readonly string[];
  /** Its shots in the order of time, with the slot that holds what they were located from. */
  readonly shots: readonly {
    readonly cell: string;
    readonly slot: number;
    readonly timeMicroseconds: number;
    readonly arrivals: readonly GunshotArrival[];
  }[];
}

/** Incidents of a span of time on which somebody decided, or of which a finding stands, oldest first; so many after one of them. */
export async function findKnownIncidents(
  client: Client,
  agencyId: number,
  span: { from: number; until: number; after: { firstMicroseconds: number; incident: string } | null; limit: number },
): Promise<KnownIncident[]> {
  const { rows } = await client.query<KnownIncident>({
    name: 'find-known-gunshots',
    text: `with known as (
             select ${incidentColumns},
                    array(select e.detail->>'found' from flashlight.gunshot_event e
                           where e.agency_id = gunshot_incident.agency_id and e.incident_id = gunshot_incident.incident_id and e.kind = 'FOUND'
                             and not exists (select from flashlight.gunshot_event u where u.agency_id = e.agency_id and u.incident_id = e.incident_id
                                              and u.kind = 'UNDONE' and u.detail->>'undone' = e.ordinal::text) order by e.ordinal) as findings
               from flashlight.gunshot_incident
              where agency_id = $1 and first_us >= $2 and first_us < $3 and state in ('OPEN', 'CLOSED', 'WITHDRAWN') and (first_us, incident_id) > ($4, $5))
           select k.incident, k.state, k."firstMicroseconds", k.summary, k.decision, k."decidedAt", k.findings,
                  (select coalesce(json_agg(json_build_object('cell', g.cell, 'slot', g.slot, 'timeMicroseconds', g.time_us, 'arrivals', g.arrivals)
                     order by g.time_us), '[]') from jsonb_array_elements(k.summary->'shots') s
                     join flashlight.gunshot g on g.agency_id = $1 and g.time_us = (s->>'timeMicroseconds')::bigint
                      and g.lon = (s->>'lon')::float8 and g.lat = (s->>'lat')::float8) as shots
             from known k where k.decision is not null or cardinality(k.findings) > 0
            order by k."firstMicroseconds", k.incident limit $6`,
    values: [
      agencyId,
      span.from,
      span.until,
      span.after?.firstMicroseconds ?? -1,
      span.after?.incident ?? '',
      span.limit,
    ],
  });
  return rows;
}
