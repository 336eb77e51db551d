import type pg from 'pg';
import type { Reader } from '../store/audit.ts';
import { saveAcknowledgement } from '../store/gunshot-desk.ts';
import { announceGunshot } from '../store/gunshots.ts';
import { loadIncident } from './load-gunshots.ts';

/** Puts on record that somebody took note of the alert of an incident. Whoever was first stands. */
export async function acknowledgeGunshot(client: pg.ClientBase, reader: Reader, incident: string): Promise<void> {
  await loadIncident(client, reader.agencyId, incident);
  if (await saveAcknowledgement(client, reader.agencyId, { incident, by: reader.actor }))
    await announceGunshot(client, reader.agencyId, incident);
}
