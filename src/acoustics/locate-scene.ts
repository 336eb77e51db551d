/**
 * What happened in a scene: its shots with place, time and ellipse, and the incidents they make.
 *
 * **Source.** `grouping/group-pulses.ts`, `locate-source.ts`, `incidents.ts`; temperature and wind that are not given stand at 15 °C and still air, and are known that much worse.
 * **Input.** A scene and the plane its sensors were laid on, if they came in degrees. **Output.** The answer of the contract.
 * **Limits.** Those of what it rests on.
 */
import { ellipse95 } from './ellipse.ts';
import { cityExcess } from './excess-model.ts';
import type { LocalPlane } from '../geo/local-plane.ts';
import { groupPulses } from './grouping/group-pulses.ts';
import { pulseTable } from './grouping/pulse-table.ts';
import { shotIncidents, type ShotPlace } from './incidents.ts';
import { createLocator, type SourceLocator, type UndeterminedCode } from './locate-source.ts';
import { possibleArrivals } from './possible-arrivals.ts';
import type { Scene } from './scene.ts';
import { sceneFrame } from './scene-frame.ts';
import {
  undeterminedDetails,
  type LocatedShot,
  type Ellipse,
  type SceneAnswer,
  type SceneIncident,
  type Spot,
  type UndeterminedShot,
} from './scene-answer.ts';
import { forecastPrior } from './shot-likelihood.ts';
import { ordinaryAir, speedOfSound } from './speed-of-sound.ts';

/** Anywhere, any season: ten degrees and four metres a second either way. */
const unknownSpeedMps = 6;
const unknownWindMps = 4;

/** One first arrival: which pulse of the scene, and which sensor heard it. */
export interface Arrival {
  readonly pulse: number;
  readonly sensor: number;
}

/** Sound needs less from end to end of what one shot is heard in: pulses apart by more are of different incidents. */
const quietSeconds = 10;

/** Locates scene after scene with the same room. */
export function createSceneLocator(): (scene: Scene, plane: LocalPlane | null) => SceneAnswer {
  let locator = createLocator(cityExcess, 64);
  let capacity = 64;
  return (scene, plane) => {
    const arrivals = scene.grouped ? firstArrivals(scene) : null;
    const needed = arrivals?.length ?? scene.sensors.length;
    if (needed > capacity) {
      capacity = 2 * needed;
      locator = createLocator(cityExcess, capacity);
    }
    setWeather(locator, scene);
    if (arrivals === null) return groupScene(locator, scene, plane);
    const shot = locateShot(locator, scene, arrivals, plane);
    const incidents: SceneIncident[] =
      shot.kind === 'undetermined'
        ? []
        : [{ shots: [0], rounds: 1, pattern: 'single', shooters: 1, moving: false, ...spotOf(shot) }];
    return { id: scene.id, shots: [shot], incidents };
  };
}

function groupScene(locator: SourceLocator, scene: Scene, plane: LocalPlane | null): SceneAnswer {
  const shots: { place: ShotPlace; shot: LocatedShot | UndeterminedShot }[] = [];
  const { seen, back } = sceneFrame(scene);
  for (const { pulses, from, until } of stretches(scene)) {
    const zero = scene.pulses[pulses[0]!]!.timeSeconds;
    const listened = { from: from - zero, until: until - zero };
    setWeather(locator, seen);
    const table = pulseTable(seen, pulses, zero, listened, { ...locator.weather }, locator.prior);
    const groups = groupPulses(table, locator);
    setWeather(locator, scene);
    for (const group of groups) {
      const heard = [...group.pulses].filter((pulse) => pulse >= 0);
      const arrivals = heard.map((pulse) => ({
        pulse: table.pulse[pulse]!,
        sensor: table.sceneSensor[table.sensorOf[pulse]!]!,
      }));
      const shot = locateShot(locator, scene, arrivals, plane);
      const name = (pulse: number) => scene.pulses[table.pulse[pulse]!]!.id ?? table.pulse[pulse]!;
      shots.push({
        place: { ...back(group.x, group.y), seconds: group.seconds + zero },
        shot: shot.kind === 'located' ? { ...shot, echoes: group.echoes.map(name) } : shot,
      });
    }
  }
  const incidents = shotIncidents(shots.map(({ place }) => place)).flatMap((incident) => {
    const located = incident.shots.map((at) => shots[at]!.shot).filter((shot) => shot.kind === 'located');
    if (located.length === 0) return [];
    // Shots of a place err alike, by its ways: the surest stands for them.
    const surest = located.reduce((best, shot) =>
      shot.ellipse95.majorMeters < best.ellipse95.majorMeters ? shot : best,
    );
    return [{ ...incident, rounds: incident.shots.length, ...spotOf(surest) }];
  });
  return { id: scene.id, shots: shots.map(({ shot }) => shot), incidents };
}

interface Stretch {
  readonly pulses: number[];
  /** Since the last pulse of the stretch before it, or since it is known that sensors listened. */
  readonly from: number;
  until: number;
}

/** Pulses in the order of time, in lists with quiet between them. */
function stretches({ pulses, listenedFromSeconds = Infinity }: Scene): Stretch[] {
  const order = [...pulses.keys()].sort((a, b) => pulses[a]!.timeSeconds - pulses[b]!.timeSeconds || a - b);
  const lists: Stretch[] = [];
  let last = -Infinity;
  for (const at of order) {
    const { timeSeconds } = pulses[at]!;
    if (timeSeconds - last > quietSeconds)
      lists.push({
        pulses: [],
        from: lists.length > 0 ? last : Math.min(timeSeconds, listenedFromSeconds),
        until: timeSeconds,
      });
    const stretch = lists.at(-1)!;
    stretch.pulses.push(at);
    stretch.until = timeSeconds;
    last = timeSeconds;
  }
  return lists;
}

function spotOf({ x, y, lon, lat, ellipse95: ellipse }: LocatedShot): Spot & { ellipse95: Ellipse } {
  return { ...(lon === undefined ? { x: x!, y: y! } : { lon, lat: lat! }), ellipse95: ellipse };
}

/** Of each sensor the earliest pulse. */
function firstArrivals({ sensors, pulses }: Scene): Arrival[] {
  const places = new Map(sensors.map(({ id }, at) => [id, at]));
  const first = new Map<number, number>();
  pulses.forEach(({ sensor, timeSeconds }, at) => {
    const place = places.get(sensor)!;
    const before = first.get(place);
    if (before === undefined || timeSeconds < pulses[before]!.timeSeconds) first.set(place, at);
  });
  return [...first].map(([sensor, pulse]) => ({ pulse, sensor }));
}

function locateShot(
  locator: SourceLocator,
  scene: Scene,
  all: readonly Arrival[],
  plane: LocalPlane | null,
): LocatedShot | UndeterminedShot {
  if (all.length < 4) return undetermined('too-few');
  // From a corner and a time of the scene's own, so that digits are kept for what differs.
  const zero = scene.pulses[all[0]!.pulse]!.timeSeconds;
  const corner = scene.sensors[all[0]!.sensor]!;
  const heard = all.map(({ pulse, sensor }) => {
    const { x, y, z } = scene.sensors[sensor]!;
    const seconds = scene.pulses[pulse]!.timeSeconds - zero;
    return { x: x - corner.x, y: y - corner.y, z: z ?? 0, tall: z !== undefined, seconds };
  });
  const { stillMps, windEast, windNorth } = locator.weather;
  const slowest = stillMps - Math.hypot(windEast, windNorth) - 3 * (locator.prior.speedMps + locator.prior.windMps);
  const possible = possibleArrivals(heard, slowest, cityExcess.lateSecondsMax + 4 * cityExcess.openSeconds);
  if (possible.length < 4) return undetermined('contradictory');
  const arrivals = possible.map((at) => all[at]!);
  locator.arrivals.count = arrivals.length;
  let tall = true;
  possible.forEach((from, at) => {
    const one = heard[from]!;
    tall &&= one.tall;
    locator.arrivals.x[at] = one.x;
    locator.arrivals.y[at] = one.y;
    locator.arrivals.z[at] = one.z;
    locator.arrivals.seconds[at] = one.seconds;
  });
  locator.tall = tall;
  const failure = locator.locate();
  if (failure !== null) return undetermined(failure);
  const { x, y, seconds, xx, xy, yy, residuals } = locator.estimate;
  return {
    kind: 'located',
    ...(plane ? plane.toLonLat(x + corner.x, y + corner.y) : { x: x + corner.x, y: y + corner.y }),
    timeSeconds: seconds + zero,
    ellipse95: ellipse95(xx, xy, yy),
    covariance: [
      [xx, xy],
      [xy, yy],
    ],
    sensors: arrivals.length,
    pulses: arrivals.map(({ pulse }) => scene.pulses[pulse]!.id ?? pulse),
    residualSeconds: [...residuals.subarray(0, arrivals.length)],
  };
}

function setWeather({ weather, prior }: SourceLocator, { temperatureC, windMps }: Scene): void {
  weather.stillMps = speedOfSound({ ...ordinaryAir, temperatureC: temperatureC ?? ordinaryAir.temperatureC });
  weather.windEast = windMps?.east ?? 0;
  weather.windNorth = windMps?.north ?? 0;
  prior.speedMps = temperatureC === undefined ? unknownSpeedMps : forecastPrior.speedMps;
  prior.windMps = windMps === undefined ? unknownWindMps : forecastPrior.windMps;
}

function undetermined(code: UndeterminedCode): UndeterminedShot {
  return { kind: 'undetermined', code, detail: undeterminedDetails[code] };
}
