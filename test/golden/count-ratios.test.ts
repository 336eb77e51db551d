import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  countRatio,
  expectedByChance,
  fitCountModel,
  log10Ratio,
  type CountModel,
} from '../../src/ballistics/count-ratio.ts';
import { fitBetaPrior } from '../../src/stats/beta-binomial.ts';
import { sharedData } from '../shared-data.ts';

const folder = sharedData('ballistic-reference');

const cellsOf = (file: string): string[][] =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** Counts of congruent cells that the Netherlands Forensic Institute published, with their firearms. */
function published(kind: string): CountModel {
  const model = fitCountModel(
    cellsOf(`${kind}.csv`)
      .slice(1)
      .map((row) => ({ firearmA: row[0]!, firearmB: row[1]!, count: Number(row[4]), of: Number(row[5]) })),
  );
  if (typeof model === 'string') throw new Error(model);
  return model;
}

describe.skipIf(folder === null)('likelihood ratios of published counts', () => {
  test.each(['breech_face_impression', 'firing_pin_impression'])(
    'of a %s are those of the open module of the NFI, within its interval and a hundredth part',
    (kind) => {
      const rows = cellsOf(`${kind}-cmc-all-input.csv`);
      const counted = (name: string) =>
        rows.filter(([of]) => of === name).map((row) => ({ count: Number(row[1]), of: Number(row[2]) }));
      const fit = { same: fitBetaPrior(counted('km')), different: fitBetaPrior(counted('knm')) };
      const [low, middle, high] = cellsOf(`${kind}-cmc-llr_unbound.csv`).map((row) => row.map(Number));
      const asked = counted('eval');
      expect(asked).toHaveLength(1681);
      for (const [at, one] of asked.entries()) {
        const said = log10Ratio(fit, one);
        expect(said).toBeGreaterThan(low![at]!);
        expect(said).toBeLessThan(high![at]!);
        // Its median of draws; ours is the likeliest.
        expect(Math.abs(said - middle![at]!)).toBeLessThan(0.08);
      }
    },
  );

  test('are calibrated on firearms left out, and never beyond what the firearms bear out', () => {
    const breech = published('breech_face_impression');
    expect(breech).toMatchObject({ pairsOfOne: 188, pairsOfTwo: 1327, misleadingOfOne: 22, misleadingOfTwo: 16 });
    expect(breech.cost).toBeLessThan(0.3);
    expect(breech.cost - breech.leastCost).toBeLessThan(0.03);
    const pin = published('firing_pin_impression');
    expect(pin.cost).toBeLessThan(0.06);
    for (const { count, model } of [0, 3, 6, 20].flatMap((n) =>
      [breech, pin].map((each) => ({ count: n, model: each })),
    )) {
      const { log10, low, high } = countRatio(model, { count, of: 30 });
      expect(low).toBeLessThanOrEqual(log10);
      expect(high).toBeGreaterThanOrEqual(log10);
      expect(low).toBeGreaterThanOrEqual(model.bounds.low);
      expect(high).toBeLessThanOrEqual(model.bounds.high);
    }
    // One in nine breech faces of one firearm has hardly a congruent cell: none found must not speak strongly for two.
    expect(countRatio(breech, { count: 0, of: 30 })).toMatchObject({ log10: breech.bounds.low, cut: 'low' });
    expect(breech.bounds.low).toBeGreaterThan(-1.1);
  });

  test('expect no fewer candidates by chance than the pairs that were seen allow to say', () => {
    const breech = published('breech_face_impression');
    expect(expectedByChance(breech, { count: 0, of: 30 }, 5000)).toBe(5000);
    expect(expectedByChance(breech, { count: 30, of: 30 }, 1328)).toBeCloseTo(1, 9);
  });
});
