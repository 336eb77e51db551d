import { expect, test } from 'vitest';
import { alikeGivenNames } from './given-names.ts';

test.each([
  ['JOHN', 'J'],
  ['BOB', 'R'],
  ['WILLIAM', 'BILL'],
  ['BOB', 'ROBERT JAMES'],
  ['JAMES ROBERT', 'ROBERT'],
  ['ROBERT', 'RBOERT'],
  ['KNDRICK', 'KEMDRICK'],
  ['RICHARD', 'RCH'],
  ['LATASHA', 'TASHA'],
  ['DANG ANH', 'ANH DANG'],
])('%s and %s may be one person', (a, b) => {
  expect(alikeGivenNames(a, b)).toBe(true);
  expect(alikeGivenNames(b, a)).toBe(true);
});

test.each([
  ['JOHN', 'JAMES'],
  ['JOHN A', 'MARY ANN'],
  ['JOHN A', 'MARY A'],
  ['DAN', 'IAN'],
  ['BILL', 'BOB'],
  ['BOB', 'J'],
  ['ALEJANDRO', 'ALEXANDER'],
  ['ANNA', 'ROSEANN M'],
  ['SQUEAK', 'ADAM KENNETH'],
])('%s and %s are two', (a, b) => {
  expect(alikeGivenNames(a, b)).toBe(false);
  expect(alikeGivenNames(b, a)).toBe(false);
});
