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
import { groupPulses, type GroupedShot } from './grouping/group-pulses.ts';
import { pulseTable } from './grouping/pulse-table.ts';
import { incidentPlaces } from './incident-places.ts';
import { shotIncidents, type ShotPlace } from './incidents.ts';
import { contradicts, mayContradict, movedAir, setGroupingAir, setWeather, type MovedAir } from './noted-air.ts';
import { createLocator, type SourceLocator, type UndeterminedCode } from './locate-source.ts';
import type { PlacedShot } from './place-of-shots.ts';
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

/** So many times pulses are grouped again in the air they were heard in. */
const followsMost = 3;
/** So many sensors more must agree on the best-heard shot for a note that is not contradicted to be set aside. */
const gainMin = 3;

const halvesSeconds = 0.5;
const halvesMeters = 300;

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
  const locate = (scene: Scene, plane: LocalPlane | null): Found => {
    const arrivals = scene.grouped ? firstArrivals(scene) : null;
    const needed = arrivals?.length ?? scene.sensors.length;
    if (needed > capacity) {
      capacity = 2 * needed;
      locator = createLocator(cityExcess, capacity);
    }
    setWeather(locator, scene);
    if (arrivals === null) return groupScene(locator, scene, plane);
    const { shot, moved } = locateShot(locator, scene, arrivals, plane);
    const incidents: SceneIncident[] =
      shot.kind === 'undetermined'
        ? []
        : [{ shots: [0], rounds: 1, pattern: 'single', shooters: 1, moving: false, ...spotOf(shot) }];
    return { answer: { id: scene.id, shots: [shot], incidents }, moved, halves: null };
  };
  return (scene, plane) => {
    const first = locate(scene, plane);
    if (first.moved === null || scene.weatherDoubted !== undefined) return first.answer;
    const noted = scene.temperatureC !== undefined || scene.windMps !== undefined;
    const doubted: Scene = noted ? { ...scene, weatherDoubted: true } : scene;
    if (scene.grouped) return noted && contradicts(first.moved) ? locate(doubted, plane).answer : first.answer;
    const whole = first.halves !== null && first.halves.agree >= first.moved.agree + gainMin;
    if (noted && !whole && !mayContradict(first.moved)) return first.answer;
    return followAir(
      whole ? { ...first, moved: { ...first.moved, air: first.halves!.air } } : first,
      noted,
      (heardAir) => locate({ ...doubted, heardAir }, plane),
    );
  };
}

interface Found {
  readonly answer: SceneAnswer;
  /** What the shot that most sensors agree on says of the air. */
  readonly moved: MovedAir | null;
  /** Where two places fired at one moment beside each other, as one seems to in air it is not in: what both say of the air if they are one. */
  readonly halves: MovedAir | null;
}

/**
 * Groups again in the air that the best-heard shot was heard in, and again, for as long as more sensors agree on one: in air that is far off, each half
 * of its sensors hears a shot of its own.
 */
function followAir(first: Found, noted: boolean, locateIn: (air: MovedAir['air']) => Found): SceneAnswer {
  let best = first;
  for (let times = 0; times < followsMost; times++) {
    const next = locateIn(best.moved!.air);
    if (next.moved === null) break;
    const gained = next.moved.agree - best.moved!.agree;
    const against = times === 0 && noted && contradicts(best.moved!);
    if (gained < (against ? 0 : times === 0 && noted ? gainMin : 1)) break;
    best = next;
  }
  return best.answer;
}

function groupScene(locator: SourceLocator, scene: Scene, plane: LocalPlane | null): Found {
  const shots: { place: ShotPlace; shot: LocatedShot | UndeterminedShot }[] = [];
  let best: MovedAir | null = null;
  let halves: MovedAir | null = null;
  const { seen, back } = sceneFrame(scene);
  for (const { pulses, from, until } of stretches(scene)) {
    const zero = scene.pulses[pulses[0]!]!.timeSeconds;
    const listened = { from: from - zero, until: until - zero };
    setGroupingAir(locator, seen);
    const table = pulseTable(seen, pulses, zero, listened, { ...locator.weather }, locator.prior);
    const groups = groupPulses(table, locator);
    setWeather(locator, scene);
    const heardBy = (pulses: readonly number[]): Arrival[] =>
      pulses.map((pulse) => ({ pulse: table.pulse[pulse]!, sensor: table.sceneSensor[table.sensorOf[pulse]!]! }));
    for (const [at, group] of groups.entries()) {
      const arrivals = heardBy([...group.pulses].filter((pulse) => pulse >= 0));
      const { shot, moved } = locateShot(locator, scene, arrivals, plane);
      if (moved !== null && moved.agree > (best?.agree ?? 0)) best = moved;
      for (const other of groups.slice(at + 1).filter((each) => areHalves(group, each))) {
        setWeather(locator, { ...scene, weatherDoubted: true });
        const whole = locateShot(locator, scene, heardBy(bothHalves(group, other)), plane).moved;
        setWeather(locator, scene);
        if (whole !== null && whole.agree > (halves?.agree ?? 0)) halves = whole;
      }
      const name = (pulse: number) => scene.pulses[table.pulse[pulse]!]!.id ?? table.pulse[pulse]!;
      shots.push({
        place: { ...back(group.x, group.y), seconds: group.seconds + zero },
        shot: shot.kind === 'located' ? { ...shot, echoes: group.echoes.map(name) } : shot,
      });
    }
  }
  const located = new Map(
    shots.flatMap(({ place, shot }, at): [number, PlacedShot][] =>
      shot.kind === 'located'
        ? [[at, { ...metersOf(shot, plane), seconds: place.seconds, covariance: shot.covariance }]]
        : [],
    ),
  );
  const incidents = shotIncidents(shots.map(({ place }) => place)).flatMap(({ strings, ...incident }) => {
    const found = incidentPlaces({ ...incident, strings }, located);
    if (found === null) return [];
    const { x, y, covariance } = found.main;
    const [[xx, xy], [, yy]] = covariance;
    const spot = plane === null ? { x, y } : plane.toLonLat(x, y);
    return [{ ...incident, rounds: incident.shots.length, ...spot, ellipse95: ellipse95(xx, xy, yy) }];
  });
  return { answer: { id: scene.id, shots: shots.map(({ shot }) => shot), incidents }, moved: best, halves };
}

const areHalves = (one: GroupedShot, other: GroupedShot): boolean =>
  one.place !== other.place &&
  Math.abs(one.seconds - other.seconds) < halvesSeconds &&
  Math.hypot(one.x - other.x, one.y - other.y) < halvesMeters;

/** Of each sensor that heard either, its earlier pulse. */
function bothHalves(one: GroupedShot, other: GroupedShot): number[] {
  return [...one.pulses].flatMap((pulse, sensor) => {
    const pulses = [pulse, other.pulses[sensor]!].filter((each) => each >= 0);
    return pulses.length === 0 ? [] : [Math.min(...pulses)];
  });
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

function metersOf({ x, y, lon, lat }: LocatedShot, plane: LocalPlane | null): { x: number; y: number } {
  return plane === null ? { x: x!, y: y! } : plane.toPlane({ lon: lon!, lat: lat! });
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
): { readonly shot: LocatedShot | UndeterminedShot; readonly moved: MovedAir | null } {
  const none = (code: UndeterminedCode) => ({ shot: undetermined(code), moved: null });
  if (all.length < 4) return none('too-few');
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
  if (possible.length < 4) return none('contradictory');
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
  if (failure !== null) return none(failure);
  const { estimate, prior } = locator;
  const { x, y, seconds, xx, xy, yy, residuals } = estimate;
  const given = scene.temperatureC !== undefined || scene.windMps !== undefined;
  const shot: LocatedShot = {
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
    air: {
      stillMps: estimate.stillMps,
      windEastMps: estimate.windEast,
      windNorthMps: estimate.windNorth,
      speedSigmaMps: estimate.speedSigma,
      windSigmaMps: estimate.windSigma,
      noted: !given ? 'none' : scene.weatherDoubted ? 'doubted' : 'held',
      before: { speedSigmaMps: prior.speedMps, windSigmaMps: prior.windMps },
    },
    ...(tall ? { heightMeters: estimate.z } : {}),
  };
  return { shot, moved: movedAir(locator) };
}

function undetermined(code: UndeterminedCode): UndeterminedShot {
  return { kind: 'undetermined', code, detail: undeterminedDetails[code] };
}
