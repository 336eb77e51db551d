/**
 * Where firearms recovered here were first sold, by state and county, and by year.
 *
 * **Source.** ATF, Firearms Trace Data, source and recovery matrices: of firearms traced to a dealer in a known state.
 * **Input.** Facts of traces. **Output.** Counts by source with all that have one, and how many have none.
 * **Limits.** Where a firearm was first sold is not the way it came. ATF leaves out firearms of governments and police, as is done here.
 */
import type { TraceFacts } from '../model/trace-facts.ts';

export interface Flow {
  /** Postal code of the state of the first retail sale. */
  readonly state: string;
  /** FIPS code of the county; null where only the state is known. */
  readonly county: string | null;
  readonly year: number | null;
  readonly firearms: number;
}

export interface SourceFlows {
  readonly flows: readonly Flow[];
  readonly known: number;
  readonly unknown: number;
}

/** One trace of each firearm: its first with a source, its first where none has one. */
export function oneOfEachFirearm(traces: readonly TraceFacts[]): TraceFacts[] {
  const byFirearm = new Map<string, TraceFacts>();
  for (const trace of traces) {
    const held = byFirearm.get(trace.firearm);
    if (held === undefined || (held.dealer?.state == null && trace.dealer?.state != null))
      byFirearm.set(trace.firearm, trace);
  }
  return [...byFirearm.values()];
}

/** Flows into the city, the most first; each firearm once, by its first trace with a source. */
export function sourceFlows(traces: readonly TraceFacts[]): SourceFlows {
  const firearms = oneOfEachFirearm(traces);
  const counts = new Map<string, Flow>();
  let unknown = 0;
  for (const { dealer, recoveredOn } of firearms) {
    if (dealer?.state == null) {
      unknown++;
      continue;
    }
    const year = recoveredOn === null ? null : Number(recoveredOn.slice(0, 4));
    const key = `${dealer.state} ${dealer.county ?? ''} ${year ?? ''}`;
    const held = counts.get(key);
    counts.set(key, { state: dealer.state, county: dealer.county, year, firearms: (held?.firearms ?? 0) + 1 });
  }
  const flows = [...counts.values()].sort(
    (a, b) =>
      b.firearms - a.firearms || `${a.state}${a.county}${a.year}`.localeCompare(`${b.state}${b.county}${b.year}`, 'en'),
  );
  return { flows, known: firearms.length - unknown, unknown };
}
