/**
 * What traces say of dealers beside what is usual: funnel, probability of being among the first, purchasers, recoveries.
 *
 * **Source.** `dealer-funnel.ts`, `dealer-ranks.ts`, `demand-letter.ts`. **Input.** Facts of an agency, index and flags of each trace.
 * **Output.** {@link DealersAnswer} of all, {@link DealerStanding} of one.
 * **Limits.** How much a dealer sells is not recorded: exposure is the firearms traced to it, each once, with a known time to crime, and the
 * count those under three years. The sale of a traced firearm is no evidence of wrongdoing.
 */
import type { DealersAnswer, DealerStanding, RankedDealer } from '../model/dealer-standing.ts';
import type { EntityId } from '../model/ids.ts';
import type { FirearmFacts } from '../model/leads.ts';
import { shareOf } from '../model/share.ts';
import { firstRecoveries, shortOfDealers, soldByDealer } from '../model/short-of-dealers.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import type { FlagCode } from '../model/trace-filter.ts';
import { traceCaution } from '../model/trace-report.ts';
import { Random } from '../stats/random.ts';
import { dealerFunnel, funnelLimits } from './dealer-funnel.ts';
import { dealerRanks } from './dealer-ranks.ts';
import { demandLetterYears } from './demand-letter.ts';
import type { StateHolidays } from '../model/tracing-settings.ts';
import { withinWindow } from '../model/values/business-days.ts';
import { listedTrace } from './listed-trace.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
import type { TraceStanding } from './select-traces.ts';
import { dealerRef, firearmLabel, personRef } from './trace-names.ts';
import { tracesProper } from './trace-measures.ts';

/** Draws of which the probability of being among the first is the share: its error is at most one of a hundred. */
const draws = 2000;
const topDefault = 10;
const curvePoints = 40;

type Calendars = Readonly<Record<string, StateHolidays>>;

export function dealersAnswer(all: readonly TraceFacts[], top = topDefault): DealersAnswer {
  const ofDealer = soldByDealer(tracesProper(all));
  const firearms = [...ofDealer.values()].flat();
  const labels = new Map([...ofDealer].map(([id, of]) => [id, dealerRef(of[0]!.dealer!).label]));
  const counts = shortOfDealers(ofDealer);
  const { points, overDispersion, spread, leftOut } = dealerFunnel(counts, 'traces');
  const usual = shareOf(firearms, isShort);
  const share = usual.denominator === 0 ? 0 : usual.numerator / usual.denominator;
  const most = points.reduce((max, { exposure }) => Math.max(max, exposure), 0);
  const steps = Math.min(curvePoints, most);
  const curve = Array.from({ length: steps }, (_, at) => Math.max(1, Math.round(((at + 1) * most) / steps)));
  const ranks = dealerRanks(firearms, { top, draws, random: new Random(`dealers among the first ${top}`) });
  return {
    top,
    dealers: counts.length,
    usual,
    funnel: {
      points: points.map(({ dealer, exposure, events, expected, limits, position }) => ({
        dealer: dealer as EntityId,
        label: labels.get(dealer as EntityId)!,
        exposure,
        events,
        expected,
        limits,
        position,
      })),
      curve: curve.map((exposure) => ({
        exposure,
        expected: exposure * share,
        ...funnelLimits(exposure, { share, spread }),
      })),
      overDispersion,
      spread: Math.sqrt(share * (1 - share) * spread),
      leftOut: leftOut.length,
    },
    ranks: (ranks ?? []).map(({ dealer, traces: count, short, posterior, probabilityInTop }): RankedDealer => ({
      dealer,
      label: labels.get(dealer)!,
      traces: count,
      short,
      posterior,
      inTop: { numerator: Math.round(probabilityInTop * draws), denominator: draws, unknown: 0 },
    })),
    caution: traceCaution,
  };
}

export interface StandingInputs extends TraceStanding {
  /** Holidays of states; a state without any keeps the federal ones. */
  readonly calendars: Calendars;
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
  readonly dealers: DealersAnswer;
  readonly threshold: number;
}

export function dealerStanding(dealer: EntityId, inputs: StandingInputs): DealerStanding {
  const { dealers, threshold, flags } = inputs;
  const proper = tracesProper(inputs.traces);
  const traces = proper.filter((trace) => trace.dealer?.id === dealer);
  const labels = new Map(proper.map((trace) => [trace.firearm, firearmLabel(trace)]));
  return {
    dealer,
    traces: traces.length,
    top: dealers.top,
    dealers: dealers.dealers,
    usual: dealers.usual,
    funnel: dealers.funnel,
    rank: dealers.ranks.find((each) => each.dealer === dealer) ?? null,
    demandLetter: {
      threshold,
      years: demandLetterYears(traces, threshold).map((each) => ({ ...each })),
      undated: traces.filter(({ requestedOn }) => requestedOn === null).length,
    },
    purchasers: purchasersOf(traces, proper, inputs.calendars),
    purchaserUnknown: traces.filter(({ purchaser }) => purchaser === null).length,
    recoveries: traces.map((trace) => ({
      ...listedTrace(trace, inputs),
      lon: trace.recovery.lon,
      lat: trace.recovery.lat,
    })),
    thefts: inputs.firearms.flatMap(({ firearm, make, model, theft, recoveredOn }) =>
      theft?.from === dealer
        ? [
            {
              firearm,
              label: labels.get(firearm) ?? ([make, model].filter(Boolean).join(' ') || firearm),
              on: theft.on,
              kind: theft.kind,
              recoveredOn,
            },
          ]
        : [],
    ),
    flags: flagsOf(traces, flags),
    caution: traceCaution,
  };
}

/** Flags that speak of the dealer, each with the traces that raise it. */
const aboutDealer: readonly FlagCode[] = ['dealer-several-licences', 'licence-of-another-state'];

function flagsOf(traces: readonly TraceFacts[], flags: StandingInputs['flags']): DealerStanding['flags'] {
  return aboutDealer.flatMap((code) => {
    const found = traces.flatMap(({ traceNumber }) => {
      const flag = flags.get(traceNumber)?.find((each) => each.code === code);
      return flag === undefined ? [] : [{ flag, traceNumber }];
    });
    const [first] = found;
    return first === undefined ? [] : [{ flag: first.flag, traces: found.map(({ traceNumber }) => traceNumber) }];
  });
}

function purchasersOf(
  traces: readonly TraceFacts[],
  all: readonly TraceFacts[],
  calendars: Calendars,
): DealerStanding['purchasers'] {
  const ofPurchaser = Map.groupBy(
    traces.filter(({ purchaser }) => purchaser !== null),
    ({ purchaser }) => purchaser!.id,
  );
  const everywhere = Map.groupBy(
    all.filter(({ purchaser }) => purchaser !== null && ofPurchaser.has(purchaser.id)),
    ({ purchaser }) => purchaser!.id,
  );
  return [...ofPurchaser]
    .map(([id, of]) => {
      const firearms = firstRecoveries(of);
      const here = new Set(firearms.map(({ firearm }) => firearm));
      const elsewhere = everywhere.get(id)!.filter(({ firearm }) => !here.has(firearm));
      return {
        person: personRef(of[0]!.purchaser!),
        firearms: firearms.length,
        elsewhere: new Set(elsewhere.map(({ firearm }) => firearm)).size,
        together: firearms.filter((one) =>
          firearms.some((other) => other !== one && areTogether(one, other, calendars)),
        ).length,
        short: shareOf(firearms, isShort),
        passedOn: shareOf(firearms, (each) => {
          const same = purchaserIsPossessor(each.purchaser, each.possessor, 'strict');
          return same === null ? null : !same;
        }),
      };
    })
    .sort((a, b) => b.firearms - a.firearms || b.elsewhere - a.elsewhere || (a.person.id < b.person.id ? -1 : 1));
}

function areTogether(a: TraceFacts, b: TraceFacts, calendars: Calendars): boolean {
  if (a.soldOn === null || b.soldOn === null) return false;
  const [from, to] = a.soldOn < b.soldOn ? [a.soldOn, b.soldOn] : [b.soldOn, a.soldOn];
  return withinWindow(from, to, calendars[a.dealer?.state ?? ''] ?? null);
}
