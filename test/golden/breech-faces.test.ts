import { describe, expect, test } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { compareStudy, varianceRatio } from './compare-study.ts';

const folder = sharedData('breech-faces-fadul');

describe.skipIf(folder === null)('forty breech faces of ten slides made one after the other (Fadul 2011)', () => {
  test('are told apart, however each lay: the least of one slide above the greatest of two', async () => {
    const { pairs } = await compareStudy(folder!, 'golden');
    const of = (same: boolean) => pairs.filter((pair) => pair.same === same).map(({ score }) => score);
    const [one, two] = [of(true), of(false)];
    expect([one.length, two.length]).toEqual([63, 717]);
    expect(Math.min(...one)).toBeGreaterThan(Math.max(...two));
    // NIST's counts of congruent cells have 41.6 (Song 2018).
    expect(varianceRatio(one, two)).toBeGreaterThan(60);
  });
});
