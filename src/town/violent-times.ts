import { dayOf, existingMinute, minutesPerDay, weekdayOf } from './calendar.ts';
import type { Random } from '../stats/random.ts';

/** Hours in which people are shot: the late evening and the hours after midnight. */
const hourWeights = [9, 8, 7, 5, 3, 2, 1.5, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 8, 9, 10, 10.5, 10];
const hourSum = hourWeights.reduce((a, b) => a + b, 0);

export function minuteOfNight(random: Random): number {
  let target = random.next() * hourSum;
  let hour = 0;
  while (hour < 23 && target >= (hourWeights[hour] as number)) target -= hourWeights[hour++] as number;
  return hour * 60 + random.between(0, 59);
}

/** A day of the year: summer and weekends carry more. */
export function violentDay(year: number, random: Random): number {
  // Keep a drawn day with a chance that follows both.
  for (;;) {
    const day = dayOf(year, 1, 1) + random.between(0, 364);
    const season = 1 + 0.22 * Math.cos(((day - dayOf(year, 7, 15)) / 365) * 2 * Math.PI);
    const weekend = [0, 6].includes(weekdayOf(day)) ? 1.2 : 0.95;
    if (random.chance((season * weekend) / 1.5)) return day;
  }
}

export function violentMinute(year: number, random: Random): number {
  return existingMinute(violentDay(year, random) * minutesPerDay + minuteOfNight(random));
}
