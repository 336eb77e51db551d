/**
 * A scene from a line of a file, checked whole before anything is computed from it.
 *
 * **Source.** The contract of `flashlight acoustics locate`. **Input.** Any JSON value. **Output.** A scene in metres of one plane with that plane
 * where it came in degrees; or what was expected, where, and what was there.
 * **Limits.** At most 20,000 sensors and 200,000 pulses; a coordinate beyond 10,000 km or a time beyond 10¹¹ s is refused.
 */
import { localPlane, type LocalPlane } from '../geo/local-plane.ts';
import type { Scene, ScenePulse, SceneSensor } from './scene.ts';

export interface SceneFault {
  readonly where: string;
  readonly expected: string;
  readonly got: string;
}

export interface ReadScene {
  readonly scene: Scene;
  /** Where the sensors were given in degrees, the plane they were laid on. */
  readonly plane: LocalPlane | null;
}

const sensorsMax = 20_000;
const pulsesMax = 200_000;
const metersMost = 1e7;
const secondsMost = 1e11;

class Fault extends Error {
  readonly fault: SceneFault;

  constructor(fault: SceneFault) {
    super(fault.where);
    this.fault = fault;
  }
}

export function readScene(value: unknown): ReadScene | SceneFault {
  try {
    return readWhole(value);
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function readWhole(value: unknown): ReadScene {
  const fields = asObject(value, 'the scene');
  const id = asText(fields['id'], 'id');
  const { sensors, plane } = readSensors(asList(fields['sensors'], 'sensors', sensorsMax));
  const known = new Set(sensors.map((sensor) => sensor.id));
  if (known.size < sensors.length)
    refuse('sensors', 'an id of its own for each sensor', `${sensors.length - known.size} ids given twice`);
  const pulses = asList(fields['pulses'], 'pulses', pulsesMax).map((pulse, at) => readPulse(pulse, at, known));
  const grouped = fields['grouped'] ?? false;
  if (typeof grouped !== 'boolean') return refuse('grouped', 'true (the first arrivals of one shot) or false', grouped);
  const temperatureC = fields['temperatureC'];
  const wind = fields['windMps'];
  return {
    plane,
    scene: {
      id,
      sensors,
      pulses,
      ...(grouped ? { grouped } : {}),
      ...(isGiven(temperatureC) ? { temperatureC: asNumber(temperatureC, 'temperatureC', -60, 60) } : {}),
      ...(isGiven(wind) ? { windMps: readWind(asObject(wind, 'windMps')) } : {}),
    },
  };
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

function readWind(fields: Fields): { east: number; north: number } {
  return {
    east: asNumber(fields['east'], 'windMps.east', -60, 60),
    north: asNumber(fields['north'], 'windMps.north', -60, 60),
  };
}

function readSensors(list: readonly unknown[]): { sensors: SceneSensor[]; plane: LocalPlane | null } {
  const rows = list.map((each, at) => asObject(each, `sensors[${at}]`));
  const inDegrees = rows.length > 0 && rows[0]!['lon'] !== undefined;
  if (!inDegrees)
    return {
      plane: null,
      sensors: rows.map((fields, at) => ({
        id: asText(fields['id'], `sensors[${at}].id`),
        x: asNumber(fields['x'], `sensors[${at}].x`, -metersMost, metersMost),
        y: asNumber(fields['y'], `sensors[${at}].y`, -metersMost, metersMost),
        ...(isGiven(fields['z']) ? { z: asNumber(fields['z'], `sensors[${at}].z`, -12_000, 12_000) } : {}),
      })),
    };
  const places = rows.map((fields, at) => ({
    id: asText(fields['id'], `sensors[${at}].id`),
    lon: asNumber(fields['lon'], `sensors[${at}].lon`, -180, 180),
    lat: asNumber(fields['lat'], `sensors[${at}].lat`, -89.9, 89.9),
    elevation: isGiven(fields['elevationMeters'])
      ? asNumber(fields['elevationMeters'], `sensors[${at}].elevationMeters`, -12_000, 12_000)
      : null,
  }));
  const first = places[0]!;
  const far = places.findIndex(({ lon, lat }) => Math.abs(lon - first.lon) > 1 || Math.abs(lat - first.lat) > 1);
  if (far >= 0) refuse(`sensors[${far}]`, 'within one degree of the first sensor', 'further away');
  const middle = (of: (place: { lon: number; lat: number }) => number) =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const plane = localPlane({ lon: middle(({ lon }) => lon), lat: middle(({ lat }) => lat) });
  return {
    plane,
    sensors: places.map(({ id, lon, lat, elevation }) => {
      // Heights stay heights: the plane's own fall off from the ground with distance.
      const { x, y } = plane.toPlane({ lon, lat });
      return { id, x, y, ...(elevation === null ? {} : { z: elevation }) };
    }),
  };
}

function readPulse(value: unknown, at: number, known: ReadonlySet<string>): ScenePulse {
  const fields = asObject(value, `pulses[${at}]`);
  const sensor = asText(fields['sensor'], `pulses[${at}].sensor`);
  if (!known.has(sensor)) refuse(`pulses[${at}].sensor`, 'the id of a sensor of the scene', sensor);
  const { id, snrDb, levelDb } = fields;
  return {
    ...(isGiven(id) ? { id: asText(id, `pulses[${at}].id`) } : {}),
    sensor,
    timeSeconds: asNumber(fields['timeSeconds'], `pulses[${at}].timeSeconds`, -secondsMost, secondsMost),
    ...(isGiven(snrDb) ? { snrDb: asNumber(snrDb, `pulses[${at}].snrDb`, -200, 300) } : {}),
    ...(isGiven(levelDb) ? { levelDb: asNumber(levelDb, `pulses[${at}].levelDb`, -200, 300) } : {}),
  };
}

function asObject(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(where, 'an object', value);
  return value as Fields;
}

function asList(value: unknown, where: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(where, 'a list', value);
  if (value.length > most) return refuse(where, `at most ${most} entries`, `${value.length} entries`);
  return value;
}

function asText(value: unknown, where: string): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > 200)
    return refuse(where, 'a text of 1 to 200 characters', value);
  return text;
}

function asNumber(value: unknown, where: string, low: number, high: number): number {
  if (typeof value !== 'number' || !(value >= low && value <= high))
    return refuse(where, `a number from ${low} to ${high}`, value);
  return value;
}

function refuse(where: string, expected: string, got: unknown): never {
  const shown = got === undefined ? 'nothing' : typeof got === 'string' ? got : JSON.stringify(got);
  throw new Fault({ where, expected, got: shown.slice(0, 60) });
}
