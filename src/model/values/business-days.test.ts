import { describe, expect, test } from 'vitest';
import { stateCalendars } from '../tracing-settings.ts';
import { addDays } from './calendar-arithmetic.ts';
import {
  businessDaysFrom,
  holidayOn,
  isBusinessDay,
  salesTogether,
  unsureHolidays,
  withinWindow,
} from './business-days.ts';

const MD = stateCalendars([])['MD']!;

// Days of the United States Office of Personnel Management's lists of federal holidays for these years.
describe('federal holidays', () => {
  test.each([
    ['2021-06-18', 'Juneteenth'],
    ['2021-12-24', 'Christmas Day'],
    ['2021-12-31', 'New Year’s Day'],
    ['2022-06-20', 'Juneteenth'],
    ['2022-12-26', 'Christmas Day'],
    ['2023-01-02', 'New Year’s Day'],
    ['2024-05-27', 'Memorial Day'],
    ['2024-06-19', 'Juneteenth'],
    ['2024-11-28', 'Thanksgiving Day'],
    ['2025-01-20', 'Martin Luther King Jr. Day'],
    ['2025-02-17', 'Washington’s Birthday'],
    ['2025-09-01', 'Labor Day'],
    ['2025-10-13', 'Columbus Day'],
    ['2026-07-03', 'Independence Day'],
    ['2023-11-10', 'Veterans Day'],
  ])('of %s is %s', (day, name) => {
    expect(holidayOn(day, null)).toBe(name);
    expect(isBusinessDay(day, null)).toBe(false);
  });

  test('Juneteenth is none before 2021, and the day it falls on is open where it is kept on another', () => {
    expect(holidayOn('2020-06-19', null)).toBeNull();
    expect(isBusinessDay('2022-01-03', null)).toBe(true);
  });
});

test('a state keeps days of its own and leaves others out', () => {
  expect(holidayOn('2024-11-29', null)).toBeNull();
  expect(holidayOn('2024-11-29', MD)).toBe('day after Thanksgiving');
  expect(holidayOn('2025-10-13', stateCalendars([])['DE']!)).toBeNull();
  expect(holidayOn('2025-04-16', stateCalendars([])['DC']!)).toBe('state holiday');
});

describe('holidays that would be kept on one day', () => {
  // Three working days, as the states' schedules of these years have them.
  test.each([
    [2020, ['12-24', '12-25', '12-28']],
    [2021, ['12-23', '12-24', '12-27']],
    [2022, ['12-23', '12-26', '12-27']],
    [2023, ['12-25', '12-26', '12-27']],
    [2024, ['12-24', '12-25', '12-26']],
  ])('go on to the next free one: Christmas of %i in North Carolina', (year, days) => {
    for (const state of ['NC', 'SC']) {
      const calendar = stateCalendars([])[state]!;
      const shut = Array.from({ length: 11 }, (_, at) => `12-${20 + at}`).filter(
        (day) => holidayOn(`${year}-${day}`, calendar) !== null,
      );
      expect([state, shut]).toEqual([state, days]);
    }
  });

  test('and reach a day further for a window', () => {
    const calendar = stateCalendars([])['NC']!;
    // 20, 21, 22, (25, 26, 27), 28, 29 December 2023.
    expect(businessDaysFrom('2023-12-20', '2023-12-29', calendar)).toBe(5);
  });
});

describe('days of states', () => {
  const holiday = (state: string, day: string) => holidayOn(day, stateCalendars([])[state]!);
  test('elections: of Maryland in even years, of Virginia each year from 2020 on', () => {
    expect([holiday('MD', '2024-11-05'), holiday('MD', '2023-11-07')]).toEqual(['Election Day', null]);
    expect([holiday('VA', '2024-11-05'), holiday('VA', '2023-11-07'), holiday('VA', '2019-11-05')]).toEqual([
      'Election Day',
      'Election Day',
      null,
    ]);
    expect(withinWindow('2024-11-01', '2024-11-08', stateCalendars([])['MD']!)).toBe(true);
  });

  test('offices of California and Texas are open on Columbus Day, those of Texas let weekends go', () => {
    expect([holiday('CA', '2024-10-14'), holiday('TX', '2024-10-14'), holiday('MD', '2024-10-14')]).toEqual([
      null,
      null,
      'Columbus Day',
    ]);
    expect([holiday('TX', '2024-12-24'), holiday('TX', '2024-11-29'), holiday('TX', '2024-06-19')]).toEqual([
      'state holiday',
      'day after Thanksgiving',
      null,
    ]);
    // 4 July 2026 is a Saturday, 25 December 2022 a Sunday.
    expect([holiday('TX', '2026-07-03'), holiday('TX', '2022-12-26')]).toEqual([null, 'state holiday']);
    expect([holiday('CA', '2026-07-03'), holiday('CA', '2022-12-26'), holiday('CA', '2023-11-10')]).toEqual([
      null,
      'Christmas Day',
      'state holiday',
    ]);
  });

  // Easter by the tables of the Book of Common Prayer: the earliest and latest of a century among them.
  test('the Friday before Easter', () => {
    const fridays = [2000, 2008, 2011, 2016, 2019, 2024, 2025, 2026, 2038].map((year) =>
      Array.from({ length: 40 }, (_, at) => addDays(`${year}-03-18`, at)).find(
        (day) => holidayOn(day, stateCalendars([])['DE']!) === 'Good Friday',
      ),
    );
    expect(fridays).toEqual([
      '2000-04-21',
      '2008-03-21',
      '2011-04-22',
      '2016-03-25',
      '2019-04-19',
      '2024-03-29',
      '2025-04-18',
      '2026-04-03',
      '2038-04-23',
    ]);
    expect([holiday('MD', '2024-03-29'), holiday('NC', '2024-03-29')]).toEqual([null, 'Good Friday']);
  });

  test('as the lists of states have them', () => {
    // Delaware's Department of Human Resources, 2016.
    const delaware = Array.from({ length: 366 }, (_, at) => addDays('2016-01-01', at)).filter(
      (day) => holiday('DE', day) !== null,
    );
    expect(delaware.map((day) => day.slice(5))).toEqual([
      '01-01',
      '01-18',
      '03-25',
      '05-30',
      '07-04',
      '09-05',
      '11-08',
      '11-11',
      '11-24',
      '11-25',
      '12-26',
    ]);
    // Georgia's list of 2025.
    const georgia = Array.from({ length: 365 }, (_, at) => addDays('2025-01-01', at)).filter(
      (day) => holiday('GA', day) !== null,
    );
    expect(georgia.map((day) => day.slice(5))).toEqual([
      '01-01',
      '01-20',
      '04-18',
      '05-26',
      '06-19',
      '07-04',
      '09-01',
      '10-13',
      '11-11',
      '11-27',
      '11-28',
      '12-25',
      '12-26',
    ]);
    expect([holiday('VA', '2019-01-18'), holiday('VA', '2021-01-15')]).toEqual(['state holiday', null]);
    expect([holiday('DC', '2021-01-20'), holiday('DC', '2024-11-29')]).toEqual(['state holiday', null]);
    expect([holiday('WV', '2024-05-14'), holiday('WV', '2024-11-05')]).toEqual(['state holiday', 'Election Day']);
    expect(['CA', 'NC', 'SC', 'TX'].map((state) => holiday(state, '2024-06-19'))).toEqual([null, null, null, null]);
  });

  test('a window that is one by a day of an unread list alone says by which', () => {
    const calendars = stateCalendars([{ state: 'WV', on: '2024-03-06' }]);
    expect(unsureHolidays('2024-11-01', '2024-11-08', calendars['WV']!)).toEqual(['2024-11-05']);
    expect(unsureHolidays('2024-11-01', '2024-11-08', calendars['MD']!)).toEqual([]);
    expect(unsureHolidays('2024-10-10', '2024-10-17', null)).toEqual(['2024-10-14']);
    // One without it; one over what all keep; one by a day the city set; one of a list read off the law.
    expect(unsureHolidays('2024-11-04', '2024-11-08', calendars['WV']!)).toEqual([]);
    expect(unsureHolidays('2024-05-24', '2024-05-31', calendars['WV']!)).toEqual([]);
    expect(unsureHolidays('2024-03-04', '2024-03-11', calendars['WV']!)).toEqual([]);
    expect(unsureHolidays('2024-11-25', '2024-12-03', calendars['TX']!)).toEqual([]);
  });
});

describe('five consecutive business days', () => {
  test('are Monday to Friday of a plain week; the Monday after is the sixth', () => {
    expect(withinWindow('2024-03-04', '2024-03-08', MD)).toBe(true);
    expect(withinWindow('2024-03-04', '2024-03-10', MD)).toBe(true);
    expect(withinWindow('2024-03-04', '2024-03-11', MD)).toBe(false);
  });

  test('reach from a Wednesday over a weekend to the Tuesday', () => {
    expect(withinWindow('2024-03-06', '2024-03-12', MD)).toBe(true);
    expect(withinWindow('2024-03-06', '2024-03-13', MD)).toBe(false);
  });

  test('reach a day further over Thanksgiving, and two where the state keeps the day after', () => {
    // Tuesday 26 November: Tue, Wed, (Thu), Fri, Mon, Tue.
    expect(businessDaysFrom('2024-11-26', '2024-12-03', null)).toBe(5);
    expect(withinWindow('2024-11-26', '2024-12-04', null)).toBe(false);
    expect(withinWindow('2024-11-26', '2024-12-04', MD)).toBe(true);
    expect(withinWindow('2024-11-26', '2024-12-05', MD)).toBe(false);
  });

  test('reach over New Year, also where it is kept in the year before', () => {
    // Friday 31 December 2021 was kept for Saturday 1 January.
    expect(businessDaysFrom('2021-12-29', '2022-01-05', null)).toBe(5);
    expect(withinWindow('2021-12-29', '2022-01-06', null)).toBe(false);
    // Thursday 26 December 2024 to Thursday 2 January: 26, 27, 30, 31, 2.
    expect(businessDaysFrom('2024-12-26', '2025-01-02', null)).toBe(5);
  });

  test('reach over Juneteenth', () => {
    expect(withinWindow('2024-06-17', '2024-06-24', null)).toBe(true);
    expect(withinWindow('2024-06-17', '2024-06-25', null)).toBe(false);
  });
});

describe('sales together', () => {
  const runs = (days: readonly string[], calendar = stateCalendars([])['MD']!) =>
    salesTogether(
      days.map((soldOn) => ({ soldOn })),
      () => calendar,
    ).map((run) => run.map(({ soldOn }) => soldOn));

  test('may share a sale, and none lies in another', () => {
    // Monday, Friday, Monday: five days, and two; but six from first to last.
    expect(runs(['2024-03-11', '2024-03-04', '2024-03-08'])).toEqual([
      ['2024-03-04', '2024-03-08'],
      ['2024-03-08', '2024-03-11'],
    ]);
    expect(runs(['2024-03-04', '2024-03-11'])).toEqual([]);
    expect(runs(['2024-03-04', '2024-03-04', '2024-03-05'])).toHaveLength(1);
  });

  test('reach over holidays, and over a day a city has set', () => {
    // Friday, Monday to Wednesday, Monday: Thanksgiving and the day after it are shut.
    expect(runs(['2024-11-22', '2024-12-02'])).toHaveLength(1);
    expect(runs(['2024-03-04', '2024-03-11'], stateCalendars([{ state: 'MD', on: '2024-03-06' }])['MD']!)).toHaveLength(
      1,
    );
    expect(stateCalendars([{ state: 'AK', on: '2024-03-06' }])['AK']).toMatchObject({ days: ['2024-03-06'] });
  });
});
