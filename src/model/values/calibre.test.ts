import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALIBRE_CODES, cleanCalibre } from './calibre.ts';

test.each([
  ['9', '9LUGER'],
  ['9MM', '9LUGER'],
  ['9 mm Para', '9LUGER'],
  ['9x19', '9LUGER'],
  ['9 LUGER', '9LUGER'],
  ['9mm Luger', '9LUGER'],
  ['.40', '40SW'],
  ['40 S&W', '40SW'],
  ['S&W 40', '40SW'],
  ['.40 Smith & Wesson', '40SW'],
  ['.45 ACP', '45AUTO'],
  ['45 auto', '45AUTO'],
  ['45', '45AUTO'],
  ['.380 ACP', '380AUTO'],
  ['9mm Kurz', '380AUTO'],
  ['12 GAUGE', '12GA'],
  ['12GA', '12GA'],
  ['12 ga.', '12GA'],
  ['12', '12GA'],
  ['22', '22LR'],
  ['22 LR', '22LR'],
  ['.22 cal', '22LR'],
  ['.22 WMR', '22MAG'],
  ['7.62', '762X39'],
  ['7.62x39', '762X39'],
  ['7.62 X 39 MM', '762X39'],
  ['7.62x54R', '762X54R'],
  ['7.62x51mm NATO', '308WIN'],
  ['5.56', '223REM'],
  ['5.56 NATO', '223REM'],
  ['.223 Rem', '223REM'],
  ['.38 Spl', '38SPL'],
  ['38 S&W', '38SW'],
  ['357 SIG', '357SIG'],
  ['.357 Mag', '357MAG'],
  ['6.35mm', '25AUTO'],
  ['7.65 mm', '32AUTO'],
  ['.45/.410', '45COLT410'],
  ['0.45', '45AUTO'],
  ['5.7x28mm', '57X28'],
  ['300 Blackout', '300BLK'],
  ['30-06', '3006SPRG'],
  ['.410 bore', '410GA'],
  ['10mm', '10AUTO'],
  ['MULTI', 'MULTI'],
  ['9.3x62', 'OTHER'],
])('%j is %s', (raw, code) => {
  expect(cleanCalibre(raw)?.code).toBe(code);
});

test.each(['', 'UNKNOWN', 'unk', 'n/a', '0', 'PISTOL'])('%j names no calibre', (raw) => {
  expect(cleanCalibre(raw)).toBeNull();
});

describe('a bare number', () => {
  test.each(['9', '.38', '22', '357', '7.62', '32', '44'])('%j is assumed', (raw) => {
    expect(cleanCalibre(raw)?.assumed).toBe(true);
  });

  test.each(['9 Luger', '.38 Special', '22 LR', '380', '.223', '12 gauge'])('%j is not', (raw) => {
    expect(cleanCalibre(raw)?.assumed).toBe(false);
  });
});

test('every code, and every name, reads as its own code', () => {
  expect(new Set(CALIBRE_CODES).size).toBe(CALIBRE_CODES.length);
  for (const code of CALIBRE_CODES) {
    const calibre = cleanCalibre(code);
    expect(calibre?.code).toBe(code);
    expect(cleanCalibre(calibre!.name)?.code).toBe(code);
  }
});

test('a bullet is as wide as its name says, or a gauge as its standard', () => {
  expect(cleanCalibre('45 ACP')?.millimetres).toBeCloseTo(0.452 * 25.4, 1);
  expect(cleanCalibre('.308')?.millimetres).toBeCloseTo(0.308 * 25.4, 1);
  expect(cleanCalibre('12 ga')?.millimetres).toBeCloseTo(0.729 * 25.4, 1);
});

test('cleaning never throws, and the name of a calibre reads back to it', () => {
  const calibreLike = fc.stringMatching(
    /^\.?[0-9]{1,3}(\.[0-9]{1,2})?( ?[xX] ?[0-9]{2})?( ?(mm|cal|S&W|ACP|ga|auto|&))?$/,
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), calibreLike), (raw) => {
      const once = cleanCalibre(raw);
      if (!once) return;
      expect(cleanCalibre(once.name)).toMatchObject({ code: once.code, name: once.name });
      if (once.code !== 'OTHER') expect(cleanCalibre(once.code)?.code).toBe(once.code);
    }),
    { numRuns: 3000 },
  );
});
