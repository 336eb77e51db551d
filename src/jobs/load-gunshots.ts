import type pg from 'pg';
import { dispatchPlace } from '../acoustics/dispatch-place.ts';
import { metersBetween } from '../geo/meters-between.ts';
import { Failure } from '../model/errors.ts';
import type { GunshotIncident, GunshotNearby, VendorAlert } from '../model/gunshot-answers.ts';
import {
  findArrivals,
  findGunshotEvents,
  findIncident,
  findIncidents,
  findIncidentsNear,
  findReportedNear,
  findVendorAlerts,
  type GunshotEvent,
} from '../store/gunshot-reads.ts';
import type { StoredIncident } from '../store/gunshots.ts';
import { findPlacedSensors } from '../store/sensors.ts';
import { loadCitySettings } from './load-city-settings.ts';

export const isoOf = (microseconds: number): string => new Date(microseconds / 1000).toISOString();

/** What may be told of incidents: nothing of who heard them. */
export async function tellIncidents(
  client: pg.ClientBase,
  agencyId: number,
  stored: readonly StoredIncident[],
): Promise<GunshotIncident[]> {
  const { gunshots } = (await loadCitySettings(client, agencyId)).settings;
  return stored.map(({ firstMicroseconds, lastMicroseconds, ...incident }) => ({
    kind: 'own',
    ...incident,
    from: isoOf(firstMicroseconds),
    to: isoOf(lastMicroseconds),
    dispatch: dispatchPlace(incident, gunshots),
  }));
}

/** An incident as it may be told. Fails with `gunshot.unknown` where there is none. */
export async function loadToldIncident(
  client: pg.ClientBase,
  agencyId: number,
  incident: string,
): Promise<GunshotIncident> {
  const [told] = await tellIncidents(client, agencyId, [await loadIncident(client, agencyId, incident)]);
  return told!;
}

interface Asked {
  readonly from: number;
  /** Before this moment, in microseconds. */
  readonly before: number;
  readonly limit: number;
  readonly which: 'all' | 'own' | 'undecided';
}

/** Own incidents and alerts of vendors, newest first. Those of one moment stay together, so that a page may hold a few more. */
export async function loadGunshots(
  client: pg.ClientBase,
  agencyId: number,
  { which, ...page }: Asked,
): Promise<{ items: (GunshotIncident | VendorAlert)[]; next: number | null }> {
  const own = await findIncidents(client, agencyId, { ...page, undecided: which === 'undecided' });
  const vendor = which === 'all' ? await findVendorAlerts(client, agencyId, page) : [];
  const merged = [
    ...(await tellIncidents(client, agencyId, own)).map((item, at) => ({
      at: own[at]!.firstMicroseconds,
      item: item as GunshotIncident | VendorAlert,
    })),
    ...vendor.map(({ atMicroseconds, ...alert }) => ({
      at: atMicroseconds,
      item: { kind: 'vendor' as const, ...alert },
    })),
  ].sort((a, b) => b.at - a.at);
  const last = merged[Math.min(page.limit, merged.length) - 1];
  if (last === undefined) return { items: [], next: null };
  const shown = merged.filter(({ at }) => at >= last.at);
  const more = merged.length > shown.length || own.length >= page.limit || vendor.length >= page.limit;
  return { items: shown.map(({ item }) => item), next: more ? last.at : null };
}

export function noIncident(): Failure {
  return new Failure(
    'gunshot.unknown',
    'Expected the id of a gunshot incident; there is none of that id. Load the list again.',
  );
}

export async function loadIncident(client: pg.ClientBase, agencyId: number, incident: string): Promise<StoredIncident> {
  const found = await findIncident(client, agencyId, incident);
  if (found === null) throw noIncident();
  return found;
}

/** An incident, or the one it is told further as. */
export async function loadStanding(client: pg.ClientBase, agencyId: number, incident: string): Promise<StoredIncident> {
  const seen = new Set<string>();
  let found = await loadIncident(client, agencyId, incident);
  while (found.state === 'JOINED' && found.joinedInto !== null && !seen.has(found.incident)) {
    seen.add(found.incident);
    found = await loadIncident(client, agencyId, found.joinedInto);
  }
  return found;
}

export async function loadGunshotHistory(
  client: pg.ClientBase,
  agencyId: number,
  incident: string,
): Promise<{ items: GunshotEvent[] }> {
  await loadIncident(client, agencyId, incident);
  return { items: await findGunshotEvents(client, agencyId, incident) };
}

const reportedMinutes = 15;
const reportedMeters = 500;
const shootingMeters = 300;
const yearDays = 366;
const nearbyMost = 200;

/** What was reported of the same time and place, and shootings there in the year before: by the metre and the second. */
export async function loadGunshotNearby(
  client: pg.ClientBase,
  agencyId: number,
  incident: string,
): Promise<GunshotNearby> {
  const about = await loadIncident(client, agencyId, incident);
  const [up, across] = [reportedMeters / 111_195, reportedMeters / (111_195 * Math.cos((about.lat * Math.PI) / 180))];
  const box = {
    west: about.lon - across,
    east: about.lon + across,
    south: about.lat - up,
    north: about.lat + up,
  };
  const rows = await findReportedNear(client, agencyId, {
    at: isoOf(about.firstMicroseconds),
    minutes: reportedMinutes,
    days: yearDays,
    ...box,
  });
  const yearBefore = about.firstMicroseconds - yearDays * 86_400e6;
  const own = await findIncidentsNear(client, agencyId, {
    at: about.firstMicroseconds,
    from: yearBefore,
    before: about.firstMicroseconds + 86_400e6,
    ...box,
  });
  const items = [
    ...rows.map(({ lon, lat, ...row }) => ({ ...row, incident: null, meters: metersBetween({ lon, lat }, about) })),
    ...own
      .filter((each) => each.incident !== incident)
      .map((each) => ({
        kind: 'incident' as const,
        at: isoOf(each.firstMicroseconds),
        record: null,
        number: null,
        incident: each.incident,
        what: each.decision,
        meters: metersBetween(each, about),
      })),
  ]
    .filter(
      ({ kind, meters }) => meters <= (kind === 'shooting' || kind === 'incident' ? shootingMeters : reportedMeters),
    )
    .map((each) => ({
      ...each,
      meters: Math.round(each.meters),
      seconds: Math.round(Date.parse(each.at) / 1000 - about.firstMicroseconds / 1e6),
    }))
    .sort((a, b) => Math.abs(a.seconds) - Math.abs(b.seconds) || a.meters - b.meters);
  return { items: items.slice(0, nearbyMost), total: items.length };
}

/** Who heard each shot, and where they are: for those who may see that. */
export async function loadGunshotArrivals(client: pg.ClientBase, agencyId: number, incident: string) {
  const { summary } = await loadIncident(client, agencyId, incident);
  const places = new Map((await findPlacedSensors(client, agencyId)).map((each) => [each.sensor, each]));
  const found = await findArrivals(
    client,
    agencyId,
    summary.shots.map((shot) => shot.timeMicroseconds),
  );
  return {
    shots: summary.shots.map(({ timeMicroseconds, lon, lat }) => {
      const shot = found.find(
        (each) => each.timeMicroseconds === timeMicroseconds && each.lon === lon && each.lat === lat,
      );
      const arrivals = (shot?.arrivals ?? []).flatMap(({ sensor, timeMicroseconds: heard, residualSeconds }) => {
        const place = places.get(sensor);
        return place ? [{ sensor, lon: place.lon, lat: place.lat, timeMicroseconds: heard, residualSeconds }] : [];
      });
      return { timeMicroseconds, arrivals: arrivals.sort((a, b) => a.timeMicroseconds - b.timeMicroseconds) };
    }),
  };
}
