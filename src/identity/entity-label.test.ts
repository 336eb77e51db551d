import { expect, test } from 'vitest';
import { entityLabel } from './entity-label.ts';

test.each([
  ['12 MAIN ST UNIT 4C', '12 Main St Unit 4C'],
  ['12 W 42ND ST UNIT 3', '12 W 42nd St Unit 3'],
  ['12 MAIN ST UNIT REAR', '12 Main St Unit Rear'],
])('a place at %s is called %s', (address, label) => {
  expect(entityLabel('place', { address })).toBe(label);
});

test('vehicles of one plate are told apart by model year and the month they were seen', () => {
  const vehicle = { plate: '5AB1234', plate_state: 'MD', colour: 'BLUE', make: 'FORD' };
  expect(entityLabel('vehicle', { ...vehicle, year: 2015, seen_on: '2021-03-04' })).toBe(
    'MD 5AB1234, Blue Ford 2015 (2021-03)',
  );
  expect(entityLabel('vehicle', { ...vehicle, seen_on: '2025-07-01' })).toBe('MD 5AB1234, Blue Ford (2025-07)');
  expect(entityLabel('vehicle', { vin: '1HGCM82633A004352' })).toBe('1HGCM82633A004352');
});
