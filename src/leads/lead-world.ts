/**
 * The facts leads are found in, by what rules ask for them by.
 *
 * **Source.** None: lists in another order. **Input.** {@link LeadFacts}. **Output.** The same facts by purchaser, dealer, firearm, home.
 * **Limits.** Each firearm counts once for a purchaser and once for a dealer, by its first trace number.
 */
import type { EntityId } from '../model/ids.ts';
import type { FirearmFacts, FoundLead, LeadFacts, LeadKind } from '../model/leads.ts';
import type { TraceFacts, TracePerson } from '../model/trace-facts.ts';

export interface LeadWorld extends LeadFacts {
  readonly ofPurchaser: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly ofDealer: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly ofFirearm: ReadonlyMap<EntityId, readonly TraceFacts[]>;
  readonly firearm: ReadonlyMap<EntityId, FirearmFacts>;
  /** Purchasers by what they share: `home …`, `telephone …`, `document …`, `name … at dealer:…`. */
  readonly sharers: ReadonlyMap<string, ReadonlySet<EntityId>>;
  readonly arrestedIn: ReadonlyMap<EntityId, LeadFacts['arrests']>;
  readonly arrestsOf: ReadonlyMap<EntityId, LeadFacts['arrests']>;
}

export function leadWorld(facts: LeadFacts): LeadWorld {
  const traces = facts.traces.toSorted((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
  const sharers = new Map<string, Set<EntityId>>();
  for (const trace of traces)
    for (const shared of sharedBy(trace)) {
      const of = sharers.get(shared);
      if (of) of.add(trace.purchaser!.id);
      else sharers.set(shared, new Set([trace.purchaser!.id]));
    }
  return {
    ...facts,
    traces,
    ofPurchaser: groupedBy(
      onceEachFirearm(traces, ({ purchaser }) => purchaser),
      ({ purchaser }) => purchaser?.id ?? null,
    ),
    ofDealer: groupedBy(
      onceEachFirearm(traces, ({ dealer }) => dealer),
      ({ dealer }) => dealer?.id ?? null,
    ),
    ofFirearm: groupedBy(traces, ({ firearm }) => firearm),
    firearm: new Map(facts.firearms.map((each) => [each.firearm, each])),
    sharers,
    arrestedIn: groupedBy(facts.arrests, ({ incident }) => incident),
    arrestsOf: groupedBy(facts.arrests, ({ person }) => person),
  };
}

/** What the purchaser of a trace may share with another, in words of which the first says what it is. */
export function sharedBy({ purchaser, dealer }: TraceFacts): string[] {
  if (purchaser === null) return [];
  const { phone, identifier, familyName } = purchaser;
  return [
    ...homesOf(purchaser).map((home) => `home ${home}`),
    ...(phone === null ? [] : [`telephone ${phone}`]),
    ...(identifier === null ? [] : [`document ${identifier}`]),
    ...(familyName === null || dealer === null ? [] : [`name ${familyName} at ${dealer.id}`]),
  ];
}

/** Street line with what tells it from others of that name: the ZIP code, and the town. None where neither is recorded. */
export function homesOf({
  address,
  zip,
  city,
  state,
}: Pick<TracePerson, 'address' | 'zip' | 'city' | 'state'>): string[] {
  if (address === null) return [];
  return [zip, city === null || state === null ? null : `${city.toUpperCase()} ${state}`]
    .filter((place) => place !== null)
    .map((place) => `${address} ${place}`);
}

function onceEachFirearm(
  traces: readonly TraceFacts[],
  of: (trace: TraceFacts) => { readonly id: EntityId } | null,
): TraceFacts[] {
  const seen = new Set<string>();
  return traces.filter((trace) => {
    const key = `${of(trace)?.id} ${trace.firearm}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function groupedBy<T>(all: readonly T[], by: (each: T) => EntityId | null): Map<EntityId, T[]> {
  const groups = new Map<EntityId, T[]>();
  for (const each of all) {
    const key = by(each);
    if (key === null) continue;
    const of = groups.get(key);
    if (of) of.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

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
      Pick<FoundLead, 'strength' | 'persons' | 'firearms' | 'dealers' | 'incidents'>
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
    persons: unique([...traces.map(({ purchaser }) => purchaser?.id), ...(more.persons ?? [])]),
    firearms: unique([...traces.map(({ firearm }) => firearm), ...(more.firearms ?? [])]),
    dealers: unique([...traces.map(({ dealer }) => dealer?.id), ...(more.dealers ?? [])]),
    incidents: unique(more.incidents ?? []),
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
  };
}

/** Each further trace adds this much to the mean of the three with the highest index. */
const pointsForMore = 3;

function strengthOf(world: LeadWorld, traces: readonly TraceFacts[]): number {
  const scores = traces.map(({ traceNumber }) => world.scores.get(traceNumber) ?? 0).sort((a, b) => b - a);
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
