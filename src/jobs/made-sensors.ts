import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulateScene } from '../acoustics/simulate-scene.ts';
import type { SceneSensor } from '../acoustics/scene.ts';
import { localPlane } from '../geo/local-plane.ts';
import { Random } from '../stats/random.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findSensorKeys } from '../store/sensors.ts';
import { enrolSensor } from './look-after-sensors.ts';
import { publicKeyBytes } from './sign-packet.ts';

/** A sensor of the demonstration: made, as is the city it hears. */
export interface MadeSensor {
  readonly sensor: string;
  readonly privateKey: KeyObject;
}

export interface MadeNetwork {
  readonly scene: readonly SceneSensor[];
  readonly sensors: ReadonlyMap<string, MadeSensor>;
}

/** South-western corner of the three square miles they stand on, about the middle of Harbor City. */
const corner = { lon: -76.636, lat: 39.272 };

/** Enrols the sensors of the demonstration where they are not; their keys lie in the data directory, readable to its owner alone. */
export async function openMadeSensors(
  database: Database,
  { agencyId, dataDir, now }: { agencyId: number; dataDir: string; now: Date },
): Promise<MadeNetwork> {
  const plane = localPlane(corner);
  const { scene } = simulateScene(new Random('harbor-city/sensors'), { id: 'city', kind: 'single', grouped: false });
  const named = scene.sensors.map((each) => ({ ...each, id: `made-${each.id}` }));
  const keys = await keysOf(
    join(dataDir, 'made-sensors.json'),
    named.map(({ id }) => id),
  );
  const pool = database.pool('read');
  const there = await findSensorKeys(pool, agencyId, [...keys.keys()]);
  for (const { id, x, y } of named) {
    if (there.has(id)) continue;
    const publicKey = publicKeyBytes(createPublicKey(keys.get(id)!.privateKey)).toString('base64url');
    const sensor = { sensor: id, publicKey, ...plane.toLonLat(x, y) };
    await inTransaction(pool, (client) => enrolSensor(client, agencyId, { sensor, by: 'demonstration', now }));
  }
  return { scene: named, sensors: keys };
}

async function keysOf(file: string, ids: readonly string[]): Promise<Map<string, MadeSensor>> {
  if (existsSync(file)) {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    return new Map(
      Object.entries(kept).map(([sensor, pem]) => [sensor, { sensor, privateKey: createPrivateKey(pem) }]),
    );
  }
  const made = new Map(
    ids.map((sensor) => [sensor, { sensor, privateKey: generateKeyPairSync('ed25519').privateKey }]),
  );
  const pems = [...made.values()].map(({ sensor, privateKey }) => [
    sensor,
    privateKey.export({ format: 'pem', type: 'pkcs8' }),
  ]);
  await writeFile(file, JSON.stringify(Object.fromEntries(pems)), { mode: 0o600 });
  return made;
}
