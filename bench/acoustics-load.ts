/**
 * Does the service keep up while many cities hear much for minutes, and how long after its fourth arrival is a shot told? Cities of 60 sensors, one to a
 * cell, each busy with knocks and now and then with gunfire; slots located as pulses come, by the code of the service, in threads of their own, each
 * city in one of them, the one that waits longest first. Time is that of the thread's processor: what is measured is a machine whose cores are free.
 * Pulses are made as they are needed. Left out: signatures, the store, the network.
 * Run: node bench/acoustics-load.ts [cities] [seconds] [knocks a second of each sensor] [share of half minutes with gunfire] [threads] [seed]
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import { sceneKinds, type SceneSensor } from '../src/acoustics/scene.ts';
import { shotsOfSlot, slotSpan, slotsOf, type Slot } from '../src/acoustics/shots-of-slot.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { cellBounds, gridCell } from '../src/geo/grid-cell.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { metersBetween } from '../src/geo/meters-between.ts';
import type { StreamPulse } from '../src/model/stream-pulse.ts';
import { plainFeatures } from '../src/jobs/play-made-night.ts';
import { Random } from '../src/stats/random.ts';

interface Order {
  readonly cities: readonly number[];
  readonly seconds: number;
  readonly knocksPerSecond: number;
  readonly gunfireShare: number;
  readonly seed: string;
}

interface Done {
  readonly pulses: number;
  readonly busySeconds: number;
  /** Of all shots that were fired in time to be told. */
  readonly shots: number;
  /** Seconds from the fourth arrival to the first place within `nearMeters`. */
  readonly waits: readonly number[];
  readonly looks: number;
  readonly behindSeconds: number;
}

const stretchSeconds = 30;
const sceneSeconds = 14;
/** A pulse is here so long after it was heard. */
const pickedMicroseconds = 200_000;
const nearMeters = 100;
const nearMicroseconds = 250_000;
const keptMicroseconds = 60_000_000;
/** A shot fired so near the end may not be told in time. */
const lastSeconds = 10;
const began = 1_900_000_000_000_000;

class City {
  readonly cell: string;
  readonly sensors: Slot['sensors'];
  heard: StreamPulse[] = [];
  waiting: StreamPulse[] = [];
  shots: { lon: number; lat: number; timeMicroseconds: number; told: boolean }[] = [];
  weather: Slot['weather'] = null;
  readonly #random: Random;
  readonly #places: readonly SceneSensor[];
  readonly #plane: ReturnType<typeof localPlane>;
  readonly #order: Order;
  #stretch = 0;
  #sequence = 0;

  constructor(at: number, order: Order) {
    this.#order = order;
    this.#random = new Random(`acoustics-load/${order.seed}/${at}`);
    this.cell = gridCell({ lon: -120 + 0.5 * (at % 100), lat: 30 + 0.5 * Math.floor(at / 100) });
    const { west, south, east, north } = cellBounds(this.cell);
    // Three square miles amid a cell.
    this.#plane = localPlane({ lon: west + 0.25 * (east - west), lat: south + 0.25 * (north - south) });
    this.#places = simulateScene(this.#random.fork('city'), {
      id: 'city',
      kind: 'single',
      grouped: false,
    }).scene.sensors;
    this.sensors = this.#places.map(({ id, x, y }) => ({
      sensor: id,
      ...this.#plane.toLonLat(x, y),
      elevationMeters: null,
    }));
  }

  /** Makes pulses until some are later than a time. */
  hearUntil(microseconds: number): void {
    while (began + this.#stretch * stretchSeconds * 1e6 <= microseconds) {
      const chance = this.#random.fork(this.#stretch);
      const fires = chance.chance(this.#order.gunfireShare);
      const kind = fires ? chance.pick(sceneKinds.filter((each) => each !== 'clutter')) : 'clutter';
      const from = began + (this.#stretch++ * stretchSeconds + (stretchSeconds - sceneSeconds) * chance.next()) * 1e6;
      const start = began + (this.#stretch - 1) * stretchSeconds * 1e6;
      const { scene, truth } = simulateScene(chance, { id: '', kind, grouped: false, sensors: this.#places });
      const heard = scene.pulses.map(({ sensor, timeSeconds }) => ({ sensor, at: from + timeSeconds * 1e6 }));
      for (const { id: sensor } of this.#places)
        for (let at = 0; ; heard.push({ sensor, at: start + at * 1e6 })) {
          at += chance.exponential(1 / this.#order.knocksPerSecond);
          if (at >= stretchSeconds) break;
        }
      this.weather = {
        temperatureC: scene.temperatureC!,
        windEastMps: scene.windMps!.east,
        windNorthMps: scene.windMps!.north,
        hours: 0,
      };
      for (const { x, y, timeSeconds } of truth.shots)
        this.shots.push({ ...this.#plane.toLonLat(x, y), timeMicroseconds: from + timeSeconds * 1e6, told: false });
      this.waiting.push(
        ...heard
          .sort((a, b) => a.at - b.at)
          .map(({ sensor, at }) => ({
            sensor,
            sequence: ++this.#sequence,
            cell: this.cell,
            timeMicroseconds: Math.round(at),
            sigmaMicroseconds: 300,
            clockMicroseconds: 2,
            snrDb: 10,
            peak: 0.1,
            features: plainFeatures,
          })),
      );
      this.waiting.sort((a, b) => a.timeMicroseconds - b.timeMicroseconds);
    }
  }
}

if (isMainThread) {
  const [cities = 35, seconds = 120, knocksPerSecond = 1, gunfireShare = 0.1, threads = 2] = process.argv
    .slice(2, 7)
    .map(Number);
  const seed = process.argv[7] ?? '1';
  const wall = performance.now();
  const done = await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const own = Array.from({ length: cities }, (_each, at) => at).filter((at) => at % threads === thread);
      const order: Order = { cities: own, seconds, knocksPerSecond, gunfireShare, seed };
      return new Promise<Done>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: order });
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    }),
  );
  const sum = (of: (each: Done) => number) => done.reduce((all, each) => all + of(each), 0);
  const waits = done.flatMap((each) => each.waits).sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]?.toFixed(2) ?? '–';
  const busy = sum((each) => each.busySeconds);
  console.log(
    `${cities} cities, ${seconds} s, ${threads} threads: ${sum((each) => each.pulses)} pulses (${Math.round(sum((each) => each.pulses) / seconds)} a second), ${sum((each) => each.looks)} slots located, ` +
      `${busy.toFixed(1)} s of processor of ${threads * seconds} (a slot is located anew whenever a pulse of it is there), behind at the end ${Math.max(...done.map((each) => each.behindSeconds)).toFixed(1)} s; ` +
      `shots told ${waits.length} of ${sum((each) => each.shots)}, from the fourth arrival p50 ${at(0.5)} s, p90 ${at(0.9)} s, p99 ${at(0.99)} s; ` +
      `memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB; ${((performance.now() - wall) / 1000).toFixed(0)} s by the clock`,
  );
} else {
  parentPort!.postMessage(run(workerData as Order));
}

function run(order: Order): Done {
  const locate = createSceneLocator();
  const cities = order.cities.map((at) => new City(at, order));
  // Compiled before it counts, as a service that has run for a while is.
  const warm = new Random('acoustics-load/warm');
  for (const kind of sceneKinds)
    for (let times = 0; times < 3; times++)
      locate(simulateScene(warm.fork(`${kind}/${times}`), { id: '', kind, grouped: false }).scene, null);
  const end = began + order.seconds * 1e6;
  let [now, busy, pulses, looks, shots] = [began, 0, 0, 0, 0];
  const waits: number[] = [];
  while (now < end) {
    let oldest: City | null = null;
    let next = Infinity;
    for (const city of cities) {
      city.hearUntil(now);
      const first = city.waiting[0]!.timeMicroseconds + pickedMicroseconds;
      if (first < next) [next, oldest] = [first, city];
    }
    if (next > now) {
      now = next;
      continue;
    }
    const city = oldest!;
    const here = city.waiting.findIndex(({ timeMicroseconds }) => timeMicroseconds + pickedMicroseconds > now);
    const fresh = city.waiting.splice(0, here < 0 ? city.waiting.length : here);
    pulses += fresh.length;
    city.heard = [...city.heard.filter((each) => each.timeMicroseconds > now - keptMicroseconds), ...fresh];
    for (const slot of new Set(fresh.flatMap(({ timeMicroseconds }) => slotsOf(timeMicroseconds)))) {
      const cpu = process.threadCpuUsage();
      const { from, until } = slotSpan(slot);
      const { cell, sensors, weather } = city;
      const within = city.heard.filter(({ timeMicroseconds: at }) => at >= from && at < until);
      const found = shotsOfSlot(locate, { cell, slot, solving: [cell], sensors, weather, pulses: within });
      const { user, system } = process.threadCpuUsage(cpu);
      now += user + system;
      busy += user + system;
      looks++;
      for (const shot of found) {
        const real = city.shots.find(
          (each) =>
            !each.told &&
            Math.abs(each.timeMicroseconds - shot.timeMicroseconds) < nearMicroseconds &&
            metersBetween(each, shot) < nearMeters,
        );
        if (real === undefined) continue;
        real.told = true;
        const times = shot.arrivals.map(({ timeMicroseconds }) => timeMicroseconds).sort((a, b) => a - b);
        if (real.timeMicroseconds < end - lastSeconds * 1e6) waits.push((now - times[3]!) / 1e6);
      }
    }
  }
  for (const city of cities)
    shots += city.shots.filter((each) => each.timeMicroseconds < end - lastSeconds * 1e6).length;
  const waitsSince = Math.min(...cities.map((city) => city.waiting[0]?.timeMicroseconds ?? end));
  return { pulses, busySeconds: busy / 1e6, shots, waits, looks, behindSeconds: Math.max(0, (now - waitsSince) / 1e6) };
}
