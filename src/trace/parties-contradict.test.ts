import { expect, test } from 'vitest';
import { partiesContradict, tellDifferently, type Party } from './parties-contradict.ts';

type Said = Party['said'];
const party = (number: number, said: Said, kind: 'person' | 'dealer' = 'person'): Party => ({
  id: `${kind}:${number}`,
  said,
  judgedOther: [],
});
const persons = (a: Said, b: Said) => partiesContradict(party(1, a), party(2, b));
const dealers = (a: Said, b: Said) => partiesContradict(party(1, a, 'dealer'), party(2, b, 'dealer'));
const named = (family_name: string, given_name?: string, more: Said = {}): Said => ({
  family_name,
  given_name: given_name ?? null,
  ...more,
});

test('names that agree, and those that say less, contradict nothing, though no birth date is given', () => {
  const ann = named('SMITH', 'ANN');
  for (const other of [
    named('SMITH', 'ANN'),
    named('SMITH', 'A'),
    named('SMITH'),
    named('SMITH', 'ANN', { middle_name: 'M', born_on: '1980-01-02', suffix: 'JR' }),
    named('ANN', 'SMITH'),
    {},
  ]) {
    expect(persons(ann, other)).toBe(false);
    expect(persons(other, ann)).toBe(false);
  }
  expect(persons(named('EL-SAYED', 'NABIL'), named('ELSAYED', 'NABIL'))).toBe(false);
  expect(persons(named('RIVERA SANCHEZ', 'ANGEL'), named('RIVERA', 'ANGEL'))).toBe(false);
  expect(persons(named('LEE', 'BOB', { middle_name: 'J' }), named('LEE', 'BOB', { middle_name: 'JAMES' }))).toBe(false);
});

test('a short form is the same given name; one letter makes another one where no birth date agrees', () => {
  expect(persons(named('SMITH', 'JIM'), named('SMITH', 'JAMES'))).toBe(false);
  expect(persons(named('SMITH', 'JOHN'), named('SMITH', 'JOAN'))).toBe(true);
});

test('another family name, given name, middle name, suffix, birth date or licence to drive is of another person', () => {
  const ann = named('SMITH', 'ANN', {
    middle_name: 'MAY',
    suffix: 'SR',
    born_on: '1980-01-02',
    id_type: 'DL',
    id_state: 'MD',
    id_number: 'S1',
  });
  for (const other of [
    { family_name: 'FOX' },
    { given_name: 'BETH' },
    { given_name: 'B' },
    { middle_name: 'KAY' },
    { suffix: 'JR' },
    { born_on: '1981-01-02' },
    { id_number: 'S2' },
  ])
    expect(persons(ann, { ...ann, ...other }), JSON.stringify(other)).toBe(true);
  expect(persons(ann, { ...ann, id_state: 'VA', id_number: 'S2' })).toBe(false);
});

test('one letter written otherwise is a slip beside the same birth date and other name, and another name without', () => {
  const born = { born_on: '1980-01-02' };
  for (const slip of ['MITHCELL', 'NITCHELL', 'MITCHEL', 'MITCHELLL'])
    expect(persons(named('MITCHELL', 'KEYON', born), named(slip, 'KEYON', born)), slip).toBe(false);
  expect(persons(named('MITCHELL', 'KEYON'), named('NITCHELL', 'KEYON'))).toBe(true);
  expect(persons(named('MITCHELL', 'KEYON', born), named('NITCHELL', 'KEVIN', born))).toBe(true);
  expect(persons(named('MITCHELL', 'KEYON', born), named('MICHAELS', 'KEYON', born))).toBe(true);
});

test('an organisation is another than a person, and than one of another name', () => {
  const guns = { name_raw: 'Acme Guns LLC' };
  expect(persons(guns, { name_raw: 'ACME GUNS' })).toBe(false);
  expect(persons(guns, { name_raw: 'CITY PAWN LLC' })).toBe(true);
  expect(persons(guns, named('SMITH', 'ANN'))).toBe(true);
  expect(persons(guns, { name_raw: 'UNKNOWN' })).toBe(false);
});

test('dealers are compared by licence where both give one, else by name', () => {
  expect(dealers({ name: 'A GUNS' }, { name: 'A GUNS' })).toBe(false);
  expect(dealers({ name: 'A GUNS' }, { name: 'A GUNS LLC', licence_key: '8-52-1' })).toBe(false);
  expect(dealers({ name: 'A GUNS' }, { name: 'B PAWN' })).toBe(true);
  expect(dealers({ name: 'A GUNS', licence_key: '8-52-1' }, { name: 'A GUNS', licence_key: '8-52-2' })).toBe(true);
  expect(dealers({ name: 'A GUNS', licence_key: '8-52-1' }, { name: 'OTHER', licence_key: '8-52-1' })).toBe(false);
  expect(dealers({ name: 'A GUNS' }, { licence_key: '8-52-1' })).toBe(false);
});

test('what was joined does not contradict itself, and what a person judged to be two does', () => {
  expect(partiesContradict(party(1, named('FOX')), party(1, named('SMITH')))).toBe(false);
  expect(partiesContradict({ ...party(1, named('SMITH')), judgedOther: ['person:2'] }, party(2, named('SMITH')))).toBe(
    true,
  );
});

test('records differ on a part both name somebody for, and only where none of them may be the same', () => {
  const [ann, beth, initial] = [
    party(1, named('SMITH', 'ANN')),
    party(2, named('SMITH', 'BETH')),
    party(3, named('SMITH', 'A')),
  ];
  expect(tellDifferently({ to: [ann] }, { to: [beth] })).toBe(true);
  expect(tellDifferently({ to: [ann] }, { to: [] })).toBe(false);
  expect(tellDifferently({ to: [ann] }, { from: [beth] })).toBe(false);
  expect(tellDifferently({ to: [ann] }, { to: [beth, initial] })).toBe(false);
});
