import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutWaterfall, placeOf } from './waterfall.ts';

const stepOf = (bits: number, rarityBits = 0) => ({
  field: 'born_on',
  a: '',
  b: '',
  level: 'equal',
  description: '',
  bits,
  rarityBits,
  boundBits: 0,
  explainedBy: null,
});

test('each bar begins where the one before ended, and the last ends at the score', () => {
  const bits = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(bits, fc.array(fc.tuple(bits, bits), { maxLength: 12 }), bits, (priorBits, drawn, reviewBits) => {
      const steps = drawn.map(([all, rarity]) => stepOf(all, rarity));
      const score = drawn.reduce((sum, [all]) => sum + all, priorBits);
      const laid = layOutWaterfall({ priorBits, steps, bits: score, acceptBits: null, reviewBits });
      let at = priorBits;
      for (const bar of laid.bars) {
        expect(bar.from).toBeCloseTo(at);
        at = bar.to;
        if (bar.rarityFrom !== null) {
          expect(bar.rarityFrom).toBeGreaterThanOrEqual(Math.min(bar.from, bar.to) - 1e-9);
          expect(bar.rarityFrom).toBeLessThanOrEqual(Math.max(bar.from, bar.to) + 1e-9);
        }
      }
      expect(at).toBeCloseTo(laid.sum.to);
      for (const end of [...laid.bars, laid.prior, laid.sum].flatMap((bar) => [bar.from, bar.to])) {
        expect(placeOf(end, laid)).toBeGreaterThan(0);
        expect(placeOf(end, laid)).toBeLessThan(1);
      }
      expect(laid.ticks.length).toBeGreaterThan(0);
      expect(laid.ticks.length).toBeLessThan(12);
    }),
  );
});

test('the lines of the model lie within the picture', () => {
  const laid = layOutWaterfall({ priorBits: -2, steps: [stepOf(3)], bits: 1, acceptBits: 14, reviewBits: 6 });
  expect(placeOf(14, laid)).toBeLessThan(1);
  expect(laid.ticks).toContain(0);
});

test('what rarity takes of a step that adds is no part of its bar', () => {
  const laid = layOutWaterfall({ priorBits: 0, steps: [stepOf(5, -2)], bits: 5, acceptBits: null, reviewBits: 0 });
  expect(laid.bars[0]!.rarityFrom).toBeNull();
});
