import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slipsBetween, type Stretch } from './slips.ts';

const written = (stretches: readonly Stretch[]) =>
  stretches.map(({ text, kind }) => (kind === 'same' ? text : kind === 'other' ? `[${text}]` : `<${text}>`)).join('');
const both = (a: string, b: string) => {
  const slips = slipsBetween(a, b);
  return [written(slips.a), written(slips.b)];
};

describe('where two texts part', () => {
  test('a letter replaced is marked in both', () => {
    expect(both('MARTINEZ', 'MARTINES')).toEqual(['MARTINE[Z]', 'MARTINE[S]']);
  });
  test('a letter put in is marked where it stands', () => {
    expect(both('THOMSON', 'THOMPSON')).toEqual(['THOMSON', 'THOM[P]SON']);
  });
  test('two neighbours exchanged are one slip', () => {
    expect(both('1987-03-12', '1987-03-21')).toEqual(['1987-03-<12>', '1987-03-<21>']);
  });
  test('a word put in is marked as a word, and not from the middle of one to the middle of the next', () => {
    expect(both('RODRIGUEZ', 'RODRIGUEZ RAMIREZ')).toEqual(['RODRIGUEZ', 'RODRIGUEZ[ RAMIREZ]']);
    expect(both('RAMIREZ RODRIGUEZ', 'RODRIGUEZ')).toEqual(['[RAMIREZ ]RODRIGUEZ', 'RODRIGUEZ']);
    expect(both('JUAN GOMEZ LOPEZ', 'JUAN GOMEZ PEREZ LOPEZ')).toEqual([
      'JUAN GOMEZ LOPEZ',
      'JUAN GOMEZ[ PEREZ] LOPEZ',
    ]);
  });
  test('texts with little in common are marked as a whole', () => {
    expect(both('JOHN', 'MARIA')).toEqual(['[JOHN]', '[MARIA]']);
    expect(both('', 'MARIA')).toEqual(['', '[MARIA]']);
  });

  const word = fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'Ñ', '1', ' '), maxLength: 12 });

  test('nothing of either text is lost, and what both say is the same', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const slips = slipsBetween(a, b);
        expect(slips.a.map((each) => each.text).join('')).toBe(a);
        expect(slips.b.map((each) => each.text).join('')).toBe(b);
        const same = (of: readonly Stretch[]) =>
          of
            .filter((each) => each.kind === 'same')
            .map((each) => each.text)
            .join('');
        expect(same(slips.a)).toBe(same(slips.b));
      }),
    );
  });

  test('the other way round the same letters are marked in number', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const marked = (of: readonly Stretch[]) =>
          of.filter((each) => each.kind !== 'same').reduce((sum, each) => sum + each.text.length, 0);
        const there = slipsBetween(a, b);
        const back = slipsBetween(b, a);
        expect(marked(there.a) + marked(there.b) > 0).toBe(marked(back.a) + marked(back.b) > 0);
        expect(a === b).toBe(marked(there.a) + marked(there.b) === 0);
      }),
    );
  });
});
