/**
 * A test of live fire in the layout of the recordings of Pittsburgh (Tech Note 098) as a scene, and how an answer does against what was surveyed.
 *
 * **Source.** The data's README: places in metres of an arbitrary plane, arrival times in UTC, wind as the azimuth it comes from.
 * **Input.** The parsed files of one test. **Output.** A scene of all its pulses; counts, errors and whether ellipses held the surveyed place.
 * **Limits.** The surveyed place is itself known to about 2.5 m. The pulses the vendor chose are not read.
 */
import type { ScenePulse, Scene, SceneSensor } from './scene.ts';
import { chiSquared95 } from './posterior-sample.ts';
import type { SceneAnswer } from './scene-answer.ts';

export interface LiveFireFolder {
  readonly test: string;
  readonly survey: unknown;
  readonly weather: unknown;
  readonly pulses: readonly LiveFirePulse[];
}

export interface LiveFirePulse {
  readonly sensor: string;
  readonly location: { readonly x: number; readonly y: number; readonly z: number };
  readonly timeSeconds: number;
}

export interface LiveFireTest {
  readonly position: string;
  readonly rounds: number;
  readonly place: { readonly x: number; readonly y: number };
  readonly scene: Scene;
}

type Fields = Readonly<Record<string, unknown>>;

/** Null where a field that is needed is missing or no number. */
export function liveFireTest({ test, survey, weather, pulses }: LiveFireFolder): LiveFireTest | null {
  const [about, air] = [asFields(survey), asFields(weather)];
  const place = asPlace(about['survey_location']);
  const [rounds, position] = [about['num_rounds'], about['firing_position']];
  const [temperatureC, speed, direction] = ['temperature', 'speed', 'direction'].map((name) => air[name]);
  if (!place || typeof rounds !== 'number' || typeof position !== 'string') return null;
  if (typeof temperatureC !== 'number' || typeof speed !== 'number' || typeof direction !== 'number') return null;
  const from = (direction * Math.PI) / 180;
  const sensors = new Map<string, SceneSensor>();
  for (const { sensor, location } of pulses) sensors.set(sensor, { id: sensor, ...location });
  const heard: ScenePulse[] = pulses.map(({ sensor, timeSeconds }) => ({ sensor, timeSeconds }));
  return {
    position,
    rounds,
    place,
    scene: {
      id: test,
      temperatureC,
      windMps: { east: -speed * Math.sin(from), north: -speed * Math.cos(from) },
      sensors: [...sensors.values()],
      pulses: heard,
    },
  };
}

/** Pulses of a file of all pulses; null where one is none. */
export function liveFirePulses(value: unknown): LiveFirePulse[] | null {
  if (!Array.isArray(value)) return null;
  const pulses: LiveFirePulse[] = [];
  for (const each of value) {
    const fields = asFields(each);
    const location = asPlace(fields['location']);
    const [sensor, time] = [fields['serial_number'], Date.parse(String(fields['arrival_time_utc']))];
    if (!location || typeof sensor !== 'string' || !Number.isFinite(time)) return null;
    pulses.push({ sensor, location, timeSeconds: time / 1000 });
  }
  return pulses;
}

/** Which sensor a recording is of, where it stood, and when the first sample was. */
export function liveFireRecording(value: unknown): LiveFirePulse | null {
  const fields = asFields(value);
  const location = asPlace(fields['location']);
  const [sensor, time] = [fields['serial_number'], Date.parse(String(fields['timestamp']))];
  if (!location || typeof sensor !== 'string' || !Number.isFinite(time)) return null;
  return { sensor, location, timeSeconds: time / 1000 };
}

const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

function asPlace(value: unknown): { x: number; y: number; z: number } | null {
  const { x, y, z } = asFields(value);
  return typeof x === 'number' && typeof y === 'number' && typeof z === 'number' ? { x, y, z } : null;
}

export interface ReplayedTest {
  readonly test: string;
  readonly position: string;
  readonly rounds: number;
  /** Of the incident nearest the surveyed place, if one is within 50 m of it: 0 otherwise. */
  readonly roundsFound: number;
  readonly otherIncidents: number;
  /** Of the located shots of that incident: metres from the surveyed place, and whether the 95 % ellipse holds it. */
  readonly shots: readonly { readonly errorMeters: number; readonly held: boolean }[];
}

const detectedMeters = 50;

export function scoreReplay(
  { position, rounds, place, scene }: LiveFireTest,
  { shots, incidents }: SceneAnswer,
): ReplayedTest {
  const off = ({ x, y }: { readonly x?: number; readonly y?: number }) => Math.hypot(x! - place.x, y! - place.y);
  const nearest = incidents.toSorted((a, b) => off(a) - off(b))[0];
  const found = nearest && off(nearest) <= detectedMeters ? nearest : null;
  return {
    test: scene.id,
    position,
    rounds,
    roundsFound: found?.rounds ?? 0,
    otherIncidents: incidents.length - (found ? 1 : 0),
    shots: (found?.shots ?? []).flatMap((at) => {
      const shot = shots[at]!;
      if (shot.kind !== 'located') return [];
      const [dx, dy] = [shot.x! - place.x, shot.y! - place.y];
      const [[xx, xy], [, yy]] = shot.covariance;
      const square = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
      return [{ errorMeters: Math.hypot(dx, dy), held: square <= chiSquared95 }];
    }),
  };
}
