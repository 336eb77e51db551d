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
} from '../store/gunshots.ts';
import { savePulsesOfSlot } from '../store/sensor-pulses.ts';
import { keepIncidents, sorted } from './keep-incidents.ts';
import { touchedMeters } from './standing-there.ts';

/** What a slot of time holds in a cell, found anew. */
export interface FoundSlot {
  readonly cell: string;
  readonly slot: number;
  readonly shots: readonly Gunshot[];
  /** All it was located from. */
  readonly pulses: readonly StreamPulse[];
}

const marginMicroseconds = 200_000;
const stretchMicroseconds = 60_000_000;

/**
 * Saves slots as they were found, and what incidents come of it, with their history. Gives whether anything is another than before. `now` is by the
 * clock of who hears live; null where a span long gone is located anew.
 */
export async function saveGunshots(
  client: pg.ClientBase,
  agencyId: number,
  { found, keyOf, now }: { found: readonly FoundSlot[]; keyOf: (sensor: string) => Uint8Array; now: Date | null },
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
  await saveIncidentsAbout(client, agencyId, { touched, keyOf, now });
  return true;
}

/** Whether two slots hold the same, to the last digit. */
export function sameShots(a: readonly Gunshot[], b: readonly Gunshot[]): boolean {
  return a.length === b.length && a.every((shot, at) => tellShot(shot) === tellShot(b[at]!));
}

const tellShot = ({ timeMicroseconds, lon, lat, ellipse95, covariance, arrivals, air }: Gunshot) =>
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
    sorted(air),
  ]);

async function saveIncidentsAbout(
  client: pg.ClientBase,
  agencyId: number,
  { touched, keyOf, now }: { touched: readonly Gunshot[]; keyOf: (sensor: string) => Uint8Array; now: Date | null },
): Promise<void> {
  const located = await findComponents(client, agencyId, touched);
  const pulses = new Set([
    ...located.flatMap((each) => each.pulses),
    ...touched.flatMap((shot) => shot.arrivals.map(({ sensor, sequence }) => `${sensor}/${sequence}`)),
  ]);
  const times = [
    ...touched.map((shot) => shot.timeMicroseconds),
    ...located.flatMap((each) => [each.firstMicroseconds, each.lastMicroseconds]),
  ];
  const held = await findIncidentsOfPulses(client, agencyId, {
    from: Math.min(...times) - marginMicroseconds,
    until: Math.max(...times) + marginMicroseconds,
    pulses: [...pulses],
    incidents: [],
  });
  await keepIncidents(client, agencyId, { located, held, keyOf, now });
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
