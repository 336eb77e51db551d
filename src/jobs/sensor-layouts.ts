import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { LayoutSensor, SensorLayouts } from '../model/gunshot-desk.ts';
import type { Reader } from '../store/audit.ts';
import { listLayouts, saveLayout } from '../store/gunshot-desk.ts';

export async function loadSensorLayouts(client: pg.ClientBase, agencyId: number): Promise<SensorLayouts> {
  return { items: await listLayouts(client, agencyId) };
}

/** Saves a planned layout as the version after the one that was looked at; 0 for a new one. Earlier versions stay. */
export async function saveSensorLayout(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  layout: { name: string; after: number; sensors: readonly LayoutSensor[] },
): Promise<void> {
  if (!(await saveLayout(client, agencyId, { ...layout, by: actor })))
    throw new Failure(
      'layout.changed',
      'Expected the newest version of the layout; somebody saved one since, or there is none to follow. Load the layouts again. Nothing was changed.',
    );
}
