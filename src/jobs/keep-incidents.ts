import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { FoundIncident } from '../acoustics/gunshot-incidents.ts';
import { decisionOfJoined, keepIds } from '../acoustics/incident-ids.ts';
import { carrySteps, undoOtherDecisions } from '../store/gunshot-carried.ts';
import { holdDeliveries, isBeingTold } from '../store/gunshot-deliveries.ts';
import {
  findIncidentsOfPulses,
  isIncident,
  saveGunshotEvent,
  saveIncident,
  type IncidentToSave,
  type KeptIncident,
  type StoredIncident,
} from '../store/gunshots.ts';
import { fallApart } from './fall-apart.ts';
import { standingThere } from './standing-there.ts';

/**
 * An alert may take two seconds from the fourth arrival on (the goal of the design): of those it waits for more arrivals as long as leaves room for
 * being looked for and sent.
 */
export const alertHoldSeconds = 1.5;
/** What changes of it is told together. */
const updateHoldSeconds = 5;
/** Sound is heard for eight seconds after a shot: nobody is told before that it was none. */
export const withdrawHoldSeconds = 10;
const detectingSensors = 4;

interface Located {
  readonly located: readonly FoundIncident[];
  /** What is held that has pulses of them, whether it stands or not. */
  readonly held: readonly KeptIncident[];
  readonly keyOf: (sensor: string) => Uint8Array;
  readonly now: Date | null;
}

/**
 * Puts incidents as located now in place of those that are held: each goes under the id it was first opened with (`incident-ids.ts`, docs/adr/0038).
 * Of two that are one the older stands, with what people did with the other.
 */
export async function keepIncidents(
  client: pg.ClientBase,
  agencyId: number,
  { located, held, keyOf, now }: Located,
): Promise<void> {
  const { ids, ended } = keepIds(
    held.map((each) => ({ ...each, stands: stands(each) })),
    located,
  );
  const heldOf = new Map(held.map((each) => [each.incident, each]));
  const named: string[] = [];
  for (const [at, incident] of located.entries())
    named.push(ids[at] ?? (await newId(client, agencyId, { incident, keyOf, taken: named })));
  for (const [at, incident] of located.entries())
    await saveLocated(client, agencyId, {
      id: named[at]!,
      located: incident,
      before: heldOf.get(named[at]!) ?? null,
      joining: [...ended].flatMap(([id, into]) => (into === at ? [heldOf.get(id)!] : [])),
      now,
    });
  for (const id of named) {
    const before = heldOf.get(id);
    if (before?.state === 'JOINED' && before.joinedInto !== null)
      await fallApart(client, agencyId, { from: id, to: before.joinedInto });
  }
  for (const [id, into] of ended) {
    const before = heldOf.get(id)!;
    const place = into === null ? await inItsPlace(client, agencyId, { before, not: ended }) : null;
    await endIncident(client, agencyId, before, into === null ? place : named[into]!);
    if (place !== null) await bringSteps(client, agencyId, { from: id, to: place });
  }
}

/**
 * What people found of an incident, and who took note of it, goes along to the one that stands in its place, which is told of it: dispatch may never have
 * heard of that one.
 */
async function bringSteps(
  client: pg.ClientBase,
  agencyId: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const [there] = await findIncidentsOfPulses(client, agencyId, { from: 0, until: 0, pulses: [], incidents: [to] });
  const { revision, decision, summary, lon, lat } = there!;
  await carrySteps(client, agencyId, { from, to, revision, stands: decision });
  await undoOtherDecisions(client, agencyId, { incident: to, stands: decision, revision, because: 'joined' });
  await saveGunshotEvent(client, agencyId, {
    incident: to,
    kind: 'UPDATED',
    actor: null,
    role: null,
    revision,
    detail: { ...tellIncident({ summary, lon, lat }), joined: [from] },
    holdSeconds: updateHoldSeconds,
  });
}

const stands = ({ state }: StoredIncident) => state === 'OPEN' || state === 'CLOSED';

/** From it nobody without the sensor's key can tell who heard what. */
async function newId(
  client: pg.ClientBase,
  agencyId: number,
  {
    incident: { anchor },
    keyOf,
    taken,
  }: { incident: FoundIncident; keyOf: Located['keyOf']; taken: readonly string[] },
): Promise<string> {
  for (let again = 0; ; again++) {
    const id = createHash('sha256')
      .update(keyOf(anchor.sensor))
      .update(`/${agencyId}/${anchor.sequence}/${anchor.timeMicroseconds}${again === 0 ? '' : `/${again}`}`)
      .digest('hex')
      .slice(0, 16);
    // One that was opened by the same pulse and went on without it keeps its name.
    if (!taken.includes(id) && !(await isIncident(client, agencyId, id))) return id;
  }
}

interface Saved {
  readonly id: string;
  readonly located: FoundIncident;
  readonly before: KeptIncident | null;
  readonly joining: readonly KeptIncident[];
  readonly now: Date | null;
}

async function saveLocated(
  client: pg.ClientBase,
  agencyId: number,
  { id, located, before, joining, now }: Saved,
): Promise<void> {
  const stood = before !== null && stands(before);
  const same = before !== null && sameIncident(before, located);
  if (stood && same && joining.length === 0) return;
  const sides = [...(before === null ? [] : [before]), ...joining];
  const known = new Set(sides.flatMap(({ pulses }) => pulses));
  // A shot that comes anew may take a pulse or two of one before; most of what it was heard by is new.
  const more = located.shots.filter(
    ({ arrivals }) =>
      2 * arrivals.filter(({ sensor, sequence }) => known.has(`${sensor}/${sequence}`)).length < arrivals.length,
  );
  // That it was no gunfire was said of what was heard then: not of what comes in its place when it is gone, nor of shots that come after it.
  const kept = sides.map(({ decision }) =>
    decision === 'not-gunfire' && (stood ? more.length > 0 : !same) ? null : decision,
  );
  const asked = stood && kept.some((each, at) => each !== sides[at]!.decision);
  const holdSeconds =
    stood && !asked && (await isBeingTold(client, agencyId, id))
      ? updateHoldSeconds
      : holdOf(asked ? more : located.shots, now);
  const decision = decisionOfJoined(kept);
  const by = sides.find((each) => each.decision === decision);
  const open = !stood || sides.some(({ state }) => state === 'OPEN');
  const revision = await saveIncident(client, agencyId, {
    incident: id,
    state: open ? 'OPEN' : 'CLOSED',
    joinedInto: null,
    firstMicroseconds: located.firstMicroseconds,
    lastMicroseconds: located.lastMicroseconds,
    openedAt: before?.openedAt ?? null,
    lon: located.lon,
    lat: located.lat,
    summary: located.summary,
    pulses: located.pulses,
    decision,
    decidedBy: decision === null ? null : (by?.decidedBy ?? null),
    decidedAt: decision === null ? null : (by?.decidedAt ?? null),
  } satisfies IncidentToSave);
  await saveGunshotEvent(client, agencyId, {
    incident: id,
    kind: stood ? 'UPDATED' : before === null ? 'OPENED' : 'RETURNED',
    actor: null,
    role: null,
    revision,
    detail: {
      ...tellIncident(located),
      ...(joining.length === 0 ? {} : { joined: joining.map(({ incident }) => incident) }),
    },
    holdSeconds,
  });
  for (const { incident } of joining)
    await carrySteps(client, agencyId, { from: incident, to: id, revision, stands: decision });
  if (joining.length > 0 || kept.some((each, at) => each !== sides[at]!.decision))
    await undoOtherDecisions(client, agencyId, {
      incident: id,
      stands: decision,
      revision,
      because: joining.length > 0 ? 'joined' : stood ? 'more-shots' : 'returned',
      holdSeconds,
    });
}

/** How long the alert of an incident waits for more arrivals: until so long after the fourth of its shots. */
function holdOf(shots: FoundIncident['shots'], now: Date | null): number {
  if (now === null) return 0;
  const fourth = Math.min(
    ...shots.map(
      ({ arrivals }) =>
        arrivals.map(({ timeMicroseconds }) => timeMicroseconds).sort((a, b) => a - b)[
          Math.min(detectingSensors, arrivals.length) - 1
        ]!,
    ),
  );
  const until = fourth / 1e6 + alertHoldSeconds - now.getTime() / 1000;
  return Math.min(Math.max(until, 0), alertHoldSeconds);
}

/**
 * What stands where an incident was that nothing has the pulses of any more: of the same seconds and about as far off as its place was known. Null
 * where a person decided what it was, or was unsure: that is of what they heard, and goes to no other. Nor does it go to one that was decided to be no
 * gunfire: that was of what was heard there, and would stand down what nobody decided on.
 */
async function inItsPlace(
  client: pg.ClientBase,
  agencyId: number,
  { before, not }: { before: KeptIncident; not: { has: (incident: string) => boolean } },
): Promise<string | null> {
  if (before.decision !== null) return null;
  return standingThere(
    client,
    agencyId,
    before,
    ({ incident, decision }) => !not.has(incident) && decision !== 'not-gunfire',
  );
}

async function endIncident(
  client: pg.ClientBase,
  agencyId: number,
  before: KeptIncident,
  joinedInto: string | null,
): Promise<void> {
  const state = joinedInto === null ? 'WITHDRAWN' : 'JOINED';
  const revision = await saveIncident(client, agencyId, { ...before, state, joinedInto });
  await saveGunshotEvent(client, agencyId, {
    incident: before.incident,
    kind: state,
    actor: null,
    role: null,
    revision,
    detail: joinedInto === null ? {} : { into: joinedInto },
    holdSeconds: joinedInto === null ? withdrawHoldSeconds : updateHoldSeconds,
  });
  // An incident is told as it stands: a change that waited less would tell before its time that nothing is left. What a person decided is theirs.
  if (joinedInto === null && !before.found && (before.decision === null || before.decision === 'unsure'))
    await holdDeliveries(client, agencyId, { incident: before.incident, seconds: withdrawHoldSeconds });
}

const tellIncident = ({
  summary: { shots: _, ...summary },
  lon,
  lat,
}: Pick<FoundIncident, 'summary' | 'lon' | 'lat'>) => ({ ...summary, lon, lat });

function sameIncident(before: KeptIncident, now: FoundIncident): boolean {
  const tell = (each: Pick<KeptIncident, 'lon' | 'lat' | 'summary' | 'pulses'>) =>
    sorted([each.lon, each.lat, each.summary, each.pulses]);
  return tell(before) === tell(now);
}

/** As text, whatever order the store gives the names of an object in. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );
}
