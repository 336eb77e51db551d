import { expect, it } from 'vitest';
import { readDamagedTables } from '../../../test/damaged-tables.ts';

it('reads five hundred damaged tables without a crash, a hang, or a row that no store can hold', async () => {
  const outcomes = await readDamagedTables(1, 500);
  expect(outcomes.length).toBe(500);
  expect(outcomes.filter((each) => each.milliseconds > 2000)).toEqual([]);
  // Most damage leaves most rows readable; a reader that refused everything would pass the lines above.
  expect(outcomes.filter((each) => each.rows >= 20).length).toBeGreaterThan(200);
  expect(outcomes.filter((each) => each.problems > 0).length).toBeGreaterThan(50);
});
