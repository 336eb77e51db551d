/**
 * Makes scenes whose truth is known: a city of sensors, its weather, ways that are open or blocked, echoes, noise, and shots of several kinds.
 *
 * **Source.** The city of the goals: 60 sensors on three square miles, excess N(0, 9 ms), 15 % of ways blocked and 20 to 150 ms late, 4 to 40
 * arrivals. Spread of levels, repeatability of a way and cadence: Calhoun et al., Tech Note 098; 45 ms between two pulses a sensor can tell apart.
 * **Input.** A generator of random numbers, the kind, whether pulses come grouped. **Output.** A scene as `locate` reads it, and its truth.
 * **Limits.** Flat ground, one air, echoes without geometry; levels are rough. It is no recording of any city.
 */
import type { Random } from '../stats/random.ts';
import { blastLossDb } from './air-absorption.ts';
import { blastDelay, shockDelay, type Flight, type Place } from './arrivals.ts';
import { cityExcess } from './excess-model.ts';
import type { Scene, SceneKind, ScenePulse, SceneSensor, SceneTruth } from './scene.ts';
import { ordinaryAir, speedOfSound, type Air, type Wind } from './speed-of-sound.ts';

const squareMileSquareMeters = 2_589_988;
const sideMeters = Math.sqrt(3 * squareMileSquareMeters);
const sensorCount = 60;
/** What a forecast is wrong by: temperature in °C, each part of the wind in m/s. */
const temperatureError = 1.5;
const windError = 1.2;
/** The same way, the next shot. */
const repeatSeconds = 0.0025;
const deadSeconds = 0.045;

interface Shot {
  readonly at: Place;
  readonly timeSeconds: number;
  readonly shooter: number;
  readonly flight: Flight | null;
}

export interface MadeScene {
  readonly scene: Scene;
  readonly truth: SceneTruth;
}

export function simulateScene(
  random: Random,
  {
    id,
    kind,
    grouped,
    sensors = citySensors(random),
    weather,
  }: {
    readonly id: string;
    readonly kind: SceneKind;
    readonly grouped: boolean;
    /** Of a scene before it, where several are of one city. */
    readonly sensors?: readonly SceneSensor[];
    /** The air there is, where several are of one hour. */
    readonly weather?: Pick<SceneTruth, 'temperatureC' | 'windMps'>;
  },
): MadeScene {
  const drawnC = random.normal(12, 9);
  const drawn: Wind = { east: random.normal(0, 2.5), north: random.normal(0, 2.5) };
  const air: Air = { ...ordinaryAir, temperatureC: weather?.temperatureC ?? drawnC };
  const wind = weather?.windMps ?? drawn;
  const shots = grouped ? makeShots(random, 'single') : kind === 'clutter' ? [] : makeShots(random, kind);
  const pulses = grouped
    ? firstArrivals(random, sensors, shots[0]!, speedOfSound(air), wind)
    : hear(random, sensors, shots, air, wind);
  if (!grouped) addNoise(random, sensors, pulses, kind);
  const heard = grouped ? pulses : asHeard(pulses);
  return {
    scene: {
      id,
      temperatureC: round(air.temperatureC + random.normal(0, temperatureError), 2),
      windMps: {
        east: round(wind.east + random.normal(0, windError), 2),
        north: round(wind.north + random.normal(0, windError), 2),
      },
      sensors,
      pulses: heard,
      ...(grouped ? { grouped: true } : {}),
    },
    truth: {
      id,
      kind: grouped ? 'single' : kind,
      rounds: shots.length,
      shooters: new Set(shots.map(({ shooter }) => shooter)).size,
      moving: !grouped && kind === 'moving',
      shots: shots.map(({ at, timeSeconds }) => ({ x: at.x, y: at.y, timeSeconds })),
      temperatureC: air.temperatureC,
      windMps: wind,
    },
  };
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Spread as a city does it: one for each cell of a grid, where a roof was to be had. */
function citySensors(random: Random): SceneSensor[] {
  const cells = Array.from({ length: 64 }, (_, at) => at);
  for (let at = cells.length - 1; at > 0; at--) {
    const other = random.between(0, at);
    [cells[at], cells[other]] = [cells[other]!, cells[at]!];
  }
  const cell = sideMeters / 8;
  return cells.slice(0, sensorCount).map((at, index) => ({
    id: `s${index + 1}`,
    x: round(((at % 8) + 0.5 + 0.8 * (random.next() - 0.5)) * cell, 2),
    y: round((Math.floor(at / 8) + 0.5 + 0.8 * (random.next() - 0.5)) * cell, 2),
  }));
}

const onGround = (x: number, y: number): Place => ({ x, y, z: 0 });
const anywhere = (random: Random): Place => onGround(random.next() * sideMeters, random.next() * sideMeters);

function makeShots(random: Random, kind: Exclude<SceneKind, 'clutter'>): Shot[] {
  const start = anywhere(random);
  const began = 3 + random.next();
  const flight = () => (random.chance(0.3) ? rifle(random) : null);
  const one = flight();
  const at = (place: Place, timeSeconds: number, shooter = 0, flies = one): Shot => ({
    at: place,
    timeSeconds,
    shooter,
    flight: flies,
  });
  if (kind === 'single') return [at(start, began)];
  if (kind === 'automatic') {
    const gap = 0.06 + 0.05 * random.next();
    const rounds = random.between(3, 20);
    return Array.from({ length: rounds }, (_, n) => at(start, began + (n + random.normal(0, 0.02)) * gap));
  }
  if (kind === 'semi-automatic') return string(random, random.between(2, 12), began).map((time) => at(start, time));
  if (kind === 'moving') {
    const [heading, speed] = [2 * Math.PI * random.next(), 2 + 8 * random.next()];
    return string(random, random.between(5, 14), began).map((time) => {
      const way = speed * (time - began);
      return at(onGround(start.x + way * Math.cos(heading), start.y + way * Math.sin(heading)), time);
    });
  }
  const [bearing, away] = [2 * Math.PI * random.next(), 25 + 175 * random.next()];
  const second = onGround(start.x + away * Math.cos(bearing), start.y + away * Math.sin(bearing));
  const answers = flight();
  return [
    ...string(random, random.between(2, 7), began).map((time) => at(start, time)),
    ...string(random, random.between(2, 7), began + 0.8 * random.next()).map((time) => at(second, time, 1, answers)),
  ].toSorted((a, b) => a.timeSeconds - b.timeSeconds);
}

/** As fast as a finger pulls: a quarter of a second or more, never quite even. */
function string(random: Random, rounds: number, began: number): number[] {
  const usual = 0.22 + 0.4 * random.next();
  let time = began;
  return Array.from({ length: rounds }, () => {
    const now = time;
    time += Math.max(0.18, usual * (1 + random.normal(0, 0.15)));
    return now;
  });
}

function rifle(random: Random): Flight {
  return {
    directionRadians: 2 * Math.PI * random.next(),
    bulletMps: 700 + 250 * random.next(),
    supersonicMeters: 300 + 500 * random.next(),
  };
}

/** Level of a shot at 100 m, what a sensor hears beside it, and what lies in its way: both are drawn in this order. */
export const shotLoudDb = (random: Random): number => random.normal(100, 4);
export const sensorHearing = (random: Random): { noiseDb: number; shadeDb: number } => ({
  noiseDb: random.normal(62, 4),
  shadeDb: Math.abs(random.normal(0, 8)),
});
export const blockedLossDb = 8;

/** Excess of a way: what its walls make of it, the same for every shot of a place. */
export function wayExcess(random: Random): { seconds: number; blocked: boolean } {
  const { openSeconds, blockedShare, lateSecondsMin, lateSecondsMax } = cityExcess;
  const blocked = random.chance(blockedShare);
  const late = blocked ? lateSecondsMin + (lateSecondsMax - lateSecondsMin) * random.next() : 0;
  return { seconds: random.normal(0, openSeconds) + late, blocked };
}

/** Four to forty first arrivals, mostly of the nearest sensors: few shots are heard far and wide. */
function firstArrivals(
  random: Random,
  sensors: readonly SceneSensor[],
  shot: Shot,
  stillMps: number,
  wind: Wind,
): ScenePulse[] {
  const count = random.between(4, 40);
  return sensors
    .map((sensor) => {
      const place = onGround(sensor.x, sensor.y);
      const meters = Math.hypot(sensor.x - shot.at.x, sensor.y - shot.at.y);
      const timeSeconds = shot.timeSeconds + blastDelay(shot.at, place, stillMps, wind) + wayExcess(random).seconds;
      return { sensor: sensor.id, timeSeconds, faintness: meters * Math.exp(random.normal(0, 0.35)) };
    })
    .toSorted((a, b) => a.faintness - b.faintness)
    .slice(0, count)
    .toSorted((a, b) => a.timeSeconds - b.timeSeconds)
    .map(({ sensor, timeSeconds }, at) => ({ id: `p${at + 1}`, sensor, timeSeconds }));
}

/** Every pulse a scene's shots make: blast, its echoes, and the shock wave of a fast bullet where it passes. */
function hear(
  random: Random,
  sensors: readonly SceneSensor[],
  shots: readonly Shot[],
  air: Air,
  wind: Wind,
): ScenePulse[] {
  const stillMps = speedOfSound(air);
  const loudDb = shotLoudDb(random);
  const pulses: ScenePulse[] = [];
  for (const sensor of sensors) {
    const place = onGround(sensor.x, sensor.y);
    const { noiseDb, shadeDb } = sensorHearing(random);
    const add = (timeSeconds: number, levelDb: number) => {
      if (levelDb - noiseDb > 6 + random.normal(0, 2))
        pulses.push({
          sensor: sensor.id,
          timeSeconds,
          levelDb: round(levelDb, 1),
          snrDb: round(levelDb - noiseDb, 1),
        });
    };
    // Within ten metres a way keeps its walls; beyond, it has others.
    const ways = new Map<
      string,
      { seconds: number; blocked: boolean; echoes: { seconds: number; lossDb: number }[] }
    >();
    for (const shot of shots) {
      const block = `${Math.round(shot.at.x / 10)}/${Math.round(shot.at.y / 10)}`;
      const way = ways.get(block) ?? { ...wayExcess(random), echoes: wayEchoes(random) };
      ways.set(block, way);
      const meters = Math.hypot(sensor.x - shot.at.x, sensor.y - shot.at.y);
      const levelDb =
        loudDb - blastLossDb(meters, air) - shadeDb - (way.blocked ? blockedLossDb : 0) + random.normal(0, 2);
      const arrives =
        shot.timeSeconds + blastDelay(shot.at, place, stillMps, wind) + way.seconds + random.normal(0, repeatSeconds);
      add(arrives, levelDb);
      for (const echo of way.echoes)
        add(arrives + echo.seconds + random.normal(0, repeatSeconds), levelDb - echo.lossDb);
      const shock = shot.flight && shockDelay(shot.at, place, stillMps, shot.flight);
      if (shock !== null) add(shot.timeSeconds + shock + random.normal(0, repeatSeconds), levelDb - random.next() * 6);
    }
  }
  return pulses;
}

function wayEchoes(random: Random): { seconds: number; lossDb: number }[] {
  return Array.from({ length: random.between(0, 2) }, () => ({
    seconds: 0.05 + random.exponential(0.2),
    lossDb: 3 + 12 * random.next(),
  }));
}

const sceneSeconds = 14;

/** What sensors hear that is no shot: single knocks everywhere, runs of them (a nail gun, an engine) at one or two. */
function addNoise(random: Random, sensors: readonly SceneSensor[], pulses: ScenePulse[], kind: SceneKind): void {
  const perSecond = kind === 'clutter' ? 0.25 : 0.04;
  for (const sensor of sensors)
    for (let time = random.exponential(1 / perSecond); time < sceneSeconds; time += random.exponential(1 / perSecond))
      pulses.push(knock(random, sensor, time, 0));
  const runs = kind === 'clutter' ? random.between(2, 5) : random.between(0, 2);
  for (let run = 0; run < runs; run++) {
    const source = anywhere(random);
    const near = sensors
      .toSorted((a, b) => Math.hypot(a.x - source.x, a.y - source.y) - Math.hypot(b.x - source.x, b.y - source.y))
      .slice(0, random.between(1, 2));
    const gap = 0.06 + 0.7 * random.next();
    const began = random.next() * sceneSeconds * 0.7;
    for (let n = random.between(3, 15); n > 0; n--)
      for (const sensor of near) {
        const delay = Math.hypot(sensor.x - source.x, sensor.y - source.y) / 340;
        pulses.push(knock(random, sensor, began + n * gap + delay, 6));
      }
  }
}

function knock(random: Random, sensor: SceneSensor, timeSeconds: number, louderDb: number): ScenePulse {
  const snrDb = round(6 + louderDb + random.exponential(5), 1);
  return { sensor: sensor.id, timeSeconds, levelDb: round(62 + snrDb, 1), snrDb };
}

/** In the order of time, without those a sensor cannot tell from the one before. */
export function asHeard(pulses: readonly ScenePulse[]): ScenePulse[] {
  const last = new Map<string, number>();
  return pulses
    .toSorted((a, b) => a.timeSeconds - b.timeSeconds)
    .filter(({ sensor, timeSeconds }) => {
      if (timeSeconds - (last.get(sensor) ?? -Infinity) < deadSeconds) return false;
      last.set(sensor, timeSeconds);
      return true;
    })
    .map((pulse, at) => ({ id: `p${at + 1}`, ...pulse }));
}

/** A grouped scene of one shot, heard by sensors 4 to 14 m over ground that slopes by some 2 %: each hears it later by what the straight way is longer. */
export function onRoofs(random: Random, { scene, truth }: MadeScene): Scene {
  const [east, north] = [random.normal(0, 0.015), random.normal(0, 0.015)];
  const ground = (x: number, y: number) => 50 + east * x + north * y;
  const sensors = scene.sensors.map((each) => ({ ...each, z: ground(each.x, each.y) + 4 + 10 * random.next() }));
  const byId = new Map(sensors.map((each) => [each.id, each]));
  const [shot] = truth.shots;
  const z = ground(shot!.x, shot!.y) + 1;
  const speed = speedOfSound({ ...ordinaryAir, temperatureC: truth.temperatureC });
  const pulses = scene.pulses.map((pulse) => {
    const sensor = byId.get(pulse.sensor)!;
    const flat = Math.hypot(sensor.x - shot!.x, sensor.y - shot!.y);
    return { ...pulse, timeSeconds: pulse.timeSeconds + (Math.hypot(flat, sensor.z - z) - flat) / speed };
  });
  return { ...scene, sensors, pulses };
}
