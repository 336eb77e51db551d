/**
 * The pulses of a stretch of time as typed arrays, by sensor and in the order of time, each with how little chance would have put one there.
 *
 * **Source.** A pulse weighs −ln of the rate at which its sensor was hearing pulses (`chance-rates.ts`): the first of a burst says more than those after it.
 * **Input.** A scene, the pulses of it that belong to the stretch, weather. **Output.** Arrays; which pulses a shot has taken.
 * **Limits.** A pulse given twice (same sensor, same time) is taken once. The ground under a source is guessed from the sensors about it.
 */
import type { Scene, SceneSensor } from '../scene.ts';
import type { ShotPrior, Weather } from '../shot-likelihood.ts';
import { restingRate, type ListenedSpan } from './chance-rates.ts';

const burstSeconds = 1;
/** Nineteen echoes of twenty of a made city come so soon. */
const echoSeconds = 0.6;
const earlySeconds = 0.045;
/** Roofs stand about so much above the ground a shooter stands on. */
const roofMeters = 8;
/** Nothing farther off is heard above a city's noise. */
export const hearingMeters = 2500;
/** Between two pulses of a sensor: Tech Note 098. */
export const deadSeconds = 0.045;

export interface PulseTable {
  readonly sensors: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly tall: boolean;
  /** Pulses of sensor s are first[s] to first[s + 1] − 1. */
  readonly first: Int32Array;
  readonly sensorOf: Int32Array;
  readonly seconds: Float64Array;
  /** Places in the scene, of pulses and of sensors. */
  readonly pulse: Int32Array;
  readonly sceneSensor: Int32Array;
  readonly weight: Float64Array;
  /** Pulses of its sensor in the second before each. */
  readonly burst: Float64Array;
  /** 1 where the sound of a shot that was found was due at its sensor less than six tenths of a second before: there echoes are. */
  readonly echoing: Uint8Array;
  /** Pulses of a sensor in a second of no shot. */
  readonly restingRate: number;
  /** When its sensors listened, as far as is known. */
  readonly listened: ListenedSpan;
  /** 1 once a shot has taken it. */
  readonly taken: Uint8Array;
  readonly weather: Weather;
  /** How much the speed of sound may be off, as a share of it. */
  readonly speedShare: number;
}

/** Times are from `zero` on, so that digits are kept for what differs. */
export function pulseTable(
  scene: Scene,
  pulses: readonly number[],
  zero: number,
  listened: ListenedSpan,
  weather: Weather,
  prior: ShotPrior,
): PulseTable {
  const used = new Set(pulses.map((at) => scene.pulses[at]!.sensor));
  const near = nearSensors(scene, used);
  const place = new Map(near.map(({ sensor: { id } }, at) => [id, at]));
  const order = pulses
    .map((at) => ({ at, sensor: place.get(scene.pulses[at]!.sensor)!, seconds: scene.pulses[at]!.timeSeconds - zero }))
    .sort((a, b) => a.sensor - b.sensor || a.seconds - b.seconds || a.at - b.at)
    .filter((one, at, all) => at === 0 || one.sensor !== all[at - 1]!.sensor || one.seconds !== all[at - 1]!.seconds);
  const first = new Int32Array(near.length + 1);
  for (const { sensor } of order) first[sensor + 1]!++;
  for (let s = 0; s < near.length; s++) first[s + 1]! += first[s]!;
  const seconds = Float64Array.from(order, (one) => one.seconds);
  const sensorOf = Int32Array.from(order, (one) => one.sensor);
  const table: PulseTable = {
    sensors: near.length,
    x: Float64Array.from(near, ({ sensor }) => sensor.x),
    y: Float64Array.from(near, ({ sensor }) => sensor.y),
    z: Float64Array.from(near, ({ sensor }) => sensor.z ?? 0),
    tall: near.every(({ sensor }) => sensor.z !== undefined),
    first,
    sensorOf,
    seconds,
    pulse: Int32Array.from(order, ({ at }) => at),
    sceneSensor: Int32Array.from(near, ({ at }) => at),
    weight: new Float64Array(order.length),
    burst: new Float64Array(order.length),
    echoing: new Uint8Array(order.length),
    restingRate: restingRate(near.length, seconds, listened),
    listened,
    taken: new Uint8Array(order.length),
    weather,
    speedShare: (prior.speedMps + prior.windMps) / weather.stillMps,
  };
  weigh(table);
  return table;
}

/** Weighs what is left; what a shot has taken is no sign that its sensor hears much by chance. */
export function weigh({ sensors, first, seconds, taken, weight, burst, restingRate }: PulseTable): void {
  for (let s = 0; s < sensors; s++) {
    let from = first[s]!;
    let before = 0;
    for (let at = first[s]!; at < first[s + 1]!; at++) {
      for (; seconds[from]! < seconds[at]! - burstSeconds; from++) if (taken[from] === 0) before--;
      burst[at] = before / burstSeconds;
      weight[at] = -Math.log(restingRate + burst[at]!);
      if (taken[at] === 0) before++;
    }
  }
}

/** Marks what was heard where the sound of a shot was due and its echoes are. */
export function markEchoes(table: PulseTable, x: number, y: number, fired: number): void {
  const z = groundAt(table, x, y);
  for (let s = 0; s < table.sensors; s++) {
    const arrives = fired + delayTo(table, s, x, y, z);
    for (let at = pulseFrom(table, s, arrives - earlySeconds); at < table.first[s + 1]!; at++) {
      if (table.seconds[at]! > arrives + echoSeconds) break;
      table.echoing[at] = 1;
    }
  }
}

/** Those that heard something, and those whose silence can speak: within hearing of one that did. */
function nearSensors(scene: Scene, used: ReadonlySet<string>): { sensor: SceneSensor; at: number }[] {
  const key = (x: number, y: number) => `${Math.floor(x / hearingMeters)}/${Math.floor(y / hearingMeters)}`;
  const about = new Set<string>();
  for (const { id, x, y } of scene.sensors)
    if (used.has(id))
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) about.add(key(x + dx * hearingMeters, y + dy * hearingMeters));
  return scene.sensors.map((sensor, at) => ({ sensor, at })).filter(({ sensor: { x, y } }) => about.has(key(x, y)));
}

/** Height of the ground at a place: that of the sensors about it, less a roof. */
export function groundAt({ sensors, x, y, z, tall }: PulseTable, atX: number, atY: number): number {
  if (!tall) return 0;
  let sum = 0;
  let weights = 0;
  for (let s = 0; s < sensors; s++) {
    const squared = (x[s]! - atX) ** 2 + (y[s]! - atY) ** 2 + 2500;
    sum += z[s]! / (squared * squared);
    weights += 1 / (squared * squared);
  }
  return sum / weights - roofMeters;
}

/** Seconds from a place to a sensor. */
export function delayTo(table: PulseTable, sensor: number, atX: number, atY: number, atZ: number): number {
  const dx = table.x[sensor]! - atX;
  const dy = table.y[sensor]! - atY;
  const dz = table.tall ? table.z[sensor]! - atZ : 0;
  const squared = dx * dx + dy * dy + dz * dz;
  const { stillMps, windEast, windNorth } = table.weather;
  return squared === 0 ? 0 : squared / (stillMps * Math.sqrt(squared) + dx * windEast + dy * windNorth);
}

/** The first pulse of a sensor at or after a time. */
export function pulseFrom({ first, seconds }: PulseTable, sensor: number, time: number): number {
  let low = first[sensor]!;
  let high = first[sensor + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a sensor was busy at some moment of a stretch, with a shot that is known or with anything: what else came then it could not hear, and its
 * silence says nothing. While it is open which pulses are shots, in a burst every wrong place would find all sensors busy with anything.
 */
export function busyBetween(
  table: PulseTable,
  sensor: number,
  from: number,
  to: number,
  by: 'a shot' | 'anything',
): boolean {
  const end = table.first[sensor + 1]!;
  for (let at = pulseFrom(table, sensor, from - deadSeconds); at < end && table.seconds[at]! < to; at++)
    if (by === 'anything' || table.taken[at] === 1) return true;
  return false;
}
