/**
 * How long stages took: the middle and the slowest tenth.
 *
 * **Source.** Nearest rank: the least time that so large a part of all did not exceed. **Input.** Pairs of moments, ISO 8601, of which the
 * second may be missing. **Output.** Hours; how many were known, how many are not over yet, how many lack a time. **Limits.** What ended
 * before it began is a wrong time, and counts as not known.
 */
export interface StageSpan {
  readonly from: string | null;
  readonly to: string | null;
  /** Where the stage is still to come, rather than its time not known. */
  readonly waits: boolean;
}

export interface StageTimes {
  readonly known: number;
  readonly waiting: number;
  readonly unknown: number;
  readonly medianHours: number | null;
  readonly ninthDecileHours: number | null;
}

export function stageTimes(spans: readonly StageSpan[]): StageTimes {
  const hours: number[] = [];
  let [waiting, unknown] = [0, 0];
  for (const { from, to, waits } of spans) {
    if (from !== null && to === null && waits) waiting++;
    else {
      const took = from === null || to === null ? Number.NaN : (Date.parse(to) - Date.parse(from)) / 3_600_000;
      if (took >= 0) hours.push(took);
      else unknown++;
    }
  }
  hours.sort((a, b) => a - b);
  const rank = (part: number) => hours[Math.max(0, Math.ceil(part * hours.length) - 1)] ?? null;
  return { known: hours.length, waiting, unknown, medianHours: rank(0.5), ninthDecileHours: rank(0.9) };
}
