const dayMilliseconds = 86_400_000;

/** A day of the calendar written `YYYY-MM-DD`; null for anything else. */
export function dayOf(text: string | null | undefined): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
  if (found === null) return null;
  const day = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
  return day.toISOString().slice(0, 10) === text ? text : null;
}

/** The day so many days after another. */
export const addDays = (day: string, days: number) =>
  new Date(instantOf(day) + days * dayMilliseconds).toISOString().slice(0, 10);

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string) => new Date(instantOf(day)).getUTCDay();

const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
