import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContentCounts } from './content-counts.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('contents are counted as a map of them would count', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12_000 }), { maxLength: 9_000, minLength: 1 }), (contents) => {
      const counts = new ContentCounts();
      const plain = new Map<number, number>();
      for (const content of contents) {
        plain.set(content, (plain.get(content) ?? 0) + 1);
        expect(counts.count(sha256(String(content)))).toBe(plain.get(content));
      }
    }),
    { numRuns: 8 },
  );
});

test('contents whose hashes begin alike are told apart, also after growing', () => {
  const counts = new ContentCounts();
  const hashOf = (n: number) => `00000000${n.toString(16).padStart(8, '0')}${'0'.repeat(48)}`;
  for (let n = 0; n < 5_000; n++) expect(counts.count(hashOf(n))).toBe(1);
  for (let n = 0; n < 5_000; n++) expect(counts.count(hashOf(n))).toBe(2);
});
