import type pg from 'pg';
import { gridCell } from '../geo/grid-cell.ts';
import { localPlane } from '../geo/local-plane.ts';
import { slotMicroseconds, slotOf } from '../acoustics/shots-of-slot.ts';
import { Failure } from '../model/errors.ts';
import type { SensorList } from '../model/gunshot-answers.ts';
import { defaultSensorConfiguration, packetRefusals, type SensorConfiguration } from '../model/sensor-packet.ts';
import {
  configureSensor,
  findPlacedSensors,
  listSensors,
  revokeSensor,
  saveSensor,
  saveWeather,
  type SensorHealth,
} from '../store/sensors.ts';
import { isWeakKey, publicKeyOf } from './sign-packet.ts';

interface NewSensor {
  readonly sensor: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly lon: number;
  readonly lat: number;
  readonly elevationMeters?: number | undefined;
}

/** From the slot after this on: what was looked at before stays as it was. */
const nextSlot = (now: Date) => (slotOf(now.getTime() * 1000) + 1) * slotMicroseconds;

/** Enrols a sensor: from now on what it signs is taken. */
export async function enrolSensor(
  client: pg.ClientBase,
  agencyId: number,
  { sensor, by, now }: { sensor: NewSensor; by: string; now: Date },
): Promise<void> {
  const key = Buffer.from(sensor.publicKey, 'base64url');
  if (!isKey(key))
    throw new Failure(
      'sensor.key',
      'Expected the public key as the sensor prints it: 32 bytes of Ed25519, base64url, 43 characters; got something else. Nothing was changed.',
    );
  const saved = await saveSensor(client, agencyId, {
    sensor: sensor.sensor,
    publicKey: key,
    cell: gridCell(sensor),
    lon: sensor.lon,
    lat: sensor.lat,
    elevationMeters: sensor.elevationMeters ?? null,
    fromMicroseconds: nextSlot(now),
    configuration: defaultSensorConfiguration,
    by,
  });
  if (!saved)
    throw new Failure(
      'sensor.exists',
      'Expected an id no sensor has had; one has it, or had it. A sensor that moves or has another key gets a new id. Nothing was changed.',
    );
}

function isKey(bytes: Buffer): boolean {
  if (bytes.length !== 32 || isWeakKey(bytes)) return false;
  try {
    publicKeyOf(bytes);
    return true;
  } catch {
    return false;
  }
}

const unknown = () =>
  new Failure(
    'sensor.unknown',
    'Expected the id of an enrolled sensor; there is none, or it was ended. Nothing was changed.',
  );

/** Ends a sensor, at once and for good. */
export async function endSensor(
  client: pg.ClientBase,
  agencyId: number,
  { sensor, by, now }: { sensor: string; by: string; now: Date },
): Promise<void> {
  if (!(await revokeSensor(client, agencyId, { sensor, by, untilMicroseconds: nextSlot(now) }))) throw unknown();
}

export async function tellSensor(
  client: pg.ClientBase,
  agencyId: number,
  told: { sensor: string; configuration: SensorConfiguration },
): Promise<void> {
  if (!(await configureSensor(client, agencyId, told))) throw unknown();
}

/** Notes the air from now on. */
export async function noteWeather(
  client: pg.ClientBase,
  agencyId: number,
  { by, now, ...weather }: { temperatureC: number; windEastMps: number; windNorthMps: number; by: string; now: Date },
): Promise<void> {
  await saveWeather(client, agencyId, { ...weather, fromMicroseconds: nextSlot(now), by });
}

const reportsMissed = 6;

/** Sensors with what somebody should look at, in plain words, without where they are. */
export async function loadSensors(client: pg.ClientBase, agencyId: number, now: Date): Promise<SensorList> {
  const sensors = await listSensors(client, agencyId);
  return {
    items: sensors.map(({ trusted, report, ...sensor }) => ({
      ...sensor,
      report,
      trusted: trusted ?? true,
      followsConfiguration: report?.configurationVersion === sensor.configurationVersion,
      warnings: sensor.revokedAt === null ? warningsOf({ ...sensor, report, trusted }, now) : [],
    })),
  };
}

const faultWords = {
  'no-sound': 'No sound comes from its microphone.',
  'too-quiet': 'Its microphone hears less than any street.',
  clipping: 'Its microphone is overdriven.',
  'disk-full': 'Its disk is nearly full.',
  clock: 'It has no time from outside.',
} as const;

function warningsOf(sensor: SensorHealth, now: Date): string[] {
  const { report, reportedAt, configuration, trusted, offsetMicroseconds, refused, refusedWhy, refusedAt } = sensor;
  const silentSeconds = reportedAt === null ? Infinity : (now.getTime() - Date.parse(reportedAt)) / 1000;
  const lately = refusedAt !== null && now.getTime() - Date.parse(refusedAt) < 86_400_000;
  return [
    ...(reportedAt === null ? ['It has never reported.'] : []),
    ...(reportedAt !== null && silentSeconds > reportsMissed * configuration.reportSeconds
      ? ['It has stopped reporting.']
      : []),
    ...(report?.selfTest.faults ?? []).map((fault) => faultWords[fault]),
    ...((report?.selfTest.withheld ?? 0) > 0
      ? [
          `In a day it was asked for ${report!.selfTest.withheld} sounds that leave no sensor: longer than two seconds, about no impulse it sent, or too many. It gave none of them.`,
        ]
      : []),
    ...(trusted === false
      ? [`Its clock is off by about ${Math.round((offsetMicroseconds ?? 0) / 1000)} ms: its pulses do not count.`]
      : []),
    ...(lately && refusedWhy !== null
      ? [
          `${refused} of its messages were not taken; the newest: ${packetRefusals[refusedWhy as keyof typeof packetRefusals]}`,
        ]
      : []),
  ];
}

/** Where sensors are: for those who may see it. */
export async function loadSensorPlaces(client: pg.ClientBase, agencyId: number) {
  const sensors = await findPlacedSensors(client, agencyId);
  return {
    items: sensors
      .filter((each) => each.untilMicroseconds === null)
      .map(({ sensor, lon, lat, elevationMeters }) => ({ sensor, lon, lat, elevationMeters })),
  };
}

const squareMeters = 1_000;
const heardMeters = 800;
const locatedBy = 4;
const squaresMax = 20_000;

/** Squares of a kilometre in which a shot would be heard by enough: laid on a grid that knows nothing of sensors. */
export async function loadSensorCoverage(client: pg.ClientBase, agencyId: number) {
  const sensors = (await findPlacedSensors(client, agencyId)).filter((each) => each.untilMicroseconds === null);
  const [first] = sensors;
  if (first === undefined) return { cellMeters: squareMeters, squares: [] };
  // From whole tenths of a degree on, so that the grid is no sensor's.
  const plane = localPlane({ lon: Math.round(first.lon * 10) / 10, lat: Math.round(first.lat * 10) / 10 });
  const heard = new Map<string, { x: number; y: number; count: number }>();
  for (const sensor of sensors) {
    const { x, y } = plane.toPlane(sensor);
    const [column, row] = [Math.floor(x / squareMeters), Math.floor(y / squareMeters)];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++) {
        const middle = { x: (column + dx + 0.5) * squareMeters, y: (row + dy + 0.5) * squareMeters };
        if (Math.hypot(middle.x - x, middle.y - y) > heardMeters) continue;
        const key = `${column + dx}/${row + dy}`;
        heard.set(key, { ...middle, count: (heard.get(key)?.count ?? 0) + 1 });
      }
  }
  const squares = [...heard.values()].flatMap(({ x, y, count }) => {
    const { lon, lat } = plane.toLonLat(x, y);
    const place = { lon: Math.round(lon * 1e4) / 1e4, lat: Math.round(lat * 1e4) / 1e4 };
    return count >= locatedBy - 1 ? [{ ...place, level: count >= locatedBy ? 2 : 1 }] : [];
  });
  return { cellMeters: squareMeters, squares: squares.slice(0, squaresMax) };
}
