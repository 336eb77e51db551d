/**
 * What leads may be others after some firearms, scores or arrests changed: the subjects to look at again, and no fewer.
 *
 * **Source.** What each rule reads (`firearm-rules.ts`, `purchaser-rules.ts`, `ring-rule.ts`, `person-rules.ts`, `dealer-rules.ts`).
 * **Input.** The world before a change and after it, with what changes. **Output.** For each rule its subjects. **Limits.** Whoever is tied to a
 * purchaser named here is of their group: groups are looked at whole, with the members they had in the lead that is kept of them.
 */
import type { EntityId } from '../model/ids.ts';
import type { Arrest, Denial, LeadSettings, VehicleTie } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { clustersOf } from './firearm-clusters.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { sharedBy, showOf, type LeadRule, type LeadWorld } from './lead-world.ts';

export class TouchedSubjects {
  readonly purchasers = new Set<EntityId>();
  readonly #dealers = new Set<EntityId>();
  readonly #shows = new Set<string>();
  readonly #firearms = new Set<EntityId>();
  readonly #clusters = new Set<string>();
  /** Who was there at a recovery, and who was denied a purchase. */
  readonly #present = new Set<EntityId>();
  readonly #counterDays: number;

  constructor({ sameCounterDays }: Pick<LeadSettings, 'sameCounterDays'>) {
    this.#counterDays = sameCounterDays;
  }

  /** Firearms of which something changes: to be told before and after. */
  noteFirearms(world: LeadWorld, firearms: Iterable<EntityId>): void {
    for (const id of firearms) {
      this.#firearms.add(id);
      const facts = world.firearm.get(id);
      if (facts) for (const key of clustersOf(facts)) this.#clusters.add(key);
      for (const trace of world.ofFirearm.get(id) ?? []) {
        if (trace.dealer !== null) this.#dealers.add(trace.dealer.id);
        this.#noteShow(trace);
        // How many share something decides whether it ties any of them.
        for (const shared of sharedBy(trace))
          for (const purchaser of world.sharers.get(shared)?.keys() ?? []) this.purchasers.add(purchaser);
        if (trace.purchaser !== null) this.noteVehicles(world, world.vehiclesOf.get(trace.purchaser.id) ?? []);
        for (const person of [trace.possessor, trace.associate]) if (person !== null) this.#present.add(person.id);
        this.#noteCounter(world, trace);
      }
    }
  }

  /** Traces whose index changed. */
  noteScores(world: LeadWorld, traces: Iterable<TraceFacts>): void {
    for (const trace of traces) {
      for (const person of [trace.possessor, trace.associate]) if (person !== null) this.#present.add(person.id);
      this.#firearms.add(trace.firearm);
      this.#noteShow(trace);
      this.#noteCounter(world, trace);
    }
  }

  /** Arrests that come or go: to be told before and after. */
  noteArrests(world: LeadWorld, arrests: readonly Arrest[]): void {
    for (const { incident, person } of arrests)
      for (const id of [person, ...(world.arrestedIn.get(incident) ?? []).map((each) => each.person)])
        for (const { firearm } of world.ofPossessor.get(id) ?? []) this.#firearms.add(firearm);
  }

  /** Denied purchases that come or go. */
  noteDenials(denials: readonly Denial[]): void {
    for (const { person } of denials) this.#present.add(person);
  }

  /** Ties to vehicles that come or go, to be told before and after: how many people were with a vehicle decides whether it ties any of them. */
  noteVehicles(world: LeadWorld, ties: readonly VehicleTie[]): void {
    for (const { person, vehicle } of ties)
      for (const id of [person, ...(world.withVehicle.get(vehicle) ?? []).map((each) => each.person)])
        if (world.ofPurchaser.has(id)) this.purchasers.add(id);
  }

  /** What each rule has to look at, once all purchasers are known. */
  subjectsOf(rule: LeadRule, world: LeadWorld): Iterable<string> {
    switch (rule.kind) {
      case 'purchaser-ring':
      case 'purchaser-several-traces':
      case 'purchaser-several-dealers':
      case 'multiple-purchase-recovered':
      case 'purchaser-fast-trace':
        return this.purchasers;
      case 'dealer-fast-traces':
        return this.#dealers;
      case 'obliterated-cluster':
        return this.#clustered('alike');
      case 'stolen-recovered':
        return this.#clustered('theft');
      case 'unserialised-cluster':
        return this.#clustered('unserialised');
      case 'fast-firearm':
      case 'trace-correctable':
        return this.#firearms;
      case 'household-of-purchaser':
        return new Set([
          ...this.#firearms,
          ...[...this.purchasers].flatMap((id) => (world.ofPurchaser.get(id) ?? []).map(({ firearm }) => firearm)),
        ]);
      case 'denied-then-present':
        return this.#present;
      case 'show-traces':
        return this.#shows;
    }
  }

  #clustered(kind: string): string[] {
    return [...this.#clusters].flatMap((key) => (key.startsWith(`${kind} `) ? [key.slice(kind.length + 1)] : []));
  }

  #noteShow(trace: TraceFacts): void {
    const show = showOf(trace);
    if (show !== null) this.#shows.add(show);
  }

  /** The purchaser of a trace, and those who bought at its dealer around its day: how many they are decides whether it ties them. */
  #noteCounter(world: LeadWorld, { purchaser, dealer, soldOn }: TraceFacts): void {
    if (purchaser !== null) this.purchasers.add(purchaser.id);
    if (dealer === null || soldOn === null) return;
    for (const other of world.ofDealer.get(dealer.id) ?? [])
      if (
        other.purchaser !== null &&
        other.soldOn !== null &&
        Math.abs(daysBetween(soldOn, other.soldOn)) <= this.#counterDays
      )
        this.purchasers.add(other.purchaser.id);
  }
}
