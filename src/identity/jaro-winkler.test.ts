import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jaroWinklerOf } from './jaro-winkler.ts';

// Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model of record linkage" (1990), table 1, and
// Winkler, "Overview of record linkage and current research directions" (2006), table 6: three decimals as printed.
test.each([
  ['SHACKLEFORD', 'SHACKELFORD', 0.982],
  ['DUNNINGHAM', 'CUNNIGHAM', 0.896],
  ['NICHLESON', 'NICHULSON', 0.956],
  ['JONES', 'JOHNSON', 0.832],
  ['MASSEY', 'MASSIE', 0.933],
  ['ABROMS', 'ABRAMS', 0.922],
  ['ITMAN', 'SMITH', 0.467],
  ['JERALDINE', 'GERALDINE', 0.926],
  ['MARHTA', 'MARTHA', 0.961],
  ['MICHELLE', 'MICHAEL', 0.921],
  ['JULIES', 'JULIUS', 0.933],
  ['TANYA', 'TONYA', 0.88],
  ['DWAYNE', 'DUANE', 0.84],
  ['SEAN', 'SUSAN', 0.805],
  ['JON', 'JOHN', 0.933],
])('%s and %s are as alike as published', (a, b, published) => {
  expect(Math.abs(jaroWinklerOf(a, b) - published)).toBeLessThanOrEqual(0.0006);
});

test('a text is wholly like itself, and two texts are as alike one way as the other', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (a, b) => {
      const similarity = jaroWinklerOf(a, b);
      expect(jaroWinklerOf(a, a)).toBe(1);
      expect(jaroWinklerOf(b, a)).toBeCloseTo(similarity, 12);
      expect(similarity).toBeGreaterThanOrEqual(0);
      expect(similarity).toBeLessThanOrEqual(1);
    }),
  );
});
