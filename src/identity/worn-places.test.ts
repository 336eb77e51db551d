import { expect, test } from 'vitest';
import { isWorn, wornKeyOf, wornKeys } from './worn-places.ts';

const keysOf = (serial: string) => wornKeys.map((name) => wornKeyOf(name)(serial));
const share = (a: string, b: string) => {
  const [x, y] = [keysOf(a), keysOf(b)];
  return x.some((key, at) => key !== '' && key === y[at]);
};
const whole = 'ABC123456789';

/** Every way to wear away some of so many places. */
function* worn(length: number, from = 0): Generator<string> {
  if (from === length) return void (yield '');
  for (const rest of worn(length, from + 1)) {
    yield whole[from]! + rest;
    yield `?${rest}`;
  }
}

test.each([5, 6, 7, 8])(
  'a number of %i characters shares a key with itself worn in whatever places, while four can be read',
  (length) => {
    const all = [...worn(length)];
    expect(all.length).toBe(2 ** length);
    for (const serial of all) {
      const read = serial.replaceAll('?', '').length;
      if (read >= 4) expect([serial, share(serial, whole.slice(0, length))]).toEqual([serial, true]);
    }
  },
);

test.each([9, 10, 12])('a number of %i characters shares a key with itself worn in any four places', (length) => {
  for (const serial of worn(length)) {
    if (serial.split('?').length - 1 > 4) continue;
    expect([serial, share(serial, whole.slice(0, length))]).toEqual([serial, true]);
  }
});

test('two worn numbers share a key where four places can be read in both', () => {
  expect(share('AB?1?345', '?BC12?45')).toBe(true);
});

test('no key holds a character that cannot be read, and no number shares one with a number of another length', () => {
  expect(keysOf('A?C?2345').some(isWorn)).toBe(false);
  expect(keysOf('A?C?2345').some((key) => key !== '')).toBe(true);
  expect(share('ABC12345', 'ABC123456')).toBe(false);
  expect(keysOf('????2345').filter((key) => key !== '').length).toBeGreaterThan(0);
  expect(keysOf('AB?1').every((key) => key === '')).toBe(true);
});
