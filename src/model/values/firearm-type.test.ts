import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanFirearmType, WEAPON_DESCRIPTIONS, WEAPON_TYPES } from './firearm-type.ts';

test.each([
  ['PISTOL', 'P', 'pistol', true],
  ['P', 'P', 'pistol', true],
  ['pi', 'PI', 'pistol', true],
  ['Semi-Automatic Pistol', 'PI', 'pistol', true],
  ['Handgun', 'P', 'pistol', true],
  ['REVOLVER', 'PR', 'revolver', true],
  ['PR', 'PR', 'revolver', true],
  ['DERRINGER', 'PD', 'derringer', true],
  ['RIFLE', 'R', 'rifle', false],
  ['RI', 'RI', 'rifle', false],
  ['Firearm - Rifle', 'R', 'rifle', false],
  ['SHOTGUN', 'S', 'shotgun', false],
  ['HG', 'P', 'pistol', true],
  ['PIST', 'P', 'pistol', true],
  ['Semi-auto pistol', 'PI', 'pistol', true],
  ['REV', 'PR', 'revolver', true],
  ['RIF', 'R', 'rifle', false],
  ['SHG', 'S', 'shotgun', false],
  ['Pistola', 'P', 'pistol', true],
  ['ESCOPETA', 'S', 'shotgun', false],
  ['Fusil', 'R', 'rifle', false],
  ['SP', 'SP', 'shotgun', false],
  ['Pump-action shotgun', 'SP', 'shotgun', false],
  ['MACHINEGUN', 'M', 'machine gun', false],
  ['Machine Gun', 'M', 'machine gun', false],
  ['MG', 'M', 'machine gun', false],
  ['COMBINATION', 'C', 'other', false],
  ['SILENCER', 'V', 'silencer', false],
  ['RECEIVER/FRAME', 'Z', 'receiver', false],
  ['DESTRUCTIVE DEVICE', 'Z', 'other', false],
  ['ANY OTHER WEAPON', 'Z', 'other', false],
])('%j is %s, a %s', (raw, code, family, handgun) => {
  expect(cleanFirearmType(raw)).toMatchObject({ code, family, handgun });
});

test.each(['', 'unknown', 'N/A', 'knife', 'TYPE', 'LONG GUN', 'Semi-auto'])('%j cannot be read', (raw) => {
  expect(cleanFirearmType(raw)).toBeNull();
});

describe('NCIC codes', () => {
  const codes = Object.keys(WEAPON_TYPES).flatMap((first) =>
    ['', ...Object.keys(WEAPON_DESCRIPTIONS)].map((second) => first + second),
  );

  test('every code reads as itself, but for three whose letters ATF uses otherwise (destructive device, handgun, machine gun)', () => {
    const read = codes.filter((code) => cleanFirearmType(code)?.code !== code);
    expect(read).toEqual(['DD', 'HG', 'MG']);
  });

  test('handguns are the codes that begin with P', () => {
    expect(codes.filter((code) => code !== 'HG' && cleanFirearmType(code)!.handgun)).toEqual(
      codes.filter((code) => code.startsWith('P')),
    );
  });
});

test('cleaning never throws, and the name of a type reads back to it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.keys(WEAPON_TYPES), 'frame', 'SBR')),
      (raw) => {
        const once = cleanFirearmType(raw);
        if (once) expect(cleanFirearmType(once.name)).toEqual(once);
      },
    ),
  );
});
