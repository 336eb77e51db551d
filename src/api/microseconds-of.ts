export const lastMicroseconds = 4_102_444_800_000_000;

/** A moment in microseconds since 1970; one that is none, such as a leap second, is after all others. */
export function microsecondsOf(moment: string | undefined, otherwise: number): number {
  const at = moment === undefined ? otherwise : Date.parse(moment) * 1000;
  return Number.isSafeInteger(at) ? Math.max(0, at) : otherwise;
}
