import { expect, test } from 'vitest';
import { pointDegrees } from './point-degrees.ts';

const harbour = { longitude: '-76.61', latitude: '39.29' };

test.each([
  'POINT (-76.61 39.29)',
  '(39.29, -76.61)',
  '39.29,-76.61',
  '39.29 -76.61',
  '100 MAIN ST\nHARBOR CITY, MD\n(39.29, -76.61)',
  '{"type":"Point","coordinates":[-76.61,39.29]}',
])('%j is one place', (cell) => {
  expect(pointDegrees(cell)).toEqual(harbour);
});

test.each(['', '100 MAIN ST', '(0, 0)', 'POINT (500 900)', '0101000020E61000'])('%j is no place', (cell) => {
  expect(pointDegrees(cell)).toEqual({ longitude: '', latitude: '' });
});
