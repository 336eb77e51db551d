import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { calls } from './calls.ts';
import { speaksOfGunfire } from './classify-call.ts';
import { callsFeed } from './feed.ts';

describe('calls', () => {
  test('a dispatch export', async () => {
    const { rows, rejects, failure } = await readWhole(
      csvOf(
        'Event Number,Received,Dispatched,En Route,On Scene,Cleared,Initial Type,Final Type,Priority,Disposition,Location,City,Latitude,Longitude,District,Caller Phone'.split(
          ',',
        ),
        'E21-1,01/01/2021 23:58:10,01/01/2021 23:59:00,01/01/2021 23:59:30,01/02/2021 00:05:00,01/02/2021 00:30:00,SHOTS FIRED,DISCHARGING FIREARM,1,NO REPORT,100 N EXAMPLE ST,HARBOR CITY,39.3,-76.6,Central,4105550100'.split(
          ',',
        ),
      ),
      { feed: callsFeed },
    );
    expect([failure, rejects, rows[0]!.key]).toEqual([null, [], 'E21-1/2021-01-01']);
    expect(typedRows(rows, 'call_for_service')).toEqual([
      {
        event_number: 'E21-1',
        received_at: '2021-01-02T04:58:10.000Z',
        dispatched_at: '2021-01-02T04:59:00.000Z',
        en_route_at: '2021-01-02T04:59:30.000Z',
        on_scene_at: '2021-01-02T05:05:00.000Z',
        cleared_at: '2021-01-02T05:30:00.000Z',
        initial_type: 'SHOTS FIRED',
        final_type: 'DISCHARGING FIREARM',
        priority: '1',
        disposition: 'NO REPORT',
        gunfire: true,
        district: 'Central',
        duplicate_of: null,
        warnings: null,
      },
    ]);
    expect(typedRows(rows, 'place_observation')).toMatchObject([{ role: 'call', city: 'HARBOR CITY', lat: 39.3 }]);
  });

  test('a clock alone is of the day of receipt, or of the next where it would lie before', () => {
    const { of } = parseOne(calls, {
      event_number: '1',
      received: '01/01/2021',
      received_time: '23:58',
      dispatched: '23:59',
      on_scene: '00:05',
    });
    expect(of('call_for_service')).toMatchObject([
      { dispatched_at: '2021-01-02T04:59:00.000Z', on_scene_at: '2021-01-02T05:05:00.000Z', warnings: null },
    ]);
  });

  test('times out of order are kept with a warning', () => {
    const { of } = parseOne(calls, { event_number: '1', received: '1/1/2021 10:00', dispatched: '1/1/2021 09:00' });
    expect(of('call_for_service')).toMatchObject([{ warnings: ['time.order'] }]);
  });

  test.each([
    ['SHOTS FIRED', '', true],
    ['Shots Heard', '', true],
    ['DISCHARGING FIREARM', '', true],
    ['PERSON SHOT', '', true],
    ['SHOOTING', '', true],
    ['GUNSHOT WOUND', '', true],
    ['DISTURBANCE', 'SHOOTING', true],
    ['SHOTSPOTTER', 'DISCHARGING FIREARM', false],
    ['SST', 'SHOOTING', false],
    ['SHOT SPOTTER ALERT', '', false],
    ['GUNSHOT DETECTION', '', false],
    ['SHOPLIFTING', '', false],
    ['BURGLARY ALARM', '', false],
    ['', '', false],
  ])('%s, closed as "%s": gunfire %s', (initial, final, expected) => {
    expect(speaksOfGunfire(initial, final)).toBe(expected);
  });

  test('without event number or date a row is rejected', () => {
    expect(parseOne(calls, { received: '1/1/2021 10:00' }).outcome).toMatchObject({
      reject: { code: 'calls.no-event' },
    });
    expect(parseOne(calls, { event_number: '1', received: 'n/a' }).outcome).toMatchObject({
      reject: { code: 'calls.no-time' },
    });
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(calls));
});
