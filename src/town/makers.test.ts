import { expect, test } from 'vitest';

import { FirearmMaker } from './firearms.ts';
import { firearmModels, serialAt, serialSpace } from './makers.ts';
import { Random } from '../stats/random.ts';

test('serial numbers follow their format', () => {
  expect(serialSpace('??#')).toBe(6760);
  expect([serialAt('??#', 0), serialAt('??#', 1), serialAt('??#', 6759), serialAt('A#-?', 27)]).toEqual([
    'AA0',
    'AA1',
    'ZZ9',
    'A1-B',
  ]);
});

test('no serial number is given twice by one maker, over precincts', () => {
  const seen = new Set<string>();
  for (let precinct = 0; precinct < 3; precinct++) {
    const maker = new FirearmMaker(precinct, 3, new Random(`serials-${precinct}`));
    for (let i = 0; i < 300; i++)
      for (const model of firearmModels) {
        const { serial } = maker.serialFor(model, null);
        // Bare numbers may be borrowed from another maker; with their own maker they too are unique within a precinct.
        if (/^#+$/.test(model.serialFormat)) continue;
        const name = `${model.maker.name} ${model.serialFormat} ${serial}`;
        if (serialSpace(model.serialFormat) > 1e6) expect(seen.has(name), name).toBe(false);
        seen.add(name);
      }
  }
});
