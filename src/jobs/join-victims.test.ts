import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { judgeObservations } from './judge-observations.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const victimsHeader = 'Incident Number,Victim Seq,Victim Type,Last Name,First Name,DOB,Sex';
const incidentsHeader =
  'Incident Number,Occurred From,Classification,Address,City,Victim Seq,Victim Type,Victim Last Name,Victim First Name,Victim DOB,Victim Sex';
const incident = '24-0010001,05/06/2024 01:45,AGGRAVATED ASSAULT,7 QUAY LN,HARBOR CITY';

interface Person {
  readonly label: string;
  readonly entity: number;
  readonly number: number;
  readonly reason: string | null;
}

async function people(): Promise<Person[]> {
  const { rows } = await store.database.pool('read').query<Person>(
    `select p.family_name || ' ' || coalesce(p.given_name, '') as label, o.entity_id as entity, o.record_id * 64 + o.ordinal as number,
            o.joined_by as reason from flashlight.observation_of o
       join flashlight.person_observation p using (agency_id, record_id, ordinal)
      where o.kind = 'person' order by o.record_id, o.ordinal`,
  );
  return rows;
}

const entities = (found: readonly Person[]) => new Set(found.map((each) => each.entity)).size;

test('one number of a victim in one case is one person, whose name or birth date was written otherwise', async () => {
  await receiveRows(store, 'incidents', [victimsHeader, '24-0010001,1,I,ECHO,EDWARD,02/03/1985,M']);
  await receiveRows(store, 'incidents', [incidentsHeader, `${incident},1,I,ECHO,ED,,M`]);
  const found = await people();
  expect(found).toHaveLength(2);
  expect(entities(found)).toBe(1);
  expect(found[1]!.reason).toBe('same case and number of the victim in it, and same family name');
});

test('a number of a victim joins nobody whose name or birth date contradicts it, nor who shares nothing else', async () => {
  await receiveRows(store, 'incidents', [victimsHeader, '24-0010001,1,I,ECHO,EDWARD,02/03/1985,M']);
  await receiveRows(store, 'incidents', [
    incidentsHeader,
    `${incident},1,I,ECHO,MARIA,,F`,
    `${incident.replace('0010001', '0010002')},1,I,ECHO,EDWARD,,M`,
  ]);
  expect(entities(await people())).toBe(3);
  await receiveRows(store, 'incidents', [
    incidentsHeader.replace('Victim Seq', 'Offense Seq,Victim Seq'),
    `${incident},9,1,I,FOXTROT,EDWARD,,M`,
  ]);
  expect(entities(await people())).toBe(4);
});

test('two victims of one name and birth date in one case are one, whatever numbers they have, until a person says otherwise', async () => {
  await receiveRows(store, 'incidents', [
    victimsHeader,
    '24-0010001,1,I,ECHO,EDWARD,02/03/1985,M',
    '24-0010001,2,I,ECHO,EDWARD,02/03/1985,M',
  ]);
  const [one, other] = await people();
  expect(one!.entity).toBe(other!.entity);
  await judgeObservations(store.database, store.agency.agencyId, {
    a: one!.number,
    b: other!.number,
    verdict: 'different',
    reason: 'cousins of one name',
    judgedBy: 'test',
  });
  expect(entities(await people())).toBe(2);
});
