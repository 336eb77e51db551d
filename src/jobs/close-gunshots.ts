import type pg from 'pg';
import { judgeClock, offsetSearchMicroseconds, offsetsLookedAt } from '../acoustics/clock-drift.ts';
import { slotMicroseconds, slotOf } from '../acoustics/shots-of-slot.ts';
import { ordinaryAir, speedAlong, speedOfSound, type Wind } from '../acoustics/speed-of-sound.ts';
import { cellsAbout, gridCell } from '../geo/grid-cell.ts';
import { localPlane } from '../geo/local-plane.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { inTransaction } from '../store/database.ts';
import {
  closeIncidents,
  findIncidentsOfPulses,
  findOffsets,
  findShotsBetween,
  lockGunshots,
  saveGunshotEvent,
  saveOffsets,
  saveStanding,
  type StoredIncident,
} from '../store/gunshots.ts';
import type { PulseStream } from './pulse-stream.ts';
import type { SensorNetwork } from './sensor-network.ts';

/** Nothing more is heard of an incident ten seconds after its last shot; pulses come thirty seconds late. */
const openMicroseconds = 40_000_000;
/** So few fix a place well enough to say of another sensor that it is off. */
const sensorsMin = 6;
const nearMeters = 900;

interface Closing {
  readonly agencyId: number;
  readonly network: SensorNetwork;
  readonly stream: PulseStream;
  readonly now: Date;
}

/** Closes incidents nothing more is to come of, and looks in each at whether a sensor's clock is off. */
export async function closeGunshots(pool: pg.Pool, { agencyId, network, stream, now }: Closing): Promise<void> {
  const closed = await inTransaction(pool, async (client) => {
    // Whoever locates, or locates anew, holds incidents in another order.
    await lockGunshots(client, agencyId);
    const ended = await closeIncidents(client, agencyId, now.getTime() * 1000 - openMicroseconds);
    for (const { incident, revision } of ended)
      await saveGunshotEvent(client, agencyId, {
        incident,
        kind: 'CLOSED',
        actor: null,
        role: null,
        revision,
        detail: {},
      });
    if (ended.length === 0) return [];
    const incidents = await findIncidentsOfPulses(client, agencyId, {
      from: 0,
      until: 0,
      pulses: [],
      incidents: ended.map(({ incident }) => incident),
    });
    const located: { incident: StoredIncident; air: HeardAir }[] = [];
    for (const incident of incidents)
      located.push({ incident, air: await airOf(client, agencyId, { incident, network }) });
    return located;
  });
  for (const { incident, air } of closed) {
    if (incident.summary.sensors < sensorsMin) continue;
    const offsets = await offsetsIn({ incident, air, network, stream });
    if (offsets.length === 0) continue;
    await inTransaction(pool, (client) => weighClocks(client, { agencyId, now, offsets }));
  }
}

interface Offset {
  readonly sensor: string;
  readonly incident: string;
  readonly timeMicroseconds: number;
  readonly offsetMicroseconds: number;
}

interface HeardAir {
  readonly stillMps: number;
  readonly wind: Wind;
}

/** As it was estimated with the shot most sensors heard: a wrong note of the weather would put every clock out. Else as it was noted. */
async function airOf(
  client: pg.ClientBase,
  agencyId: number,
  { incident, network }: { incident: StoredIncident; network: SensorNetwork },
): Promise<HeardAir> {
  const { firstMicroseconds: from, lastMicroseconds: until, summary } = incident;
  const own = new Set(summary.shots.map(({ timeMicroseconds, lon, lat }) => `${timeMicroseconds}/${lon}/${lat}`));
  const [surest] = (await findShotsBetween(client, agencyId, { from, until }))
    .filter(({ timeMicroseconds, lon, lat }) => own.has(`${timeMicroseconds}/${lon}/${lat}`))
    .sort((a, b) => b.arrivals.length - a.arrivals.length);
  if (surest?.air)
    return { stillMps: surest.air.stillMps, wind: { east: surest.air.windEastMps, north: surest.air.windNorthMps } };
  const {
    temperatureC = ordinaryAir.temperatureC,
    windEastMps = 0,
    windNorthMps = 0,
  } = network.weatherAt(slotOf(from)) ?? {};
  return { stillMps: speedOfSound({ ...ordinaryAir, temperatureC }), wind: { east: windEastMps, north: windNorthMps } };
}

/** Of every sensor near an incident: how far its pulses lay from where its shots should have been heard, the middle one. */
async function offsetsIn({
  incident,
  air,
  network,
  stream,
}: {
  incident: StoredIncident;
  air: HeardAir;
  network: SensorNetwork;
  stream: PulseStream;
}): Promise<Offset[]> {
  const { summary, firstMicroseconds, lastMicroseconds } = incident;
  const slot = slotOf(firstMicroseconds);
  const near = network.all.filter((each) => metersBetween(each, incident) <= nearMeters);
  const { stillMps: speed, wind } = air;
  const reach = offsetSearchMicroseconds + Math.ceil((nearMeters / speed) * 1e6);
  const pulses = await stream.read(cellsAbout(gridCell(incident)), firstMicroseconds - reach, lastMicroseconds + reach);
  const bySensor = Map.groupBy(pulses, (pulse: StreamPulse) => pulse.sensor);
  return near.flatMap((sensor): Offset[] => {
    if (sensor.fromMicroseconds > slot * slotMicroseconds) return [];
    const heard = bySensor.get(sensor.sensor) ?? [];
    const offsets = summary.shots.flatMap((shot) => {
      const { x, y } = localPlane(shot).toPlane(sensor);
      const meters = Math.hypot(x, y);
      const along = speedAlong(speed, wind, { east: x / (meters || 1), north: y / (meters || 1) });
      const expected = shot.timeMicroseconds + (meters / along) * 1e6;
      const nearest = heard.reduce<number | null>((best, { timeMicroseconds }) => {
        const offset = timeMicroseconds - expected;
        return best === null || Math.abs(offset) < Math.abs(best) ? offset : best;
      }, null);
      return nearest === null || Math.abs(nearest) > offsetSearchMicroseconds ? [] : [nearest];
    });
    if (offsets.length === 0) return [];
    const middle = offsets.sort((a, b) => a - b)[Math.floor(offsets.length / 2)]!;
    return [
      {
        sensor: sensor.sensor,
        incident: incident.incident,
        timeMicroseconds: firstMicroseconds,
        offsetMicroseconds: Math.round(middle),
      },
    ];
  });
}

/** From the next slots on, none of which was looked at yet, a clock that drifts is left out, and one that is steady again is not. */
async function weighClocks(
  client: pg.ClientBase,
  { agencyId, now, offsets }: { agencyId: number; now: Date; offsets: readonly Offset[] },
): Promise<void> {
  await saveOffsets(client, agencyId, offsets);
  const fromMicroseconds = (slotOf(now.getTime() * 1000) + 2) * slotMicroseconds;
  const sensors = offsets.map((each) => each.sensor);
  for (const { sensor, offsets: newest, trusted } of await findOffsets(client, agencyId, {
    sensors,
    limit: offsetsLookedAt,
  })) {
    const verdict = judgeClock(newest);
    if (verdict.kind === 'unknown' || (verdict.kind === 'steady') === trusted) continue;
    await saveStanding(client, agencyId, {
      sensor,
      fromMicroseconds,
      trusted: verdict.kind === 'steady',
      offsetMicroseconds: verdict.offsetMicroseconds,
      incidents: newest.length,
    });
  }
}
