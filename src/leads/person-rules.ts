/**
 * Leads about people at a recovery: refused a purchase before, or arrested with somebody of the purchaser's home.
 *
 * **Source.** Refusals followed by presence at a recovery, and households of purchasers, as crime-gun units ask for them.
 * **Input.** Facts by person; refusals only where policy lets them be joined. **Output.** A lead, or none.
 * **Limits.** Somebody's presence is no possession. An address that many gave is no household. A disputed sale has no purchaser whose household it were.
 */
import { daysBetween } from '../model/values/days-between.ts';
import { isPassedOn } from '../model/purchaser-is-possessor.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadSettings } from '../model/leads.ts';
import { homeKeys, isSameHome } from '../model/values/same-home.ts';
import { counted, firearmsOf, isDisputed, leadOf, type LeadRule } from './lead-world.ts';

export function deniedThenPresent({ denialDays }: LeadSettings): LeadRule {
  return {
    kind: 'denied-then-present',
    subjects: (world) => world.denialsOf.keys(),
    find(world, subject) {
      const person = subject as EntityId;
      const denied = world.denialsOf.get(person) ?? [];
      const present = [...(world.ofPossessor.get(person) ?? []), ...(world.ofAssociate.get(person) ?? [])];
      const counting = (recoveredOn: string | null) =>
        denied.filter(
          ({ on }) => recoveredOn !== null && recoveredOn >= on && daysBetween(on, recoveredOn) <= denialDays,
        );
      const traces = present.filter(({ recoveredOn }) => counting(recoveredOn).length > 0);
      if (traces.length === 0) return null;
      return leadOf(world, {
        kind: 'denied-then-present',
        subject,
        traces,
        persons: [person],
        days: traces.flatMap(({ recoveredOn }) => counting(recoveredOn).map(({ on }) => on)),
        reason: `Refused a purchase, and within ${denialDays} days there when ${counted(firearmsOf(traces), 'firearm')} ${firearmsOf(traces) === 1 ? 'was' : 'were'} recovered`,
      });
    },
  };
}

export function householdOfPurchaser({ homesAtAddressMost }: LeadSettings): LeadRule {
  return {
    kind: 'household-of-purchaser',
    subjects: (world) => world.ofFirearm.keys(),
    find(world, subject) {
      for (const trace of world.ofFirearm.get(subject as EntityId) ?? []) {
        const { purchaser, possessor } = trace;
        if (purchaser === null || possessor === null || !isPassedOn(trace) || isDisputed(world, trace)) continue;
        const homes = homeKeys(purchaser).filter(
          (home) => (world.sharers.get(`home ${home}`)?.size ?? 0) <= homesAtAddressMost,
        );
        if (homes.length === 0) continue;
        const incidents = new Set((world.arrestsOf.get(possessor.id) ?? []).map(({ incident }) => incident));
        const household = [...incidents].flatMap((incident) =>
          (world.arrestedIn.get(incident) ?? []).filter(
            (arrest) =>
              arrest.person !== possessor.id &&
              arrest.person !== purchaser.id &&
              isSameHome(arrest, purchaser) === true &&
              homeKeys(arrest).some((home) => homes.includes(home)),
          ),
        );
        if (household.length === 0) continue;
        return leadOf(world, {
          kind: 'household-of-purchaser',
          subject,
          traces: [trace],
          persons: [possessor.id, ...household.map(({ person }) => person)],
          incidents: household.map(({ incident }) => incident),
          days: household.map(({ on }) => on),
          reason: `The one it was recovered from was arrested together with ${counted(new Set(household.map(({ person }) => person)).size, 'person', 'people')} of the purchaser’s home`,
        });
      }
      return null;
    },
  };
}
