import { expect, test } from 'vitest';
import { cleanAddress } from './address.ts';
import { buildingOf } from './building-address.ts';

test.each([
  ['12 Main St Apt 3B', '12 MAIN ST'],
  ['12 Main St # 3B', '12 MAIN ST'],
  ['12 Main St Bldg 2 Apt 5', '12 MAIN ST'],
  ['12 Main St Rear', '12 MAIN ST'],
  ['12-16 N Calvert Street, Suite 900', '12-16 N CALVERT ST'],
  ['45-15 Queens Blvd Unit 2', '45-15 QUEENS BLVD'],
  ['12 Main St', null],
  ['1200 BLOCK MAIN ST', null],
  ['1200 BLOCK MAIN ST UNIT 4', null],
  ['Main St Unit 4', null],
  ['PO BOX 12', null],
  ['A St & B Ave', null],
])('%j lies in %j', (raw, building) => {
  expect(buildingOf(cleanAddress(raw)!.canonical)).toBe(building);
});
