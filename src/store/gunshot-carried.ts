import type pg from 'pg';
import type { GunshotDecision } from '../model/gunshots.ts';
import { saveGunshotEvent, type GunshotEventToSave } from './gunshots.ts';

type Client = pg.ClientBase;

/** A step of a person in the history of an incident. */
export interface Step {
  readonly ordinal: number;
  readonly kind: 'DECIDED' | 'UNDONE' | 'FOUND';
  readonly decision: GunshotDecision | null;
  readonly found: string | null;
  readonly undone: number | null;
  /** The incident it was said of, where that is another. */
  readonly was: string | null;
  readonly step: number | null;
  readonly by: string | null;
  readonly at: string;
}

interface Carried {
  readonly from: string;
  readonly to: string;
  /** The revision of the incident it is carried to. */
  readonly revision: number;
  /** What now stands decided of that. */
  readonly stands: GunshotDecision | null;
}

export async function findSteps(client: Client, agencyId: number, incident: string): Promise<Step[]> {
  const { rows } = await client.query<Step>({
    name: 'find-gunshot-steps',
    text: `select ordinal, kind, detail->>'decision' as decision, detail->>'found' as found, (detail->>'undone')::integer as undone, detail->>'was' as was, (detail->>'step')::integer as step,
                  actor as by, at from flashlight.gunshot_event
            where agency_id = $1 and incident_id = $2 and kind in ('DECIDED', 'UNDONE', 'FOUND') order by ordinal`,
    values: [agencyId, incident],
  });
  return rows;
}

export const undoneOf = (steps: readonly Step[]) =>
  new Set(steps.flatMap((each) => (each.kind === 'UNDONE' && each.undone !== null ? [each.undone] : [])));

/** Decisions that nobody took back, oldest first. */
function standingOf(steps: readonly Step[]): Step[] {
  const undone = undoneOf(steps);
  return steps.filter((each) => each.kind === 'DECIDED' && !undone.has(each.ordinal));
}

/**
 * Takes a step that was carried back where it came from too, as far as that is still told further as this: else it would stand again as soon as they
 * fall apart. Of a decision, what then stands there is what is decided of it.
 */
export async function undoWhereSaid(
  client: Client,
  agencyId: number,
  undo: { incident: string; ordinal: number; actor: string; role: string; detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  const said = (await findSteps(client, agencyId, undo.incident)).find(({ ordinal }) => ordinal === undo.ordinal);
  if (said === undefined || said.was === null || said.step === null) return;
  const { was, step } = said;
  const steps = await findSteps(client, agencyId, was);
  if (undoneOf(steps).has(step)) return;
  const stands = standingOf(steps.filter(({ ordinal }) => ordinal !== step)).at(-1) ?? null;
  const decided = said.kind === 'DECIDED';
  const { rows } = await client.query<{ revision: number }>({
    name: 'undo-where-said',
    text: `update flashlight.gunshot_incident set revision = revision + 1, changed_at = now(), decision = case when $4 then $5::text else decision end,
             decided_by = case when $4 then $6::text else decided_by end, decided_at = case when $4 then $7::timestamptz else decided_at end
            where agency_id = $1 and incident_id = $2 and state = 'JOINED' and joined_into = $3 returning revision`,
    values: [agencyId, was, undo.incident, decided, stands?.decision ?? null, stands?.by ?? null, stands?.at ?? null],
  });
  // It is of its own again, and what is decided of it is decided there.
  if (rows.length === 0) return;
  await saveGunshotEvent(client, agencyId, {
    incident: was,
    kind: 'UNDONE',
    actor: undo.actor,
    role: undo.role,
    revision: rows[0]!.revision,
    detail: {
      ...undo.detail,
      ...(decided ? { decision: stands?.decision ?? null } : {}),
      undone: step,
      in: undo.incident,
    },
    // Whoever is told is told of the one it is told further as.
    silent: true,
  });
  await undoWhereSaid(client, agencyId, { ...undo, incident: was, ordinal: step });
}

/**
 * Carries what people decided and found of an incident, and who took note of it first, to the one it is one with: by whom and when, as it was said,
 * with `was` and `step` for where. What was carried before is not carried again, but for what was taken back there and not where it was said: of
 * decisions, those that now stand.
 */
export async function carrySteps(
  client: Client,
  agencyId: number,
  { from, to, revision, stands }: Carried,
): Promise<void> {
  const [steps, there] = [await findSteps(client, agencyId, from), await findSteps(client, agencyId, to)];
  const undoneThere = undoneOf(there);
  const undoneHere = undoneOf(steps);
  const again = standingOf(steps).at(-1)?.decision === stands;
  const carried = new Map<number, number>();
  for (const { ordinal, kind, undone } of steps) {
    const copies = there.filter(({ was, step }) => was === from && step === ordinal);
    const copy = copies.find((each) => !undoneThere.has(each.ordinal)) ?? copies.at(-1);
    if (copy !== undefined) {
      carried.set(ordinal, copy.ordinal);
      const lost = kind !== 'UNDONE' && undoneThere.has(copy.ordinal) && !undoneHere.has(ordinal);
      if (!lost || (kind === 'DECIDED' && !again)) continue;
    }
    // What was taken back there already, and from there here, is not taken back twice.
    if (kind === 'UNDONE' && undone !== null && undoneThere.has(carried.get(undone) ?? -1)) continue;
    const { rows } = await client.query<{ ordinal: number }>({
      name: 'carry-gunshot-step',
      text: `insert into flashlight.gunshot_event (agency_id, incident_id, ordinal, at, kind, actor, role, revision, detail)
             select agency_id, $3, (select max(ordinal) + 1 from flashlight.gunshot_event where agency_id = $1 and incident_id = $3), at, kind, actor, role, $5,
                    detail || jsonb_build_object('was', $2::text, 'step', ordinal)
                      || case when $6::integer is null then '{}' else jsonb_build_object('undone', $6::integer) end
               from flashlight.gunshot_event where agency_id = $1 and incident_id = $2 and ordinal = $4 returning ordinal`,
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
    holdSeconds,
  }: Pick<GunshotEventToSave, 'incident' | 'revision' | 'holdSeconds'> & { stands: string | null; because: string },
): Promise<void> {
  const steps = await findSteps(client, agencyId, incident);
  const standing = standingOf(steps);
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
      ...(holdSeconds === undefined ? {} : { holdSeconds }),
    });
}

/** Writes what stands decided of an incident, whatever its state; gives its revision and state as they are then. */
export async function saveStandingDecision(
  client: Client,
  agencyId: number,
  { incident, decided }: { incident: string; decided: Pick<Step, 'decision' | 'by' | 'at'> | null },
): Promise<{ revision: number; joinedInto: string | null }> {
  const { rows } = await client.query<{ revision: number; joinedInto: string | null }>({
    name: 'save-standing-decision',
    text: `update flashlight.gunshot_incident set revision = revision + 1, changed_at = now(), decision = $3, decided_by = $4, decided_at = $5
            where agency_id = $1 and incident_id = $2 returning revision, joined_into as "joinedInto"`,
    values: [agencyId, incident, decided?.decision ?? null, decided?.by ?? null, decided?.at ?? null],
  });
  return rows[0]!;
}

/** Takes back that somebody took note of an incident, where that was said of another and carried. */
export async function deleteCarriedAcknowledgement(
  client: Client,
  agencyId: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await client.query(
    `delete from flashlight.gunshot_acknowledgement a using flashlight.gunshot_acknowledgement o
      where a.agency_id = $1 and a.incident_id = $3 and o.agency_id = $1 and o.incident_id = $2
        and o.acknowledged_by = a.acknowledged_by and o.acknowledged_at = a.acknowledged_at`,
    [agencyId, from, to],
  );
}
