import { dayOfMinute, existingMinute, minutesPerDay, yearOf } from './calendar.ts';
import { districts, DistrictMap, type District, type Place } from './city.ts';
import type { Random } from '../stats/random.ts';
import { firstDay, lastDay } from './town-years.ts';

/** Firearms of a precinct that fired in the precinct before it: the few things that cross. */
export const visitorsPerPrecinct = 3;

/**
 * A scene in one precinct left by a firearm of the next, worked out from the seed alone so that both precincts write of it
 * without either being in memory when the other is made.
 */
export interface VisitorScene {
  /** The firearm's id in its own precinct. */
  readonly firearmId: string;
  readonly minute: number;
  readonly place: Place;
  readonly rounds: number;
  readonly cases: number;
  readonly incidentNumber: string;
  readonly ibis: string;
  readonly enteredAt: number;
}

/** Scenes that firearms of precinct `owner` left in precinct `owner − 1`. Their numbers are the first ones of each year, kept free for them. */
export function visitorScenes(owner: number, precincts: number, root: Random): VisitorScene[] {
  if (owner < 1 || owner >= precincts) return [];
  const random = root.fork(`visitors-${owner}`);
  const host = owner - 1;
  const map = new DistrictMap(districts[host % districts.length] as District, random.fork('map'));
  return Array.from({ length: visitorsPerPrecinct }, (_, i) => {
    const minute = existingMinute(
      random.between(firstDay + 30, lastDay - 250) * minutesPerDay + random.between(1080, 1439),
    );
    const rounds = random.between(2, 11);
    const enteredAt = (dayOfMinute(minute) + random.between(1, 3)) * minutesPerDay + random.between(450, 1050);
    const number = i * precincts + host + 1;
    return {
      firearmId: `f-${owner}-${i + 1}`,
      minute,
      place: map.anywhere(random),
      rounds,
      cases: random.between(1, rounds),
      incidentNumber: `${yearOf(dayOfMinute(minute)) % 100}-${String(number).padStart(7, '0')}`,
      ibis: `HC-${yearOf(dayOfMinute(enteredAt)) % 100}-${String(number).padStart(6, '0')}`,
      enteredAt,
    };
  });
}
