import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NIBRS_WEAPONS } from './nibrs-tables.ts';
import { cleanWeaponCode } from './weapon-code.ts';

test.each([
  ['Firearm', '11', true, false],
  ['Handgun', '12', true, false],
  ['Rifle', '13', true, false],
  ['SHOTGUN', '14', true, false],
  ['Other firearm', '15', true, false],
  ['Automatic firearm', '11', true, true],
  ['12A', '12', true, true],
  ['Handgun - Automatic', '12', true, true],
  ['Semi-automatic handgun', '12', true, false],
  ['Knife/cutting instrument', '20', false, false],
  ['Personal weapons', '40', false, false],
  ['Blunt object', '30', false, false],
  ['Motor vehicle vessel', '35', false, false],
  ['Asphyxiation', '85', false, false],
  ['Poison', '50', false, false],
  ['Other', '90', false, false],
  ['Unknown', '95', false, false],
  ['99', '99', false, false],
])('%j is %s', (raw, code, firearm, automatic) => {
  expect(cleanWeaponCode(raw)).toMatchObject({ code, firearm, automatic });
});

test.each(['', 'NA', '10', '16', 'automatic door'])('%j states no weapon', (raw) => {
  expect(cleanWeaponCode(raw)).toBeNull();
});

test('every code and every name of the table reads as itself', () => {
  for (const [code, name] of Object.entries(NIBRS_WEAPONS)) {
    expect(cleanWeaponCode(code)?.code).toBe(code);
    expect(cleanWeaponCode(name)?.code).toBe(code);
  }
});

test('cleaning never throws, and cleaning the code again changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9]{2}A?$/)), (raw) => {
      const once = cleanWeaponCode(raw);
      if (once) expect(cleanWeaponCode(once.code + (once.automatic ? 'A' : ''))).toEqual(once);
    }),
  );
});
