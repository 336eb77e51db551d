import { createHash } from 'node:crypto';
import type pg from 'pg';
import { gunshotIncidents, togetherMicroseconds, type FoundIncident } from '../acoustics/gunshot-incidents.ts';
import { shotsOnce } from '../acoustics/shots-of-slot.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { Gunshot } from '../model/gunshots.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import {
  findIncidentsOfPulses,
  findShotsBetween,
  findShotsOfSlot,
  lockGunshots,
  replaceShotsOfSlot,
  saveGunshotEvent,
  saveIncident,
  type IncidentToSave,
  type KeptIncident,
} from '../store/gunshots.ts';
import { savePulsesOfSlot } from '../store/sensor-pulses.ts';

/** What a slot of time holds in a cell, found anew. */
export interface FoundSlot {
  readonly cell: string;
  readonly slot: number;
  readonly shots: readonly Gunshot[];
  /** All it was located from. */
  readonly pulses: readonly StreamPulse[];
}

/** Shots of one incident are within 300 m of one another; those found twice on an edge a little more. */
const touchedMeters = 400;
const marginMicroseconds = 200_000;
const stretchMicroseconds = 60_000_000;

/** Saves slots as they were found, and what incidents come of it, with their history. Gives whether anything is another than before. */
export async function saveGunshots(
  client: pg.ClientBase,
  agencyId: number,
  { found, keyOf }: { found: readonly FoundSlot[]; keyOf: (sensor: string) => Uint8Array },
): Promise<boolean> {
  await lockGunshots(client, agencyId);
  const touched: Gunshot[] = [];
  for (const each of found) {
    const before = await findShotsOfSlot(client, agencyId, each);
    if (sameShots(before, each.shots)) continue;
    await replaceShotsOfSlot(client, agencyId, each);
    await savePulsesOfSlot(client, agencyId, each);
    touched.push(...before, ...each.shots);
  }
  if (touched.length === 0) return false;
  await saveIncidentsAbout(client, agencyId, { touched, keyOf });
  return true;
}

/** Whether two slots hold the same, to the last digit. */
export function sameShots(a: readonly Gunshot[], b: readonly Gunshot[]): boolean {
  return a.length === b.length && a.every((shot, at) => tellShot(shot) === tellShot(b[at]!));
}

const tellShot = ({ timeMicroseconds, lon, lat, ellipse95, covariance, arrivals }: Gunshot) =>
  JSON.stringify([
    timeMicroseconds,
    lon,
    lat,
    ellipse95.majorMeters,
    ellipse95.minorMeters,
    ellipse95.bearingDegrees,
    covariance,
    arrivals.map(({ sensor, sequence, timeMicroseconds: heard, residualSeconds }) => [
      sensor,
      sequence,
      heard,
      residualSeconds,
    ]),
  ]);

async function saveIncidentsAbout(
  client: pg.ClientBase,
  agencyId: number,
  { touched, keyOf }: { touched: readonly Gunshot[]; keyOf: (sensor: string) => Uint8Array },
): Promise<void> {
  const found = await findComponents(client, agencyId, touched);
  const named = new Map(found.map((each) => [incidentId(agencyId, each, keyOf), each]));
  const pulses = new Set([
    ...found.flatMap((each) => each.pulses),
    ...touched.flatMap((shot) => shot.arrivals.map(({ sensor, sequence }) => `${sensor}/${sequence}`)),
  ]);
  const times = [
    ...touched.map((shot) => shot.timeMicroseconds),
    ...found.flatMap((each) => [each.firstMicroseconds, each.lastMicroseconds]),
  ];
  const kept = await findIncidentsOfPulses(client, agencyId, {
    from: Math.min(...times) - marginMicroseconds,
    until: Math.max(...times) + marginMicroseconds,
    pulses: [...pulses],
    incidents: [...named.keys()],
  });
  for (const [incident, now] of named) await saveFound(client, agencyId, { incident, now, kept });
  for (const before of kept) {
    if (named.has(before.incident) || before.state === 'WITHDRAWN' || before.state === 'JOINED') continue;
    await endIncident(client, agencyId, before, [...named].find(([, now]) => sharesPulse(before, now))?.[0] ?? null);
  }
}

/** The incidents that touched shots may be of, with all of their shots: as far back and forth as they reach. */
async function findComponents(
  client: pg.ClientBase,
  agencyId: number,
  touched: readonly Gunshot[],
): Promise<FoundIncident[]> {
  const times = touched.map((shot) => shot.timeMicroseconds);
  let from = Math.min(...times) - stretchMicroseconds;
  let until = Math.max(...times) + stretchMicroseconds;
  for (;;) {
    const shots = shotsOnce(await findShotsBetween(client, agencyId, { from, until }));
    const about = gunshotIncidents(shots).filter((each) =>
      each.shots.some((shot) => touched.some((other) => isNear(shot, other))),
    );
    const reach = togetherMicroseconds + marginMicroseconds;
    const early = about.some((each) => each.firstMicroseconds < from + reach);
    const late = about.some((each) => each.lastMicroseconds > until - reach);
    if (!early && !late) return about;
    if (early) from -= stretchMicroseconds;
    if (late) until += stretchMicroseconds;
  }
}

const isNear = (a: Gunshot, b: Gunshot) =>
  Math.abs(a.timeMicroseconds - b.timeMicroseconds) <= togetherMicroseconds + marginMicroseconds &&
  metersBetween(a, b) <= touchedMeters;

const sharesPulse = (before: KeptIncident, now: FoundIncident) => {
  const own = new Set(now.pulses);
  return before.pulses.some((pulse) => own.has(pulse));
};

/** The same from the same pulses, and nobody without the sensor's key can tell from it who heard what. */
function incidentId(agencyId: number, { anchor }: FoundIncident, keyOf: (sensor: string) => Uint8Array): string {
  return createHash('sha256')
    .update(keyOf(anchor.sensor))
    .update(`/${agencyId}/${anchor.sequence}/${anchor.timeMicroseconds}`)
    .digest('hex')
    .slice(0, 16);
}

async function saveFound(
  client: pg.ClientBase,
  agencyId: number,
  { incident, now, kept }: { incident: string; now: FoundIncident; kept: readonly KeptIncident[] },
): Promise<void> {
  const before = kept.find((each) => each.incident === incident);
  const stood = before !== undefined && before.state !== 'WITHDRAWN' && before.state !== 'JOINED';
  if (stood && sameIncident(before, now)) return;
  // What it was under another id: its first shot, or who heard it first, came later than the rest.
  const was = stood ? undefined : kept.find((each) => each.incident !== incident && sharesPulse(each, now));
  const decided = before?.decision ? before : (was ?? before);
  const toSave: IncidentToSave = {
    incident,
    state: stood ? before.state : (was?.state ?? 'OPEN'),
    joinedInto: null,
    firstMicroseconds: now.firstMicroseconds,
    lastMicroseconds: now.lastMicroseconds,
    openedAt: before?.openedAt ?? was?.openedAt ?? null,
    lon: now.lon,
    lat: now.lat,
    summary: now.summary,
    pulses: now.pulses,
    decision: decided?.decision ?? null,
    decidedBy: decided?.decidedBy ?? null,
    decidedAt: decided?.decidedAt ?? null,
  };
  const state = toSave.state === 'WITHDRAWN' || toSave.state === 'JOINED' ? 'OPEN' : toSave.state;
  const revision = await saveIncident(client, agencyId, { ...toSave, state });
  await saveGunshotEvent(client, agencyId, {
    incident,
    kind: stood ? 'UPDATED' : before ? 'RETURNED' : 'OPENED',
    actor: null,
    role: null,
    revision,
    detail: { ...tellIncident(now), ...(was ? { was: was.incident } : {}) },
  });
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
  });
}

const tellIncident = ({ summary: { shots: _, ...summary }, lon, lat }: FoundIncident) => ({ ...summary, lon, lat });

function sameIncident(before: KeptIncident, now: FoundIncident): boolean {
  const tell = (each: Pick<KeptIncident, 'lon' | 'lat' | 'summary' | 'pulses'>) =>
    sorted([each.lon, each.lat, each.summary, each.pulses]);
  return tell(before) === tell(now);
}

/** As text, whatever order the store gives the names of an object in. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );
}
