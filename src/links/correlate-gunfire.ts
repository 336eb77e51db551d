/**
 * Whether a gunshot alert or a call of gunfire and a shooting are close enough in time and place to be put side by side.
 *
 * **Source.** The window in which the share of alerts with a citizen's call is reported: ten minutes and 500 metres
 * (Pasadena, third quarter 2024; docs/town.md). That shots and shootings compare as alerts and calls do is our choice.
 * **Input.** When and where each was recorded, as precisely as it was written. **Output.** How far apart they are, as the
 * least and the most that the precision allows, and whether the rule puts them together.
 * **Limits.** Says that two rows tell of the same time and place, not of the same shots: every shooting in the window is
 * named, and none is chosen. What has no coordinates, or coordinates coarser than half the window, is put beside nothing.
 * A clock that was set to a round hour because nobody knew better is believed.
 */
import { metersBetween } from '../geo/meters-between.ts';

/** One row as far as the rule reads it. */
export interface Sighting {
  /** Instants, ISO 8601 in UTC. */
  readonly from: string;
  /** End of the time given; null where it is a moment. */
  readonly to: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly precision: string | null;
  /** Radius its source claims, where it claims one. */
  readonly accuracyMeters: number | null;
}

/** A length of which only bounds are known. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

export interface Apart {
  /** From the incident to the report; below zero where the report came first. */
  readonly seconds: Span;
  readonly meters: Span;
}

export const correlationRule = {
  name: 'rule:same-time-and-place@1',
  secondsMax: 600,
  metersMax: 500,
  /** A shooting said to have happened within a longer time than this is not dated by it: everything in it would fit. */
  incidentSecondsMax: 1_800,
} as const;

/** Coordinates that may be further off than half the window say too little of a distance within it. */
const uncertaintyMetersMax = correlationRule.metersMax / 2;

/**
 * How far the true place may be from the coordinates, by what the feed says of them. Half the last of four decimals of
 * a degree both ways is 8 m; half the last of three, 79 m. A block is moved to its middle or its corner: half of the
 * longest common block, an eighth of a mile. A crossing stands for the nearest half of the blocks that meet in it.
 */
const uncertaintyMeters: ReadonlyMap<string, number> = new Map([
  ['exact', 8],
  ['100m', 79],
  ['block', 101],
  ['intersection', 101],
]);

/** Beyond this time nothing can fit, however precisely it was written. */
export const correlationReach = {
  // A minute written without seconds is any second of it.
  seconds: correlationRule.secondsMax + 60,
  incidentSeconds: correlationRule.incidentSecondsMax,
} as const;

/** How far apart a report and an incident are; null where the coordinates do not tell. */
export function measureGunfire(report: Sighting, incident: Sighting): Apart | null {
  const off = [report, incident].map(uncertaintyOf);
  if (off.some((each) => each === null || each > uncertaintyMetersMax)) return null;
  const meters = metersBetween(report, incident);
  const uncertain = off[0]! + off[1]!;
  return {
    seconds: secondsAfter(report, incident),
    meters: { least: Math.max(0, Math.round(meters - uncertain)), most: Math.round(meters + uncertain) },
  };
}

/** How far apart they are where the rule puts them together; null where it does not. */
export function correlateGunfire(report: Sighting, incident: Sighting): Apart | null {
  const [from, to] = timeOf(incident);
  if (to - from > (correlationRule.incidentSecondsMax + 60) * 1000) return null;
  const apart = measureGunfire(report, incident);
  if (apart === null) return null;
  const { seconds, meters } = apart;
  const nearest = seconds.least > 0 ? seconds.least : seconds.most < 0 ? -seconds.most : 0;
  // Where the precision leaves open whether they are within the window, they are put together, and the bounds say so.
  return nearest <= correlationRule.secondsMax && meters.least <= correlationRule.metersMax ? apart : null;
}

/** The link in plain words. */
export function describeGunfire(kind: 'alert' | 'call', { seconds, meters }: Apart): string {
  const { least, most } = seconds;
  const between = (a: number, b: number) => (a === b ? `${a}` : `${a} to ${b}`);
  const when =
    least > 0
      ? `${between(least, most)} seconds after`
      : most < 0
        ? `${between(-most, -least)} seconds before`
        : `between ${-least} seconds before and ${most} seconds after`;
  return `${kind === 'alert' ? 'Gunshot alert' : 'Call of gunfire'} ${when} the incident and ${between(meters.least, meters.most)} metres from it, as far as the times and coordinates are written. Same time and place (within ${correlationRule.secondsMax / 60} minutes and ${correlationRule.metersMax} metres) does not mean the same shots.`;
}

function uncertaintyOf({ precision, accuracyMeters }: Sighting): number | null {
  const written = uncertaintyMeters.get(precision ?? '');
  return written === undefined ? null : Math.max(written, accuracyMeters ?? 0);
}

function secondsAfter(report: Sighting, incident: Sighting): Span {
  const [reportFrom, reportTo] = timeOf(report);
  const [incidentFrom, incidentTo] = timeOf(incident);
  return {
    least: Math.round((reportFrom - incidentTo) / 1000),
    most: Math.round((reportTo - incidentFrom) / 1000),
  };
}

/** First and last millisecond it may have been: a clock without seconds is the whole minute. */
function timeOf({ from, to }: Sighting): [number, number] {
  const start = Date.parse(from);
  const end = to === null ? start : Math.max(start, Date.parse(to));
  return [start, end + (end % 60_000 === 0 ? 59_000 : 0)];
}
