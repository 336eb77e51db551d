import { expect, test } from 'vitest';
import { deskStatistics, type DeskRecord } from './desk-statistics.ts';

const record = (change: Partial<DeskRecord>): DeskRecord => ({
  openedSeconds: 5,
  placedSeconds: null,
  acknowledgedSeconds: null,
  decidedSeconds: null,
  sceneSeconds: null,
  decision: null,
  found: null,
  ...change,
});

test('times are those that are recorded, and shares say what is not known', () => {
  const statistics = deskStatistics([
    record({ decision: 'gunfire', decidedSeconds: 25, sceneSeconds: 300, found: true, acknowledgedSeconds: 9 }),
    record({ openedSeconds: 61, decision: 'not-gunfire', decidedSeconds: 91 }),
    record({ openedSeconds: 7, placedSeconds: 12, decision: 'unsure', decidedSeconds: 17 }),
    record({ openedSeconds: 9, decision: 'gunfire', decidedSeconds: 9 }),
    record({ sceneSeconds: -30 }),
  ]);
  expect(statistics).toMatchObject({
    incidents: 5,
    decided: { numerator: 4, denominator: 5, unknown: 0 },
    gunfire: { numerator: 2, denominator: 3, unknown: 2 },
    found: { numerator: 1, denominator: 1, unknown: 1 },
    withinMinute: { numerator: 4, denominator: 5, unknown: 0 },
    alert: { measured: 5, unknown: 0, medianSeconds: 7, nineInTenSeconds: 61 },
    placed: { measured: 1, unknown: 4, medianSeconds: 12 },
    acknowledgement: { measured: 1, unknown: 4, medianSeconds: 4 },
    decision: { measured: 4, unknown: 1, medianSeconds: 15, nineInTenSeconds: 30 },
    scene: { measured: 1, unknown: 4, medianSeconds: 300 },
  });
});

test('of no incident nothing is said', () => {
  expect(deskStatistics([])).toMatchObject({
    incidents: 0,
    alert: { measured: 0, unknown: 0, medianSeconds: null, nineInTenSeconds: null },
    gunfire: { numerator: 0, denominator: 0, unknown: 0 },
  });
});
