import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextNumbers } from './text-numbers.ts';

test('texts are numbered as they come, the empty one too, and keep their numbers however many follow', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3 }), { minLength: 1, maxLength: 3000 }), (texts) => {
      const numbers = new TextNumbers();
      const known = new Map<string, number>();
      for (const text of ['', ...texts, '', ...texts]) {
        if (!known.has(text)) known.set(text, known.size);
        expect(numbers.of(text)).toBe(known.get(text));
      }
      expect(numbers.size).toBe(known.size);
    }),
    { numRuns: 20 },
  );
});
