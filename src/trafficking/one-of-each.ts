import type { TraceFacts } from '../model/trace-facts.ts';
import { hadRetailSale } from './trace-measures.ts';

/** One trace of each firearm: that which tells most of its source, one of a retail sale before one without, of equals the first. */
export function oneOfEachFirearm(traces: readonly TraceFacts[]): TraceFacts[] {
  const byFirearm = new Map<string, TraceFacts>();
  for (const trace of traces) {
    const held = byFirearm.get(trace.firearm);
    if (held === undefined || tells(trace) > tells(held)) byFirearm.set(trace.firearm, trace);
  }
  return [...byFirearm.values()];
}

const tells = (trace: TraceFacts) => 2 * Number(hadRetailSale(trace)) + Number(trace.dealer?.state != null);
