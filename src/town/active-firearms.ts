import { dateOf } from './calendar.ts';
import type { Firearm } from './firearms.ts';
import type { Random } from '../stats/random.ts';
import { firstDay, lastDay } from './town-years.ts';
import { WeightedChoice } from './weighted-choice.ts';

/** Firearms that can fire, by month and crew. */
export class ActiveFirearms {
  readonly #byMonth = new Map<number, Firearm[]>();
  readonly #byMonthAndCrew = new Map<string, Firearm[]>();

  constructor(firearms: readonly Firearm[]) {
    for (const firearm of firearms) {
      if (firearm.activity === 0) continue;
      const first = monthIndex(Math.max(firstDay, firearm.streetFrom));
      // Nobody keeps a firearm of the street for ever: two years, if police do not take it first.
      const end = Math.min(lastDay, firearm.recoveredOn ?? firearm.streetFrom + 730);
      for (let month = first; month <= monthIndex(end); month++) {
        push(this.#byMonth, month, firearm);
        if (firearm.crew >= 0) push(this.#byMonthAndCrew, `${month}/${firearm.crew}`, firearm);
      }
    }
  }

  /** A firearm that could have been fired that day, the crew's own if it has one. */
  draw(day: number, crew: number, random: Random): Firearm | null {
    const month = monthIndex(day);
    const own = crew >= 0 ? this.#byMonthAndCrew.get(`${month}/${crew}`) : undefined;
    const from = own !== undefined && random.chance(0.85) ? own : this.#byMonth.get(month);
    if (from === undefined) return null;
    const choice = new WeightedChoice(from, (f) =>
      f.streetFrom <= day && (f.recoveredOn === null || day < f.recoveredOn) ? f.activity : 0,
    );
    if (choice.total === 0) return null;
    const firearm = choice.draw(random);
    // Each use makes the next less likely: it is hidden, thrown away, or known. Without this a lone firearm of a quiet month fires for all.
    firearm.activity *= 0.86;
    return firearm;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function monthIndex(day: number): number {
  const { year, month } = dateOf(day);
  return year * 12 + month;
}
