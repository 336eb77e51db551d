import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { GunshotDecision } from '../model/gunshots.ts';
import type { Reader } from '../store/audit.ts';
import { holdDeliveries, secondsSinceWithdrawn } from '../store/gunshot-deliveries.ts';
import { findGunshotEvents, saveDecision, type GunshotEvent } from '../store/gunshot-reads.ts';
import { decisionOfJoined } from '../acoustics/incident-ids.ts';
import { undoOtherDecisions, undoWhereSaid } from '../store/gunshot-carried.ts';
import { lockGunshots, saveGunshotEvent } from '../store/gunshots.ts';
import { withdrawHoldSeconds } from './keep-incidents.ts';
import { loadIncident } from './load-gunshots.ts';

interface Decided {
  readonly incident: string;
  /** What the person looked at. */
  readonly revision: number;
  readonly reason?: string | undefined;
}

function changed(): Failure {
  return new Failure(
    'gunshot.changed',
    'Expected the incident as it now stands; it changed after it was looked at, or is no longer one of its own. Look at it again. Nothing was changed.',
  );
}

/** Decides what an incident was. What was decided before stands in its history. */
export async function decideGunshot(
  client: pg.ClientBase,
  reader: Reader,
  { incident, revision, decision, reason }: Decided & { readonly decision: GunshotDecision },
): Promise<void> {
  const before = await loadIncident(client, reader.agencyId, incident);
  await saveStep(client, reader, {
    decided: { incident, revision, decision, by: reader.actor, at: null },
    kind: 'DECIDED',
    detail: { decision, before: before.decision, beforeBy: before.decidedBy, ...(reason ? { reason } : {}) },
  });
}

/** Takes the newest decision that still stands back: what stood before it stands again. */
export async function undoGunshotDecision(
  client: pg.ClientBase,
  reader: Reader,
  { incident, revision, reason }: Decided,
): Promise<void> {
  await loadIncident(client, reader.agencyId, incident);
  // What is taken back where it was said is of another incident: whoever locates holds both, and goes first.
  await lockGunshots(client, reader.agencyId);
  const standing = standingDecisions(await findGunshotEvents(client, reader.agencyId, incident));
  const last = standing.at(-1);
  if (last === undefined)
    throw new Failure(
      'gunshot.undecided',
      'Expected an incident somebody decided on; nobody has, or it was taken back. Nothing was changed.',
    );
  // Of several that became one what now stands is decided of each of them, as when they did.
  const ofEach = Map.groupBy(standing.slice(0, -1), sideOf);
  const lasts = [...new Set([null, ...standing.map(sideOf)])].map((side) => ofEach.get(side)?.at(-1) ?? null);
  const decision = decisionOfJoined(lasts.map((each) => (each?.detail['decision'] as GunshotDecision) ?? null));
  const before = lasts.find((each) => each !== null && each.detail['decision'] === decision);
  const undone = await saveStep(client, reader, {
    decided: { incident, revision, decision, by: before?.by ?? null, at: before?.at ?? null },
    kind: 'UNDONE',
    detail: { decision, undone: last.ordinal, ...(reason ? { reason } : {}) },
  });
  if (lasts.length > 1)
    await undoOtherDecisions(client, reader.agencyId, {
      incident,
      stands: decision,
      revision: undone,
      because: 'joined',
    });
  await undoWhereSaid(client, reader.agencyId, {
    incident,
    ordinal: last.ordinal,
    actor: reader.actor,
    role: reader.role,
    detail: reason ? { reason } : {},
  });
}

/** Of which of those that became one a decision was made: null of the incident itself. */
const sideOf = ({ detail }: GunshotEvent) => (detail['was'] as string | undefined) ?? null;

/** Decisions nobody took back, oldest first. */
function standingDecisions(events: readonly GunshotEvent[]): GunshotEvent[] {
  return notTakenBack(events).filter(({ kind }) => kind === 'DECIDED');
}

function notTakenBack(events: readonly GunshotEvent[]): GunshotEvent[] {
  const undone = new Set(events.flatMap((each) => (each.kind === 'UNDONE' ? [each.detail['undone']] : [])));
  return events.filter(({ ordinal }) => !undone.has(ordinal));
}

/** Puts on record what was found at the scene. */
export async function noteGunshotFinding(
  client: pg.ClientBase,
  reader: Reader,
  { incident, revision, found, note }: { incident: string; revision: number; found: string; note?: string | undefined },
): Promise<void> {
  const { decision, decidedBy, decidedAt } = await loadIncident(client, reader.agencyId, incident);
  await saveStep(client, reader, {
    decided: { incident, revision, decision, by: decidedBy, at: decidedAt },
    kind: 'FOUND',
    detail: { found, ...(note ? { note } : {}) },
  });
}

/** Takes a finding back that was put on record by mistake: it stands in the history, and counts no longer. */
export async function undoGunshotFinding(
  client: pg.ClientBase,
  reader: Reader,
  { incident, revision, finding, reason }: Decided & { readonly finding: number },
): Promise<void> {
  const { decision, decidedBy, decidedAt } = await loadIncident(client, reader.agencyId, incident);
  await lockGunshots(client, reader.agencyId);
  const events = await findGunshotEvents(client, reader.agencyId, incident);
  const found = notTakenBack(events).find((each) => each.kind === 'FOUND' && each.ordinal === finding);
  if (found === undefined)
    throw new Failure(
      'gunshot.undecided',
      'Expected a finding that stands; there is none of that place in the history, or it was taken back. Nothing was changed.',
    );
  await saveStep(client, reader, {
    decided: { incident, revision, decision, by: decidedBy, at: decidedAt },
    kind: 'UNDONE',
    detail: { found: found.detail['found'], undone: finding, ...(reason ? { reason } : {}) },
  });
  await undoWhereSaid(client, reader.agencyId, {
    incident,
    ordinal: finding,
    actor: reader.actor,
    role: reader.role,
    detail: { found: found.detail['found'], ...(reason ? { reason } : {}) },
  });
}

async function saveStep(
  client: pg.ClientBase,
  { agencyId, actor, role }: Reader,
  step: {
    decided: Parameters<typeof saveDecision>[2];
    kind: 'DECIDED' | 'UNDONE' | 'FOUND';
    detail: Readonly<Record<string, unknown>>;
  },
): Promise<number> {
  const { incident } = step.decided;
  // Whoever locates may be taking back what was carried to it, by the steps it had: what is decided now would be lost.
  await lockGunshots(client, agencyId);
  const revision = await saveDecision(client, agencyId, step.decided);
  if (revision === null) throw changed();
  // Of what was just withdrawn, a decision taken back, or that nothing was found, would say before its time that nothing is left.
  const isNothing = step.kind === 'UNDONE' || step.detail['found'] === 'nothing';
  const since = isNothing ? await secondsSinceWithdrawn(client, agencyId, incident) : null;
  const holdSeconds = since === null ? 0 : Math.max(0, withdrawHoldSeconds - since);
  await saveGunshotEvent(client, agencyId, {
    incident,
    kind: step.kind,
    actor,
    role,
    revision,
    detail: step.detail,
    holdSeconds,
  });
  if (holdSeconds > 0) await holdDeliveries(client, agencyId, { incident, seconds: holdSeconds });
  return revision;
}
