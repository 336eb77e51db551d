import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { header, row } from '../../test/sim/made-people.ts';
import { judgeObservations } from './judge-observations.ts';
import { findKeptApart } from './kept-apart.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const person = (id: string, givenName: string, idNumber: string) =>
  row({
    id,
    givenName,
    familyName: 'SAMPLEMAN',
    born: '',
    street: `${id} OAK ST`,
    city: 'HARBOR CITY',
    postcode: '21201',
    phone: '',
    idNumber,
  } as Parameters<typeof row>[0]);

async function persons(): Promise<{ entity: number; row: string; number: number }[]> {
  const { rows } = await store.database.pool('read').query<{ entity: number; row: string; number: number }>(
    `select o.entity_id as entity, o.record_id || '-' || o.ordinal as row, o.record_id * 64 + o.ordinal as number
       from flashlight.observation_of o
      where o.kind = 'person' order by o.record_id, o.ordinal`,
  );
  return rows;
}

async function apart(a: number, b: number): Promise<string> {
  const client = await store.database.pool('read').connect();
  try {
    return (await findKeptApart(client, store.agency.agencyId, 'person', [{ a, b }]))[0]!.because;
  } finally {
    client.release();
  }
}

test('what keeps two apart is one cause, and the rows that show it', async () => {
  await receiveRows(store, 'recoveries', [
    header,
    person('1', 'ROSA', 'S100200300400'),
    person('2', 'ROSE', 'S900800700600'),
    person('3', 'ROSALIE', ''),
  ]);
  const [one, other, third] = await persons();
  expect(await apart(one!.entity, other!.entity)).toBe(
    `They bear two numbers of one register: DL MD S100200300400 in row ${one!.row}, DL MD S900800700600 in row ${other!.row}.`,
  );
  expect(await apart(one!.entity, third!.entity)).toBe(
    'The two rows agree, but on the mean of all rows of the two sides too little speaks for it.',
  );
  await judgeObservations(store.database, store.agency.agencyId, {
    a: one!.number,
    b: other!.number,
    verdict: 'different',
    reason: 'two photographs',
    judgedBy: 'test',
  });
  expect(await apart(one!.entity, other!.entity)).toBe('A person judged rows of the two different.');
});

test('what shares a number and a birth date and bears other names is said to be kept from joining by them', async () => {
  const born = (id: string, givenName: string) =>
    row({
      id,
      givenName,
      familyName: 'THOMASSON',
      born: '1988-03-29',
      street: `${id} ELM ST`,
      city: 'HARBOR CITY',
      postcode: '21201',
      phone: '',
      idNumber: 'T555666777888',
    } as Parameters<typeof row>[0]);
  await receiveRows(store, 'recoveries', [header, born('71', 'MICHAEL'), born('72', 'DEE')]);
  const [one, other] = (await persons()).slice(-2);
  expect(one!.entity).not.toBe(other!.entity);
  const because = await apart(one!.entity, other!.entity);
  expect(because).toMatch(/^They share what joins by itself \(same identifier and date of birth\), but rows/);
  expect(await apart(other!.entity, one!.entity)).toBe(because);
});

test('a victim and a suspect of one incident are two, whichever files name them', async () => {
  const last = async () => (await persons()).at(-1)!;
  await receiveRows(store, 'incidents', [
    'Incident Number,Victim Seq,Victim Type,Last Name,First Name,Middle Name,Suffix,DOB,Age,Sex,Race,Ethnicity,Street,City,State,Zip,Injury,Relationship,Fatal,Phone',
    '24-10001,1,I,SAMPLEMAN,ROSA,,,,31,F,,,1 ELM ST,HARBOR CITY,MD,21202,,,,',
  ]);
  const victim = await last();
  await receiveRows(store, 'incidents', [
    'Incident Number,Suspect Seq,Role,Last Name,First Name,Middle Name,Suffix,Alias,DOB,Age,Sex,Race,Street,City,State,Zip,ID Type,ID State,ID Number,Arrest Date,Charge,Phone',
    '24-10001,1,SUSPECT,SAMPLEMAN,ROSA,,,,,31,F,,1 ELM ST,HARBOR CITY,MD,21202,,,,,,',
  ]);
  const suspect = await last();
  expect(await apart(victim.entity, suspect.entity)).toBe(
    `They are two parts in one incident: rows ${victim.row} and ${suspect.row} name a victim and a suspect, two victims, or two people in one row.`,
  );
});
