import { dateOf } from './calendar.ts';
import type { Dealer } from './dealers.ts';
import { firearmModels, kitModels, serialAt, serialSpace, type FirearmModel } from './makers.ts';
import type { Person } from './people.ts';
import type { Random } from '../stats/random.ts';
import { WeightedChoice } from './weighted-choice.ts';

/** How a firearm came from lawful commerce to where police found it. */
export type Channel =
  | 'straw'
  | 'ring'
  | 'dealer-diversion'
  | 'dealer-theft'
  | 'carrier-theft'
  | 'home-theft'
  | 'private-transfer'
  | 'owner'
  | 'privately-made'
  | 'old';

/** Channels that are trafficking: bought or sold in order to be passed to someone who may not buy. Thefts are told apart. */
export const traffickingChannels: ReadonlySet<Channel> = new Set(['straw', 'ring', 'dealer-diversion']);

/** Why a firearm's records do not all carry its own serial number and make. Empty: they do. */
export type Blemish =
  | ''
  | 'NO_SERIAL_PMF'
  | 'OBLITERATED'
  | 'SERIAL_MISSING'
  | 'SERIAL_TYPO'
  | 'SERIAL_CONFUSED'
  | 'SERIAL_SPREADSHEET'
  | 'SERIAL_OF_ANOTHER'
  | 'MAKE_WRONG'
  | 'MAKE_MISSING';

export interface LifeEvent {
  readonly day: number;
  readonly what: 'MANUFACTURED' | 'SHIPPED' | 'SOLD' | 'STOLEN' | 'TRANSFERRED' | 'SHOOTING' | 'RECOVERED' | 'TRACED';
  readonly where: string;
  readonly person: string;
}

export interface Firearm {
  readonly id: string;
  readonly model: FirearmModel;
  readonly serial: string;
  readonly channel: Channel;
  readonly ring: string;
  readonly madeOn: number;
  readonly soldOn: number | null;
  readonly dealer: Dealer | null;
  readonly distributor: Dealer | null;
  readonly purchaser: Person | null;
  multipleSale: boolean;
  stolenOn: number | null;
  /** Who has it on the street, from `streetFrom` until it is recovered. */
  holder: Person | null;
  /** Index of the crew that shares it, or −1. */
  crew: number;
  streetFrom: number;
  recoveredOn: number | null;
  obliterated: boolean;
  /** How often it fires, against the others of the precinct; 0 for most. */
  activity: number;
  blemish: Blemish;
  readonly life: LifeEvent[];
}

/** The last day a firearm is known to have been fired; no police property before then. */
export function lastShot(firearm: Firearm): number {
  let last = -Infinity;
  for (const event of firearm.life) if (event.what === 'SHOOTING' && event.day > last) last = event.day;
  return last;
}

const modelsByYear = new Map<string, WeightedChoice<FirearmModel>>();

/** Models in production in a year; cheap small pistols and the current sellers weigh as in `makers.ts`. */
function modelsOf(year: number, handgunsOnly: boolean): WeightedChoice<FirearmModel> {
  const key = `${year}${handgunsOnly ? 'h' : ''}`;
  let choice = modelsByYear.get(key);
  if (choice === undefined) {
    const made = firearmModels.filter(
      (model) => model.from <= year && model.to >= year && (!handgunsOnly || model.type === 'P' || model.type === 'PR'),
    );
    choice = new WeightedChoice(made, (model) => model.weight);
    modelsByYear.set(key, choice);
  }
  return choice;
}

const kits = new WeightedChoice(kitModels, (model) => model.weight);

/** A prime: multiplying by it modulo the size of the serial space visits every serial once. */
const stride = 2_654_435_761;

/** Makes firearms with serial numbers that are unique for their maker and format over all precincts. */
export class FirearmMaker {
  readonly #precinct: number;
  readonly #precincts: number;
  readonly #random: Random;
  readonly #made = new Map<string, number>();
  readonly #bareNumbers: { serial: string; maker: string }[] = [];
  readonly #taken = new Set<string>();
  #count = 0;

  constructor(precinct: number, precincts: number, random: Random) {
    this.#precinct = precinct;
    this.#precincts = precincts;
    this.#random = random;
  }

  get count(): number {
    return this.#count;
  }

  nextId(): string {
    return `f-${this.#precinct}-${++this.#count}`;
  }

  kit(): FirearmModel {
    return kits.draw(this.#random);
  }

  anyOfCalibre(calibre: string): FirearmModel {
    return this.#random.pick(firearmModels.filter((model) => model.calibre === calibre && model.type === 'P'));
  }

  modelMadeIn(day: number, handgunsOnly: boolean): FirearmModel {
    const year = Math.min(2025, Math.max(1920, dateOf(day).year));
    return modelsOf(year, handgunsOnly).draw(this.#random);
  }

  /** `follows`: the serial of a firearm of the same model bought with it; a quarter of such pairs left the line together. */
  serialFor(
    model: FirearmModel,
    follows: { model: FirearmModel; serialIndex: number } | null,
  ): { serial: string; serialIndex: number } {
    if (model.serialFormat === '') return { serial: '', serialIndex: -1 };
    const random = this.#random;
    const key = `${model.maker.name}|${model.serialFormat}`;
    if (
      follows !== null &&
      follows.model.serialFormat === model.serialFormat &&
      follows.model.maker === model.maker &&
      random.chance(0.5)
    ) {
      const serial = serialAt(model.serialFormat, follows.serialIndex + 1);
      if (!this.#taken.has(`${model.maker.name}|${serial}`)) {
        this.#taken.add(`${model.maker.name}|${serial}`);
        return { serial, serialIndex: follows.serialIndex + 1 };
      }
    }
    // A bare number another maker used too: about one in forty of the cheap makers'.
    if (/^#+$/.test(model.serialFormat) && random.chance(0.025)) {
      const other = this.#bareNumbers.find(
        (known) =>
          known.maker !== model.maker.name &&
          known.serial.length === model.serialFormat.length &&
          !this.#taken.has(`${model.maker.name}|${known.serial}`),
      );
      if (other !== undefined) {
        this.#taken.add(`${model.maker.name}|${other.serial}`);
        return { serial: other.serial, serialIndex: -2 };
      }
    }
    const half = Math.floor(serialSpace(model.serialFormat) / 2);
    const start = key.length * 7_919 + key.charCodeAt(0) * 104_729;
    let serial: string;
    let index: number;
    do {
      const ordinal = this.#made.get(key) ?? 0;
      this.#made.set(key, ordinal + 1);
      index = 2 * ((start + (ordinal * this.#precincts + this.#precinct) * (stride % half)) % half);
      serial = serialAt(model.serialFormat, index);
    } while (this.#taken.has(`${model.maker.name}|${serial}`));
    this.#taken.add(`${model.maker.name}|${serial}`);
    if (/^#+$/.test(model.serialFormat)) this.#bareNumbers.push({ serial, maker: model.maker.name });
    return { serial, serialIndex: index };
  }
}
