import type pg from 'pg';
import { parseEntityId } from '../model/ids.ts';
import type { Life } from '../model/life.ts';
import { findEntity, lifeRecords, tiedShootings } from '../store/firearm-life.ts';
import { firearmLife } from '../trace/firearm-life.ts';

/** The life of a firearm, by its number; null where there is no such firearm. */
export async function loadLife(client: pg.ClientBase, agencyId: number, firearm: number): Promise<Life | null> {
  const entity = await findEntity(client, agencyId, firearm, 'firearm');
  if (!entity) return null;
  const { number } = parseEntityId(entity.id)!;
  const [records, shootings] = [
    await lifeRecords(client, agencyId, number),
    await tiedShootings(client, agencyId, number),
  ];
  return firearmLife({ firearm: entity, records, shootings });
}
