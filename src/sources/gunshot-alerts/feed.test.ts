import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { alerts } from './alerts.ts';
import { classifyAlert, readDisposition, readQualifiers } from './classify-alert.ts';
import { gunshotAlertsFeed } from './feed.ts';

const read = (csv: string) => readWhole(csv, { feed: gunshotAlertsFeed });
const only = async (csv: string) => {
  const whole = await read(csv);
  expect([whole.failure, whole.rejects]).toEqual([null, []]);
  const of = (table: Parameters<typeof typedRows>[1]) => typedRows(whole.rows, table);
  return { profile: whole.sections[0]!.profile, key: whole.rows[0]!.key, of };
};

describe('published layouts', () => {
  test('Washington: minutes, two-digit years, 100 metres', async () => {
    const { profile, key, of } = await only(
      csvOf(
        ['Coverage Area', 'Incident ID', 'Date Time', 'Type', 'Longitude-100meter', 'Latitude-100meter'],
        ['WashingtonDC7D', '53-3', '1/27/06 3:35', 'Single Gunshot', '-77.001', '38.861'],
      ),
    );
    expect([profile, key]).toEqual(['washington-dc-released', 'WashingtonDC7D/53-3/2006-01-27']);
    expect(of('gunshot_alert')).toMatchObject([
      {
        alert_number: '53-3',
        coverage_area: 'WashingtonDC7D',
        detected_at: '2006-01-27T08:35:00.000Z',
        detected_raw: '1/27/06 3:35',
        classification: 'SG',
      },
    ]);
    expect(of('place_observation')).toMatchObject([
      { role: 'alert', city: 'Washington', state: 'DC', precision: '100m', lon: -77.001, lat: 38.861 },
    ]);
  });

  test('Chicago’s open data: blocks, half-day clock, and the word for possible gunfire', async () => {
    const { profile, of } = await only(
      csvOf(
        'DATE,BLOCK,ZIP_CODE,WARD,COMMUNITY_AREA,AREA,DISTRICT,BEAT,STREET_OUTREACH_ORGANIZATION,UNIQUE_ID,MONTH,DAY_OF_WEEK,HOUR,INCIDENT_TYPE_DESCRIPTION,ROUNDS,ILLINOIS_HOUSE_DISTRICT,ILLINOIS_SENATE_DISTRICT,LATITUDE,LONGITUDE,LOCATION'.split(
          ',',
        ),
        '07/04/2021 11:15:00 PM,6300 S ARTESIAN AVE,60629,16,CHICAGO LAWN,1,8,825,NONE,SST-0001,7,1,23,GUNSHOT OR FIRECRACKER,1,3,2,41.7779,-87.6848,POINT (-87.68 41.77)'.split(
          ',',
        ),
      ),
    );
    expect(profile).toBe('chicago-shotspotter-alerts');
    expect(of('gunshot_alert')).toMatchObject([
      { detected_at: '2021-07-05T04:15:00.000Z', classification: 'PG', rounds: 1 },
    ]);
    expect(of('place_observation')).toMatchObject([
      { city: 'Chicago', precision: 'block', neighborhood: 'CHICAGO LAWN' },
    ]);
  });

  test('Chicago’s dispatch: the entry stands for the detection, with a warning, and the event is no citizen’s call', async () => {
    const { profile, key, of } = await only(
      csvOf(
        'EventNumber,EntryDate,DispatchDate,ClearDate,ClosedDate,InitialPriority,FinPriority,InitType,FinalType,FinalDisposition,FinTypeDescription,District,Location,ServiceLocation,XCoord,YCoord'.split(
          ',',
        ),
        '2120500001,07/24/2021 01:02:03,07/24/2021 01:03:00,07/24/2021 01:30:00,07/24/2021 01:30:00,1A,1A,SST,SST,19P,SHOTSPOTTER,011,4XX N X ST,4XX N X ST,1150000,1900000'.split(
          ',',
        ),
      ),
    );
    expect([profile, key]).toEqual(['chicago-oemc-shotspotter-events', '2120500001/2021-07-24']);
    expect(of('gunshot_alert')).toMatchObject([
      { detected_at: '2021-07-24T06:02:03.000Z', event_number: '2120500001', warnings: ['detected.time-of-entry'] },
    ]);
    expect(of('call_for_service')).toMatchObject([
      { gunfire: false, dispatched_at: '2021-07-24T06:03:00.000Z', disposition: '19P' },
    ]);
    expect(of('place_observation')).toMatchObject([{ lon: null, lat: null }]);
  });

  test('Chicago police: a duplicate and a linked case', async () => {
    const { profile, of } = await only(
      csvOf(
        'Event Number,Call Date,Dispatch Date,On Scene Date,Clear Date,Close Date,Initial Type,Final Type,Type Descr,Disposition,Final Disposition Code,Duplicate Event,RD Number,Location Block Address,Service Block Address,District,Beat Assigned,Response Area,Service Area'.split(
          ',',
        ),
        '2100100002,01-Jan-2021 00:05:00,01-Jan-2021 00:06:00,01-Jan-2021 00:12:00,01-Jan-2021 00:40:00,01-Jan-2021 00:41:00,SST,SHOTSF,SHOTS FIRED,CONFIRMED,1,2100100001,JE100001,1XX W X ST,1XX W X ST,007,0711,R1,S1'.split(
          ',',
        ),
      ),
    );
    expect(profile).toBe('chicago-police-shotspotter-calls');
    expect(of('gunshot_alert')).toMatchObject([
      { case_key: 'JE100001', disposition: 'CONFIRMED', detected_at: '2021-01-01T06:05:00.000Z' },
    ]);
    expect(of('incident_observation')).toMatchObject([{ role: 'alert', case_raw: 'JE100001' }]);
    expect(of('call_for_service')).toMatchObject([{ duplicate_of: '2100100001' }]);
  });

  test('Cambridge: gunfire without an alert is an incident the system missed, not an alert', async () => {
    const header = ['date', 'time', 'location', 'shotspotter_alert', 'shell_casings', 'injuries', 'arrests', 'details'];
    const { profile, of } = await only(
      csvOf(
        header,
        ['3/4/2021', '10:15 PM', 'Main St', 'TRUE', '3', '0', '0', 'found'],
        ['3/5/2021', '1:00 AM', 'Elm St', 'FALSE', '6', '1', '', 'heard'],
      ),
    );
    expect(profile).toBe('cambridge-incidents');
    expect(of('gunshot_alert')).toHaveLength(1);
    expect(of('incident')).toMatchObject([
      { classification: 'shots-fired', cartridge_cases: 3 },
      { classification: 'non-fatal-shooting', cartridge_cases: 6 },
    ]);
    expect(of('place_observation').map((place) => place['role'])).toEqual(['alert', 'scene']);
  });

  test('a ShotSpotter export with date and time apart', async () => {
    const { profile, key, of } = await only(
      csvOf(
        'Flex ID,Coverage Area,Zone,Date,Time,Published At,Type,Rounds,Latitude,Longitude,Address,Accuracy (m),Qualifiers,CAD Event,Disposition,Linked Case'.split(
          ',',
        ),
        [
          '21-1',
          'HarborCityS',
          '134',
          '01/01/2021',
          '17:26:32',
          '01/01/2021 17:26:55',
          'Multiple Gunshots',
          '7',
          '39.2',
          '-76.7',
          '1 CLOVER AVE',
          '25',
          'FULL AUTO; MULTIPLE SHOOTERS',
          'E21-1',
          'CONFIRMED',
          '21-0000001',
        ],
      ),
    );
    expect([profile, key]).toEqual([null, 'HarborCityS/21-1/2021-01-01']);
    expect(of('gunshot_alert')).toMatchObject([
      {
        detected_at: '2021-01-01T22:26:32.000Z',
        published_at: '2021-01-01T22:26:55.000Z',
        classification: 'MG',
        rounds: 7,
        accuracy_m: 25,
        qualifiers: ['FULL_AUTO', 'MULTIPLE_SHOOTERS'],
        event_number: 'E21-1',
        disposition: 'CONFIRMED',
        case_key: '210000001',
        warnings: null,
      },
    ]);
  });
});

describe('alerts', () => {
  test('a number used again another day is another alert', () => {
    const key = (detected: string) => parseOne(alerts, { alert_number: '6421', detected }).outcome;
    expect([key('09/27/2015 03:06:56'), key('02/09/2018 19:32:06')]).toEqual([
      { key: '6421/2015-09-27' },
      { key: '6421/2018-02-09' },
    ]);
  });

  test('times in the hour that occurs twice, or never, are kept with a warning', () => {
    const warned = (detected: string) => parseOne(alerts, { detected }).of('gunshot_alert')[0]!['warnings'];
    expect([warned('11/07/2021 01:30:00'), warned('03/14/2021 02:30:00')]).toEqual([['time.fold'], ['time.gap']]);
  });

  test('one bad field is a warning, no date is a reject', () => {
    const { of } = parseOne(alerts, { detected: '7/4/2021 23:00', rounds: 'many' });
    expect(of('gunshot_alert')).toMatchObject([{ rounds: null, warnings: ['rounds.unreadable'] }]);
    expect(parseOne(alerts, { detected: 'yesterday', alert_number: '1' }).outcome).toMatchObject({
      reject: { code: 'alerts.no-time', got: 'yesterday' },
    });
    expect(parseOne(alerts, { detected: '1/1/2040 10:00' }).outcome).toMatchObject({
      reject: { code: 'alerts.no-time' },
    });
  });

  test.each([
    ['Single Gunshot', 'SG'],
    ['MULTIPLE GUNSHOTS', 'MG'],
    ['Probable Gunfire', 'PG'],
    ['Possible Gunshots', 'PG'],
    ['GUNSHOT OR FIRECRACKER', 'PG'],
    ['Fireworks', 'NG'],
    ['Helicopter', 'NG'],
    ['Vehicle Backfire', 'NG'],
    ['PG', 'PG'],
    ['SHOTSPOTTER', null],
    ['', null],
  ])('%s is %s', (type, expected) => {
    expect(classifyAlert(type)).toBe(expected);
  });

  test('qualifiers and dispositions are of the families, and others as written', () => {
    expect(readQualifiers('Full Auto, High Capacity / moving')).toEqual([
      'FULL_AUTO',
      'HIGH_CAPACITY',
      'MOVING_SHOOTER',
    ]);
    expect(readQualifiers('None')).toEqual([]);
    expect(['Confirmed', 'UNCONFIRMED', 'Unfounded', 'No evidence', '19P', ''].map(readDisposition)).toEqual([
      'CONFIRMED',
      'UNCONFIRMED',
      'UNFOUNDED',
      'UNCONFIRMED',
      '19P',
      null,
    ]);
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(alerts));
});
