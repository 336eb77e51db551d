import { expect, test } from 'vitest';
import { partsExclude, partsOf, type IncidentPart } from './incident-part.ts';

const part = (record: number, role: string, sequence: number | null = null, incident: string | null = '24000001') =>
  ({ record, role, sequence, incident }) satisfies IncidentPart;

test.each([
  ['a victim and a suspect of one case', part(1, 'victim'), part(2, 'suspect'), true],
  ['a victim and an arrestee of one case', part(1, 'arrestee'), part(2, 'victim'), true],
  ['a suspect and an arrestee of one case', part(1, 'suspect'), part(2, 'arrestee'), false],
  ['two suspects of one case', part(1, 'suspect', 1), part(2, 'suspect', 2), false],
  ['two suspects of one row', part(1, 'suspect'), part(1, 'suspect'), true],
  ['a victim and a suspect of one row without a case', part(1, 'victim', 1, null), part(1, 'suspect', 1, null), true],
  ['a victim and a suspect of two cases', part(1, 'victim', 1, '24000001'), part(2, 'suspect', 1, '24000002'), false],
  ['victim 1 and victim 2 of one case', part(1, 'victim', 1), part(2, 'victim', 2), true],
  ['victim 1 of one case, in two rows', part(1, 'victim', 1), part(2, 'victim', 1), false],
  ['a victim with and one without a number', part(1, 'victim', 1), part(2, 'victim'), false],
  ['victim 1 and victim 2 of two cases', part(1, 'victim', 1, '24000001'), part(2, 'victim', 2, '24000002'), false],
  ['victim 1 and victim 2 without a case', part(1, 'victim', 1, null), part(2, 'victim', 2, null), false],
])('whether two exclude each other: %s', (_, one, other, so) => {
  expect(partsExclude(one, other)).toBe(so);
  expect(partsExclude(other, one)).toBe(so);
});

test('a victim has the number of the row about the victim that follows', () => {
  const person = (ordinal: number, role: string) =>
    ({ table: 'person_observation', ordinal, values: { role } }) as const;
  const victim = (ordinal: number, sequence: number | null) =>
    ({ table: 'victim', ordinal, values: { sequence } }) as const;
  const incident = { table: 'incident_observation', ordinal: 1, values: { case_key: '24000001' } } as const;
  const of = (...rows: Parameters<typeof partsOf>[1]) =>
    [...partsOf(7, [incident, ...rows])].map(([ordinal, each]) => [ordinal, each.role, each.sequence]);
  expect(of(person(2, 'victim'), victim(3, 1), person(4, 'victim'), victim(5, 2))).toEqual([
    [2, 'victim', 1],
    [4, 'victim', 2],
  ]);
  expect(of(person(2, 'suspect'), victim(3, 1))).toEqual([[2, 'suspect', null]]);
  expect(of(person(2, 'purchaser'), victim(3, 1))).toEqual([]);
  expect(of(person(2, 'victim'), victim(3, null))).toEqual([[2, 'victim', null]]);
});
