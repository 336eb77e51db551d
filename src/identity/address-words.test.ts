import { expect, test } from 'vitest';
import { plainText } from '../model/values/plain-text.ts';
import { fieldCleaner } from './clean-field.ts';
import { compareAddresses } from './compare-places.ts';
import { TextArena } from './text-arena.ts';

const cleaner = fieldCleaner('address');
const clean = (text: string) => cleaner(plainText(text));

function levelOf(a: string, b: string): string {
  if (clean(a) === clean(b)) return 'equal';
  const { levels, compare } = compareAddresses(TextArena.of(['', clean(a), clean(b)]));
  return levels[compare(1, 2) - 1]!.name;
}

test.each([
  ['123 Main Street', '123 MAIN ST.'],
  ['Apt 4, 123 Main St', '123 Main St Apartment 4'],
  ['4/123 Main St', '123 Main St #4'],
  ['Unit B 12 Oak Avenue', '12 Oak Ave Apt B'],
  ['12 Saint Paul Street', '12 St. Paul St'],
  ['1 First Avenue', '1 1st Ave'],
  ['9 E Third St', '9 E 3rd Street'],
  ['5 Park Heights Boulevard', '5 Park Heights Blvd'],
])('%s and %s are one address', (a, b) => {
  expect(levelOf(a, b)).toBe('equal');
});

test.each([
  ['110 Park Ave', '1104 Oak Ave', 'area'],
  ['12 Main St', '1204 Maple St', 'other'],
  ['100 First St', '100 Third St', 'area'],
  ['123 Main St Apt 4', '123 Main St Apt 5', 'building'],
  ['123 Main St', '123 Main St Apt 5', 'building'],
  ['800 Green St', '800 Greene St', 'building'],
  ['PO Box 12', 'PO Box 13', 'area'],
])('%s and %s share no more than: %s', (a, b, level) => {
  expect(levelOf(a, b)).toBe(level);
});

test('whatever is written nothing throws, and what was cleaned stays as it is', () => {
  for (const text of ['', '#', '4/', '/12', 'APT', 'APT 4', '12', 'ST', '1/2', '12 1/2 Main St', 'Main St & Oak Ave'])
    expect(clean(clean(text))).toBe(clean(text));
});
