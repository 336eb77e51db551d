import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedAway } from './folded-away.ts';

const tie = (subject: string, object: string) => ({ subject, object });
const none = new Set<string>();

test('what hangs on a folded thing alone goes, what hangs on another too stays', () => {
  const links = [tie('a', 'b'), tie('a', 'c'), tie('c', 'd')];
  expect([...foldedAway(links, ['a'], none)]).toEqual(['b']);
  expect([...foldedAway(links, ['a', 'd'], none)].toSorted()).toEqual(['b', 'c']);
});

test('what must stay, and what is folded itself, stays', () => {
  const links = [tie('a', 'b'), tie('a', 'a'), tie('a', 'c')];
  expect([...foldedAway(links, ['a', 'c'], new Set(['b']))]).toEqual([]);
});

test('of any chart nothing goes that a thing which stays is tied to, but through what is folded', () => {
  const id = fc.integer({ min: 0, max: 8 }).map(String);
  fc.assert(
    fc.property(fc.array(fc.record({ subject: id, object: id })), fc.uniqueArray(id), (links, folded) => {
      const away = foldedAway(links, folded, none);
      for (const { subject, object } of links) {
        for (const [gone, other] of [
          [subject, object],
          [object, subject],
        ] as const)
          if (away.has(gone)) expect(folded.includes(other) || other === gone).toBe(true);
      }
    }),
  );
});
