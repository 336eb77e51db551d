/** How far an event lies from the time of the incident, in the largest unit that says it. */
export interface TimeOffset {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  readonly n: number;
  readonly side: 'before' | 'after';
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Null where either time is a mere day or missing: a length would say more than is known. */
export function timeOffset(zero: string | null, at: string | null): TimeOffset | null {
  if (zero === null || at === null || dayPattern.test(zero) || dayPattern.test(at)) return null;
  const seconds = Math.round((Date.parse(at) - Date.parse(zero)) / 1000);
  if (Number.isNaN(seconds)) return null;
  const size = Math.abs(seconds);
  const side = seconds < 0 ? 'before' : 'after';
  if (size < 60) return { unit: 'seconds', n: size, side };
  if (size < 3600) return { unit: 'minutes', n: Math.round(size / 60), side };
  if (size < 172_800) return { unit: 'hours', n: Math.round(size / 3600), side };
  return { unit: 'days', n: Math.round(size / 86_400), side };
}
