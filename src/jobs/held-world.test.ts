import { expect, test } from 'vitest';
import { keyOf, type MergedLead } from '../leads/find-leads.ts';
import { leadSettingsDefault } from '../leads/lead-settings.ts';
import type { EntityId } from '../model/ids.ts';
import type { Arrest, Denial, FirearmFacts, VehicleTie } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { Random } from '../stats/random.ts';
import { declaredWeights } from '../trafficking/declared-weights.ts';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { HeldWorld, readRates, writeRates, type FactChange, type Rates } from './held-world.ts';
import type { FactsOfFirearm } from './load-trace-facts.ts';

const rules = {
  weights: declaredWeights,
  settings: { ...leadSettingsDefault, homesAtAddressMost: 3, clusterLeast: 2, showTracesLeast: 2 },
  calendars: {},
};

/** A small town in which everything meets: few people, dealers, homes, seasons and shootings. */
function madeFacts(random: Random, number: number): FactsOfFirearm {
  const one = <T>(of: readonly T[]) => of[Math.floor(random.next() * of.length)]!;
  const maybe = <T>(share: number, of: () => T) => (random.next() < share ? of() : null);
  const id: EntityId = `firearm:${number}`;
  const purchaser = () => {
    const at = 1 + Math.floor(random.next() * 12);
    return madePerson(at, {
      familyName: `NAME${at % 5}`,
      address: maybe(0.5, () => `${at % 4} ELM ST`),
      zip: '21201',
      phone: maybe(0.2, () => `410555000${at % 3}`),
    });
  };
  const sale = soldAndRecovered(
    `202${Math.floor(random.next() * 3)}-0${1 + Math.floor(random.next() * 9)}-15`,
    one([10, 90, 400, 2000]),
  );
  const traces = Array.from({ length: one([0, 1, 1, 1, 2]) }, (_, at): TraceFacts =>
    madeTrace(`T${number}-${at}`, {
      ...sale,
      firearm: id,
      purchaser: maybe(0.85, purchaser),
      possessor: maybe(0.6, () => madePerson(50 + Math.floor(random.next() * 6))),
      associate: maybe(0.3, () => madePerson(50 + Math.floor(random.next() * 6))),
      dealer: maybe(0.8, () => madeDealer(1 + Math.floor(random.next() * 3))),
      stolen: maybe(0.2, () => true),
      completion: one(['C_PURCHASER', 'C_INSUFFICIENT', 'C_DUPLICATE', null]),
      multipleSale: maybe(0.2, () => true),
      soldAt: maybe(0.4, () => one(['A SHOW', 'B SHOW'])),
    }),
  );
  const facts: FirearmFacts = {
    firearm: id,
    make: 'GLOCK',
    model: one(['17', '19']),
    obliterated: maybe(0.3, () => true),
    noSerialReason: maybe(0.3, () => 'PMF'),
    recoveredOn: maybe(0.8, () => sale.recoveredOn ?? null),
    recoveries: [],
    recoveredIn: null,
    theft: maybe(0.3, () => ({
      on: '2022-01-01',
      kind: 'DEALER_BURGLARY',
      from: one(['dealer:1', 'dealer:2'] as const),
      incident: null,
    })),
    shootings: Array.from({ length: one([0, 0, 1, 2]) }, () => ({
      incident: `incident:${1 + Math.floor(random.next() * 5)}` as const,
      on: '2024-02-01',
      tie: one(['hit', 'lead'] as const),
    })),
  };
  return { id, traces, firearm: facts, isNamed: random.next() < 0.95 };
}

function madeArrests(random: Random): Arrest[] {
  return Array.from({ length: Math.floor(random.next() * 3) }, () => ({
    person: `person:${50 + Math.floor(random.next() * 8)}` as const,
    incident: `incident:${20 + Math.floor(random.next() * 3)}` as const,
    on: '2024-01-01',
    address: `${Math.floor(random.next() * 4)} ELM ST`,
    city: null,
    state: null,
    zip: '21201',
  }));
}

function madeDenials(random: Random): Denial[] {
  return Array.from({ length: Math.floor(random.next() * 3) }, () => ({
    person: `person:${50 + Math.floor(random.next() * 8)}` as const,
    on: `202${1 + Math.floor(random.next() * 2)}-03-01`,
  }));
}

function madeTies(random: Random, record: number): VehicleTie[] {
  return Array.from({ length: Math.floor(random.next() * 4) }, () => ({
    person: `person:${1 + Math.floor(random.next() * 14)}` as const,
    vehicle: `vehicle:${900 + Math.floor(random.next() * 3)}` as const,
    on: `202${1 + Math.floor(random.next() * 3)}-03-01`,
    record,
  }));
}

/** What the facts give when they are all taken in at once. */
function foundAnew(facts: FactChange, rates: Rates) {
  const world = new HeldWorld(rules);
  world.fill(facts);
  world.use(rates);
  return world.findAll();
}

const byKey = (leads: Iterable<MergedLead>) => new Map([...leads].map((lead) => [keyOf(lead), lead]));
const sorted = (leads: ReadonlyMap<string, MergedLead>) => [...leads].sort(([a], [b]) => (a < b ? -1 : 1));

test.each(Array.from({ length: 12 }, (_, at) => at))(
  'what is found again after each change is what finding all anew gives, in whatever order things land (%i)',
  async (seed) => {
    const random = new Random(`arrivals ${seed}`);
    const firearms = new Map<EntityId, FactsOfFirearm | null>();
    const arrests = new Map<number, readonly Arrest[]>();
    const denials = new Map<number, readonly Denial[]>();
    const vehicles = new Map<number, readonly VehicleTie[]>();
    for (let number = 1; number <= 30; number++) {
      const facts = madeFacts(random, number);
      firearms.set(facts.id, facts);
    }
    const world = new HeldWorld(rules);
    world.fill({ firearms, arrests, denials, vehicles });
    const rates = readRates(JSON.parse(JSON.stringify(writeRates(world.countRates()))));
    world.use(rates);
    let leads = byKey(world.findAll());
    expect(leads.size).toBeGreaterThan(5);
    for (let step = 0; step < 25; step++) {
      const change = {
        firearms: new Map<EntityId, FactsOfFirearm | null>(),
        arrests: new Map<number, Arrest[]>(),
        denials: new Map<number, Denial[]>(),
        vehicles: new Map<number, VehicleTie[]>(),
      };
      for (let at = 0; at < 1 + Math.floor(random.next() * 3); at++) {
        const facts = madeFacts(random, 1 + Math.floor(random.next() * 45));
        change.firearms.set(facts.id, random.next() < 0.15 ? null : facts);
      }
      if (random.next() < 0.5) change.arrests.set(Math.floor(random.next() * 6), madeArrests(random));
      if (random.next() < 0.5) change.denials.set(Math.floor(random.next() * 4), madeDenials(random));
      const record = Math.floor(random.next() * 5);
      if (random.next() < 0.5) change.vehicles.set(record, madeTies(random, record));
      for (const [id, each] of change.firearms) firearms.set(id, each);
      for (const [record, of] of change.arrests) arrests.set(record, of);
      for (const [record, of] of change.denials) denials.set(record, of);
      for (const [record, of] of change.vehicles) vehicles.set(record, of);
      const touched = world.change(change);
      const { keys, found } = await world.examine(touched, async (purchasers) =>
        [...leads.values()].flatMap(({ kind, persons }) =>
          kind === 'purchaser-ring' && persons.some((person) => purchasers.includes(person)) ? persons : [],
        ),
      );
      leads = new Map([...leads].filter(([key]) => !keys.has(key)).concat([...found]));
      const anew = byKey(foundAnew({ firearms, arrests, denials, vehicles }, rates));
      expect([...leads.keys()].sort()).toEqual([...anew.keys()].sort());
      expect(sorted(leads)).toEqual(sorted(anew));
    }
  },
);
