import { describe, expect, test } from 'vitest';
import { csvOf, readWhole, typedRows } from '../../test/read-whole-feed.ts';
import { callsFeed } from './calls/feed.ts';
import type { Mapping } from './feed.ts';
import { gunshotAlertsFeed } from './gunshot-alerts/feed.ts';
import { guessFeed } from './guess-feed.ts';

const alerts = (columns: Mapping['columns'], more: Partial<Mapping> = {}): Mapping => ({
  feed: 'gunshot-alerts',
  layout: 'alerts',
  columns: { ...columns, Street: 'address' },
  ...more,
});

async function detected(mapping: Mapping, ...cells: string[]) {
  const { rows, failure } = await readWhole(csvOf(Object.keys(mapping.columns), [...cells, '1 OAK ST']), {
    feed: gunshotAlertsFeed,
    mapping,
  });
  expect(failure).toBeNull();
  const [alert] = typedRows(rows, 'gunshot_alert');
  const [place] = typedRows(rows, 'place_observation');
  return [place?.['seen_on'], alert?.['detected_at']];
}

describe('a column whose header says UTC', () => {
  // New York is four hours behind UTC in summer.
  const evening = ['2024-05-31', '2024-06-01T00:10:05.000Z'];

  test.each([
    '2024-06-01 00:10:05',
    '2024-06-01T00:10:05Z',
    '2024-06-01T00:10:05.000+00:00',
    '6/1/2024 12:10:05 AM',
    '20240601 001005',
    '2024-05-31T20:10:05-04:00',
  ])('is the instant written: %s', async (cell) => {
    expect(await detected(alerts({ sensed_utc: 'detected', id: 'alert_number' }), cell, 'A1')).toEqual(evening);
  });

  test('is that instant also at midnight, where Z behind it is a day in any other column', async () => {
    const midnight = ['2024-05-31', '2024-06-01T00:00:00.000Z'];
    for (const cell of ['2024-06-01 00:00:00', '2024-06-01T00:00:00Z', '2024-06-01T00:00:00.000+00:00'])
      expect(await detected(alerts({ sensed_utc: 'detected', id: 'alert_number' }), cell, 'A1')).toEqual(midnight);
    expect(await detected(alerts({ sensed: 'detected', id: 'alert_number' }), '2024-06-01T00:00:00Z', 'A1')).toEqual([
      '2024-06-01',
      null,
    ]);
  });

  test.each(['UTC', 'Etc/UTC', 'GMT'])('so is every time of a file whose zone is %s', async (timeZone) => {
    const of = { sensed: 'detected', id: 'alert_number' } as const;
    expect(await detected(alerts(of, { timeZone }), '2024-06-01 00:10:05', 'A1')).toEqual(evening);
    // Named columns win over the zone of the file.
    expect(await detected(alerts(of, { timeZone, utcColumns: [] }), '2024-05-31 20:10:05', 'A1')).toEqual(evening);
  });

  test('is the day it shows where there is no clock', async () => {
    expect(await detected(alerts({ sensed_utc: 'detected', id: 'alert_number' }), '2024-06-01', 'A1')).toEqual([
      '2024-06-01',
      null,
    ]);
  });

  test.each([
    ['day_utc', 'clock', '2024-06-01', '00:10:05'],
    ['day', 'clock_utc', '6/1/2024', '12:10:05 AM'],
    ['day_utc', 'clock_utc', '2024-06-01 00:00:00', '001005'],
    ['day_utc', 'clock_utc', '2024-06-01T00:00:00Z', '00:10:05Z'],
  ])('gives its zone to date and clock side by side: %s, %s', async (date, clock, ...cells) => {
    const mapping = alerts({ [date]: 'detected', [clock]: 'detected_time', id: 'alert_number' });
    expect(await detected(mapping, ...cells, 'A1')).toEqual(evening);
  });

  test('is local where the mapping says so, and another column is in UTC where it says that', async () => {
    const local = ['2024-06-01', '2024-06-01T04:10:05.000Z'];
    const columns = { sensed_utc: 'detected', id: 'alert_number' };
    expect(await detected(alerts(columns, { utcColumns: [] }), '2024-06-01 00:10:05', 'A1')).toEqual(local);
    const named = alerts({ Sensed: 'detected', id: 'alert_number' }, { utcColumns: ['sensed'] });
    expect(await detected(named, '2024-06-01 00:10:05', 'A1')).toEqual(evening);
  });

  test('makes another reading of a file than a column that does not', async () => {
    const read = async (more: Partial<Mapping>) => {
      const mapping = alerts({ Sensed: 'detected', id: 'alert_number' }, more);
      const { rows } = await readWhole(csvOf(['Sensed', 'id', 'Street'], ['2024-06-01 00:10:05', 'A1', '']), {
        feed: gunshotAlertsFeed,
        mapping,
      });
      return rows[0]!.reading;
    };
    expect(await read({ utcColumns: ['Sensed'] })).not.toBe(await read({}));
  });

  test('holds clocks of the day of a call as well', async () => {
    const mapping: Mapping = {
      feed: 'calls',
      layout: 'calls',
      columns: { no: 'event_number', got_utc: 'received', sent_utc: 'dispatched', there: 'on_scene' },
    };
    const text = csvOf(Object.keys(mapping.columns), ['E1', '2024-06-01 00:10', '00:15', '20:30']);
    const { rows } = await readWhole(text, { feed: callsFeed, mapping });
    expect(typedRows(rows, 'call_for_service')).toMatchObject([
      {
        received_at: '2024-06-01T00:10:00.000Z',
        dispatched_at: '2024-06-01T00:15:00.000Z',
        on_scene_at: '2024-06-01T00:30:00.000Z',
      },
    ]);
  });
});

describe('the guess', () => {
  const guess = (times: (row: number) => string) => {
    const rows = Array.from({ length: 60 }, (_, row) => [
      `F${9000 + row}`,
      times(row),
      String(1 + (row % 9)),
      `${row} Oak St`,
    ]);
    return guessFeed(
      [
        {
          sheet: null,
          rows: [['flex_id', 'sensed_utc', 'rnds', 'nearest_addr'], ...rows].map((cells, at) => ({
            line: at + 1,
            cells,
          })),
        },
      ],
      { fileName: 'sensor alerts.csv', receivedOn: '2025-12-31' },
    );
  };

  test('says in its mapping that a column is in UTC, and in its reason', () => {
    const found = guess((row) => `2024-06-${10 + (row % 20)} ${10 + (row % 10)}:00:05`);
    expect(found.mapping).toMatchObject({ columns: { sensed_utc: 'detected' }, utcColumns: ['sensed_utc'] });
    expect(found.columns[1]!.why).toContain('its header says UTC, and so its times are read');
  });

  test('takes midnights in UTC for the days they show', () => {
    const found = guess((row) => `2024-06-${10 + (row % 20)}T00:00:00Z`);
    expect(found.mapping).toMatchObject({ columns: { sensed_utc: 'detected' }, utcColumns: [] });
  });
});
