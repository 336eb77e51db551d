import type pg from 'pg';
import type { ExhibitState } from '../model/exhibits.ts';
import { entriesInForce } from './entries-in-force.ts';

export interface ShootingRow {
  /** Entity of the incident. */
  readonly incident: number;
  readonly cases: number | null;
  readonly states: ExhibitState[];
  readonly enteredElsewhere: number;
}

/** Shootings that incident reports tell of, between two instants, each once, with what was entered of them. */
export async function findShootings(
  client: pg.ClientBase,
  agencyId: number,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<ShootingRow[]> {
  const { rows } = await client.query<ShootingRow>(
    `with shot as (
       select o.entity_id as incident, max(i.cartridge_cases) as cases, array_agg(distinct i.case_key) filter (where i.case_key is not null) as keys
         from flashlight.incident i
         join flashlight.record c on c.agency_id = i.agency_id and c.record_id = i.record_id
         join flashlight.source s on s.agency_id = c.agency_id and s.source_id = c.source_id and s.feed = 'incidents'
         join flashlight.observation_of o on o.agency_id = i.agency_id and o.record_id = i.record_id and o.kind = 'incident' and o.status = 'ACTIVE'
        where i.agency_id = $1 and i.classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired')
          and ($2::timestamptz is null or i.occurred_from >= $2) and ($3::timestamptz is null or i.occurred_from < $3)
        group by o.entity_id)
     select t.incident, t.cases,
            coalesce((select jsonb_agg(x.state) from flashlight.exhibit x
                       where x.agency_id = $1 and coalesce(x.case_key, '') = any(t.keys) and x.kind = 'CASING' and x.origin = 'SCENE'), '[]') as states,
            (select count(*)::int from flashlight.observation_of q
               join flashlight.ballistic_entry e on e.agency_id = q.agency_id and e.record_id = q.record_id and e.event_type is distinct from 'TEST_FIRE'
               ${entriesInForce}
              where q.agency_id = $1 and q.entity_id = t.incident and q.kind = 'incident' and q.status = 'ACTIVE'
                and not exists (select from flashlight.exhibit x where x.agency_id = $1 and x.entry_source = r.source_id and x.entry_key = r.natural_key)) as "enteredElsewhere"
       from shot t`,
    [agencyId, from, to],
  );
  return rows;
}
