import { expect, test } from 'vitest';
import { compareAddresses } from './compare-places.ts';
import { TextArena } from './text-arena.ts';

const levelOf = (a: string, b: string) => {
  const { levels, compare } = compareAddresses(TextArena.of(['', a, b]));
  expect(compare(2, 1)).toBe(compare(1, 2));
  return levels[compare(1, 2) - 1]!.name;
};

test.each([
  ['100 5TH AVE', '100 6TH AVE', 'area'],
  ['3 N MAIN ST', '3 S MAIN ST', 'area'],
  ['3 NORTH MAIN ST', '3 S MAIN ST', 'area'],
  ['1200 W NORTH AVE', '1200 E NORTH AVE', 'area'],
  ['12 NW 7TH ST', '12 NW 9TH ST', 'other'],
  ['12 7TH ST NW', '12 7TH ST SW', 'area'],
  ['100 100TH ST', '100 100TH AVE', 'area'],
  ['9 HIGHWAY 40', '9 HIGHWAY 41', 'area'],
  ['PO BOX 12', 'RR 5', 'other'],
  ['PO BOX 12', 'RR 12', 'other'],
  ['PO BOX 12', 'PO BOX 14', 'area'],
])('%s and %s are not one street: %s', (a, b, level) => {
  expect(levelOf(a, b)).toBe(level);
});

test.each([
  ['100 5TH AVE', '100 5TH AVENUE APT 3', 'building'],
  ['100 5TH ST', '100 5TH STREET', 'building'],
  ['3 N MAIN ST', '3 MAIN ST', 'building'],
  ['3 NORTH MAIN ST', '3 N MAIN STREET', 'building'],
  ['3 N MAIN ST', '5 N MAINE ST', 'street'],
  ['1200 W NORTH AVE', '1200 NORTH AVE', 'building'],
  ['12 NW 7TH ST', '12 7TH ST NW', 'building'],
  ['12 NORTHWEST 7TH ST', '12 7TH ST', 'building'],
  ['9 HIGHWAY 40', '9 HIGHWAY 40 UNIT 2', 'building'],
  ['P O BOX 12', 'PO BOX 12', 'building'],
])('%s and %s may be one: %s', (a, b, level) => {
  expect(levelOf(a, b)).toBe(level);
});
