/** Recoveries of firearms by quarter or year, parted by time to crime: what a histogram draws, and nothing left out. */
export type TimeBand = 'year' | 'three' | 'longer' | 'unknown';
export const timeBands: readonly TimeBand[] = ['year', 'three', 'longer', 'unknown'];

export interface RecoveredFirearm {
  readonly id: string;
  readonly recoveredOn: string | null;
  readonly timeToCrimeDays: number | null;
}

export interface RecoveryBin {
  /** `2024` or `2024 Q1`. */
  readonly period: string;
  readonly ids: readonly string[];
  readonly bands: Readonly<Record<TimeBand, number>>;
}

/** Up to this many years are shown by quarter. */
const quarterYearsMax = 5;
const daysOfYear = 365;

export function timeBandOf(days: number | null): TimeBand {
  return days === null ? 'unknown' : days <= daysOfYear ? 'year' : days <= 3 * daysOfYear ? 'three' : 'longer';
}

/** Every period from the first recovery to the last, empty ones too. */
export function binRecoveries(firearms: readonly RecoveredFirearm[]): RecoveryBin[] {
  const recovered = firearms.filter((firearm) => firearm.recoveredOn !== null);
  const years = recovered.map((firearm) => Number(firearm.recoveredOn!.slice(0, 4)));
  if (years.length === 0) return [];
  const first = Math.min(...years);
  const last = Math.max(...years);
  const byQuarter = last - first < quarterYearsMax;
  const periodOf = (day: string) =>
    byQuarter ? `${day.slice(0, 4)} Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}` : day.slice(0, 4);
  const periods = Array.from({ length: last - first + 1 }, (_, at) => String(first + at)).flatMap((year) =>
    byQuarter ? [1, 2, 3, 4].map((quarter) => `${year} Q${quarter}`) : [year],
  );
  return periods.map((period) => {
    const own = recovered.filter((firearm) => periodOf(firearm.recoveredOn!) === period);
    const bands = { year: 0, three: 0, longer: 0, unknown: 0 };
    for (const firearm of own) bands[timeBandOf(firearm.timeToCrimeDays)] += 1;
    return { period, ids: own.map((firearm) => firearm.id), bands };
  });
}

/** The middle of the values; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[at]! : Math.round((sorted[at - 1]! + sorted[at]!) / 2);
}
