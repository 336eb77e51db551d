import { expect, test } from 'vitest';
import { fieldCleaner, orderTold } from './clean-field.ts';

test('dates of every usual writing come out as year, month and day', () => {
  const usual = fieldCleaner('date');
  expect(
    ['1971-06-24', '6/24/1971', '24/6/1971', '19710624', '24 Jun 1971', '1971-06-24T00:00:00', '1971'].map(usual),
  ).toEqual(['19710624', '19710624', '19710624', '19710624', '19710624', '19710624', '19710101']);
  expect(fieldCleaner('date', 'dd/MM/yyyy')('04/05/1980')).toBe('19800504');
  expect(fieldCleaner('date', 'ddMMyyyy')('04051980')).toBe('19800504');
});

test('years of two figures are read where the format has them', () => {
  expect(fieldCleaner('date', 'yyMMdd')('800315')).toBe('19800315');
  expect(fieldCleaner('date', 'dd/MM/yy')('15/03/80')).toBe('19800315');
});

test('a date tells by itself in which order day and month stand, or that it could be read both ways', () => {
  expect(
    ['24/6/1980', '6/24/80', '3/4/1980', '4/4/1980', '1980-04-03', '24 Jun 1980', '31/31/1980'].map(orderTold),
  ).toEqual(['day', 'month', 'either', null, null, null, null]);
  // A letter or a figure too many in a date with the year first is a slip, not another order.
  expect(['18m2-05-07', '16i74-12-26', '1q96-05-07', '24.6/1980', '24-06-198'].map(orderTold)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a ZIP code with its four further figures is the ZIP code', () => {
  expect(['21201', '21201-1234', '212011234', 'SW1A 1AA'].map(fieldCleaner('postcode'))).toEqual([
    '21201',
    '21201',
    '21201',
    'SW1A1AA',
  ]);
});

test('a date that stands for none says nothing, and one that is on no calendar keeps its figures', () => {
  const clean = fieldCleaner('date', 'yyyyMMdd');
  expect(clean('19000101')).toBe('');
  expect(clean('19371332')).toBe('19371332');
});

test('words for nothing say nothing, whatever the type', () => {
  for (const type of ['given-name', 'place', 'identifier', 'firearm-make'] as const)
    expect(['', '  ', 'Unknown', 'N/A', 'null'].map(fieldCleaner(type))).toEqual(['', '', '', '', '']);
});

test('names are compared by their letters', () => {
  expect(['O’Brien', 'OBRIEN', 'García-López', ' de  la Cruz '].map(fieldCleaner('family-name'))).toEqual([
    'OBRIEN',
    'OBRIEN',
    'GARCIA LOPEZ',
    'DE LA CRUZ',
  ]);
});

test('makes, serial and licence numbers are cleaned as records are', () => {
  expect(fieldCleaner('firearm-make')('Smith & Wesson')).toBe(fieldCleaner('firearm-make')('S&W'));
  expect(fieldCleaner('firearm-serial')('ABC-123')).toBe('ABC123');
  expect(fieldCleaner('licence')('1-54-123-01-5F-12345')).toBe('1-54-12345');
});

test('an extension is no part of a telephone number', () => {
  const clean = fieldCleaner('phone');
  for (const written of [
    '410-555-1234',
    '(410) 555-1234 x12',
    '410.555.1234, ext. 4567',
    '+1 410 555 1234 Extension 123456',
    '4105551234x9',
    '410-555-1234 #12',
    '410X555X1234',
    '#4105551234',
  ])
    expect([written, clean(written)]).toEqual([written, '4105551234']);
  expect(clean('555-1234 x 12')).toBe('5551234');
});

test('a serial number that names no firearm says nothing, as at import', () => {
  const clean = fieldCleaner('firearm-serial');
  for (const none of [
    'MADE IN AUSTRIA',
    'SEE PHOTO',
    'SEE PHOTO 2',
    'LOT 5',
    '9x19',
    '0000',
    '12345678',
    'OBLITERATED',
    'AUSTRIA?',
  ])
    expect([none, clean(none)]).toEqual([none, '']);
  // Fewer characters are read than two numbers must share.
  for (const worn of ['1????????', '???????8', 'AB1????', '****6', 'A_1_B_'])
    expect([worn, clean(worn)]).toEqual([worn, '']);
  expect(['AB?1?345', 'BKXD???', '12345?9', 'LOT123', '101'].map(clean)).toEqual([
    'AB?1?345',
    'BKXD???',
    '12345?9',
    'LOT123',
    '101',
  ]);
});

test('types of firearms are compared as handguns and long guns, and what may be either says nothing', () => {
  const clean = fieldCleaner('firearm-type');
  expect(['PI', 'P', 'Revolver', 'handgun', 'HANDGUN'].map(clean)).toEqual(Array(5).fill('HANDGUN'));
  expect(['RI', 'Shotgun', 'C', 'LONG GUN'].map(clean)).toEqual(Array(4).fill('LONG GUN'));
  expect(['B', 'Z', 'receiver', 'machine gun', 'a thing', ''].map(clean)).toEqual(Array(6).fill(''));
});
