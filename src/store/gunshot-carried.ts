import type pg from 'pg';
import { saveGunshotEvent, type GunshotEventToSave } from './gunshots.ts';

type Client = pg.ClientBase;

/** A step of a person in the history of an incident. */
interface Step {
  readonly ordinal: number;
  readonly kind: 'DECIDED' | 'UNDONE' | 'FOUND';
  readonly decision: string | null;
  readonly undone: number | null;
  /** The incident it was said of, where that is another. */
  readonly was: string | null;
}

interface Carried {
  readonly from: string;
  readonly to: string;
  /** The revision of the incident it is carried to. */
  readonly revision: number;
}

async function findSteps(client: Client, agencyId: number, incident: string): Promise<Step[]> {
  const { rows } = await client.query<Step>({
    name: 'find-gunshot-steps',
    text: `select ordinal, kind, detail->>'decision' as decision, (detail->>'undone')::integer as undone, detail->>'was' as was from flashlight.gunshot_event
            where agency_id = $1 and incident_id = $2 and kind in ('DECIDED', 'UNDONE', 'FOUND') order by ordinal`,
    values: [agencyId, incident],
  });
  return rows;
}

/**
 * Carries what people decided and found of an incident, and who took note of it first, to the one it is one with: by whom and when, as it was said,
 * with `was` and `step` for where. What was carried before is not carried again.
 */
export async function carrySteps(client: Client, agencyId: number, { from, to, revision }: Carried): Promise<void> {
  const carried = new Map<number, number>();
  for (const { ordinal, undone } of await findSteps(client, agencyId, from)) {
    const { rows } = await client.query<{ ordinal: number }>({
      name: 'carry-gunshot-step',
      text: `with there as (
               select ordinal from flashlight.gunshot_event where agency_id = $1 and incident_id = $3 and detail->>'was' = $2 and (detail->>'step')::integer = $4),
             added as (
               insert into flashlight.gunshot_event (agency_id, incident_id, ordinal, at, kind, actor, role, revision, detail)
               select agency_id, $3, (select max(ordinal) + 1 from flashlight.gunshot_event where agency_id = $1 and incident_id = $3), at, kind, actor, role, $5,
                      detail || jsonb_build_object('was', $2::text, 'step', ordinal)
                        || case when $6::integer is null then '{}' else jsonb_build_object('undone', $6::integer) end
                 from flashlight.gunshot_event where agency_id = $1 and incident_id = $2 and ordinal = $4 and not exists (select from there)
               returning ordinal)
             select ordinal from there union all select ordinal from added`,
      values: [agencyId, from, to, ordinal, revision, undone === null ? null : (carried.get(undone) ?? null)],
    });
    carried.set(ordinal, rows[0]!.ordinal);
  }
  await client.query(
    `insert into flashlight.gunshot_acknowledgement (agency_id, incident_id, acknowledged_by, acknowledged_at)
     select agency_id, $3, acknowledged_by, acknowledged_at from flashlight.gunshot_acknowledgement where agency_id = $1 and incident_id = $2
     on conflict do nothing`,
    [agencyId, from, to],
  );
}

/**
 * Takes back, by the program, what was decided of an incident and of what became one with it, wherever that came to other than what now stands:
 * `because` goes on record with each.
 */
export async function undoOtherDecisions(
  client: Client,
  agencyId: number,
  {
    incident,
    stands,
    revision,
    because,
  }: Pick<GunshotEventToSave, 'incident' | 'revision'> & { stands: string | null; because: string },
): Promise<void> {
  const steps = await findSteps(client, agencyId, incident);
  const undone = new Set(steps.flatMap((each) => (each.kind === 'UNDONE' ? [each.undone] : [])));
  const standing = steps.filter((each) => each.kind === 'DECIDED' && !undone.has(each.ordinal));
  const others = [...Map.groupBy(standing, ({ was }) => was).values()]
    .filter((ofOne) => ofOne.at(-1)!.decision !== stands)
    .flat();
  for (const { ordinal } of others)
    await saveGunshotEvent(client, agencyId, {
      incident,
      kind: 'UNDONE',
      actor: null,
      role: null,
      revision,
      detail: { decision: stands, undone: ordinal, because },
    });
}
