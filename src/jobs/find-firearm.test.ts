import { expect, test } from 'vitest';
import { entityId } from '../model/ids.ts';
import { openTestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { findFirearms } from './find-firearm.ts';
import { findLinks, findPaths } from './find-links.ts';

test('an id written down before a merge still leads to the firearm, its links and its chains', async () => {
  const store = await openTestStore();
  const { database, agency } = store;
  const header =
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Trace Number';
  const rows = [
    'P1,24-0000001,05/06/2024 01:45,P,GLOCK,19,9MM,AAA1111,ALPHA,ANN,04/05/1990,',
    'P2,24-0000002,06/06/2024 01:45,P,GLOCK,19,9MM,,BRAVO,BOB,04/06/1991,T200',
    'P3,24-0000003,07/06/2024 01:45,P,GLOCK,19,9MM,AAA1111,CHARLIE,CAT,04/07/1992,T200',
  ];
  const entities = async (property: string) =>
    (
      await database.pool('read').query<{ kind: string; entity_id: number }>(
        `select o.kind, o.entity_id from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
          where r.natural_key = $1`,
        [property],
      )
    ).rows;
  const of = async (property: string, kind: string) =>
    (await entities(property)).find((each) => each.kind === kind)!.entity_id;
  try {
    let merged = 0;
    for (const row of rows) {
      await receiveRows(store, 'recoveries', [header, row]);
      if (row.startsWith('P2')) merged = await of('P2', 'firearm');
    }
    const standing = await of('P1', 'firearm');
    expect(merged).not.toBe(standing);
    expect(await of('P2', 'firearm')).toBe(standing);
    const client = await database.pool('read').connect();
    try {
      const ids = (found: readonly { id: string }[]) => found.map((each) => each.id);
      expect(ids(await findFirearms(client, agency.agencyId, entityId('firearm', merged)))).toEqual([
        entityId('firearm', standing),
      ]);
      expect(ids(await findFirearms(client, agency.agencyId, 'AAA-1111'))).toEqual([entityId('firearm', standing)]);
      expect(await findFirearms(client, agency.agencyId, 'firearm:999999')).toEqual([]);
      const around = (from: number) => findLinks(client, agency.agencyId, { from: [from], hops: 1 });
      expect((await around(standing)).links.length).toBeGreaterThan(2);
      expect(await around(merged)).toEqual(await around(standing));
      const person = await of('P3', 'person');
      const chain = (from: number) => findPaths(client, agency.agencyId, { from, to: person });
      expect((await chain(standing))?.length).toBe(1);
      expect(await chain(merged)).toEqual(await chain(standing));
    } finally {
      client.release();
    }
  } finally {
    await store.close();
  }
});
