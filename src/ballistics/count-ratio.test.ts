import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { countRatio, fitCountModel, type KnownPair } from './count-ratio.ts';

/** Pairs whose shares of congruent cells are drawn: of one firearm about `same`, of two about `different`. */
function drawn(firearms: number, same: number, different: number, seed: string): KnownPair[] {
  const random = new Random(seed);
  const count = (share: number) => Array.from({ length: 25 }, () => random.next() < share).filter(Boolean).length;
  const pairs: KnownPair[] = [];
  for (let a = 0; a < firearms; a++)
    for (let b = a; b < firearms; b++)
      pairs.push({ firearmA: `F${a}`, firearmB: `F${b}`, count: count(a === b ? same : different), of: 25 });
  return pairs;
}

describe('a model of counts', () => {
  test('gives what the two shares give, where they are known', () => {
    const model = fitCountModel(drawn(40, 0.5, 0.2, 'known'));
    if (typeof model === 'string') throw new Error(model);
    // 25 cells, 10 of them: 10 · log10(.5/.2) + 15 · log10(.5/.8).
    expect(countRatio(model, { count: 10, of: 25 }).log10).toBeCloseTo(0.917, 0);
    expect(model.cost).toBeLessThan(0.35);
    expect(model.byFirearm.reduce((sum, { misleading }) => sum + misleading, 0)).toBe(model.misleadingOfOne);
  });

  test('says what two shares that are alike bear out: nothing', () => {
    expect(fitCountModel(drawn(20, 0.3, 0.3, 'alike'))).toBe('does-not-tell-apart');
    expect(fitCountModel(drawn(20, 0.2, 0.6, 'the wrong way'))).toBe('does-not-tell-apart');
    expect(fitCountModel(drawn(9, 0.8, 0.1, 'few'))).toBe('too-few-firearms');
    expect(fitCountModel([])).toBe('too-few-firearms');
  });

  test('is bounded by its firearms where the counts tell all apart, whatever the counts are', () => {
    const few = fitCountModel(drawn(10, 1, 0, 'apart'));
    const more = fitCountModel(drawn(40, 1, 0, 'apart'));
    if (typeof few === 'string' || typeof more === 'string') throw new Error('no model');
    const [little, much] = [few, more].map((model) => countRatio(model, { count: 25, of: 25 }));
    expect(little).toMatchObject({ cut: 'high' });
    expect(10 ** little!.log10).toBeLessThan(46);
    expect(10 ** much!.log10).toBeGreaterThan(500);
    expect(10 ** much!.log10).toBeLessThan(781);
  });

  test('hangs on no order of its pairs', () => {
    const pairs = drawn(12, 0.6, 0.1, 'order');
    const [there, back] = [fitCountModel(pairs), fitCountModel(pairs.toReversed())];
    if (typeof there === 'string' || typeof back === 'string') throw new Error('no model');
    expect(countRatio(back, { count: 8, of: 25 })).toEqual(countRatio(there, { count: 8, of: 25 }));
  });
});
