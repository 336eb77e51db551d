import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanLicenceNumber,
  isRetailSeller,
  joinLicenceNumber,
  LICENCE_TYPES,
  licenceKeyOfSerial,
} from './licence-number.ts';

describe('a whole number is read', () => {
  test.each([
    '8-52-005-01-6F-00123',
    '852005016F00123',
    '8 52 005 01 6f 00123',
    'FFL# 8-52-005-01-6F-00123',
    '8.52.005.01.6F.00123',
  ])('from %j', (raw) => {
    expect(cleanLicenceNumber(raw)).toEqual({
      number: '8-52-005-01-6F-00123',
      key: '8-52-00123',
      region: '8',
      district: '52',
      county: '005',
      type: '01',
      expiryCode: '6F',
      sequence: '00123',
      expiresOn: null,
      state: 'MD',
      stateExpected: ['MD'],
      warnings: [],
    });
  });

  test.each([
    ['8-52-005-01-6F-00123', '2015-01-31', '2016-06-01'],
    ['8-52-005-01-6F-00123', '2018-12-31', '2016-06-01'],
    ['8-52-005-01-9J-00123', '2021-03-01', '2019-09-01'],
    ['8-52-005-01-1A-00123', '1999-03-01', '2001-01-01'],
    ['8-52-005-01-0M-00123', '2012-03-01', '2010-12-01'],
  ])('%s seen on %s expires on %s', (raw, reference, expected) => {
    expect(cleanLicenceNumber(raw, reference)?.expiresOn).toBe(expected);
  });

  test('a decade out of reach is left open and said', () => {
    expect(cleanLicenceNumber('8-52-005-01-8D-00123', '2013-05-01')).toMatchObject({
      expiresOn: null,
      warnings: ['expiry-decade-unresolved'],
    });
  });

  test('letters typed for digits are read, and said', () => {
    expect(cleanLicenceNumber('8-52-OO5-01-6F-OO123')).toMatchObject({
      number: '8-52-005-01-6F-00123',
      warnings: ['letters-read-as-digits'],
    });
  });

  test('an unused region, an unknown district and an unknown type are said', () => {
    expect(cleanLicenceNumber('2-99-005-04-6F-00123')?.warnings).toEqual([
      'region-unused',
      'district-unknown',
      'type-unknown',
    ]);
  });
});

describe('a masked or short number gives the key alone', () => {
  test.each(['1-54-XXX-XX-XX-12345', '1-54-***-**-**-12345', '1-54-12345', '1-54-xxx-01-xx-12345', '154XXXXXXX12345'])(
    '%j',
    (raw) => {
      expect(cleanLicenceNumber(raw)).toMatchObject({
        number: null,
        key: '1-54-12345',
        state: 'VA',
        warnings: ['key-only'],
      });
    },
  );

  test('a month letter I, which ATF does not use, leaves the key', () => {
    expect(cleanLicenceNumber('1-54-003-01-6I-12345')).toMatchObject({ number: null, key: '1-54-12345' });
  });
});

test.each([
  '',
  'unknown',
  '15412345',
  '1-54-003-01-6F-1234',
  '0-54-003-01-6F-12345',
  '443-555-0100',
  '1-54-003-01-66-12345',
])('%j is no licence number', (raw) => {
  expect(cleanLicenceNumber(raw)).toBeNull();
});

test('columns without their leading zeros are joined to a number', () => {
  const parts = { region: '6', district: '1', county: '5', type: '1', expiry: '4l', sequence: '150' };
  expect(joinLicenceNumber(parts)).toBe('6-01-005-01-4L-00150');
});

test('collectors and ammunition makers are no retail sellers', () => {
  expect(
    Object.keys(LICENCE_TYPES)
      .filter((type) => !isRetailSeller(type))
      .sort(),
  ).toEqual(['03', '06']);
  expect(isRetailSeller('05')).toBe(false);
});

test.each([
  ['8-52-00123-A17', '8-52-00123'],
  ['85200123-A17', '8-52-00123'],
  ['85200123', null],
  ['21212345-1', null],
  ['BLGU042', null],
])('the serial number %j points to the licensee %j', (serial, key) => {
  expect(licenceKeyOfSerial(serial)).toBe(key);
});

test('cleaning never throws, and cleaning twice changes nothing', () => {
  const numberLike = fc.stringMatching(/^[1-9]-?[0-9OIL]{2}-?[0-9OX*]{3}-?[0-9X]{2}-?[0-9O][A-M]-?[0-9OI]{5}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), numberLike), (raw) => {
      const once = cleanLicenceNumber(raw);
      if (!once) return;
      const twice = cleanLicenceNumber(once.number ?? once.key);
      expect(twice?.number).toBe(once.number);
      expect(twice?.key).toBe(once.key);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  '9-99-999-99-9M-99999',
  '1-23-456-78-9A-12345',
  '1-11-111-11-1A-11111',
  '8-52-005-01-9H-00000',
  '9-99-99999',
])('%s is filler and no licence number', (raw) => {
  expect(cleanLicenceNumber(raw)).toBeNull();
});

test('a sequence that looks like filler is one where the rest does not', () => {
  expect(cleanLicenceNumber('8-52-005-01-9H-12345')?.key).toBe('8-52-12345');
});
