import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellIncident, type IncidentRow } from './tell-incident.ts';

const row = (role: string, seenOn: string | null, more: Partial<IncidentRow> = {}): IncidentRow => ({
  role,
  seenOn,
  classification: null,
  description: null,
  cartridgeCases: null,
  place: null,
  district: null,
  ...more,
});

test.each([
  [['incident', '2023-11-11'], ['recovery', '2024-01-05'], '2023-11-11'],
  [['victim', '2023-11-11'], ['arrestee', '2024-02-01'], '2023-11-11'],
  [['ballistic-a', '2023-11-11'], ['suspect', null], '2023-11-11'],
  [['alert', '2023-11-10'], ['ballistic-scene', '2023-11-11'], '2023-11-11'],
  [['alert', '2023-11-10'], ['test-fire', '2023-12-01'], '2023-11-10'],
  [['recovery', '2024-01-05'], ['ballistic-a', null], null],
] as const)('of %j and %j the day is %s', (a, b, on) => {
  const told = tellIncident([row(a[0], a[1]), row(b[0], b[1])]);
  expect(told).toMatchObject({ on, dayConflict: null });
});

test('days of one shooting that are more than one apart are told as differing, with the day its own row gives', () => {
  const rows = [row('ballistic-a', '2023-11-11'), row('incident', '2022-12-25')];
  expect(tellIncident(rows)).toMatchObject({
    on: '2022-12-25',
    dayConflict: 'different days are recorded for this shooting: 2022-12-25, 2023-11-11',
  });
  // Before midnight, or after it.
  expect(tellIncident([row('ballistic-a', '2023-11-11'), row('incident', '2023-11-10')]).dayConflict).toBeNull();
});

test('of several offenses the gravest is told, with the others beside it', () => {
  const theft = row('incident', '2023-11-11', { classification: 'theft', description: 'LARCENY FROM AUTO' });
  const homicide = row('incident', '2023-11-11', { classification: 'fatal-shooting', description: 'HOMICIDE' });
  expect(tellIncident([theft, homicide])).toMatchObject({
    classification: 'fatal-shooting',
    description: 'HOMICIDE',
    otherOffenses: ['LARCENY FROM AUTO'],
  });
});

test('the district is that of the rows that say best where it was, and of these the commonest', () => {
  const of = (...rows: (readonly [string, string | null])[]) =>
    tellIncident(rows.map(([role, district]) => row(role, null, { district }))).district;
  expect(of(['alert', 'WESTERN'], ['alert', 'WESTERN'], ['incident', 'EASTERN'])).toBe('EASTERN');
  expect(of(['victim', 'WESTERN'], ['victim', 'EASTERN'], ['victim', 'WESTERN'], ['incident', null])).toBe('WESTERN');
  expect(of(['victim', 'WESTERN'], ['victim', 'EASTERN'])).toBe('EASTERN');
  expect(of(['incident', null])).toBeNull();
});

test('the order of rows changes nothing', () => {
  const any = fc.record({
    role: fc.constantFrom('incident', 'victim', 'ballistic-a', 'recovery', 'alert'),
    seenOn: fc.constantFrom(null, '2023-11-10', '2023-11-11', '2024-01-05'),
    classification: fc.constantFrom(null, 'theft', 'homicide', 'fatal-shooting'),
    description: fc.constantFrom(null, 'A', 'B'),
    cartridgeCases: fc.constantFrom(null, 1, 4),
    place: fc.constantFrom(
      null,
      { id: null, label: 'X', point: null, precision: null },
      { id: null, label: 'Y', point: { lon: 1, lat: 2 }, precision: null },
    ),
    district: fc.constantFrom(null, 'CENTRAL', 'EASTERN', 'WESTERN'),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (rows) => {
      expect(tellIncident(rows.toReversed())).toEqual(tellIncident(rows));
    }),
  );
});
