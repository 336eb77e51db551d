import { expect, test } from 'vitest';
import { tracingSettingsDefault } from '../model/tracing-settings.ts';
import {
  coverageOf,
  neverTraced,
  type CoverageOf,
  type RecoveryFact,
  type SentFact,
  type TraceFact,
} from './coverage.ts';

const recovery = (firearm: number): RecoveryFact => ({
  record: firearm,
  source: 1,
  key: `P${firearm}`,
  firearm,
  propertyNumber: `P${firearm}`,
  recoveredOn: '2026-03-01',
  lossCode: '6',
  traceNumber: null,
  type: 'P',
  make: null,
  model: null,
  serial: null,
  noSerial: null,
});
const sent = (firearm: number, more: Partial<SentFact> = {}): SentFact => ({
  source: 1,
  key: `P${firearm}`,
  firearm,
  sentOn: '2026-03-02',
  traceNumbers: [],
  returnedOn: null,
  sentAgainOn: null,
  ...more,
});
const trace = (firearm: number, traceNumber: string, more: Partial<TraceFact> = {}): TraceFact => ({
  firearm,
  traceNumber,
  requestedOn: '2026-03-02',
  completedOn: '2026-03-09',
  completion: 'C_PURCHASER',
  recoveredOn: '2026-03-01',
  ...more,
});
const failed = (firearm: number, traceNumber: string, completionNow: string) => ({
  firearm,
  traceNumber,
  failedOn: '2026-03-09',
  completionNow,
  recoveredOn: '2026-03-01',
});
const correctable = (given: Partial<CoverageOf>) =>
  coverageOf({
    asOf: '2026-06-01',
    from: null,
    to: null,
    recoveries: [recovery(1), recovery(2)],
    traces: [],
    sent: [],
    failed: [],
    settings: tracingSettingsDefault,
    ...given,
  }).correctableResubmitted;

test('a trace that failed, was asked again and came to something is still one that failed, and counts as asked again', () => {
  // Under its own number, of a request made here or elsewhere.
  const ended = { traces: [trace(1, 'T1')], failed: [failed(1, 'T1', 'C_PURCHASER')] };
  expect(correctable(ended)).toEqual({ numerator: 1, denominator: 1, unknown: 0 });
  const request = sent(1, { traceNumbers: ['T1'], returnedOn: '2026-03-09', sentAgainOn: '2026-03-12' });
  expect(correctable({ ...ended, sent: [request] })).toEqual({ numerator: 1, denominator: 1, unknown: 0 });
  // Under another one.
  const still = [failed(1, 'T1', 'C_INSUFFICIENT')];
  expect(correctable({ traces: [trace(1, 'T2', { requestedOn: '2026-03-15' })], failed: still }).numerator).toBe(1);
  expect(correctable({ traces: [trace(1, 'T2')], failed: still })).toMatchObject({ numerator: 0, denominator: 1 });
});

test('a request that came back counts once, and as asked again only where it was sent after that', () => {
  const back = sent(1, { traceNumbers: ['T1'], returnedOn: '2026-03-09' });
  const still = [failed(1, 'T1', 'C_INSUFFICIENT'), failed(2, 'T2', 'C_INSUFFICIENT')];
  expect(correctable({ sent: [back], failed: still })).toEqual({ numerator: 0, denominator: 2, unknown: 0 });
  const again = { ...back, sentAgainOn: '2026-03-20' };
  expect(correctable({ sent: [again], failed: still })).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  expect(correctable({ sent: [again], failed: still, from: '2026-04-01' }).denominator).toBe(0);
});

test('a recovery whose property row bears a trace that was cancelled is not traced, nor is one whose request here came to that', () => {
  const bears = (traceNumber: string) => ({ ...recovery(1), traceNumber });
  const traced = (one: RecoveryFact, given: Partial<CoverageOf>) =>
    coverageOf({
      asOf: '2026-06-01',
      from: null,
      to: null,
      recoveries: [one],
      traces: [],
      sent: [],
      failed: [],
      settings: tracingSettingsDefault,
      ...given,
    }).traced.numerator;
  const off = trace(1, 'T1', { completion: 'C_CANCELLED' });
  // The request of another system under the same number says nothing of what came of it.
  const request = trace(1, 'T1', { completion: null, completedOn: null });
  expect(traced(bears('T1'), { traces: [off] })).toBe(0);
  expect(traced(bears('T1'), { traces: [request, off] })).toBe(0);
  expect(traced(recovery(1), { traces: [off], sent: [sent(1, { traceNumbers: ['T1'] })] })).toBe(0);
  expect(neverTraced([bears('T1')], [request, off], [])).toHaveLength(1);
  // A number nothing is known of, a trace that came to something, another trace of the firearm.
  expect(traced(bears('T1'), {})).toBe(1);
  expect(traced(bears('T1'), { traces: [off, trace(1, 'T1')] })).toBe(1);
  expect(traced(bears('T1'), { traces: [off, trace(1, 'T2')] })).toBe(1);
  expect(traced(recovery(1), { traces: [off], sent: [sent(1, { traceNumbers: ['T1', 'T3'] })] })).toBe(1);
});

test('a trace without a day, asked for before a firearm was recovered again, is of the recovery before', () => {
  const twice = [
    { ...recovery(1), key: 'P1', recoveredOn: '2019-03-01' },
    { ...recovery(1), key: 'P2', recoveredOn: '2024-05-01' },
  ];
  const asked = (requestedOn: string | null) => [trace(1, 'T1', { requestedOn, recoveredOn: null })];
  const never = (requestedOn: string | null) => neverTraced(twice, asked(requestedOn), []).map(({ key }) => key);
  expect(never('2019-03-10')).toEqual(['P2']);
  // Asked after both, or nobody knows when: of which it is nothing tells.
  expect(never('2024-05-10')).toEqual([]);
  expect(never(null)).toEqual([]);
  // Recovered once: asked a little before the day that is written.
  expect(neverTraced([twice[1]!], asked('2024-04-30'), [])).toEqual([]);
});

test('a period changes nothing about which recovery a trace is of: an earlier recovery outside it is still one', () => {
  const recoveries = [
    { ...recovery(1), record: 1, key: 'P1', recoveredOn: '2021-03-01' },
    { ...recovery(1), record: 2, key: 'P2', recoveredOn: '2023-03-01' },
  ];
  const asked = trace(1, 'T1', { requestedOn: '2021-03-05', completedOn: '2021-03-20', recoveredOn: null });
  const of = (from: string | null) =>
    coverageOf({
      asOf: '2024-06-01',
      from,
      to: null,
      recoveries,
      traces: [asked],
      sent: [],
      failed: [],
      settings: tracingSettingsDefault,
    });
  expect(of(null)).toMatchObject({ traced: { numerator: 1 }, requestToResultDays: { known: 1, median: 15 } });
  // In the second period nothing was traced, so that nothing came of it either.
  expect(of('2023-01-01')).toMatchObject({
    traced: { numerator: 0, denominator: 1 },
    completedToPurchaser: { numerator: 0, denominator: 0, unknown: 0 },
    requestToResultDays: { known: 0, unknown: 0, median: null },
  });
});
