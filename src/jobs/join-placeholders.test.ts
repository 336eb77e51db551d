import { afterEach, beforeEach, expect, test } from 'vitest';
import { groups as groupsOf, recovered, rowHeaders, seen as seenIn, type Kind } from '../../test/joined-rows.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: keyof typeof rowHeaders, ...rows: string[]) =>
  receiveRows(store, feed, [rowHeaders[feed], ...rows]);
const seen = (kind: Kind) => seenIn(store, kind);
const groups = (kind: Kind, ...names: string[]) => groupsOf(store, kind, ...names);

test('words put where a serial number should stand join no firearms, and a number with a letter O for a zero does', async () => {
  const words =
    'NO VISIBLE SERIAL,NOT ON FILE,REFUSED,WORN,ERADICATED,UNDETERMINED,AUSTRIA,SMYRNA GA,GLOCK19,9X19,LOT 5,SEE PHOTO 2,UNKOWN,REPLICA';
  const firearms = words.split(',').map((serial) => `P/GLOCK/19/9MM/${serial}`);
  for (const make of ['PISTOL', '9MM', 'CHINA', 'SEE REMARKS']) firearms.push(`P/${make}/19/9MM/BXK4820`);
  const names = firearms.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  await receive('recoveries', ...names.map((name, at) => recovered(name, firearms[Math.floor(at / 2)]!)));
  await receive(
    'recoveries',
    recovered('P901', 'P/GLOCK/19/9MM/BXK480'),
    recovered('P902', 'P/GLOCK/19/9MM/bxk-48O'),
    recovered('P903', 'P/GLOCK/19/9MM/WDUY000'),
    recovered('P904', 'P/GLOCK/19/9MM/WDUY000'),
  );
  expect(await groups('firearm', ...names, 'P901', 'P902', 'P903', 'P904')).toEqual([
    ...names.map((name) => [name]),
    ['P901', 'P902'],
    ['P903', 'P904'],
  ]);
});

const possessed = (property: string, person: string, more: { case?: string; address?: string } = {}) =>
  `${property},${more.case ?? `24-${property.slice(1).padStart(7, '0')}`},05/06/2024 01:45,P,RUGER,LCP,380,,${more.address ?? ''},HARBOR CITY,MD,${person.split('/').join(',')}`;
const receivePossessed = (...rows: string[]) =>
  receiveRows(store, 'recoveries', [
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Possessor Last Name,Possessor First Name,Possessor DOB,Possessor Sex,Possessor ID Type,Possessor ID State,Possessor ID Number',
    ...rows,
  ]);

test('words and filler where a licence number should stand join no persons', async () => {
  const numbers = 'NO LICENSE,NOT GIVEN,NOL,NONE ON FILE,ID,A,1,123456789,11111111'.split(',');
  const names = numbers.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  await receivePossessed(
    ...names.map((name, at) => possessed(name, `SMITH/JOHN///DL/MD/${numbers[Math.floor(at / 2)]!}`)),
    // A single letter with a birth date is no name either.
    possessed('P101', 'SMITH/J/01-02-1980////'),
    possessed('P102', 'SMITH/J/01-02-1980////'),
  );
  const all = [...names, 'P101', 'P102'];
  expect(await groups('person', ...all)).toEqual(all.map((name) => [name]));
});

test('one licence number joins no persons whose given names, birth dates or sexes contradict, and shows them apart', async () => {
  const number = 'DL/MD/S530423456789';
  await receivePossessed(
    possessed('P1', `SMITH/ROBERT/01-02-1980/M/${number}`),
    possessed('P2', `SMITH/BOB A//M/${number}`),
    possessed('P3', `SMITH/R/01-02-1980//${number}`),
  );
  expect(await groups('person', 'P1', 'P2', 'P3')).toEqual([['P1', 'P2', 'P3']]);
  await receivePossessed(
    possessed('P4', `JONES/KIM/03-04-1985/M/DL/MD/J530423456780`),
    possessed('P5', `JONES/ANGELA/03-04-1985//DL/MD/J530423456780`),
    possessed('P6', `WEST/LEE/03-04-1985//DL/MD/W530423456780`),
    possessed('P7', `WEST/LEE/04-03-1985//DL/MD/W530423456780`),
    possessed('P8', `EAST/ROBIN/03-04-1985/F/DL/MD/E530423456780`),
    possessed('P9', `EAST/ROBIN/03-04-1985/M/DL/MD/E530423456780`),
  );
  const others = ['P4', 'P5', 'P6', 'P7', 'P8', 'P9'];
  expect(await groups('person', ...others)).toEqual(others.map((name) => [name]));
  const { P6, P7 } = await seen('person');
  const { rows } = await store.database
    .pool('read')
    .query<{ detail: unknown }>('select detail from flashlight.entity where entity_id = $1', [P6!.entity]);
  expect(rows[0]!.detail).toEqual({ apart: [{ entity: P7!.entity, reason: 'same identifier and family name' }] });
});

test('words and filler where a case number or an address should stand join no incidents and no places', async () => {
  const cases = 'SEE NOTES,MULTIPLE,NOT ASSIGNED,FOUND PROPERTY,XXXX,00-0000000,99999999,1'.split(',');
  const addresses = 'REFUSED,AT LARGE,SEE REPORT,LKA,JAIL,HARBOR CITY,MAIN ST,HOME / WORK'.split(',');
  const names = cases.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  const real = [
    ['24-0000777', '6300 BLOCK FRANKFORD AVE'],
    ['240000777', '63XX Frankford Avenue'],
    ['24-13', 'N CHARLES ST & E NORTH AVE'],
    ['24-13', 'E North Ave / N Charles St'],
    ['24-14', 'Druid Hill Park'],
    ['24 14', 'DRUID HILL PARK'],
  ];
  await receivePossessed(
    ...names.map((name, at) => {
      const of = Math.floor(at / 2);
      return possessed(name, '//////', { case: cases[of]!, address: addresses[of]! });
    }),
    ...real.map(([number, address], at) => possessed(`P${101 + at}`, '//////', { case: number!, address: address! })),
  );
  const joined = [
    ['P101', 'P102'],
    ['P103', 'P104'],
    ['P105', 'P106'],
  ];
  for (const kind of ['incident', 'place'] as const)
    expect(await groups(kind, ...names, ...joined.flat())).toEqual([...names.map((name) => [name]), ...joined]);
});
