import { expect, test } from 'vitest';
import { cleanModelYear, cleanPlate, cleanVehicleColour, cleanVehicleMake } from './vehicle.ts';

test.each([
  ['7AB 1234', '7AB1234'],
  ['7ab-1234', '7AB1234'],
  ['M.D. 12', 'MD12'],
  ['UNKNOWN', null],
  ['no plate', null],
  ['Temp Tag', null],
  ['XXXXXX', null],
  ['0000', null],
  ['7AB***', null],
  ['7AB?', null],
  ['7AB 1_3', null],
  ['7AB…', null],
  ['DLR TAG', null],
  ['unkn', null],
  ['A', null],
  ['1M8GDM9AXKP042788', null],
  ['', null],
])('the plate %j is %j', (raw, plate) => {
  expect(cleanPlate(raw)).toBe(plate);
});

test.each([
  ['TOYT', 'TOYOTA'],
  ['Toyota', 'TOYOTA'],
  ['Chevy', 'CHEVROLET'],
  ['Mercedes-Benz', 'MERCEDES BENZ'],
  ['MERZ', 'MERCEDES BENZ'],
  ['Land Rover', 'LAND ROVER'],
  ['Fisker', 'FISKER'],
  ['UNK', null],
])('the make %j is %j', (raw, make) => {
  expect(cleanVehicleMake(raw)).toBe(make);
});

test('colours by one name, years of two figures or four', () => {
  expect(['BLK', 'black', 'BLU/SIL', 'grey', 'unknown'].map(cleanVehicleColour)).toEqual([
    'BLACK',
    'BLACK',
    'BLUE',
    'GRAY',
    null,
  ]);
  expect(['2014', '14', '98', 'MY 2014', '1', '3014'].map(cleanModelYear)).toEqual([
    2014,
    2014,
    1998,
    2014,
    null,
    null,
  ]);
});
