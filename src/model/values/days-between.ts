const dayMilliseconds = 86_400_000;

/** Whole days from one local day to another, `YYYY-MM-DD` with or without a time behind it; below zero where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  const at = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Math.round((at(to) - at(from)) / dayMilliseconds);
}
