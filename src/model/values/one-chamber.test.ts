import { expect, test } from 'vitest';
import { cleanCalibre } from './calibre.ts';
import { oneChamberTakes } from './one-chamber.ts';

test.each([
  ['.38 Special', '.357 Magnum', true],
  ['.44 Spl', '.44 Mag', true],
  ['.45 Colt', '.454 Casull', true],
  ['.410', '.45/.410', true],
  ['.45 Colt', '.410', false],
  ['.32 S&W', '.327 Federal', true],
  ['.22 Short', '.22 LR', true],
  ['9mm Luger', '.380 ACP', false],
  ['.40 S&W', '10mm', false],
  ['.38 Special', '.38 Special', true],
  ['.357 Magnum', '.357 SIG', false],
])('one chamber takes %s and %s: %s', (a, b, takes) => {
  const [x, y] = [a, b].map((written) => cleanCalibre(written)!.code);
  expect(oneChamberTakes(x!, y!)).toBe(takes);
  expect(oneChamberTakes(y!, x!)).toBe(takes);
});
