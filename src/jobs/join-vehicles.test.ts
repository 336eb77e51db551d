import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { loadEntityPage } from './load-entity-page.ts';
import { searchEntities } from './search-entities.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,' +
  'Vehicle Plate,Plate State,VIN,Vehicle Make,Vehicle Color';
const vin = '1M8GDM9AXKP042788';
const other = '5GZCZ43D13S812715';

interface Seen {
  on?: string;
  plate?: string;
  state?: string;
  vin?: string;
  make?: string;
}
const stop = (at: number, { on = '01/05/2024', plate = '', state = 'MD', vin: number = '', make = '' }: Seen) =>
  `P${at},24-00000${at},${on} 10:00,PISTOL,GLOCK,19,9MM,AAA${at}000,DOE,JO${at},01/0${at}/1980,${plate},${plate ? state : ''},${number},${make},GRY`;

/** Which of the stops are of one vehicle. */
async function groups(seen: readonly Seen[]): Promise<string[]> {
  await receiveRows(store, 'recoveries', [header, ...seen.map((each, at) => stop(at + 1, each))]);
  const { rows } = await store.database.pool('read').query<{ stops: string }>(
    `select string_agg(r.natural_key, ' ' order by r.natural_key) as stops from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
      where o.kind = 'vehicle' group by o.entity_id order by 1`,
  );
  return rows.map(({ stops }) => stops.replaceAll('P', ''));
}

test('a valid number joins whatever the plates; one whose check digit is wrong joins nothing', async () => {
  const wrong = '1M8GDM9AXKP042789';
  expect(await groups([{ vin, plate: '7AB1234' }, { vin, plate: '2CD5678' }, { vin: wrong }, { vin: wrong }])).toEqual([
    '1 2',
    '3',
    '4',
  ]);
});

test('a plate joins within three years, one state and one make, where numbers do not contradict', async () => {
  const plate = '7AB1234';
  expect(
    await groups([
      { plate, make: 'HOND' },
      { plate: '7ab-1234', make: 'Honda', on: '06/05/2024' },
      { plate, make: 'Honda', state: 'VA' },
      { plate, make: 'Ford' },
      { plate },
      { plate: '2CD5678', make: 'KIA', vin },
      { plate: '2CD5678', make: 'KIA', vin: other, on: '06/05/2025' },
      { plate: '9EF1111', make: 'KIA', on: '01/05/2020' },
      { plate: '9EF1111', make: 'KIA', on: '01/05/2024' },
    ]),
  ).toEqual(['1 2', '3', '4', '5', '6', '7', '8', '9']);
});

test('a grey car without plate or number is no vehicle in particular', async () => {
  expect(await groups([{ make: 'HONDA' }, { plate: 'UNKNOWN', make: 'HONDA' }, { plate: 'TEMP TAG' }])).toEqual([]);
});

test('is found by its plate, and its page says who was with it and where', async () => {
  await groups([
    { plate: '7AB1234', vin, make: 'HOND' },
    { plate: '7AB1234', make: 'HONDA', on: '03/05/2024' },
  ]);
  const client = await store.database.pool('read').connect();
  try {
    await client.query('begin read only');
    const { agencyId } = store.agency;
    for (const query of ['7ab-1234', '7AB1234', vin, '7AB1243']) {
      const [found] = (await searchEntities(client, agencyId, { query, limit: 5, milliseconds: 10_000 })).results;
      expect(found).toMatchObject({ kind: 'vehicle', label: 'MD 7AB1234, Gray Honda (2024-01)' });
      const page = await loadEntityPage(client, agencyId, { kind: 'vehicle', number: Number(found!.id.split(':')[1]) });
      expect(page!.relations.map(({ predicate, direction, total }) => [predicate, direction, total])).toEqual([
        ['VEHICLE_IN', 'out', 2],
        ['WITH_VEHICLE', 'in', 2],
      ]);
      expect(page!.facts.map(({ name, value }) => [name, value])).toEqual([
        ['plate', 'MD 7AB1234'],
        ['vin', vin],
        ['make', 'HONDA'],
        ['colour', 'GRAY'],
      ]);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});
