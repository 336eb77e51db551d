import type pg from 'pg';
import { hearingMeters, slotMicroseconds, type SlotSensor } from '../acoustics/shots-of-slot.ts';
import { metersOutside } from '../geo/grid-cell.ts';
import { findPlacedSensors, findWeather, type PlacedSensor, type SensorWeather } from '../store/sensors.ts';

/** What was measured longer ago says nothing of now. */
const hourMicroseconds = 3600e6;
const weatherMicroseconds = 3 * hourMicroseconds;

/** The sensors of an agency as they stood at any time of sound: who counted then, and which cells had any. */
export class SensorNetwork {
  readonly #sensors: readonly PlacedSensor[];
  readonly #weather: readonly SensorWeather[];
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #about = new Map<string, readonly PlacedSensor[]>();

  constructor(sensors: readonly PlacedSensor[], weather: readonly SensorWeather[] = []) {
    this.#sensors = sensors;
    this.#weather = weather;
    this.#keys = new Map(sensors.map((each) => [each.sensor, each.publicKey]));
  }

  static async load(client: pg.ClientBase | pg.Pool, agencyId: number): Promise<SensorNetwork> {
    return new SensorNetwork(await findPlacedSensors(client, agencyId), await findWeather(client, agencyId));
  }

  get all(): readonly PlacedSensor[] {
    return this.#sensors;
  }

  knows(sensor: string): boolean {
    return this.#keys.has(sensor);
  }

  readonly keyOf = (sensor: string): Uint8Array => {
    const key = this.#keys.get(sensor);
    if (key === undefined) throw new Error('a shot was heard by a sensor nobody enrolled');
    return key;
  };

  /** Cells in which sensors counted in a slot of time, by name. */
  cellsAt(slot: number): string[] {
    return [...new Set(this.#sensors.filter((each) => counts(each, slot)).map((each) => each.cell))].sort();
  }

  /** Those that counted in a slot and hear what happens in a cell. */
  sensorsAt(cell: string, slot: number): SlotSensor[] {
    let about = this.#about.get(cell);
    if (about === undefined) {
      about = this.#sensors.filter((each) => metersOutside(cell, each) <= hearingMeters);
      this.#about.set(cell, about);
    }
    return about.filter((each) => counts(each, slot) && isTrusted(each, slot));
  }

  /** The air in a slot, where somebody measured it in the hours before, and how many before that was. */
  weatherAt(slot: number): (SensorWeather & { readonly hours: number }) | null {
    const began = slot * slotMicroseconds;
    const newest = this.#weather.findLast((each) => each.fromMicroseconds <= began);
    if (newest === undefined || began - newest.fromMicroseconds > weatherMicroseconds) return null;
    return { ...newest, hours: (began - newest.fromMicroseconds) / hourMicroseconds };
  }
}

function counts({ fromMicroseconds, untilMicroseconds }: PlacedSensor, slot: number): boolean {
  const began = slot * slotMicroseconds;
  return fromMicroseconds <= began && (untilMicroseconds === null || untilMicroseconds > began);
}

function isTrusted({ standings }: PlacedSensor, slot: number): boolean {
  return standings.findLast((each) => each.fromMicroseconds <= slot * slotMicroseconds)?.trusted ?? true;
}
