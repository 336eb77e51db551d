import { expect } from 'vitest';
import { parseEntityId } from '../src/model/ids.ts';
import type { EntityPage } from '../src/model/answers.ts';
import type { Life } from '../src/model/life.ts';
import { loadEntityPage } from '../src/jobs/load-entity-page.ts';
import { loadLife } from '../src/jobs/load-life.ts';
import type { TestStore } from './open-test-store.ts';

type Store = Pick<TestStore, 'database' | 'agency'>;

/** The number of the one entity of a kind whose name has these words. */
export async function entityLike(store: Store, kind: string, label: string): Promise<number> {
  const { rows } = await store.database
    .pool('read')
    .query<{ entity_id: number }>(
      'select entity_id from flashlight.entity where kind = $1 and label ilike $2 and merged_into is null',
      [kind, `%${label}%`],
    );
  expect(rows).toHaveLength(1);
  return rows[0]!.entity_id;
}

export async function lifeOf(store: Store, serial: string): Promise<Life> {
  const client = await store.database.pool('read').connect();
  try {
    return (await loadLife(client, store.agency.agencyId, await entityLike(store, 'firearm', serial)))!;
  } finally {
    client.release();
  }
}

export async function pageOf(store: Store, id: string): Promise<EntityPage> {
  const client = await store.database.pool('read').connect();
  try {
    return (await loadEntityPage(client, store.agency.agencyId, parseEntityId(id)!))!;
  } finally {
    client.release();
  }
}

/** Headers of property-room and trace files, as the rows of the tests have them. */
export const recoveries =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Status';
export const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Distributor FFL,Distributor Name,Distributor Ship Date,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date';
