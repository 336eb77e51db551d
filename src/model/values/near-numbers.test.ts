import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearNumbers } from './near-numbers.ts';

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const number = fc.string({ unit: fc.constantFrom(...characters), minLength: 5, maxLength: 20 });

test('a character wrong, missing, too many or swapped with its neighbour is near', () => {
  fc.assert(
    fc.property(number, fc.nat(), fc.constantFrom(...characters), (typed, place, character) => {
      const at = place % typed.length;
      const near = nearNumbers(typed);
      const ways = [
        typed.slice(0, at) + character + typed.slice(at + 1),
        typed.slice(0, at) + typed.slice(at + 1),
        typed.slice(0, at) + character + typed.slice(at),
        typed.slice(0, at) +
          typed
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          typed.slice(at + 2),
      ];
      for (const meant of ways) expect(meant === typed || near.has(meant)).toBe(true);
      // What is near one is near the other.
      for (const meant of ways) expect(meant === typed || nearNumbers(meant).has(typed)).toBe(true);
    }),
  );
});

test('each says how it differs, look-alike characters first', () => {
  const near = nearNumbers('AB1234');
  expect(['A81234', 'ABI234', 'A8L234', 'BA1234', 'AB1235', 'AB12345', 'AB123', 'AB?234'].map((each) => near.get(each))).toEqual(
    ['look-alike', 'look-alike', 'look-alike', 'swapped', 'differs', 'longer', 'shorter', 'differs'],
  ); // prettier-ignore
  expect([...near.values()].findLastIndex((how) => how === 'look-alike')).toBeLessThan(
    [...near.values()].findIndex((how) => how !== 'look-alike'),
  );
});

test('is a bounded number of look-ups', () => {
  fc.assert(
    fc.property(number, (typed) => {
      expect(nearNumbers(typed).size).toBeLessThanOrEqual(100 * typed.length + 5 * typed.length ** 2);
    }),
  );
});
