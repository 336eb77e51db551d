import { expect, test } from 'vitest';
import { contradict, markSetsOf, marksAskedBy, marksOf } from './contradictions.ts';

const said = ([type_code, calibre_code]: readonly [string, string | null]) =>
  markSetsOf([marksOf('firearm', { type_code, calibre_code })]);

test.each([
  [['PR', '38SPL'], ['P', '9LUGER'], true],
  [['PI', '380AUTO'], ['PR', '357MAG'], true],
  [['P', '9LUGER'], ['R', '9LUGER'], true],
  // A revolver that trace reports call a pistol, one that takes both cartridges, one whose calibre nobody wrote.
  [['PR', '38SPL'], ['P', '38SPL'], false],
  [['PR', '357MAG'], ['P', '38SPL'], false],
  [['PR', '38SPL'], ['P', null], false],
  // A calibre written as its neighbour, for one kind of firearm.
  [['PI', '9LUGER'], ['P', '380AUTO'], false],
  [['PR', '38SPL'], ['PR', '9LUGER'], false],
] as const)('%s and %s: whether that may not be one firearm is %s', (a, b, expected) => {
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    expect(contradict(said(x), said(y), marksAskedBy('serial:SW:AB1234'))).toBe(expected);
});

const numbered = ([id_type, id_state, id_number]: readonly [string | null, string | null, string | null]) =>
  markSetsOf([
    marksOf('person', {
      given_name: 'ALICE',
      family_name: 'BAKER',
      born_on: '1990-05-05',
      id_type,
      id_state,
      id_number,
    }),
  ]);

test.each([
  [['DL', 'MD', 'B482910375162'], ['DL', 'MD', 'B903847561029'], true],
  [['SID', 'MD', '4382917'], ['SID', 'MD', '5109384'], true],
  [['FBI', null, '482917KA3'], ['FBI', 'MD', '905512TB7'], true],
  // A key beside the right one, a figure lost, two exchanged, the zeros a spreadsheet takes away.
  [['DL', 'MD', 'B482910375162'], ['DL', 'MD', 'B482910375163'], false],
  [['DL', 'MD', 'B482910375162'], ['DL', 'MD', 'B48291037512'], false],
  [['DL', 'MD', 'B482910375162'], ['DL', 'MD', 'B842910375162'], false],
  [['DL', 'PA', '00482917'], ['DL', 'PA', '482917'], false],
  // Of two states, of two kinds, of a state nobody named, of a kind that changes, of no kind; filler.
  [['DL', 'MD', 'B482910375162'], ['DL', 'VA', 'T68291043'], false],
  [['DL', 'MD', 'B482910375162'], ['SID', 'MD', '4382917'], false],
  [['DL', null, 'B482910375162'], ['DL', null, 'T68291043'], false],
  [['PP', null, '482910376'], ['PP', null, '590183746'], false],
  [['OTHER', 'MD', '482910376'], ['OTHER', 'MD', '590183746'], false],
  [['DL', 'MD', 'B482910375162'], ['DL', 'MD', '99999999'], false],
  [['DL', 'MD', 'B482910375162'], [null, null, null], false],
] as const)('%s and %s under one name and birth date: whether they may not be one person is %s', (a, b, expected) => {
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    expect(contradict(numbered(x), numbered(y), marksAskedBy('name-born:BAKER:ALICE:1990-05-05:'))).toBe(expected);
});
