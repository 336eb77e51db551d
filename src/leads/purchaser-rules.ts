/**
 * Leads about one purchaser: several traced firearms, a fast one, several bought together, several dealers.
 *
 * **Source.** ATF's indicators of trafficking (_Following the Gun_, 2000); Everytown's indicators of straw purchases; ATF Forms 3310.4 and
 * 3310.12 for firearms bought within five business days. **Input.** Facts by purchaser. **Output.** A lead with its traces, or none.
 * **Limits.** Firearms reported stolen before the recovery are no sign of a purchaser passing them on, and are left out; so are those of a disputed
 * sale, and where days are compared those of which the day of the sale cannot be true: the lead names these. Rows not joined into one purchaser
 * are counted apart.
 */
import { daysBetween } from '../model/values/days-between.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadSettings } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { saleDayOf } from '../model/trace-doubts.ts';
import { isPassedOn } from '../model/purchaser-is-possessor.ts';
import type { StateHolidays } from '../model/tracing-settings.ts';
import { salesTogether, unsureHolidays } from '../model/values/business-days.ts';
import { counted, leadOf, leftOutOf, purchasesOf, type LeadRule, type LeadWorld } from './lead-world.ts';

const tracesOf = (world: LeadWorld, subject: string) => purchasesOf(world, subject as EntityId);

/** A lead about one purchaser, which names what of theirs it does not count. */
const leadAbout = (world: LeadWorld, of: Parameters<typeof leadOf>[1]) =>
  leadOf(world, { ...of, leftOut: leftOutOf(world, [of.subject as EntityId], of.traces) });

const purchasers = (world: LeadWorld) => world.ofPurchaser.keys();

const dealersOf = (traces: readonly TraceFacts[]) => new Set(traces.flatMap(({ dealer }) => dealer?.id ?? [])).size;

/** Of the sets of sales that lie within so many days of their first, the first of which there is most, by day. */
function together(
  traces: readonly TraceFacts[],
  days: number,
  isMore = (one: readonly TraceFacts[], other: readonly TraceFacts[]) => one.length > other.length,
): TraceFacts[] {
  const dated = traces
    .filter((trace) => saleDayOf(trace) !== null)
    .toSorted((a, b) => (a.soldOn! < b.soldOn! ? -1 : 1));
  let best: TraceFacts[] = [];
  dated.forEach((first, at) => {
    const within = dated.slice(at).filter(({ soldOn }) => Math.abs(daysBetween(first.soldOn!, soldOn!)) <= days);
    if (isMore(within, best)) best = within;
  });
  return best;
}

export function severalTraces({ windowDays }: LeadSettings): LeadRule {
  return {
    kind: 'purchaser-several-traces',
    subjects: purchasers,
    find(world, subject) {
      const traces = together(tracesOf(world, subject).filter(isPassedOn), windowDays);
      if (traces.length < 2) return null;
      const dealers = new Set(traces.map(({ dealer }) => dealer?.id ?? null)).size;
      return leadAbout(world, {
        kind: 'purchaser-several-traces',
        subject,
        traces,
        reason: `${counted(traces.length, 'firearm')} bought by one person within ${windowDays} days, at ${counted(dealers, 'dealer')}, came into police hands from somebody else or nobody named`,
      });
    },
  };
}

export function fastTrace({ fastDays }: LeadSettings): LeadRule {
  return {
    kind: 'purchaser-fast-trace',
    subjects: purchasers,
    find(world, subject) {
      const traces = tracesOf(world, subject).filter(
        (trace) =>
          isPassedOn(trace) &&
          trace.timeToCrime.kind === 'computed' &&
          trace.timeToCrime.days >= 0 &&
          trace.timeToCrime.days < fastDays,
      );
      if (traces.length === 0) return null;
      const days = traces.map(({ timeToCrime }) => (timeToCrime.kind === 'computed' ? timeToCrime.days : 0));
      return leadAbout(world, {
        kind: 'purchaser-fast-trace',
        subject,
        traces,
        reason: `${counted(traces.length, 'firearm')} recovered from somebody other than the purchaser, or nobody named, ${days.length === 1 ? `${days[0]} days` : `${Math.min(...days)} to ${Math.max(...days)} days`} after the sale`,
      });
    },
  };
}

/** Calendars are those of states; a state without any keeps the federal holidays. Days of a list not read off the law are named where it hangs on them. */
export function boughtTogether(calendars: Readonly<Record<string, StateHolidays>>): LeadRule {
  return {
    kind: 'multiple-purchase-recovered',
    subjects: purchasers,
    find(world, subject) {
      const all = tracesOf(world, subject);
      const dated = all.flatMap((trace) => {
        const soldOn = saleDayOf(trace);
        return soldOn === null ? [] : [{ ...trace, soldOn }];
      });
      const calendarOf = ({ dealer }: TraceFacts) => calendars[dealer?.state ?? ''] ?? null;
      const runs = salesTogether(dated, calendarOf);
      // Three found with the purchaser must not hide two of which one was passed on.
      const run = runs.toSorted((a, b) => b.length - a.length).find((of) => of.some(isPassedOn));
      const inRun = new Set(runs.flat().map(({ traceNumber }) => traceNumber));
      const reported = all.filter(({ multipleSale, traceNumber }) => multipleSale === true && !inRun.has(traceNumber));
      const found = run ?? reported;
      if (!found.some(isPassedOn)) return null;
      const unsure = run === undefined ? [] : unsureHolidays(run[0]!.soldOn, run.at(-1)!.soldOn, calendarOf(run[0]!));
      return leadAbout(world, {
        kind: 'multiple-purchase-recovered',
        subject,
        traces: found,
        reason:
          run !== undefined
            ? `${counted(run.length, 'recovered firearm')} bought by one person within five business days${unsure.length === 0 ? '' : `, if state offices were shut on ${unsure.join(', ')}`}`
            : `${counted(found.length, 'recovered firearm')} bought in a multiple sale the dealer reported; the others of the sale were not recovered here`,
      });
    },
  };
}

export function severalDealers({ severalDealersDays }: LeadSettings): LeadRule {
  return {
    kind: 'purchaser-several-dealers',
    subjects: purchasers,
    find(world, subject) {
      const sold = tracesOf(world, subject).filter(({ dealer }) => dealer !== null);
      // Most dealers, of as many dealers most firearms: many firearms of one dealer must not hide a season of several.
      const traces = together(
        sold,
        severalDealersDays,
        (one, other) => (dealersOf(one) - dealersOf(other) || one.length - other.length) > 0,
      );
      const dealers = dealersOf(traces);
      if (dealers < 2) return null;
      return leadAbout(world, {
        kind: 'purchaser-several-dealers',
        subject,
        traces,
        reason: `One person bought ${counted(traces.length, 'firearm')} at ${dealers} dealers within ${severalDealersDays} days, and they were recovered`,
      });
    },
  };
}
