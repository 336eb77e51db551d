import type pg from 'pg';
import type { EntityRef } from '../model/evidence.ts';
import { entityId, parseEntityId } from '../model/ids.ts';
import { cleanSerialNumber } from '../model/values/serial-number.ts';
import { findEntity } from '../store/firearm-life.ts';

/**
 * The firearms a person may mean by an id, a serial number or a trace number: none, one, or several of different makers. An
 * id leads to what it was merged into: what was written down once stays an address.
 */
export async function findFirearms(client: pg.ClientBase, agencyId: number, wanted: string): Promise<EntityRef[]> {
  const id = parseEntityId(wanted);
  if (id?.kind === 'firearm') {
    const firearm = await findEntity(client, agencyId, id.number, 'firearm');
    if (firearm) return [firearm];
  }
  const serial = cleanSerialNumber(wanted)?.ncic ?? '';
  const { rows } = await client.query<{ entity_id: number; label: string }>(
    `select entity_id, label from flashlight.entity where agency_id = $1 and kind = 'firearm' and merged_into is null and entity_id in (
         select entity_id from flashlight.search_document where agency_id = $1 and kind = 'firearm'
          and ((field = 'serial' and term = $2) or (field = 'trace-number' and term = $3)))
     order by entity_id limit 50`,
    [agencyId, serial, wanted.toUpperCase()],
  );
  return rows.map((row) => ({ id: entityId('firearm', row.entity_id), kind: 'firearm' as const, label: row.label }));
}
