/**
 * The facts leads are found in, by what rules ask for them by; kept up to date as the facts of single firearms change.
 *
 * **Source.** None: lists in another order. **Input.** {@link LeadFacts}, and later what is known of a firearm anew. **Output.** The same facts by
 * purchaser, dealer, firearm, home. **Limits.** Each firearm counts once for a purchaser and once for a dealer, by its
 * first recovery; for a purchaser by the first from somebody else, where there is any. Of one whose sale is disputed nobody is the purchaser.
 */
import type { EntityId } from '../model/ids.ts';
import type {
  Arrest,
  Denial,
  FirearmFacts,
  FoundLead,
  LeadFacts,
  LeadKind,
  UsualShort,
  VehicleTie,
} from '../model/leads.ts';
import { isSaleDisputed, saleDayOf } from '../model/trace-doubts.ts';
import { isPassedOn } from '../model/purchaser-is-possessor.ts';
import { firstRecoveries, shortOfDealers } from '../model/short-of-dealers.ts';
import type { TraceFacts, TracePerson } from '../model/trace-facts.ts';
import { buildingOf } from '../model/values/building-address.ts';
import { homeKeys, type HomeAddress } from '../model/values/same-home.ts';
import { fitSpread } from '../stats/count-chance.ts';
import { clustersOf } from './firearm-clusters.ts';

export interface LeadWorld {
  readonly scores: ReadonlyMap<string, number>;
  readonly ofPurchaser: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly ofDealer: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly ofFirearm: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  /** Traces by who had the firearm when it was recovered. */
  readonly ofPossessor: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  /** Traces by who was with them. */
  readonly ofAssociate: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly firearm: ReadonlyMap<EntityId, FirearmFacts>;
  /** Firearms by what they have in common: see `firearm-clusters.ts`. */
  readonly clusters: ReadonlyMap<string, readonly FirearmFacts[]>;
  /** Purchasers by what they share, each with by how many traces: `home …`, `telephone …`, `document …`, `name … at dealer:…`. */
  readonly sharers: ReadonlyMap<string, ReadonlyMap<EntityId, number>>;
  readonly arrestedIn: ReadonlyMap<EntityId, readonly Arrest[]>;
  readonly arrestsOf: ReadonlyMap<EntityId, readonly Arrest[]>;
  readonly denialsOf: ReadonlyMap<EntityId, readonly Denial[]>;
  /** By person, and by vehicle. */
  readonly vehiclesOf: ReadonlyMap<EntityId, readonly VehicleTie[]>;
  readonly withVehicle: ReadonlyMap<EntityId, readonly VehicleTie[]>;
  /** Traces by the show their firearm was sold at, and the month: see {@link showOf}. */
  readonly ofShow: ReadonlyMap<string, readonly TraceFacts[]>;
  /** Short times to crime among the firearms of all dealers. */
  readonly usualShort: UsualShort;
}

/** A world that can change. */
export class ChangingWorld implements LeadWorld {
  readonly scores = new Map<string, number>();
  readonly ofPurchaser = new Map<EntityId, TraceFacts[]>();
  readonly ofDealer = new Map<EntityId, TraceFacts[]>();
  readonly ofFirearm = new Map<EntityId, TraceFacts[]>();
  readonly ofPossessor = new Map<EntityId, TraceFacts[]>();
  readonly ofAssociate = new Map<EntityId, TraceFacts[]>();
  readonly firearm = new Map<EntityId, FirearmFacts>();
  readonly clusters = new Map<string, FirearmFacts[]>();
  readonly sharers = new Map<string, Map<EntityId, number>>();
  readonly arrestedIn = new Map<EntityId, Arrest[]>();
  readonly arrestsOf = new Map<EntityId, Arrest[]>();
  readonly denialsOf = new Map<EntityId, Denial[]>();
  readonly vehiclesOf = new Map<EntityId, VehicleTie[]>();
  readonly withVehicle = new Map<EntityId, VehicleTie[]>();
  readonly ofShow = new Map<string, TraceFacts[]>();
  usualShort: UsualShort = { share: 0, spread: 0 };
  /** All traces of each, of which the lists rules read hold one a firearm. */
  readonly #purchased = new Map<EntityId, TraceFacts[]>();
  readonly #sold = new Map<EntityId, TraceFacts[]>();

  /** Puts what is known of some firearms now in the place of what was known of them; null where nothing is any more. */
  put(
    changes: ReadonlyMap<EntityId, { readonly traces: readonly TraceFacts[]; readonly facts: FirearmFacts } | null>,
  ): void {
    const before = [...changes.keys()].flatMap((id) => this.ofFirearm.get(id) ?? []);
    const after = [...changes.values()].flatMap((each) => each?.traces ?? []);
    const gone = new Set(before);
    for (const trace of before) for (const shared of sharedBy(trace)) this.#share(shared, trace.purchaser!.id, -1);
    for (const trace of after) for (const shared of sharedBy(trace)) this.#share(shared, trace.purchaser!.id, 1);
    const change = <Key extends string>(index: Map<Key, TraceFacts[]>, by: (trace: TraceFacts) => Key | null) => {
      const keys = changeGroups(index, { gone: before, isGone: (trace) => gone.has(trace), come: after, by });
      for (const key of keys) index.get(key)?.sort(byTraceNumber);
      return keys;
    };
    change(this.ofFirearm, ({ firearm }) => firearm);
    change(this.ofPossessor, ({ possessor }) => possessor?.id ?? null);
    change(this.ofShow, showOf);
    change(this.ofAssociate, ({ associate }) => associate?.id ?? null);
    for (const key of change(this.#purchased, ({ purchaser }) => purchaser?.id ?? null))
      setOrDelete(this.ofPurchaser, key, firstRecoveries(this.#purchased.get(key) ?? [], isPassedOn));
    for (const key of change(this.#sold, ({ dealer }) => dealer?.id ?? null))
      setOrDelete(this.ofDealer, key, firstRecoveries(this.#sold.get(key) ?? []));
    this.#putFirearms(changes);
  }

  /** Puts arrests in the place of others. */
  putArrests(gone: readonly Arrest[], come: readonly Arrest[]): void {
    const was = new Set(gone);
    const of = { gone, isGone: (arrest: Arrest) => was.has(arrest), come };
    changeGroups(this.arrestedIn, { ...of, by: ({ incident }) => incident });
    changeGroups(this.arrestsOf, { ...of, by: ({ person }) => person });
  }

  /** Puts denied purchases in the place of others. */
  putDenials(gone: readonly Denial[], come: readonly Denial[]): void {
    const was = new Set(gone);
    changeGroups(this.denialsOf, { gone, isGone: (denial) => was.has(denial), come, by: ({ person }) => person });
  }

  /** Puts ties of people to vehicles in the place of others. */
  putVehicles(gone: readonly VehicleTie[], come: readonly VehicleTie[]): void {
    const was = new Set(gone);
    const of = { gone, isGone: (tie: VehicleTie) => was.has(tie), come };
    changeGroups(this.vehiclesOf, { ...of, by: ({ person }) => person });
    changeGroups(this.withVehicle, { ...of, by: ({ vehicle }) => vehicle });
  }

  #putFirearms(changes: Parameters<ChangingWorld['put']>[0]): void {
    const before = [...changes.keys()].flatMap((id) => this.firearm.get(id) ?? []);
    const after = [...changes.values()].flatMap((each) => each?.facts ?? []);
    const gone = new Set(before);
    for (const key of new Set(before.flatMap(clustersOf))) {
      const kept = this.clusters.get(key)!.filter((each) => !gone.has(each));
      if (kept.length > 0) this.clusters.set(key, kept);
      else this.clusters.delete(key);
    }
    for (const each of after)
      for (const key of clustersOf(each)) {
        const of = this.clusters.get(key);
        if (of) of.push(each);
        else this.clusters.set(key, [each]);
      }
    for (const [id, each] of changes) {
      if (each === null) this.firearm.delete(id);
      else this.firearm.set(id, each.facts);
    }
  }

  #share(shared: string, purchaser: EntityId, by: 1 | -1): void {
    let of = this.sharers.get(shared);
    if (of === undefined) this.sharers.set(shared, (of = new Map()));
    const count = (of.get(purchaser) ?? 0) + by;
    if (count > 0) of.set(purchaser, count);
    else of.delete(purchaser);
    if (of.size === 0) this.sharers.delete(shared);
  }
}

const byTraceNumber = (a: TraceFacts, b: TraceFacts) => (a.traceNumber < b.traceNumber ? -1 : 1);

/** Takes some out of the groups they are in and puts others into theirs; gives the groups that changed. */
function changeGroups<T, Key extends string>(
  groups: Map<Key, T[]>,
  {
    gone,
    isGone,
    come,
    by,
  }: {
    readonly gone: readonly T[];
    readonly isGone: (each: T) => boolean;
    readonly come: readonly T[];
    readonly by: (each: T) => Key | null;
  },
): Set<Key> {
  const changed = new Set<Key>();
  for (const each of gone) {
    const key = by(each);
    if (key !== null) changed.add(key);
  }
  for (const key of changed)
    setOrDelete(
      groups,
      key,
      (groups.get(key) ?? []).filter((each) => !isGone(each)),
    );
  for (const each of come) {
    const key = by(each);
    if (key === null) continue;
    changed.add(key);
    const of = groups.get(key);
    if (of) of.push(each);
    else groups.set(key, [each]);
  }
  return changed;
}

function setOrDelete<T, Key extends string>(groups: Map<Key, T[]>, key: Key, of: T[]): void {
  if (of.length > 0) groups.set(key, of);
  else groups.delete(key);
}

/** The world of some facts, all at once. */
export function leadWorld(facts: LeadFacts): ChangingWorld {
  const world = new ChangingWorld();
  const traces = Map.groupBy(facts.traces, ({ firearm }) => firearm);
  const known = new Map(facts.firearms.map((each) => [each.firearm, each]));
  world.put(
    new Map(
      [...new Set([...traces.keys(), ...known.keys()])].map((id) => [
        id,
        { traces: traces.get(id) ?? [], facts: known.get(id) ?? nothingKnown(id) },
      ]),
    ),
  );
  world.putArrests([], facts.arrests);
  world.putDenials([], facts.denials);
  world.putVehicles([], facts.vehicles);
  for (const [traceNumber, score] of facts.scores) world.scores.set(traceNumber, score);
  world.usualShort = facts.usualShort ?? usualShort(world.ofDealer);
  return world;
}

function nothingKnown(firearm: EntityId): FirearmFacts {
  return {
    firearm,
    make: null,
    model: null,
    obliterated: null,
    noSerialReason: null,
    recoveredOn: null,
    recoveries: [],
    recoveredIn: null,
    theft: null,
    shootings: [],
  };
}

/** What a dealer is held against, as the funnel of dealers has it. */
export function usualShort(ofDealer: LeadWorld['ofDealer']): UsualShort {
  const counts = shortOfDealers(ofDealer);
  const [short, known] = counts.reduce(
    ([events, exposures], { events: of, exposure }) => [events + of, exposures + exposure],
    [0, 0],
  );
  const share = known === 0 ? 0 : short / known;
  const { spread } = fitSpread(
    counts.map(({ events, exposure }) => ({ count: events, trials: { of: exposure, share } })),
  );
  return { share, spread };
}

/**
 * The show a firearm was sold at, with the month of the sale: a name that comes back each year is another show each time. Null where no show or no day is
 * told.
 */
export function showOf({ soldAt, soldOn }: TraceFacts): string | null {
  return soldAt === null || soldOn === null ? null : `${soldAt} ${soldOn.slice(0, 7)}`;
}

/** What the purchaser of a trace may share with another, in words of which the first says what it is. */
export function sharedBy({ purchaser, dealer }: TraceFacts): string[] {
  if (purchaser === null) return [];
  const { phone, identifier, familyName } = purchaser;
  return [
    ...homeKeys(purchaser).map((home) => `home ${home}`),
    ...housesOf(purchaser).map((house) => `house ${house}`),
    ...houseNumbersOf(purchaser).map((number) => `number ${number}`),
    ...(phone === null ? [] : [`telephone ${phone}`]),
    ...(identifier === null ? [] : [`document ${identifier}`]),
    ...(familyName === null || dealer === null ? [] : [`name ${familyName} at ${dealer.id}`]),
    ...(familyName === null || !dealer?.state ? [] : [`surname ${familyName} in ${dealer.state}`]),
  ];
}

/** As {@link homeKeys}, of the house. */
function housesOf(person: TracePerson): string[] {
  return homeKeys(houseOf(person));
}

/** The address without its unit: one clerk writes it and another leaves it out. */
export function houseOf(person: TracePerson): HomeAddress {
  return { ...person, address: person.address && (buildingOf(person.address) ?? person.address) };
}

/** House number and ZIP code, which stay where a street is misspelt. */
function houseNumbersOf({ address, zip }: TracePerson): string[] {
  const number = /^\d+/.exec(address ?? '');
  return number === null || zip === null ? [] : [`${number[0]} ${zip}`];
}

/** Traces a purchaser may answer for: one a firearm, none reported stolen before, none of a sale on which sources or traces contradict each other. */
export function purchasesOf(world: LeadWorld, purchaser: EntityId): TraceFacts[] {
  return (world.ofPurchaser.get(purchaser) ?? []).filter((trace) => trace.stolen !== true && !isDisputed(world, trace));
}

export function isDisputed(world: LeadWorld, trace: TraceFacts): boolean {
  return isSaleDisputed(trace, world.ofFirearm.get(trace.firearm) ?? []);
}

/** Traces of purchasers that are in doubt and not among those counted. */
export function leftOutOf(world: LeadWorld, purchasers: readonly EntityId[], traces: readonly TraceFacts[]): string[] {
  const numbers = new Set(traces.map(({ traceNumber }) => traceNumber));
  return purchasers
    .flatMap((id) => world.ofPurchaser.get(id) ?? [])
    .filter(
      (trace) =>
        !numbers.has(trace.traceNumber) &&
        trace.stolen !== true &&
        (isDisputed(world, trace) || saleDayOf(trace) !== trace.soldOn),
    )
    .map(({ traceNumber }) => traceNumber);
}

/** How many firearms traces are of: one traced twice is one. */
export const firearmsOf = (traces: readonly TraceFacts[]): number => new Set(traces.map(({ firearm }) => firearm)).size;

/** A rule that looks for one kind of lead about one subject at a time. */
export interface LeadRule {
  readonly kind: LeadKind;
  /** What it may be about: those to look at when all is looked at anew. */
  subjects(world: LeadWorld): Iterable<string>;
  find(world: LeadWorld, subject: string): FoundLead | null;
}

/** What a lead rests on, gathered from traces and whatever else is given. */
export function leadOf(
  world: LeadWorld,
  {
    kind,
    subject,
    reason,
    traces,
    strength,
    ...more
  }: Pick<FoundLead, 'kind' | 'subject' | 'reason'> & { readonly traces: readonly TraceFacts[] } & Partial<
      Pick<FoundLead, 'strength' | 'leftOut' | 'persons' | 'firearms' | 'dealers' | 'incidents'>
    > & { readonly days?: readonly (string | null)[] },
): FoundLead {
  const days = [...traces.flatMap(({ soldOn, recoveredOn }) => [soldOn, recoveredOn]), ...(more.days ?? [])]
    .filter((day) => day !== null)
    .sort();
  const unique = <T>(of: readonly (T | null | undefined)[]) => [...new Set(of.filter((each) => each != null))].sort();
  return {
    kind,
    subject,
    reason,
    strength: strength ?? strengthOf(world, traces),
    traces: unique(traces.map(({ traceNumber }) => traceNumber)),
    leftOut: unique(more.leftOut ?? []),
    persons: unique([...traces.map(({ purchaser }) => purchaser?.id), ...(more.persons ?? [])]),
    firearms: unique([...traces.map(({ firearm }) => firearm), ...(more.firearms ?? [])]),
    dealers: unique([...traces.map(({ dealer }) => dealer?.id), ...(more.dealers ?? [])]),
    incidents: unique(more.incidents ?? []),
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
  };
}

/** Each further firearm adds this much to the mean of the three with the highest index. */
const pointsForMore = 3;

function strengthOf(world: LeadWorld, traces: readonly TraceFacts[]): number {
  const best = new Map<EntityId, number>();
  for (const { firearm, traceNumber } of traces)
    best.set(firearm, Math.max(best.get(firearm) ?? 0, world.scores.get(traceNumber) ?? 0));
  const scores = [...best.values()].sort((a, b) => b - a);
  const top = scores.slice(0, 3);
  if (top.length === 0) return 0;
  const mean = top.reduce((sum, each) => sum + each, 0) / top.length;
  return Math.min(100, mean + pointsForMore * (scores.length - 1));
}

/** What is made of a world once, however often it is asked for. */
export function memoised<T>(make: (world: LeadWorld) => T): (world: LeadWorld) => T {
  const made = new WeakMap<LeadWorld, T>();
  return (world) => {
    const held = made.get(world) ?? make(world);
    made.set(world, held);
    return held;
  };
}

/** "1 firearm", "2 firearms". */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
