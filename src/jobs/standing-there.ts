import type pg from 'pg';
import { togetherMicroseconds } from '../acoustics/gunshot-incidents.ts';
import { metersBetween } from '../geo/meters-between.ts';
import { findStandingIncidents, type StoredIncident } from '../store/gunshots.ts';

/** Between incidents nearer than this in space, and of the same seconds, it is not sure which is which. */
export const touchedMeters = 400;

/**
 * Which incident stands where one was that is no longer located: of the same seconds, the nearest of those about as far off as its place was known. Null
 * where none does. Times in microseconds. With `alsoOfTheDesk` what is no longer located stands there too where people know of gunfire there.
 */
export async function standingThere(
  client: pg.ClientBase,
  agencyId: number,
  gone: {
    readonly firstMicroseconds: number;
    readonly lastMicroseconds: number;
    readonly lon: number;
    readonly lat: number;
    readonly summary: { readonly ellipse95: { readonly majorMeters: number } };
  },
  isOther: (incident: StoredIncident) => boolean,
  { alsoOfTheDesk = false }: { readonly alsoOfTheDesk?: boolean } = {},
): Promise<string | null> {
  const standing = await findStandingIncidents(client, agencyId, {
    from: gone.firstMicroseconds - togetherMicroseconds,
    until: gone.lastMicroseconds + togetherMicroseconds,
    alsoOfTheDesk,
  });
  const near = standing
    .filter(isOther)
    .map((each) => ({ incident: each.incident, meters: metersBetween(each, gone) }))
    .filter(({ meters }) => meters <= touchedMeters + gone.summary.ellipse95.majorMeters)
    .sort((a, b) => a.meters - b.meters || (a.incident < b.incident ? -1 : 1));
  return near[0]?.incident ?? null;
}
