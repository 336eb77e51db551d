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
import { isTraceProper } from '../model/trace-completion.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { measureNames, type MeasureName } from '../model/trace-filter.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';

const noRetailSale: ReadonlySet<string> = new Set(['C_GOVT_OR_LE']);

/** Those that are traces: each request once. */
export function tracesProper(traces: readonly TraceFacts[]): TraceFacts[] {
  return traces.filter(isTraceProper);
}

/** Farther than one goes for an errand. */
const farKilometers = 80;

/** Not where the trace ended with a government or police: theirs had no first retail sale. */
export const hadRetailSale = ({ completion }: Pick<TraceFacts, 'completion'>): boolean =>
  completion === null || !noRetailSale.has(completion);

/** Of which sources, and shares by source, are counted; ATF leaves the others out. */
export function soldAtRetail(traces: readonly TraceFacts[]): TraceFacts[] {
  return traces.filter(hadRetailSale);
}

/** What each share asks of a trace; null where it is not known, undefined where the share is not of such traces. */
const questions: Readonly<Record<MeasureName, (trace: TraceFacts) => boolean | null | undefined>> = {
  dealerKnown: ({ dealer }) => dealer !== null,
  purchaserKnown: ({ purchaser }) => purchaser !== null,
  timeKnown: ({ timeToCrime }) => timeToCrime.kind === 'computed' && timeToCrime.days >= 0,
  short: isShort,
  outOfState: ofSold(isOutOfState),
  outOfCity: ofSold(isOutOfCity),
  sameCounty: ofSold(({ dealer, recovery }) => {
    if (dealer?.county == null || recovery.county === null) return null;
    return dealer.county === recovery.county;
  }),
  far: ofSold(({ distance }) => (distance === null ? null : distance.km > farKilometers)),
  purchaserIsPossessorStrict: (each) => purchaserIsPossessor(each.purchaser, each.possessor, 'strict'),
  purchaserIsPossessorLoose: (each) => purchaserIsPossessor(each.purchaser, each.possessor, 'loose'),
  usedWhereRecovered,
  multipleSale: ofSold(({ multipleSale }) => multipleSale),
  obliterated: ({ obliterated }) => obliterated,
  stolen: ({ stolen }) => stolen,
};

/** Of firearms that had a first retail sale: those of governments and police had none. */
function ofSold(is: (trace: TraceFacts) => boolean | null): (trace: TraceFacts) => boolean | null | undefined {
  return (trace) => (hadRetailSale(trace) ? is(trace) : undefined);
}

/** What a share says of one trace; undefined where the share is not of such traces. */
export function answerOf(measure: MeasureName, trace: TraceFacts): 'yes' | 'no' | 'unknown' | undefined {
  const answer = questions[measure](trace);
  if (answer === undefined) return undefined;
  return answer === null ? 'unknown' : answer ? 'yes' : 'no';
}

export type TraceMeasures = { readonly traces: number } & Readonly<Record<MeasureName, Share>>;

export function traceMeasures(all: readonly TraceFacts[]): TraceMeasures {
  const traces = tracesProper(all);
  const shares = measureNames.map((name) => [
    name,
    shareOf(
      traces.map((trace) => questions[name](trace)).filter((answer) => answer !== undefined),
      (answer) => answer,
    ),
  ]);
  return { traces: traces.length, ...(Object.fromEntries(shares) as Record<MeasureName, Share>) };
}

/** Sold in another state than it was recovered in; null where either is not known. */
export function isOutOfState({ dealer, recovery }: Pick<TraceFacts, 'dealer' | 'recovery'>): boolean | null {
  if (dealer?.state == null || recovery.state === null) return null;
  return dealer.state !== recovery.state;
}

/** Tied to a shooting in the district it was recovered in; null where either district is not known, or nothing ties it to a shooting. */
function usedWhereRecovered({ incidentDistricts, recoveryDistrict }: TraceFacts): boolean | null {
  if (recoveryDistrict === null || incidentDistricts.length === 0) return null;
  return incidentDistricts.includes(recoveryDistrict);
}

/**
 * Whether anything can be told of sales outside the city: where no dealer is known to be within it, all of whom it is known would be in other
 * states or counties, whatever the boundary.
 */
export function tellsOfCity(sold: readonly TraceFacts[]): boolean {
  return sold.some(({ dealer }) => dealer?.inCity === true);
}

/** Sold outside the city's boundary; another state is outside whether or not the dealer's coordinates are known. */
export function isOutOfCity({ dealer, recovery }: Pick<TraceFacts, 'dealer' | 'recovery'>): boolean | null {
  if (dealer === null) return null;
  if (dealer.inCity !== null) return !dealer.inCity;
  return isOutOfState({ dealer, recovery }) === true ? true : null;
}
