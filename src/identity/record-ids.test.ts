import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordIds } from './record-ids.ts';

test('an id is found at its record and nowhere else, and comes once alone', () => {
  const some = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), { maxLength: 600 });
  fc.assert(
    fc.property(some, (texts) => {
      const ids = new RecordIds();
      const known = new Map<string, number>();
      for (const text of texts) {
        expect(ids.add(text)).toBe(!known.has(text));
        if (!known.has(text)) known.set(text, known.size);
      }
      expect(ids.length).toBe(known.size);
      for (const [text, record] of known) {
        expect(ids.at(record)).toBe(text);
        expect(ids.find(text)).toBe(record);
        expect(ids.find(`${text}~no id has this end`)).toBe(-1);
      }
    }),
  );
});
