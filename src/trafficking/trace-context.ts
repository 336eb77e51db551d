/**
 * What the other traces say of the dealer and the purchaser of each trace, without the trace itself.
 *
 * **Source.** Other traced firearms of a purchaser and several bought together: ATF's indicators of trafficking (_Following the Gun_, 2000;
 * Youth Crime Gun Interdiction Initiative). The dealer's adjusted rate: the share of short times to crime, drawn towards the usual
 * (`stats/beta-binomial.ts`), over the share of all.
 * **Input.** Facts of all traces of an agency. **Output.** For each trace its context, in the same order.
 * **Limits.** A trace never speaks for itself: it is left out of its dealer's rate and of its purchaser's firearms. Firearms are counted, not
 * traces: one traced twice is one.
 */
import { daysBetween } from '../model/values/days-between.ts';
import { fitBetaPrior, type BetaPrior } from '../stats/beta-binomial.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';

export interface TraceContext {
  /** Other traced firearms the purchaser bought; null where no purchaser is recorded. */
  readonly otherFirearms: number | null;
  /** Of these, bought within so many days of this one that they are one purchase or a string of purchases. */
  readonly boughtTogether: number | null;
  /** Share of short times to crime among the dealer's other traces over the share of all, 1 the usual; null where no dealer is recorded. */
  readonly dealerRatio: number | null;
}

/** Five business days are seven days of the calendar, or eight over a holiday. */
const togetherDays = 7;

export function traceContexts(traces: readonly TraceFacts[]): TraceContext[] {
  const purchases = new Map<string, Map<string, string | null>>();
  const dealers = new Map<string, { short: number; known: number }>();
  const counted = new Set<string>();
  for (const trace of traces) {
    const { purchaser, dealer, firearm, soldOn } = trace;
    if (purchaser !== null) {
      const of = purchases.get(purchaser.id) ?? new Map<string, string | null>();
      of.set(firearm, of.get(firearm) ?? soldOn);
      purchases.set(purchaser.id, of);
    }
    const short = isShort(trace);
    if (dealer !== null && short !== null && !counted.has(`${dealer.id} ${firearm}`)) {
      counted.add(`${dealer.id} ${firearm}`);
      const of = dealers.get(dealer.id) ?? { short: 0, known: 0 };
      of.known++;
      of.short += Number(short);
      dealers.set(dealer.id, of);
    }
  }
  const prior = usualOf([...dealers.values()]);
  return traces.map((trace) => {
    const { purchaser, dealer, firearm, soldOn } = trace;
    const others = purchaser === null ? null : [...purchases.get(purchaser.id)!].filter(([id]) => id !== firearm);
    const of = dealer === null ? null : (dealers.get(dealer.id) ?? { short: 0, known: 0 });
    const own = isShort(trace);
    return {
      otherFirearms: others?.length ?? null,
      boughtTogether: others?.filter(([, on]) => daysApart(on, soldOn) <= togetherDays).length ?? null,
      dealerRatio:
        of === null || prior === null
          ? null
          : (prior.a + of.short - Number(own === true)) /
            (prior.a + prior.b + of.known - Number(own !== null)) /
            prior.share,
    };
  });
}

/** The prior of shares, and the share of all; null where all known times are alike. */
function usualOf(dealers: readonly { short: number; known: number }[]): (BetaPrior & { share: number }) | null {
  const known = dealers.reduce((sum, each) => sum + each.known, 0);
  const short = dealers.reduce((sum, each) => sum + each.short, 0);
  if (short === 0 || short === known) return null;
  return { share: short / known, ...fitBetaPrior(dealers.map((each) => ({ count: each.short, of: each.known }))) };
}

function daysApart(a: string | null, b: string | null): number {
  if (a === null || b === null) return Infinity;
  return Math.abs(daysBetween(a, b));
}
