import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inTransaction } from '../store/database.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { askSoundsOf, loadSounds } from './ask-sounds.ts';
import { loadGunshots } from './load-gunshots.ts';
import { locateGunshots } from './locate-gunshots.ts';
import { openMadeSensors } from './made-sensors.ts';
import { playMadeNight } from './play-made-night.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

let store: TestStore;
let dataDir: string;

beforeAll(async () => {
  store = await openTestStore();
  dataDir = await mkdtemp(join(tmpdir(), 'flashlight-night-'));
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a made night is heard, signed, located and told of, and made sensors answer when the desk asks for sound', async () => {
  const { agencyId } = store.agency;
  const pool = store.database.pool('read');
  const began = Date.now();
  // Ten times as fast as a clock goes: the first shots come half a minute after the start.
  const now = () => new Date(Date.parse('2026-11-21T12:00:00Z') + 10 * (Date.now() - began));
  const onNews = (_: string, { err }: Readonly<Record<string, unknown>>) => {
    throw err;
  };
  const stream = storedPulseStream(store.database, agencyId);
  const locator = locateGunshots(store.database, { agencyId, stream, now, onNews });
  const night = playMadeNight(store.database, { agencyId, dataDir, now, onNews, kinds: ['semi-automatic'] });
  try {
    const incident = await vi.waitFor(
      async () => {
        const page = { from: 0, before: Number.MAX_SAFE_INTEGER, limit: 10, which: 'own' } as const;
        const { items } = await inTransaction(pool, (client) => loadGunshots(client, agencyId, page));
        const [first] = items;
        if (first?.kind !== 'own') throw new Error('not heard yet');
        return first.incident;
      },
      { timeout: 60_000, interval: 200 },
    );
    const desk = { agencyId, actor: 'desk', role: 'gunshot-desk' } as Parameters<typeof askSoundsOf>[1];
    await inTransaction(pool, (client) => askSoundsOf(client, desk, incident));
    await vi.waitFor(
      async () => {
        const { items } = await inTransaction(pool, (client) => loadSounds(client, agencyId, incident));
        expect(items.map(({ seconds }) => seconds)).toEqual([2, 2, 2]);
      },
      { timeout: 30_000, interval: 200 },
    );
  } finally {
    await night.close();
    await locator.close();
  }
  // The keys are for their owner alone, and the next night is heard by the same sensors.
  expect((await stat(join(dataDir, 'made-sensors.json'))).mode & 0o777).toBe(0o600);
  const again = await openMadeSensors(store.database, { agencyId, dataDir, now: now() });
  expect(again.sensors.size).toBe(60);
  const { rows } = await pool.query('select 1 from flashlight.sensor where agency_id = $1', [agencyId]);
  expect(rows).toHaveLength(60);
}, 120_000);
