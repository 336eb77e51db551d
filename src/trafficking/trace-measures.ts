/**
 * What traces say together: how many led anywhere, from where, by whom.
 *
 * **Source.** The measures ATF publishes of traces, and the shares beside which every other is to be read: traced of recovered, dealer known of
 * traced, purchaser known of traced.
 * **Input.** Facts of traces, the state they were recovered in. **Output.** Shares with what is not known.
 * **Limits.** Cancelled and duplicate requests are no traces; firearms of governments and police have no first retail sale and are left out
 * of shares by source, as ATF leaves them out.
 */
import { shareOf, type Share } from '../model/share.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { purchaserIsPossessor } from './purchaser-is-possessor.ts';

const noTraces: ReadonlySet<string> = new Set(['C_DUPLICATE', 'C_CANCELLED']);
const noRetailSale: ReadonlySet<string> = new Set(['C_GOVT_OR_LE']);

/** Those that are traces: each request once. */
export function tracesProper(traces: readonly TraceFacts[]): TraceFacts[] {
  return traces.filter(({ completion }) => completion === null || !noTraces.has(completion));
}

export interface TraceMeasures {
  readonly traces: number;
  readonly dealerKnown: Share;
  readonly purchaserKnown: Share;
  readonly timeKnown: Share;
  readonly short: Share;
  readonly outOfState: Share;
  readonly outOfCity: Share;
  readonly sameCounty: Share;
  readonly purchaserIsPossessorLoose: Share;
  readonly purchaserIsPossessorStrict: Share;
  readonly multipleSale: Share;
  readonly obliterated: Share;
  readonly stolen: Share;
}

export function traceMeasures(all: readonly TraceFacts[]): TraceMeasures {
  const traces = tracesProper(all);
  const sold = traces.filter(({ completion }) => completion === null || !noRetailSale.has(completion));
  return {
    traces: traces.length,
    dealerKnown: shareOf(traces, ({ dealer }) => dealer !== null),
    purchaserKnown: shareOf(traces, ({ purchaser }) => purchaser !== null),
    timeKnown: shareOf(traces, ({ timeToCrime }) => timeToCrime.kind === 'computed'),
    short: shareOf(traces, isShort),
    outOfState: shareOf(sold, isOutOfState),
    outOfCity: shareOf(sold, isOutOfCity),
    sameCounty: shareOf(sold, ({ dealer, recovery }) => {
      if (dealer?.county == null || recovery.county === null) return null;
      return dealer.county === recovery.county;
    }),
    purchaserIsPossessorLoose: shareOf(traces, (each) => purchaserIsPossessor(each.purchaser, each.possessor, 'loose')),
    purchaserIsPossessorStrict: shareOf(traces, (each) =>
      purchaserIsPossessor(each.purchaser, each.possessor, 'strict'),
    ),
    multipleSale: shareOf(sold, ({ multipleSale }) => multipleSale),
    obliterated: shareOf(traces, ({ obliterated }) => obliterated),
    stolen: shareOf(traces, ({ stolen }) => stolen),
  };
}

/** Sold in another state than it was recovered in; null where either is not known. */
export function isOutOfState({ dealer, recovery }: Pick<TraceFacts, 'dealer' | 'recovery'>): boolean | null {
  if (dealer?.state == null || recovery.state === null) return null;
  return dealer.state !== recovery.state;
}

/** Sold outside the city's boundary; another state is outside whether or not the dealer's coordinates are known. */
export function isOutOfCity({ dealer, recovery }: Pick<TraceFacts, 'dealer' | 'recovery'>): boolean | null {
  if (dealer === null) return null;
  if (dealer.inCity !== null) return !dealer.inCity;
  return isOutOfState({ dealer, recovery }) === true ? true : null;
}
