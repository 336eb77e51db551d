/**
 * The traced firearms one person bought, laid beside one another; no measure of the person.
 *
 * **Source.** ATF's indicators of trafficking (_Following the Gun_, 2000); several firearms within five business days as on ATF Forms 3310.4
 * and 3310.12. **Input.** Facts of an agency, index and flags of each trace, and whose purchases.
 * **Output.** {@link PurchasePattern}: one lane for each firearm, groups bought together, dealers, possessors, what each trace says of the
 * purchaser, other purchasers with the same home, telephone or document.
 * **Limits.** Business days are those of the state of the first dealer of a run. A home, telephone or document of more purchasers
 * than a household has ties nobody: it is a building, a business or a placeholder.
 */
import type { EntityId } from '../model/ids.ts';
import type { FirearmFacts } from '../model/leads.ts';
import {
  purchaseCaution,
  sharedTies,
  type PurchaseLane,
  type PurchasePattern,
  type SharedTie,
} from '../model/purchase-pattern.ts';
import type { StateHolidays } from '../model/tracing-settings.ts';
import { businessDaysFrom, salesTogether, unsureHolidays } from '../model/values/business-days.ts';
import type { TraceFacts, TracePerson } from '../model/trace-facts.ts';
import { isSameHome } from '../model/values/same-home.ts';
import { isPassedOn, purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
import { firstRecoveries } from '../model/short-of-dealers.ts';
import type { TraceStanding } from './select-traces.ts';
import { dealerRef, firearmLabel, personName, personRef } from './trace-names.ts';
import { tracesProper } from './trace-measures.ts';

export interface PatternInputs extends TraceStanding {
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
  /** Holidays of states; a state without any keeps the federal ones. */
  readonly calendars: Readonly<Record<string, StateHolidays>>;
  /** Of a home, telephone or document that more purchasers give nobody is tied. */
  readonly householdMost: number;
}

export function purchasePattern(person: EntityId, label: string, inputs: PatternInputs): PurchasePattern {
  const all = tracesProper(inputs.traces);
  const bought = all.filter(({ purchaser }) => purchaser?.id === person);
  const ofFirearm = [...Map.groupBy(bought, ({ firearm }) => firearm).values()];
  const facts = new Map(inputs.firearms.map((each) => [each.firearm, each]));
  const lanes = ofFirearm
    .map((traces) => laneOf(traces, inputs, facts))
    .sort((a, b) => (a.soldOn ?? '9').localeCompare(b.soldOn ?? '9', 'en') || (a.firearm < b.firearm ? -1 : 1));
  const first = ofFirearm.map(oneOf);
  return {
    person: { id: person, kind: 'person', label },
    lanes,
    groups: groupsOf(lanes, first, inputs.calendars),
    dealers: dealersOf(first),
    possessors: possessorsOf(first),
    possessorUnknown: first.filter(({ possessor }) => possessor === null).length,
    said: bought.map(({ traceNumber, soldOn, purchaser }) => ({
      traceNumber,
      soldOn,
      name: purchaser!.familyName === null && purchaser!.givenName === null ? null : personName(purchaser!),
      bornOn: purchaser!.bornOn,
      home: homeOf(purchaser!),
      phone: purchaser!.phone,
      document: purchaser!.identifier,
    })),
    ...sharedBy(person, all, inputs.householdMost),
    caution: purchaseCaution,
  };
}

/** Of the traces of a firearm that of its first recovery from somebody else, else of its first. */
const oneOf = (traces: readonly TraceFacts[]) => firstRecoveries(traces, isPassedOn)[0]!;

function laneOf(
  traces: readonly TraceFacts[],
  { index, flags }: TraceStanding,
  facts: ReadonlyMap<string, FirearmFacts>,
): PurchaseLane {
  const trace = oneOf(traces);
  const { firearm, soldOn, recoveredOn, timeToCrime, dealer, purchaser, possessor, multipleSale, stolen } = trace;
  return {
    firearm,
    label: firearmLabel(trace),
    traces: traces.map(({ traceNumber }) => traceNumber),
    soldOn,
    recoveredOn,
    days: timeToCrime.kind === 'computed' ? timeToCrime.days : null,
    why: timeToCrime.kind === 'computed' ? null : timeToCrime.why,
    dealer: dealer && dealerRef(dealer),
    possessor: possessor && personRef(possessor),
    isPossessor: purchaserIsPossessor(purchaser, possessor, 'strict'),
    multipleSale,
    stolen,
    shootings: (facts.get(firearm)?.shootings ?? [])
      .map(({ incident, on, tie }) => ({ incident, on, tie }))
      .sort((a, b) => (a.on ?? '9').localeCompare(b.on ?? '9', 'en')),
    scoredTrace: trace.traceNumber,
    score: index.get(trace.traceNumber)?.score ?? null,
    flags: traces.flatMap(({ traceNumber }) => flags.get(traceNumber) ?? []),
  };
}

/** Purchases within five business days of the first of them, where that dealer is; a firearm may be in two. */
function groupsOf(
  lanes: readonly PurchaseLane[],
  first: readonly TraceFacts[],
  calendars: PatternInputs['calendars'],
): PurchasePattern['groups'] {
  const stateOf = new Map<string, string>(first.map(({ firearm, dealer }) => [firearm, dealer?.state ?? '']));
  const dated = lanes.flatMap((lane) => (lane.soldOn === null ? [] : [{ ...lane, soldOn: lane.soldOn }]));
  const calendarOf = ({ firearm }: PurchaseLane) => calendars[stateOf.get(firearm)!] ?? null;
  return salesTogether(dated, calendarOf).map((of) => {
    const [from, to] = [of[0]!.soldOn, of.at(-1)!.soldOn];
    const dealers = new Map(of.flatMap(({ dealer }) => (dealer === null ? [] : [[dealer.id, dealer] as const])));
    return {
      firearms: of.map(({ firearm }) => firearm),
      from,
      to,
      businessDays: businessDaysFrom(from, to, calendarOf(of[0]!)),
      unsureDays: unsureHolidays(from, to, calendarOf(of[0]!)),
      dealers: [...dealers.values()],
    };
  });
}

function dealersOf(first: readonly TraceFacts[]): PurchasePattern['dealers'] {
  const named = first.filter(({ dealer }) => dealer !== null);
  return [...Map.groupBy(named, ({ dealer }) => dealer!.id).values()]
    .map((of) => ({
      dealer: dealerRef(of[0]!.dealer!),
      state: of[0]!.dealer!.state,
      county: of[0]!.dealer!.county,
      firearms: of.map(({ firearm }) => firearm),
    }))
    .sort((a, b) => b.firearms.length - a.firearms.length || (a.dealer.id < b.dealer.id ? -1 : 1));
}

function possessorsOf(first: readonly TraceFacts[]): PurchasePattern['possessors'] {
  const named = first.filter(({ possessor }) => possessor !== null);
  return [...Map.groupBy(named, ({ possessor }) => possessor!.id).values()]
    .map((of) => ({ person: personRef(of[0]!.possessor!), firearms: of.map(({ firearm }) => firearm) }))
    .sort((a, b) => b.firearms.length - a.firearms.length || (a.person.id < b.person.id ? -1 : 1));
}

function homeOf({ address, zip, city, state }: TracePerson): string | null {
  return address === null ? null : [address, city, state, zip].filter(Boolean).join(' ');
}

/** Whether two share something; null where one of them gives none. */
const sharing: Readonly<Record<SharedTie, (a: TracePerson, b: TracePerson) => boolean | null>> = {
  home: isSameHome,
  phone: (a, b) => a.phone !== null && a.phone === b.phone,
  document: (a, b) => a.identifier !== null && a.identifier === b.identifier,
};

function sharedBy(
  person: EntityId,
  all: readonly TraceFacts[],
  householdMost: number,
): Pick<PurchasePattern, 'shared' | 'sharedByMany'> {
  const named = all.filter(({ purchaser }) => purchaser !== null);
  const own = named.flatMap(({ purchaser }) => (purchaser!.id === person ? [purchaser!] : []));
  const found = new Map<EntityId, Set<SharedTie>>();
  let sharedByMany = 0;
  for (const tie of sharedTies) {
    const isShared = (a: TracePerson, b: TracePerson) => sharing[tie](a, b) === true;
    // What several of the person's traces give alike is looked at once.
    const distinct = own.filter((said, at) => own.findIndex((earlier) => isShared(earlier, said)) === at);
    for (const said of distinct) {
      const people = new Set(
        named.flatMap(({ purchaser }) => (isShared(said, purchaser!) ? [purchaser!.id] : [])).concat(person),
      );
      if (people.size > householdMost) {
        sharedByMany++;
        continue;
      }
      for (const id of people) if (id !== person) found.set(id, (found.get(id) ?? new Set()).add(tie));
    }
  }
  const shared = [...found].map(([id, ties]) => {
    const of = named.filter(({ purchaser }) => purchaser!.id === id);
    return {
      person: personRef(of[0]!.purchaser!),
      by: sharedTies.filter((tie) => ties.has(tie)),
      firearms: new Set(of.map(({ firearm }) => firearm)).size,
      traces: of.map(({ traceNumber }) => traceNumber),
    };
  });
  return {
    shared: shared.sort(
      (a, b) => b.by.length - a.by.length || b.firearms - a.firearms || (a.person.id < b.person.id ? -1 : 1),
    ),
    sharedByMany,
  };
}
