import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDay, isoInstant } from './iso-text.ts';

test('the text is the one the runtime writes', () => {
  const instants = fc.integer({ min: Date.UTC(1700, 0, 1), max: Date.UTC(2299, 11, 31) });
  fc.assert(
    fc.property(instants, (milliseconds) => {
      const expected = new Date(milliseconds).toISOString();
      expect(isoInstant(milliseconds)).toBe(expected);
      expect(isoDay(milliseconds)).toBe(expected.slice(0, 10));
    }),
    { numRuns: 5000 },
  );
});
