import { expect, test } from 'vitest';
import { record, recovery, sale } from '../../test/life-records.ts';
import { firearmFactsOf } from './firearm-facts.ts';
import type { LifeRecord } from './firearm-life.ts';
import { theftOrder } from './theft-order.ts';
import { traceFactsOf } from './trace-facts.ts';

const theft = (values: Readonly<Record<string, unknown>>, more: Partial<LifeRecord> = {}) =>
  record('thefts', [{ table: 'theft_report', ordinal: 1, values }], more);
const traced = (number: string, recoveredOn: string, more: Readonly<Record<string, unknown>> = {}) =>
  record('etrace', [
    { table: 'trace_result', ordinal: 9, values: { trace_number: number, recovered_on: recoveredOn, ...more } },
    sale('2024-01-01'),
    recovery(recoveredOn),
  ]);
const factsOf = (...records: readonly LifeRecord[]) =>
  traceFactsOf({ firearm: 'firearm:1', records, shootings: [], cut: null }, { state: 'MD', counties: [] }).map(
    ({ stolen, theftInDoubt }) => [stolen, theftInDoubt],
  );

test.each([
  ['stolen and reported before', { stolen_on: '2024-02-01', reported_on: '2024-02-02' }, true, null],
  ['stolen and reported on the day', { stolen_on: '2024-03-01', reported_on: '2024-03-01' }, true, null],
  [
    'reported long after the theft, before the recovery',
    { stolen_on: '2022-01-01', reported_on: '2024-02-29' },
    true,
    null,
  ],
  ['stolen before, of no day of report', { stolen_on: '2024-02-01' }, true, null],
  ['reported before, of no day of theft', { reported_on: '2024-02-01' }, true, null],
  ['stolen and reported after', { stolen_on: '2024-03-20', reported_on: '2024-03-20' }, null, 'after-recovery'],
  ['reported once it was found', { stolen_on: '2024-02-01', reported_on: '2024-03-20' }, null, 'after-recovery'],
  ['reported after, of no day of theft', { reported_on: '2024-03-20' }, null, 'after-recovery'],
  ['of no day', {}, null, 'undated'],
])('a theft %s', (_, values, stolen, theftInDoubt) => {
  expect(factsOf(traced('T1', '2024-03-01'), theft(values))).toEqual([[stolen, theftInDoubt]]);
  // What the trace itself found in files of thefts counts, and leaves nothing in doubt.
  expect(factsOf(traced('T1', '2024-03-01', { stolen: true }), theft(values))).toEqual([[true, null]]);
  // Whatever the result of the trace says against it.
  expect(factsOf(traced('T1', '2024-03-01', { stolen: false }), theft(values))).toEqual([[stolen, theftInDoubt]]);
});

test('a theft between two recoveries counts for the second, and so does what the second trace says', () => {
  const [first, second] = [traced('T1', '2024-03-01'), traced('T2', '2025-03-01')];
  expect(factsOf(first, second, theft({ stolen_on: '2024-06-01' }))).toEqual([
    [null, 'after-recovery'],
    [true, null],
  ]);
  expect(factsOf(first, traced('T2', '2025-03-01', { stolen: true }))).toEqual([
    [null, null],
    [true, null],
  ]);
});

test('a recovery of no day has no theft before it', () => {
  expect(theftOrder({ stolen_on: '2024-01-01' }, null)).toBe('undated');
});

test('of several thefts a firearm has the last that a recovery followed', () => {
  const theftOf = (recoveredOn: string, ...days: readonly string[]) =>
    firearmFactsOf({
      firearm: 'firearm:1',
      records: [record('recoveries', [recovery(recoveredOn)]), ...days.map((day) => theft({ stolen_on: day }))],
      shootings: [],
    }).theft?.on;
  expect(theftOf('2022-01-01', '2023-05-05', '2021-01-01', '2020-01-01')).toBe('2021-01-01');
  expect(theftOf('2022-01-01', '2022-01-01')).toBe('2022-01-01');
  // None was: what happened later is told as it is.
  expect(theftOf('2020-01-01', '2023-05-05')).toBe('2023-05-05');
});
