/**
 * Age of the one a firearm was recovered from, on the day of the recovery.
 *
 * **Source.** ATF, Firearms Trace Data: ages of possessors, in bands. **Input.** Day of birth and of recovery.
 * **Output.** Whole years, or null. **Limits.** None where a day is not recorded, lies before the birth, or gives over 110 years. Ages are for
 * counts in published bands alone; no index and no lead has age in it.
 */
import { ageBands } from '../model/trace-year.ts';
import type { TraceFacts } from '../model/trace-facts.ts';

const oldest = 110;

export function possessorAge({ possessor, recoveredOn }: Pick<TraceFacts, 'possessor' | 'recoveredOn'>): number | null {
  if (possessor?.bornOn == null || recoveredOn === null) return null;
  const [born, recovered] = [possessor.bornOn, recoveredOn].map((day) => ({
    year: Number(day.slice(0, 4)),
    rest: day.slice(5),
  })) as [{ year: number; rest: string }, { year: number; rest: string }];
  const age = recovered.year - born.year - Number(recovered.rest < born.rest);
  return Number.isInteger(age) && age >= 0 && age <= oldest ? age : null;
}

export function ageBandOf(age: number): (typeof ageBands)[number]['id'] {
  return ageBands.find(({ below }) => age < below)!.id;
}
