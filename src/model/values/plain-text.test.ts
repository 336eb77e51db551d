import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['  josé   núñez ', 'JOSE NUNEZ'],
  ['Łukasz Groß', 'LUKASZ GROSS'],
  ['O’Brien', "O'BRIEN"],
  ['１２３ＡＢ', '123AB'],
  ['a\tb\u00a0c', 'A B C'],
  ['Ørsted', 'ORSTED'],
  ['12½ Main St', '12 1⁄2 MAIN ST'],
  ['½', '1⁄2'],
  ['ŉ', "'N"],
  ['', ''],
])('%j becomes %j', (raw, expected) => {
  expect(plainText(raw)).toBe(expected);
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = plainText(text);
      expect(plainText(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
