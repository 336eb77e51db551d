import type pg from 'pg';
import type { StreamPulse } from '../model/stream-pulse.ts';

type Client = pg.ClientBase;

const columns = `sensor_id as sensor, sequence, cell, time_us as "timeMicroseconds", sigma_us as "sigmaMicroseconds",
  clock_us as "clockMicroseconds", snr_db as "snrDb", peak, features`;

/** Adds pulses to the log, in a transaction. The row of the end is locked until it commits: positions are in the order of commits. */
export async function appendPulses(client: Client, agencyId: number, pulses: readonly StreamPulse[]): Promise<void> {
  const { rows } = await client.query<{ position: number }>({
    name: 'move-pulse-end',
    text: `insert into flashlight.sensor_pulse_end as e (agency_id, position) values ($1, $2)
           on conflict (agency_id) do update set position = e.position + $2 returning position`,
    values: [agencyId, pulses.length],
  });
  await client.query({
    name: 'append-pulses',
    text: `insert into flashlight.sensor_pulse (agency_id, sensor_id, sequence, position, cell, time_us, sigma_us, clock_us, snr_db, peak, features)
           select $1, sensor_id, sequence, $2::bigint + place, cell, time_us, sigma_us, clock_us, snr_db, peak, features
             from unnest($3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::integer[], $8::bigint[], $9::real[], $10::real[], $11::jsonb[])
                  with ordinality as p(sensor_id, sequence, cell, time_us, sigma_us, clock_us, snr_db, peak, features, place)
           on conflict do nothing`,
    values: [
      agencyId,
      rows[0]!.position - pulses.length,
      pulses.map((each) => each.sensor),
      pulses.map((each) => each.sequence),
      pulses.map((each) => each.cell),
      pulses.map((each) => each.timeMicroseconds),
      pulses.map((each) => each.sigmaMicroseconds),
      pulses.map((each) => each.clockMicroseconds),
      pulses.map((each) => each.snrDb),
      pulses.map((each) => each.peak),
      pulses.map((each) => JSON.stringify(each.features)),
    ],
  });
}

/** The pulses after a position of the log, in its order, and the position of the last of them. */
export async function findPulsesAfter(
  client: Client | pg.Pool,
  agencyId: number,
  { position, limit }: { position: number; limit: number },
): Promise<{ pulses: StreamPulse[]; position: number }> {
  const { rows } = await client.query<StreamPulse & { position: number }>({
    name: 'find-pulses-after',
    text: `select position, ${columns} from flashlight.sensor_pulse where agency_id = $1 and position > $2 order by position limit $3`,
    values: [agencyId, position, limit],
  });
  return { pulses: rows.map(({ position: _, ...pulse }) => pulse), position: rows.at(-1)?.position ?? position };
}

/** The pulses of some cells in a span of time. */
export async function findPulsesOf(
  client: Client | pg.Pool,
  agencyId: number,
  { cells, from, until }: { cells: readonly string[]; from: number; until: number },
): Promise<StreamPulse[]> {
  const { rows } = await client.query<StreamPulse>({
    name: 'find-pulses-of',
    text: `select ${columns} from flashlight.sensor_pulse where agency_id = $1 and cell = any($2) and time_us >= $3 and time_us < $4
            order by time_us, sensor_id, sequence`,
    values: [agencyId, cells, from, until],
  });
  return rows;
}

export async function findPulseCursor(client: Client | pg.Pool, agencyId: number, consumer: string): Promise<number> {
  const { rows } = await client.query<{ position: number }>({
    name: 'find-pulse-cursor',
    text: 'select position from flashlight.pulse_cursor where agency_id = $1 and consumer = $2',
    values: [agencyId, consumer],
  });
  return rows[0]?.position ?? 0;
}

export async function savePulseCursor(
  client: Client | pg.Pool,
  agencyId: number,
  { consumer, position }: { consumer: string; position: number },
): Promise<void> {
  await client.query({
    name: 'save-pulse-cursor',
    text: `insert into flashlight.pulse_cursor as c (agency_id, consumer, position) values ($1, $2, $3)
           on conflict (agency_id, consumer) do update set position = greatest(c.position, excluded.position)`,
    values: [agencyId, consumer, position],
  });
}

/** From which time of sound on the log holds every pulse that came. */
export async function findPulsesKeptFrom(client: Client | pg.Pool, agencyId: number): Promise<number> {
  const { rows } = await client.query<{ keptFrom: number }>({
    name: 'find-pulses-kept-from',
    text: 'select kept_from_us as "keptFrom" from flashlight.sensor_pulse_end where agency_id = $1',
    values: [agencyId],
  });
  return rows[0]?.keptFrom ?? 0;
}

/** Keeps for good what a slot was located from. */
export async function savePulsesOfSlot(
  client: Client,
  agencyId: number,
  { cell, slot, pulses }: { cell: string; slot: number; pulses: readonly StreamPulse[] },
): Promise<void> {
  await client.query({
    name: 'save-pulses-of-slot',
    text: `insert into flashlight.gunshot_slot_pulses (agency_id, cell, slot, pulses) values ($1, $2, $3, $4)
           on conflict (agency_id, cell, slot) do update set pulses = excluded.pulses`,
    values: [agencyId, cell, slot, JSON.stringify(pulses)],
  });
}

/** What a slot that has, or had, shots was last located from; null where none was kept. */
export async function findPulsesOfSlot(
  client: Client | pg.Pool,
  agencyId: number,
  { cell, slot }: { cell: string; slot: number },
): Promise<StreamPulse[] | null> {
  const { rows } = await client.query<{ pulses: StreamPulse[] }>({
    name: 'find-pulses-of-slot',
    text: 'select pulses from flashlight.gunshot_slot_pulses where agency_id = $1 and cell = $2 and slot = $3',
    values: [agencyId, cell, slot],
  });
  return rows[0]?.pulses ?? null;
}

/** Takes out of the log what is older than it is kept, in a transaction, and notes from where on it is whole; what shots rest on stands with them. */
export async function deletePulsesBefore(client: Client, agencyId: number, before: number): Promise<void> {
  await client.query({
    name: 'move-pulses-kept-from',
    text: 'update flashlight.sensor_pulse_end set kept_from_us = greatest(kept_from_us, $2) where agency_id = $1',
    values: [agencyId, before],
  });
  await client.query({
    name: 'delete-pulses-before',
    text: 'delete from flashlight.sensor_pulse where agency_id = $1 and time_us < $2',
    values: [agencyId, before],
  });
  await client.query({
    name: 'delete-packets-before',
    text: 'delete from flashlight.sensor_packet where agency_id = $1 and received_at < to_timestamp($2 / 1e6)',
    values: [agencyId, before],
  });
}
