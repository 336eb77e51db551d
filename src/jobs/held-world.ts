import { findIn, inOrder, keyOf, leadRules, type Calendars, type MergedLead } from '../leads/find-leads.ts';
import type { FreezingWorld } from '../leads/freeze-lead.ts';
import { ChangingWorld, usualShort, type LeadWorld } from '../leads/lead-world.ts';
import { groupOf } from '../leads/ring-rule.ts';
import { TouchedSubjects } from '../leads/touched-subjects.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import type { Arrest, Denial, LeadSettings, UsualShort, VehicleTie } from '../model/leads.ts';
import { doubtsOf, type DoubtCode } from '../model/trace-doubts.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { cityIndex, type CityWeights } from '../trafficking/city-index.ts';
import { contextOf, purchasesIn, usualRates, type UsualRates } from '../trafficking/trace-context.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import type { FactsOfFirearm } from './load-trace-facts.ts';

/** What leads are found by beside the records. */
export interface LeadRules {
  readonly weights: CityWeights;
  readonly settings: LeadSettings;
  readonly calendars: Calendars;
}

/** What the rules are called that count usual rates: rates of others are counted anew. */
export const ratesEngine = 'rates-2';

/** The usual rates of a baseline: what one record may not change of a thousand leads. */
export interface Rates extends UsualRates {
  readonly usualShort: UsualShort;
}

export interface FactChange {
  readonly firearms: ReadonlyMap<EntityId, FactsOfFirearm | null>;
  /** By record; a record without arrests takes its earlier ones away. */
  readonly arrests: ReadonlyMap<number, readonly Arrest[]>;
  /** The same for denied purchases and for vehicles. */
  readonly denials: ReadonlyMap<number, readonly Denial[]>;
  readonly vehicles: ReadonlyMap<number, readonly VehicleTie[]>;
}

/** What was looked at again, and what was found of it, by topic and subject. */
export interface Examined {
  readonly keys: ReadonlySet<string>;
  readonly found: ReadonlyMap<string, MergedLead>;
}

/**
 * All facts of an agency in memory, with the index of every trace against frozen rates. After some facts changed it finds the leads that may
 * be others, and these are what finding all anew would give.
 */
export class HeldWorld implements FreezingWorld {
  readonly #world = new ChangingWorld();
  readonly #byNumber = new Map<string, TraceFacts[]>();
  readonly #arrests = new Map<number, readonly Arrest[]>();
  readonly #denials = new Map<number, readonly Denial[]>();
  readonly #vehicles = new Map<number, readonly VehicleTie[]>();
  readonly #rules: LeadRules;
  #rates: Rates = { usual: null, dealers: new Map(), usualShort: { share: 0, spread: 0 } };

  constructor(rules: LeadRules) {
    this.#rules = rules;
  }

  get traces(): number {
    return this.#byNumber.size;
  }

  get firearms(): number {
    return this.#world.firearm.size;
  }

  /** Rates as they are of what is held now. */
  countRates(): Rates {
    const traces = [...this.#world.ofFirearm.values()].flat();
    return { ...usualRates(traces), usualShort: usualShort(this.#world.ofDealer) };
  }

  /** Holds every trace against these rates from now on. */
  use(rates: Rates): void {
    this.#rates = rates;
    this.#world.usualShort = rates.usualShort;
    this.#world.scores.clear();
    for (const number of this.#byNumber.keys()) this.#score(number);
  }

  /** Takes in everything, into an empty world. */
  fill({ firearms, arrests, denials, vehicles }: FactChange): void {
    this.#world.put(factsNow(firearms));
    this.#giveNumbers([...firearms.keys()]);
    this.#world.putArrests([], takeIn(this.#arrests, arrests).come);
    this.#world.putDenials([], takeIn(this.#denials, denials).come);
    this.#world.putVehicles([], takeIn(this.#vehicles, vehicles).come);
  }

  /** Takes in what is known now; gives what may be others for it. */
  change({ firearms, arrests, denials, vehicles }: FactChange): TouchedSubjects {
    const touched = new TouchedSubjects(this.#rules.settings);
    const world = this.#world;
    const ids = [...firearms.keys()];
    const { gone, come } = takeIn(this.#arrests, arrests);
    const denied = takeIn(this.#denials, denials);
    const driven = takeIn(this.#vehicles, vehicles);
    const ties = [...driven.gone, ...driven.come];
    touched.noteFirearms(world, ids);
    touched.noteArrests(world, [...gone, ...come]);
    touched.noteVehicles(world, ties);
    touched.noteDenials([...denied.gone, ...denied.come]);
    const numbers = this.#takeNumbers(ids);
    world.put(factsNow(firearms));
    world.putArrests(gone, come);
    world.putDenials(denied.gone, denied.come);
    world.putVehicles(driven.gone, driven.come);
    for (const number of this.#giveNumbers(ids)) numbers.add(number);
    touched.noteFirearms(world, ids);
    touched.noteArrests(world, [...gone, ...come]);
    touched.noteVehicles(world, ties);
    touched.noteScores(world, this.#scoreAgain(numbers, touched.purchasers));
    return touched;
  }

  /** Everything there is to find. */
  findAll(): MergedLead[] {
    const view = this.#view();
    return inOrder(
      findIn(view, leadRules(this.#rules.settings, this.#rules.calendars), (rule) => rule.subjects(view)).values(),
    );
  }

  /** What is found of what was touched. `ringsOf`: who is in the kept leads about groups that hold any of some purchasers. */
  async examine(
    touched: TouchedSubjects,
    ringsOf: (purchasers: readonly EntityId[]) => Promise<readonly EntityId[]>,
  ): Promise<Examined> {
    const { settings, calendars } = this.#rules;
    for (const person of await ringsOf([...touched.purchasers])) touched.purchasers.add(person);
    const view = this.#view();
    // One group looks the same from each of its members.
    const seen = new Set<EntityId>();
    for (const purchaser of touched.purchasers) {
      if (seen.has(purchaser)) continue;
      for (const member of groupOf(view, purchaser, settings)) {
        seen.add(member);
        touched.purchasers.add(member);
      }
    }
    const rules = leadRules(settings, calendars);
    const keys = new Set(
      rules.flatMap((rule) =>
        [...touched.subjectsOf(rule, view)].map((subject) => keyOf({ kind: rule.kind, subject })),
      ),
    );
    return { keys, found: findIn(view, rules, (rule) => touched.subjectsOf(rule, view)) };
  }

  traceOf(traceNumber: string): TraceFacts | undefined {
    return this.#byNumber.get(traceNumber)?.at(-1);
  }

  doubtsOf(traceNumber: string): readonly DoubtCode[] {
    const trace = this.traceOf(traceNumber);
    return trace === undefined ? [] : doubtsOf(trace, this.#world.ofFirearm.get(trace.firearm) ?? []);
  }

  firearmOf(firearm: EntityId) {
    return this.#world.firearm.get(firearm);
  }

  indexOf(traceNumber: string) {
    const trace = this.traceOf(traceNumber);
    return trace && cityIndex(trace, contextOf(trace, this.#purchasesOf(trace), this.#rates), this.#rules.weights);
  }

  /** What rules made of an earlier state of the world is not theirs to use again. */
  #view(): LeadWorld {
    return { ...this.#world };
  }

  #purchasesOf({ purchaser }: TraceFacts): [string, string | null][] {
    if (purchaser === null) return [];
    return purchasesIn(this.#world.ofPurchaser.get(purchaser.id) ?? []);
  }

  #score(traceNumber: string): number | undefined {
    const score = this.indexOf(traceNumber)?.score;
    if (score === undefined) this.#world.scores.delete(traceNumber);
    else this.#world.scores.set(traceNumber, score);
    return score;
  }

  #takeNumbers(firearms: readonly EntityId[]): Set<string> {
    const numbers = new Set<string>();
    for (const id of firearms)
      for (const { traceNumber } of this.#world.ofFirearm.get(id) ?? []) {
        numbers.add(traceNumber);
        const others = (this.#byNumber.get(traceNumber) ?? []).filter(({ firearm }) => firearm !== id);
        if (others.length > 0) this.#byNumber.set(traceNumber, others);
        else this.#byNumber.delete(traceNumber);
      }
    return numbers;
  }

  #giveNumbers(firearms: readonly EntityId[]): string[] {
    const given: string[] = [];
    for (const id of firearms)
      for (const trace of this.#world.ofFirearm.get(id) ?? []) {
        given.push(trace.traceNumber);
        const of = this.#byNumber.get(trace.traceNumber);
        // Firearms kept apart may bear one trace number: whatever came first, the last by its number speaks for it.
        if (of) {
          of.push(trace);
          of.sort((a, b) => numberOf(a.firearm) - numberOf(b.firearm));
        } else this.#byNumber.set(trace.traceNumber, [trace]);
      }
    return given;
  }

  /** Scores traces anew that changed, and all of their purchasers; gives those whose index is another. */
  #scoreAgain(numbers: Set<string>, purchasers: ReadonlySet<EntityId>): TraceFacts[] {
    for (const purchaser of purchasers)
      for (const { firearm } of this.#world.ofPurchaser.get(purchaser) ?? [])
        for (const { traceNumber } of this.#world.ofFirearm.get(firearm) ?? []) numbers.add(traceNumber);
    return [...numbers].flatMap((number) => {
      const before = this.#world.scores.get(number);
      return this.#score(number) === before ? [] : (this.#byNumber.get(number) ?? []);
    });
  }
}

/** Holds what some records tell now in the place of what they told before; gives both. */
function takeIn<T>(
  held: Map<number, readonly T[]>,
  told: ReadonlyMap<number, readonly T[]>,
): { readonly gone: readonly T[]; readonly come: readonly T[] } {
  const gone = [...told.keys()].flatMap((record) => held.get(record) ?? []);
  for (const [record, of] of told) {
    if (of.length > 0) held.set(record, of);
    else held.delete(record);
  }
  return { gone, come: [...told.values()].flat() };
}

function factsNow(firearms: FactChange['firearms']): Parameters<ChangingWorld['put']>[0] {
  return new Map(
    [...firearms].map(([id, each]) => [
      id,
      each?.isNamed ? { traces: tracesProper(each.traces), facts: each.firearm } : null,
    ]),
  );
}

const numberOf = (id: EntityId) => parseEntityId(id)!.number;

/** Rates as they are kept. */
export function writeRates({ usual, dealers, usualShort }: Rates): unknown {
  return {
    usual,
    usualShort,
    dealers: [...dealers].map(([dealer, firearms]) => [
      numberOf(dealer),
      [...firearms].flatMap(([id, short]) => (short ? [numberOf(id)] : [])),
      [...firearms].flatMap(([id, short]) => (short ? [] : [numberOf(id)])),
    ]),
  };
}

/** Rates as they were kept. */
export function readRates(kept: unknown): Rates {
  const { usual, usualShort, dealers } = kept as {
    usual: Rates['usual'];
    usualShort: UsualShort;
    dealers: [number, number[], number[]][];
  };
  return {
    usual,
    usualShort,
    dealers: new Map(
      dealers.map(([dealer, short, others]) => [
        `dealer:${dealer}`,
        new Map<EntityId, boolean>([
          ...short.map((number) => [`firearm:${number}`, true] as const),
          ...others.map((number) => [`firearm:${number}`, false] as const),
        ]),
      ]),
    ),
  };
}
