/**
 * Years in which a dealer's traces reached what ATF's second demand letter counted.
 *
 * **Source.** ATF, Demand Letter 2, from 2000: dealers with at least ten traces of a time to crime of three years or less within a year,
 * from 2018 twenty-five; its end was announced on 13 June 2025. Computed here from the city's own traces, with the threshold as a setting. Three
 * years are 1,095 days, and the last of them counts (≤); elsewhere short is below three years (<), as ATF's tables and New York's report have it.
 * **Input.** Facts of traces to one dealer. **Output.** Years with their counts, those that reach it marked.
 * **Limits.** ATF counted traces of the whole country, a city sees its own: fewer here than there. It is no finding against anybody.
 */
import { shortTimeDays, type TraceFacts } from '../model/trace-facts.ts';

export const demandLetterTracesDefault = 25;

export interface DemandLetterYear {
  readonly year: number;
  readonly shortTraces: number;
  readonly reached: boolean;
}

/** By the year in which a trace was asked for. */
export function demandLetterYears(
  traces: readonly Pick<TraceFacts, 'requestedOn' | 'timeToCrime'>[],
  tracesLeast = demandLetterTracesDefault,
): DemandLetterYear[] {
  const counts = new Map<number, number>();
  for (const { requestedOn, timeToCrime } of traces)
    if (requestedOn !== null && timeToCrime.kind === 'computed' && timeToCrime.days <= shortTimeDays) {
      const year = Number(requestedOn.slice(0, 4));
      counts.set(year, (counts.get(year) ?? 0) + 1);
    }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([year, shortTraces]) => ({ year, shortTraces, reached: shortTraces >= tracesLeast }));
}
