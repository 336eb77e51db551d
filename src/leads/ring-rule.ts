/**
 * Purchasers who are tied to one another and of whom two or more traced firearms were recovered.
 *
 * **Source.** Straw purchasing rings as ATF describes them (_Following the Gun_, 2000): several purchasers for one organiser, who share a home,
 * a telephone, a document, a vehicle, or dealer and season. **Input.** Facts by purchaser and by what they share. **Output.** A lead about the group.
 * **Limits.** A family name counts only where the dealer and the season are shared as well, or, borne by few traced purchasers of a state, that state
 * and the season: names are shared by strangers. Dealer and season
 * alone count where both firearms have a high index and few bought such ones there in that time. So does a house number of a ZIP code, which
 * stays where a street is misspelt, with dealer and season. What more purchasers share than a home holds is a building, a business, a jail or a
 * usual name, and ties nobody. A vehicle ties those whom records name with it within a season of one another, where few people were with it: plates
 * and cars change hands. A firearm of a disputed sale ties nobody and is not counted, nor does a day of a sale that cannot be true make a season:
 * the lead names these traces. A group is known by its oldest member.
 */
import { daysBetween } from '../model/values/days-between.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadSettings, VehicleTie } from '../model/leads.ts';
import { saleDayOf } from '../model/trace-doubts.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { buildingOf } from '../model/values/building-address.ts';
import { isSameHome } from '../model/values/same-home.ts';
import {
  counted,
  firearmsOf,
  houseOf,
  isDisputed,
  leadOf,
  leftOutOf,
  memoised,
  purchasesOf,
  sharedBy,
  type LeadRule,
  type LeadWorld,
} from './lead-world.ts';

interface Group {
  readonly members: EntityId[];
  readonly shared: Set<string>;
  /** Records by which members are tied to one vehicle. */
  readonly records: Set<number>;
}

export function purchaserRing(settings: LeadSettings): LeadRule {
  /** Groups by each of their members: who is tied to one is tied to all of its group. */
  const groups = memoised(() => new Map<EntityId, Group>());
  const groupOf = (world: LeadWorld, subject: EntityId): Group => {
    const held = groups(world);
    const known = held.get(subject);
    if (known) return known;
    const group = groupAround(world, subject, settings);
    for (const member of group.members) held.set(member, group);
    return group;
  };
  return {
    kind: 'purchaser-ring',
    subjects: (world) => world.ofPurchaser.keys(),
    find(world, subject) {
      const { members, shared, records } = groupOf(world, subject as EntityId);
      // One of the group tells of it: the others find the same.
      if (members.length < 2 || members[0] !== subject) return null;
      const traces = members.flatMap((member) => purchasesOf(world, member));
      if (firearmsOf(traces) < 2) return null;
      return leadOf(world, {
        kind: 'purchaser-ring',
        subject,
        traces,

        persons: members,
        leftOut: leftOutOf(world, members, traces),
        reason: `${members.length} purchasers of ${counted(firearmsOf(traces), 'recovered firearm')} share ${listOf([...shared].sort().map((what) => (what === words['vehicle'] ? `${what} (${inRecords(records)})` : what)))}`,
      });
    },
  };
}

const words: Readonly<Record<string, string>> = {
  home: 'a home',
  house: 'a home',
  number: 'a house number, a ZIP code, a dealer and a season',
  telephone: 'a telephone',
  document: 'a document',
  name: 'a family name, a dealer and a season',
  surname: 'a family name rare among purchasers there, a state and a season',
  counter: 'a dealer and a season',
  vehicle: 'a vehicle',
};

function groupAround(world: LeadWorld, start: EntityId, settings: LeadSettings): Group {
  const members = new Set([start]);
  const shared = new Set<string>();
  const records = new Set<number>();
  for (const member of members) {
    for (const [other, kind] of neighbours(world, member, settings)) {
      members.add(other);
      shared.add(words[kind]!);
    }
    for (const { other, ties } of inOneVehicle(world, member, settings)) {
      members.add(other);
      shared.add(words['vehicle']!);
      for (const { record } of ties) records.add(record);
    }
  }
  return { members: [...members].sort((a, b) => numberOf(a) - numberOf(b)), shared, records };
}

/** Purchasers tied to one, each with how. */
function* neighbours(world: LeadWorld, member: EntityId, settings: LeadSettings): Iterable<[EntityId, string]> {
  const traces = purchasesOf(world, member);
  for (const trace of traces) {
    for (const what of sharedBy(trace)) {
      const kind = what.slice(0, what.indexOf(' '));
      const sharers = world.sharers.get(what)!;
      if (sharers.size > (kind === 'surname' ? settings.rareNameMost : settings.homesAtAddressMost)) continue;
      for (const other of sharers.keys())
        if (
          other !== member &&
          // Of a firearm reported stolen nobody is tied, from whichever side it is looked at.
          purchasesOf(world, other).some(
            (theirs) =>
              sharedBy(theirs).includes(what) &&
              (kind !== 'home' || isSameHome(trace.purchaser!, theirs.purchaser!) === true) &&
              (kind !== 'house' || isOneHouse(trace, theirs)),
          ) &&
          ((kind !== 'name' && kind !== 'number') || sameSeason(world, member, other, settings, 'dealer')) &&
          (kind !== 'surname' || sameSeason(world, member, other, settings, 'state'))
        )
          yield [other, kind];
    }
    const beside = atCounter(world, trace, settings);
    if (isQuiet(beside))
      for (const theirs of beside)
        if (
          theirs.purchaser!.id !== member &&
          // Of a firearm traced twice another trace may be the one that counts for the purchaser.
          purchasesOf(world, theirs.purchaser!.id).includes(theirs) &&
          isQuiet(atCounter(world, theirs, settings))
        )
          yield [theirs.purchaser!.id, 'counter'];
  }
}

/** With more people a vehicle is a taxi, a bus, a fleet's or a hired one, and ties nobody. */
const withVehicleMost = 6;

/** Purchasers of firearms not reported stolen whom records name with a vehicle of one within a season, each with the records of both. */
function* inOneVehicle(
  world: LeadWorld,
  member: EntityId,
  { ringSeasonDays }: LeadSettings,
): Iterable<{ readonly other: EntityId; readonly ties: readonly VehicleTie[] }> {
  if (purchasesOf(world, member).length === 0) return;
  for (const own of world.vehiclesOf.get(member) ?? []) {
    const all = world.withVehicle.get(own.vehicle) ?? [];
    if (new Set(all.map(({ person }) => person)).size > withVehicleMost) continue;
    for (const theirs of all)
      if (
        theirs.person !== member &&
        own.on !== null &&
        theirs.on !== null &&
        Math.abs(daysBetween(own.on, theirs.on)) <= ringSeasonDays &&
        purchasesOf(world, theirs.person).length > 0
      )
        yield { other: theirs.person, ties: [own, theirs] };
  }
}

/** Traces of firearms with a high index sold at the dealer of one around its day, its own among them. */
function atCounter(world: LeadWorld, trace: TraceFacts, settings: LeadSettings): TraceFacts[] {
  if (!isTelling(world, trace, settings)) return [];
  const sold = world.ofDealer.get(trace.dealer!.id) ?? [];
  // Of a firearm traced twice the trace that counts for the dealer is looked at, from whichever side.
  if (!sold.includes(trace)) return [];
  return sold.filter(
    (other) =>
      other.purchaser !== null &&
      other.stolen !== true &&
      !isDisputed(world, other) &&
      isTelling(world, other, settings) &&
      Math.abs(daysBetween(trace.soldOn!, other.soldOn!)) <= settings.sameCounterDays,
  );
}

/** Of a dealer where so many bought such firearms within the time, two of them are chance. */
const atCounterMost = 4;

function isQuiet(beside: readonly TraceFacts[]): boolean {
  return new Set(beside.map(({ purchaser }) => purchaser!.id)).size <= atCounterMost;
}

/** Where both name a unit, they are one home only if the whole line is: of the house alone nothing is said. */
function isOneHouse({ purchaser: a }: TraceFacts, { purchaser: b }: TraceFacts): boolean {
  const hasUnit = (person: typeof a) => person?.address != null && buildingOf(person.address) !== null;
  return !(hasUnit(a) && hasUnit(b)) && isSameHome(houseOf(a!), houseOf(b!)) === true;
}

/** Of a dealer and a day, with an index that says something. */
function isTelling(world: LeadWorld, trace: TraceFacts, settings: LeadSettings): boolean {
  const { dealer, traceNumber } = trace;
  return (
    dealer !== null && saleDayOf(trace) !== null && (world.scores.get(traceNumber) ?? 0) >= settings.sameCounterScore
  );
}

const numberOf = (id: EntityId) => Number(id.slice(id.indexOf(':') + 1));

/** Both bought at one dealer, or in one state and one of them a firearm with a high index, within a season. */
function sameSeason(
  world: LeadWorld,
  a: EntityId,
  b: EntityId,
  settings: LeadSettings,
  where: 'dealer' | 'state',
): boolean {
  const at = ({ dealer }: TraceFacts) => (where === 'dealer' ? dealer?.id : dealer?.state) ?? null;
  return purchasesOf(world, a).some((one) =>
    purchasesOf(world, b).some(
      (other) =>
        at(one) !== null &&
        at(one) === at(other) &&
        (where === 'dealer' || isTelling(world, one, settings) || isTelling(world, other, settings)) &&
        saleDayOf(one) !== null &&
        saleDayOf(other) !== null &&
        Math.abs(daysBetween(one.soldOn!, other.soldOn!)) <= settings.ringSeasonDays,
    ),
  );
}

function inRecords(records: ReadonlySet<number>): string {
  return `${records.size === 1 ? 'record' : 'records'} ${listOf([...records].sort((a, b) => a - b).map(String))}`;
}

function listOf(of: readonly string[]): string {
  return of.length < 2 ? (of[0] ?? '') : `${of.slice(0, -1).join(', ')} and ${of.at(-1)}`;
}

/** Everybody tied to a purchaser, themselves among them. */
export function groupOf(world: LeadWorld, purchaser: EntityId, settings: LeadSettings): readonly EntityId[] {
  return groupAround(world, purchaser, settings).members;
}
