import { expect, test } from 'vitest';
import { countyName } from './county-name.ts';
import { loadCounties } from './load-counties.ts';

// Names of the Census Bureau's national county file.
test.each([
  ['24005', 'Baltimore', 'Baltimore County'],
  ['24510', 'Baltimore', 'Baltimore city'],
  ['29189', 'St. Louis', 'St. Louis County'],
  ['29510', 'St. Louis', 'St. Louis city'],
  ['51600', 'Fairfax', 'Fairfax city'],
  ['51059', 'Fairfax', 'Fairfax County'],
  ['51036', 'Charles City', 'Charles City County'],
  ['51095', 'James City', 'James City County'],
  ['32510', 'Carson City', 'Carson City'],
  ['22071', 'Orleans', 'Orleans Parish'],
  ['02020', 'Anchorage', 'Anchorage Municipality'],
  ['02110', 'Juneau', 'Juneau City and Borough'],
  ['02013', 'Aleutians East', 'Aleutians East Borough'],
  ['02016', 'Aleutians West', 'Aleutians West Census Area'],
  ['11001', 'District of Columbia', 'District of Columbia'],
  ['72127', 'San Juan', 'San Juan Municipio'],
  ['66010', 'Guam', 'Guam'],
])('%s is %s with its kind: %s', (fips, name, whole) => {
  expect(countyName(fips, name)).toBe(whole);
});

test('no two counties of one state bear one name', async () => {
  const { names } = await loadCounties();
  expect(names.get('24005')).toBe('Baltimore County, MD');
  expect(names.get('24510')).toBe('Baltimore city, MD');
  expect(new Set(names.values()).size).toBe(names.size);
});
