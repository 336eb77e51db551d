import { expect, test } from 'vitest';
import { stageClock, stageFigures, type ClockRules, type ExhibitTimes } from './exhibit-clocks.ts';

const rules: ClockRules = {
  targets: {
    'collect-entry': { kind: 'hours', hours: 24 },
    'collect-lead': { kind: 'hours', hours: 48 },
    'lab-entry': { kind: 'business-days', days: 2 },
  },
  timeZone: 'America/New_York',
  calendar: null,
  now: '2026-03-10T12:00:00Z',
};
const times = (of: Partial<ExhibitTimes>): ExhibitTimes => ({
  collectedAt: null,
  receivedAt: null,
  enteredAt: null,
  correlatedAt: null,
  leadAt: null,
  ended: false,
  ...of,
});

test('business days leave out the weekend: received on a Friday evening, Tuesday is in time and Wednesday is not', () => {
  const receivedAt = '2026-03-06T23:00:00Z';
  const entered = (enteredAt: string) => stageClock(times({ receivedAt, enteredAt }), 'lab-entry', rules);
  expect(entered('2026-03-10T20:00:00Z')).toMatchObject({ kind: 'done', late: false });
  expect(entered('2026-03-11T14:00:00Z')).toMatchObject({ kind: 'done', late: true });
  // Half past eight on Tuesday evening in Baltimore is Wednesday in UTC.
  expect(entered('2026-03-11T00:30:00Z')).toMatchObject({ kind: 'done', late: false });
});

test('shares count what waits beyond its target, leave out what still has time, and tell the unknown apart', () => {
  const figures = stageFigures(
    [
      times({ collectedAt: '2026-03-01T00:00:00Z', enteredAt: '2026-03-01T10:00:00Z' }),
      times({ collectedAt: '2026-03-01T00:00:00Z', enteredAt: '2026-03-03T00:00:00Z' }),
      times({ collectedAt: '2026-03-10T00:00:00Z' }),
      times({ collectedAt: '2026-03-08T12:00:00Z' }),
      times({ enteredAt: '2026-03-01T00:00:00Z' }),
      times({ collectedAt: '2026-03-01T00:00:00Z', ended: true }),
      times({ collectedAt: '2026-03-01T00:00:00Z', passed: { enteredAt: true } }),
      times({ collectedAt: '2026-03-02T00:00:00Z', enteredAt: '2026-03-01T00:00:00Z' }),
    ],
    rules,
  ).find(({ stage }) => stage === 'collect-entry');
  expect(figures).toEqual({
    stage: 'collect-entry',
    target: { kind: 'hours', hours: 24 },
    medianHours: 10,
    ninetiethHours: 48,
    done: 2,
    within: { numerator: 1, denominator: 3, unknown: 3 },
    waiting: 2,
    waitingLate: 1,
    oldestHours: 48,
  });
});

test('an exhibit that was not correlated is not late for a lead, and one that was is', () => {
  const collectedAt = '2026-03-01T00:00:00Z';
  expect(stageClock(times({ collectedAt }), 'collect-lead', rules).kind).toBe('none');
  expect(stageClock(times({ collectedAt, correlatedAt: '2026-03-02T00:00:00Z' }), 'collect-lead', rules)).toMatchObject(
    {
      kind: 'waiting',
      late: true,
    },
  );
});

test('nothing gives no figures, and no share of nothing', () => {
  for (const { medianHours, ninetiethHours, within, waiting } of stageFigures([], rules)) {
    expect([medianHours, ninetiethHours, waiting]).toEqual([null, null, 0]);
    if (within !== null) expect(within).toEqual({ numerator: 0, denominator: 0, unknown: 0 });
  }
});
