import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { enrolCity, signPulses, type CitySensor } from '../../test/sensor-city.ts';
import { plainFeatures } from './play-made-night.ts';
import { SensorAllowance } from '../acoustics/check-packet.ts';
import { ordinaryAir, speedOfSound } from '../acoustics/speed-of-sound.ts';
import { gridCell } from '../geo/grid-cell.ts';
import { localPlane } from '../geo/local-plane.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { GunshotSummary } from '../model/gunshots.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { Random } from '../stats/random.ts';
import { saveWebhook } from '../store/gunshot-receivers.ts';
import { deliverGunshots } from './deliver-gunshots.ts';
import { locateGunshots } from './locate-gunshots.ts';
import { receivePackets } from './receive-packets.ts';
import { publicKeyBytes } from './sign-packet.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

const begins = 1_900_000_000_000_000;
const origin = { lon: -76.6, lat: 39.3 };
const plane = localPlane(origin);
let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());

/** Sensors about a block, in quiet, and what each hears of shots in it: over open ways, and nothing else. */
function hear(count: number, fired: readonly number[], place: { x: number; y: number }) {
  const random = new Random(`locate-few/${count}`);
  const sensors = Array.from({ length: count }, (_, at): CitySensor & { x: number; y: number } => {
    const turn = (2 * Math.PI * (at + 0.6 * random.next())) / count;
    const away = 250 + 450 * random.next();
    const [x, y] = [away * Math.cos(turn), away * Math.sin(turn)];
    const keys = generateKeyPairSync('ed25519');
    const spot = plane.toLonLat(x, y);
    return {
      sensor: `s${at}`,
      x,
      y,
      ...spot,
      cell: gridCell(spot),
      privateKey: keys.privateKey,
      publicKey: publicKeyBytes(keys.publicKey),
    };
  });
  const pulses = sensors.map(({ sensor, cell, x, y }) => {
    const way = Math.hypot(x - place.x, y - place.y) / speedOfSound(ordinaryAir) + random.normal(0, 0.006);
    return fired.map((after, at): StreamPulse => ({
      sensor,
      cell,
      sequence: at + 1,
      timeMicroseconds: begins + 4e6 + Math.round((after + way + random.normal(0, 0.002)) * 1e6),
      sigmaMicroseconds: 300,
      clockMicroseconds: 2,
      snrDb: 20,
      peak: 0.1,
      features: plainFeatures,
    }));
  });
  return { sensors, pulses };
}

test.each([
  { count: 8, fired: [0, 0.4, 0.8], sure: true },
  { count: 5, fired: [0, 0.4, 0.8], sure: true },
  { count: 4, fired: [0], sure: false },
])('$count sensors, signed pulses, shots at $fired s: one incident, told outside', async ({ count, fired, sure }) => {
  const { database, agency } = store;
  const { agencyId } = agency;
  const place = { x: 60, y: -40 };
  const weather = [{ fromMicroseconds: begins - 20_000_000, temperatureC: 15, windEastMps: 0, windNorthMps: 0 }];
  const { sensors, pulses } = hear(count, fired, place);
  await enrolCity(store, { sensors, pulses: [], weather, truths: [] }, begins - 60_000_000);
  const alerts: { event: string; incident: { summary: { rounds: number } }; cap: string }[] = [];
  const dispatch = createServer((request, response) => {
    void text(request).then((body) => {
      alerts.push(JSON.parse(body) as (typeof alerts)[number]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => dispatch.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(dispatch.address() as AddressInfo).port}/`;
  await saveWebhook(database.pool('migrate'), agencyId, { url, secret: 'a secret', by: 'tests' });

  const stream = storedPulseStream(database, agencyId);
  const now = () => new Date((begins + 8e6) / 1000);
  const faults: unknown[] = [];
  const locator = locateGunshots(database, { agencyId, stream, now, onNews: (_, { err }) => faults.push(err) });
  try {
    const receiver = { agencyId, pool: database.pool('import'), stream, allowance: new SensorAllowance() };
    const packets = pulses.flatMap((own, at) => signPulses(sensors[at]!.privateKey, own));
    const answers = await receivePackets(receiver, packets, now());
    expect(answers.map(({ kind }) => kind)).toEqual(packets.map(() => 'accepted'));
    await expect.poll(() => incidentsOf(), { timeout: 10_000 }).toHaveLength(1);
    const [incident] = await incidentsOf();
    expect(incident!.summary).toMatchObject({ rounds: fired.length, sensors: count, sure });
    expect(metersBetween(incident!, plane.toLonLat(place.x, place.y))).toBeLessThan(25);
    const told = {
      agencyId,
      agencyName: 'Tests',
      timeZone: 'UTC',
      sender: agency.code,
      now: now(),
      channel: 'webhook' as const,
    };
    await expect
      .poll(async () => {
        await deliverGunshots(database.pool('import'), told);
        return alerts.map(({ event, incident: { summary } }) => [event, summary.rounds]);
      })
      .toEqual([['OPENED', fired.length]]);
    expect(alerts[0]!.cap).toMatch(/<alert .*<msgType>Alert</s);
  } finally {
    await locator.close();
    dispatch.close();
  }
  expect(faults).toEqual([]);

  async function incidentsOf() {
    const { rows } = await database
      .pool('read')
      .query<{ lon: number; lat: number; summary: GunshotSummary }>(
        `select lon, lat, summary from flashlight.gunshot_incident where state = 'OPEN'`,
      );
    return rows;
  }
});
