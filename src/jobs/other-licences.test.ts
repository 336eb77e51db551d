import { expect, test } from 'vitest';
import { openTestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { otherLicences } from './other-licences.ts';

const header =
  'Report Number,Report Type,Theft Date,Reported,FFL,Dealer Name,Street,City,State,Zip,Make,Caliber,Serial Number';
const theft = (at: number, on: string, licence: string, name: string, street: string, city = 'TOWSON') =>
  `TL-${at},BURGLARY,${on},${on},${licence},${name},${street},${city},MD,21204,GLOCK,9MM,AAA${at}000`;

test('a licence, a business and premises are three things, each with its days', async () => {
  const store = await openTestStore();
  try {
    await receiveRows(store, 'thefts', [
      header,
      theft(1, '01/05/2021', '8-52-005-01-3A-00001', 'EAGLE ARMS', '12 MAIN ST'),
      // The same business under a licence of its own later, elsewhere in the town.
      theft(2, '02/05/2023', '8-52-005-01-5A-00002', 'Eagle Arms', '900 MILL RD'),
      theft(3, '03/05/2024', '8-52-005-01-5A-00002', 'Eagle Arms', '900 MILL RD'),
      // Another business at the premises of the first.
      theft(4, '04/05/2024', '8-52-005-01-6A-00003', 'HAWK PAWN', '12 Main Street'),
      // A business of that name in another town is another.
      // Another in a unit of that building: its premises are not those, and the building is.
      theft(6, '06/05/2024', '8-52-005-01-6A-00005', 'MERLIN SPORTS', '12 Main St Unit 4C'),
      theft(5, '05/05/2024', '8-52-021-01-6A-00004', 'EAGLE ARMS', '7 OAK LN', 'FREDERICK'),
    ]);
    const client = await store.database.pool('read').connect();
    try {
      const { rows } = await client.query<{ key: string; entity: number }>(
        `select distinct d.licence_key as key, o.entity_id as entity from flashlight.dealer_observation d join flashlight.observation_of o using (agency_id, record_id, ordinal)`,
      );
      expect(new Set(rows.map(({ entity }) => entity)).size).toBe(5);
      const of = async (sequence: string) =>
        (
          await otherLicences(client, store.agency.agencyId, rows.find(({ key }) => key.endsWith(sequence))!.entity)
        ).map(({ licence, tie, from, to }) => [tie, licence, from, to]);
      expect(await of('00001')).toEqual([
        ['building', '8-52-005-01-6A-00005', '2024-06-05', '2024-06-05'],
        ['business', '8-52-005-01-5A-00002', '2023-02-05', '2024-03-05'],
        ['premises', '8-52-005-01-6A-00003', '2024-04-05', '2024-04-05'],
      ]);
      expect(await of('00003')).toEqual([
        ['building', '8-52-005-01-6A-00005', '2024-06-05', '2024-06-05'],
        ['premises', '8-52-005-01-3A-00001', '2021-01-05', '2021-01-05'],
      ]);
      expect(await of('00005')).toEqual([
        ['building', '8-52-005-01-3A-00001', '2021-01-05', '2021-01-05'],
        ['building', '8-52-005-01-6A-00003', '2024-04-05', '2024-04-05'],
      ]);
      expect(await of('00004')).toEqual([]);
    } finally {
      client.release();
    }
  } finally {
    await store.close();
  }
});
