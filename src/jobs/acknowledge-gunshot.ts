import type pg from 'pg';
import type { Reader } from '../store/audit.ts';
import { saveAcknowledgement } from '../store/gunshot-desk.ts';
import { announceGunshot } from '../store/gunshots.ts';
import { loadStanding } from './load-gunshots.ts';

/** Puts on record that somebody took note of the alert of an incident, or of what it became. Whoever was first stands. */
export async function acknowledgeGunshot(client: pg.ClientBase, reader: Reader, asked: string): Promise<void> {
  const { incident } = await loadStanding(client, reader.agencyId, asked);
  if (await saveAcknowledgement(client, reader.agencyId, { incident, by: reader.actor }))
    await announceGunshot(client, reader.agencyId, incident);
}
