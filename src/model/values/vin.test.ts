import { expect, test } from 'vitest';
import { checkDigitOf, cleanVin } from './vin.ts';

// The worked example of the check digit, and numbers printed with it in public descriptions of 49 CFR 565.
test.each([
  ['1M8GDM9AXKP042788', 'X'],
  ['11111111111111111', '1'],
  ['5GZCZ43D13S812715', '1'],
  ['1HGCM82633A004352', '3'],
])('the check digit of %s is %s', (vin, digit) => {
  expect(checkDigitOf(vin)).toBe(digit);
});

test.each([
  ['1M8GDM9AXKP042788', '1M8GDM9AXKP042788', true],
  ['1m8-gdm9axkp 042788', '1M8GDM9AXKP042788', true],
  ['1M8GDM9AXKPO42788', '1M8GDM9AXKP042788', true],
  ['1M8GDM9AXKP042789', '1M8GDM9AXKP042789', false],
  ['1M8GDM9A1KP042788', '1M8GDM9A1KP042788', false],
  // Right by the sum, and what is typed where a number is asked for.
  ['11111111111111111', '11111111111111111', false],
  ['00000000000000000', '00000000000000000', false],
])('%j is %s', (raw, vin, valid) => {
  expect(cleanVin(raw)).toEqual({ vin, valid });
});

test.each(['', 'UNKNOWN', '1M8GDM9AXKP04278', '1M8GDM9AXKP0427888'])('%j is none', (raw) => {
  expect(cleanVin(raw)).toBeNull();
});

test('one character mistyped, or two neighbours exchanged, is seen by the check digit, all but one in eleven', () => {
  const vin = '1M8GDM9AXKP042788';
  let [seen, all] = [0, 0];
  for (let at = 0; at < 17; at++)
    for (const other of 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789') {
      if (other === vin[at]) continue;
      all++;
      if (!cleanVin(vin.slice(0, at) + other + vin.slice(at + 1))!.valid) seen++;
    }
  expect(seen / all).toBeGreaterThan(0.88);
});
