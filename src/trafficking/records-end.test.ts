import { expect, test } from 'vitest';
import { madeDealer, madeTrace } from '../../test/made-traces.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { addDays } from '../model/values/calendar-arithmetic.ts';
import { recordsEnd, saleCohorts } from './sale-cohorts.ts';
import { corridorChanges } from './source-pictures.ts';

/** A firearm every second day of four years, with more from Georgia of late. */
const usual = Array.from({ length: 730 }, (_, at) => {
  const recoveredOn = addDays('2020-01-01', at * 2);
  const soldOn = addDays(recoveredOn, -((at * 74) % 900));
  return recovered(`T${at}`, soldOn, recoveredOn, at > 575 && at < 700 && at % 2 === 0 ? 'GA' : at % 3 ? 'MD' : 'VA');
});
const stray = recovered('T9999', '2026-01-05', '2026-10-01', 'MD');

function recovered(number: string, soldOn: string, recoveredOn: string, state: string) {
  return madeTrace(number, {
    soldOn,
    recoveredOn,
    timeToCrime: { kind: 'computed', days: daysBetween(soldOn, recoveredOn) },
    dealer: madeDealer(1, { state }),
  });
}

test('one stray late day ends no records: cohorts and corridors are what they were, and it is said to be left out', () => {
  const [cohorts, withStray] = [saleCohorts(usual), saleCohorts([...usual, stray])];
  expect(cohorts.followed).toEqual({ from: '2020-01-01', to: '2023-12-29', before: 0, after: 0 });
  expect(withStray.followed).toEqual({ ...cohorts.followed, after: 1 });
  expect(withStray.cohorts).toEqual(cohorts.cohorts);
  const [corridors, changed] = [corridorChanges(usual), corridorChanges([...usual, stray])];
  expect(corridors.to).toBe('2023-10');
  expect(corridors.rows.find(({ id }) => id === 'GA')).toMatchObject({ told: true, direction: 'more' });
  expect(changed).toEqual({ ...corridors, after: 1 });
});

test('where records are few, a lone quarter after a year of none ends nothing, and one within a year does', () => {
  const few = ['2020-02-01', '2020-08-01', '2021-05-01', '2021-11-01'];
  expect(recordsEnd(few)).toBe('2021-11-01');
  expect(recordsEnd([...few, '2026-10-01'])).toBe('2021-11-01');
  expect(recordsEnd([...few, '2022-09-01'])).toBe('2022-09-01');
  expect(recordsEnd([])).toBeNull();
  expect(recordsEnd(['2024-01-01'])).toBe('2024-01-01');
});

test('a year is whole where all sold in it could be followed before the last two months, which are still filling', () => {
  const { cohorts } = saleCohorts(usual);
  // To the end of October 2023: one year of sales up to 2021, two up to 2020.
  expect(cohorts.map(({ year, whole }) => [year, whole])).toEqual([
    [2020, [true, true, false]],
    [2021, [true, false, false]],
    [2022, [false, false, false]],
    [2023, [false, false, false]],
  ]);
});
