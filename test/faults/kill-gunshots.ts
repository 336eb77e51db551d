import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { replayGunshots } from '../../src/jobs/replay-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { slotMicroseconds } from '../../src/acoustics/shots-of-slot.ts';
import type { SceneKind } from '../../src/acoustics/scene.ts';
import { Random } from '../../src/stats/random.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { enrolCity, makeSensorCity } from '../sensor-city.ts';

const begins = 1_900_000_000_000_000;
const child = fileURLToPath(new URL('locate-until-killed.ts', import.meta.url));

interface Killed {
  readonly kills: number;
  /** Incidents as they stand after kills, located again in place, and as they stand when nobody was killed. */
  readonly incidents: readonly KilledIncident[];
  readonly again: readonly KilledIncident[];
  readonly undisturbed: readonly KilledIncident[];
  /** Times an incident was opened, by incident: once each, or it was told twice. */
  readonly openings: readonly number[];
  readonly published: number;
  readonly logged: number;
}

/** Its id is what it was first opened with, which is of when pulses came; its content is of the pulses alone. */
interface KilledIncident {
  readonly id: string;
  readonly content: unknown;
}

/** Publishes what a city hears while those who locate it are killed, again and again, and holds what is found against an undisturbed run. */
export async function killGunshots(kinds: readonly SceneKind[], seed: string): Promise<Killed> {
  const store = await openTestStore();
  const random = new Random(`kills/${seed}`);
  const city = makeSensorCity(seed, { kinds, begins });
  const { database, agency } = store;
  const start = (): ChildProcess => {
    const { FLASHLIGHT_DATA_DIR: _, ...environment } = process.env;
    // No pulse is of a time that is to come: who begins anew may not take what it remembers for all that was heard.
    const now = begins / 1000 + kinds.length * 30_000;
    return spawn(process.execPath, [child, String(agency.agencyId), String(now)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...environment, DATABASE_URL: store.url },
    });
  };
  let running = start();
  try {
    await enrolCity(store, city, begins - 60_000_000);
    const stream = storedPulseStream(database, agency.agencyId);
    const ordered = city.pulses.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds);
    const size = Math.ceil(ordered.length / 8);
    let kills = 0;
    for (let from = 0; from < ordered.length; from += size) {
      await stream.publish(ordered.slice(from, from + size));
      await sleep(300 + 1500 * random.next());
      running.kill('SIGKILL');
      await once(running, 'exit');
      kills++;
      running = start();
    }
    await untilConfirmed(store);
    running.kill('SIGKILL');
    await once(running, 'exit');
    const incidents = await incidentsOf(store);
    const { rows } = await database
      .pool('read')
      .query<{ n: number }>(
        `select count(*)::int as n from flashlight.gunshot_event where kind = 'OPENED' group by incident_id`,
      );
    const logged = await database
      .pool('read')
      .query<{ n: number }>('select count(*)::int as n from flashlight.sensor_pulse');
    const replay = () =>
      replayGunshots(database, {
        agencyId: agency.agencyId,
        stream,
        from: begins - slotMicroseconds,
        until: begins + kinds.length * 30_000_000 + slotMicroseconds,
        save: true,
      });
    await replay();
    const again = await incidentsOf(store);
    // The same pulses in a store where nothing was found before.
    await database
      .pool('migrate')
      .query('truncate flashlight.gunshot, flashlight.gunshot_incident, flashlight.gunshot_event');
    await replay();
    return {
      kills,
      incidents,
      again,
      undisturbed: await incidentsOf(store),
      openings: rows.map(({ n }) => n),
      published: ordered.length,
      logged: logged.rows[0]!.n,
    };
  } finally {
    running.kill('SIGKILL');
    await store.close();
  }
}

async function untilConfirmed({ database }: TestStore): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await database
      .pool('read')
      .query<{ behind: boolean }>(
        `select coalesce((select position from flashlight.pulse_cursor), 0) < (select max(position) from flashlight.sensor_pulse) as behind`,
      );
    if (!rows[0]!.behind) return;
    await sleep(200);
  }
  throw new Error('pulses were not confirmed in two minutes');
}

async function incidentsOf({ database }: TestStore): Promise<KilledIncident[]> {
  const { rows } = await database.pool('read').query<{ id: string }>(
    `select incident_id as id, first_us, last_us, lon, lat, summary, pulses from flashlight.gunshot_incident
      where state in ('OPEN', 'CLOSED') order by first_us, lon, lat`,
  );
  return rows.map(({ id, ...content }) => ({ id, content }));
}
