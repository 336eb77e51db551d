/**
 * Leads about a dealer or a show.
 *
 * **Source.** Traced firearms under three years among those with a known time, against the share of all: above the outer limit of the funnel, one of
 * a thousand (`stats/count-chance.ts`). **Input.** Facts by dealer. **Output.** A lead, or none.
 * **Limits.** A dealer outside the limits is one to look at. The sale of a traced firearm is no evidence of wrongdoing.
 */
import type { EntityId } from '../model/ids.ts';
import type { LeadSettings } from '../model/leads.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { countChance, positionOf } from '../stats/count-chance.ts';
import { firstRecoveries } from '../model/short-of-dealers.ts';
import { counted, firearmsOf, isDisputed, leadOf, type LeadRule } from './lead-world.ts';

const known = (trace: TraceFacts) => isShort(trace) !== null;

export function dealerFastTraces({ dealerTracesLeast }: LeadSettings): LeadRule {
  return {
    kind: 'dealer-fast-traces',
    subjects: (world) => world.ofDealer.keys(),
    find(world, subject) {
      const all = (world.ofDealer.get(subject as EntityId) ?? []).filter(known);
      const fast = all.filter((trace) => isShort(trace) === true);
      if (fast.length < dealerTracesLeast) return null;
      const { share, spread } = world.usualShort;
      const chance = countChance({ of: all.length, share }, spread);
      if (positionOf(fast.length, chance) !== 'far-above') return null;
      return leadOf(world, {
        kind: 'dealer-fast-traces',
        subject,
        traces: fast,
        dealers: [subject as EntityId],
        strength: 50,
        reason: `${fast.length} of ${counted(all.length, 'traced firearm')} under three years; ${chance.expected.toFixed(1)} were to be expected of so many`,
      });
    },
  };
}

export function showTraces({ showTracesLeast }: LeadSettings): LeadRule {
  return {
    kind: 'show-traces',
    subjects: (world) => world.ofShow.keys(),
    find(world, subject) {
      const all = firstRecoveries(world.ofShow.get(subject) ?? []);
      const traces = all.filter((trace) => trace.stolen !== true && !isDisputed(world, trace));
      if (firearmsOf(traces) < showTracesLeast) return null;
      return leadOf(world, {
        kind: 'show-traces',
        subject,
        traces,
        leftOut: all.filter((trace) => !traces.includes(trace)).map(({ traceNumber }) => traceNumber),
        reason: `${firearmsOf(traces)} recovered firearms were sold at one show: ${subject}`,
      });
    },
  };
}
