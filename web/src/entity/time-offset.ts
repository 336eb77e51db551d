import { timeOfInstant } from '../frame/format.ts';

type Unit = 'seconds' | 'minutes' | 'hours' | 'days';

/** How far an event lies from the incident, in the largest unit that says it: the least and the most the times allow. */
export type TimeOffset =
  | { readonly side: 'before' | 'after'; readonly unit: Unit; readonly least: number; readonly most: number }
  | { readonly side: 'around'; readonly unit: Unit; readonly before: number; readonly after: number };

/** A time as it is written: a moment, or from one to another. */
export interface Written {
  readonly from: string | null;
  readonly to: string | null;
}

/** Null where either time is no instant: from a mere day, or from what could not be read, a length would say more than is known. */
export function timeOffset(zero: Written, at: Written): TimeOffset | null {
  const [start, end] = [boundsOf(zero), boundsOf(at)];
  if (start === null || end === null) return null;
  const least = end.first - start.last;
  const most = end.last - start.first;
  const unit = unitOf(Math.max(Math.abs(least), Math.abs(most)));
  const count = (seconds: number) => Math.round(Math.abs(seconds) / secondsOf[unit]);
  if (least > 0 || (least === 0 && most === 0)) return { side: 'after', unit, least: count(least), most: count(most) };
  if (most < 0) return { side: 'before', unit, least: count(most), most: count(least) };
  return { side: 'around', unit, before: count(least), after: count(most) };
}

const secondsOf: Readonly<Record<Unit, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

function unitOf(seconds: number): Unit {
  if (seconds < 120) return 'seconds';
  if (seconds < 3_600) return 'minutes';
  return seconds < 172_800 ? 'hours' : 'days';
}

/** First and last second it may have been: a clock without seconds is the whole minute, as where reports are put beside shootings. */
function boundsOf({ from, to }: Written): { first: number; last: number } | null {
  const [start, end] = [from, to ?? from].map((text) => (text === null ? null : timeOfInstant(text)));
  if (start == null || end == null) return null;
  const first = start.getTime() / 1000;
  const last = Math.max(first, end.getTime() / 1000);
  return { first: Math.round(first), last: Math.round(last) + (last % 60 === 0 ? 59 : 0) };
}
