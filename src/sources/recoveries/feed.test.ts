import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, expectSoundRows, rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole } from '../../../test/read-whole-feed.ts';
import { recoveriesFeed } from './feed.ts';
import { cleanLossCode } from './loss-code.ts';

const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Zip,Latitude,Longitude,Possessor Last Name,Possessor First Name,Possessor DOB,Officer,Loss Code,Status,Test Fired,Trace Number'.split(
    ',',
  );
const layout = rowLayoutOf(recoveriesFeed, 'recoveries');

const recovered = {
  property_number: 'p24000017',
  case_number: '24-001122',
  recovered_at: '03/08/2024 23:15',
  firearm_type: 'SEMI-AUTO PISTOL',
  make: 'Taurus',
  model: 'G2C',
  calibre: '.40 S&W',
  serial_number: 'SERIAL FILED OFF',
  recovery_address: '33 S Gay St',
  recovery_latitude: '39.28901',
  recovery_longitude: '-76.60802',
  possessor_last_name: 'Smith',
  possessor_first_name: 'Jordan',
  possessor_dob: '05/06/1988',
  officer: 'OFC 1234',
  loss_code: '6',
  status: 'HOLD FOR COURT',
  test_fired: 'Y',
  trace_number: 'T20240012345',
};

test('every column is explained, and headers of other cities are understood', () => {
  const columns = columnsOf(recoveriesFeed, header);
  expect(header.filter((name) => columns[name] === undefined)).toEqual([]);
  expect(contestedHeaders(layout)).toEqual([]);
  expect(
    columnsOf(recoveriesFeed, [
      'Voucher #',
      'RD #',
      'Date Inventoried',
      'Gun Make',
      'Weapon Serial #',
      'Caliber/Gauge',
      'Arrestee DOB',
      'Police District',
    ]),
  ).toEqual({
    'Voucher #': 'property_number',
    'RD #': 'case_number',
    'Date Inventoried': 'recovered_at',
    'Gun Make': 'make',
    'Weapon Serial #': 'serial_number',
    'Caliber/Gauge': 'calibre',
    'Arrestee DOB': 'possessor_dob',
    'Police District': 'recovery_district',
  });
});

describe('a recovery', () => {
  test('becomes firearm, possessor, place, incident and recovery', () => {
    const { outcome, of, typed } = parseOne(layout, recovered);
    expect(outcome).toMatchObject({ key: 'P24000017' });
    expect(of('firearm_observation')).toMatchObject([
      {
        role: 'recovered',
        seen_on: '2024-03-08',
        serial_raw: 'SERIAL FILED OFF',
        serial_clean: null,
        no_serial_reason: 'REMOVED',
        obliterated: true,
        type_code: 'PI',
        calibre_code: '40SW',
      },
    ]);
    expect(of('person_observation')).toMatchObject([
      { role: 'possessor', family_name: 'SMITH', born_on: '1988-05-06' },
    ]);
    expect(of('place_observation')).toMatchObject([
      { role: 'recovery', address: '33 S GAY ST', lon: -76.60802, lat: 39.28901, precision: 'exact', state: 'MD' },
    ]);
    expect(of('incident_observation')).toMatchObject([{ role: 'recovery', case_key: '24001122' }]);
    expect(of('recovery')).toMatchObject([
      {
        property_number: 'P24000017',
        recovered_at: '2024-03-09T04:15:00.000Z',
        recovered_on: '2024-03-08',
        loss_code: '6',
        status: 'HOLD FOR COURT',
        test_fired: true,
        trace_number: 'T20240012345',
        firearm_ordinal: typed.find((row) => row.table === 'firearm_observation')!.ordinal,
        warnings: null,
      },
    ]);
  });

  test('the clock may stand in a column of its own; a day alone gives no instant', () => {
    const at = (fields: Record<string, string>) => parseOne(layout, { ...recovered, ...fields }).of('recovery')[0];
    expect(at({ recovered_at: '03/08/2024 00:00', recovered_time: '23:15' })).toMatchObject({
      recovered_at: '2024-03-09T04:15:00.000Z',
    });
    expect(at({ recovered_at: '03/08/2024' })).toMatchObject({ recovered_at: null, recovered_on: '2024-03-08' });
    expect(at({ recovered_at: '' })).toMatchObject({ recovered_at: null, recovered_on: null, warnings: null });
  });

  test('in the hour the clock is set forward or back the instant is chosen and flagged', () => {
    const at = (recovered_at: string) => parseOne(layout, { ...recovered, recovered_at }).of('recovery')[0];
    expect(at('03/10/2024 02:30')).toMatchObject({ recovered_at: '2024-03-10T07:30:00.000Z', warnings: ['time.gap'] });
    expect(at('11/03/2024 01:30')).toMatchObject({ recovered_at: '2024-11-03T05:30:00.000Z', warnings: ['time.fold'] });
  });

  test('coordinates that are exchanged are set right, and null island is none', () => {
    const place = (fields: Record<string, string>) => {
      const { of } = parseOne(layout, { ...recovered, ...fields });
      return [of('place_observation')[0]!['lon'], of('recovery')[0]!['warnings']];
    };
    expect(place({ recovery_latitude: '-120.5', recovery_longitude: '39.3' })).toEqual([
      -120.5,
      ['coordinates.swapped'],
    ]);
    // A latitude of -76.6 lies on the earth, in the Antarctic.
    expect(place({ recovery_latitude: '-76.61', recovery_longitude: '39.29' })).toEqual([
      -76.61,
      ['coordinates.swapped'],
    ]);
    expect(place({ recovery_latitude: '0', recovery_longitude: '0' })).toEqual([null, ['coordinates.zero']]);
  });

  test('coordinates far from the United States are no point, and those of every state and territory are one', () => {
    const place = (lon: string, lat: string) => {
      const { of } = parseOne(layout, { ...recovered, recovery_longitude: lon, recovery_latitude: lat });
      const [seen] = of('place_observation');
      return [seen!['lon'], seen!['lat'], of('recovery')[0]!['warnings']];
    };
    for (const [lon, lat] of [
      ['-11.78', '36.75'],
      ['-0.002', '0.001'],
      ['2.35', '48.86'],
    ] as const)
      expect(place(lon, lat)).toEqual([null, null, ['coordinates.range']]);
    // Cities of the GNIS: Miami, Utqiagvik, Adak, Hilo, San Juan, Charlotte Amalie, Hagåtña, Saipan, Pago Pago, Eastport.
    for (const [lon, lat] of [
      [-80.19, 25.77],
      [-156.79, 71.29],
      [-176.64, 51.88],
      [-155.09, 19.73],
      [-66.11, 18.47],
      [-64.93, 18.34],
      [144.75, 13.48],
      [145.75, 15.19],
      [-170.7, -14.28],
      [-66.98, 44.91],
    ] as const)
      expect(place(String(lon), String(lat))).toEqual([lon, lat, null]);
  });

  test('an unknown possessor is nobody', () => {
    const { of } = parseOne(layout, {
      ...recovered,
      possessor_last_name: 'UNKNOWN',
      possessor_first_name: '',
      possessor_dob: '',
    });
    expect(of('person_observation')).toEqual([]);
  });

  test.each([
    [{ ...recovered, property_number: '', case_number: '' }, 'recovery.no-number', 'property_number'],
    [{ ...recovered, recovered_at: '02/30/2024 10:00' }, 'date.impossible', 'recovered_at'],
    [{ property_number: 'P1', recovered_at: '03/08/2024' }, 'recovery.no-firearm', 'serial_number'],
  ])('%o is rejected', (fields, code, field) => {
    expect(parseOne(layout, fields as Record<string, string>).outcome).toMatchObject({ reject: { code, field } });
  });

  test('without a property number the case still keeps it, and its content is the key', () => {
    const { outcome, of } = parseOne(layout, { ...recovered, property_number: '' });
    expect(outcome).toMatchObject({ key: null });
    expect(of('recovery')[0]!['warnings']).toContain('recovery.no-property-number');
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(layout);
  });
});

test('rows and rejects are all the rows, and an unknown column stays in the record', async () => {
  const columns = [...header, 'Shelf'];
  const row = (number: string) =>
    columns.map((name) => ({ 'Property Number': number, Make: 'GLOCK', Shelf: 'B7' })[name] ?? '');
  const whole = await readWhole(csvOf(columns, row('P1'), row(''), row('P3')), { feed: recoveriesFeed });
  expect(whole.rows.map((each) => each.key)).toEqual(['P1', 'P3']);
  expect(whole.rejects).toMatchObject([{ line: 3, code: 'recovery.no-number', got: 'blank' }]);
  expect(whole.rows[0]!.content).toContain('B7');
});

test.each([
  ['5', '5'],
  ['06', '6'],
  ['6 - Seized', '6'],
  ['Recovered', '5'],
  ['EVIDENCE', '6'],
  ['9', null],
  ['somewhere', null],
])('the loss %j is NIBRS code %j', (text, code) => {
  expect(cleanLossCode(text)).toBe(code);
});

describe('what a laboratory restored of a serial number', () => {
  const restored = {
    ...recovered,
    serial_removal: 'Ground off',
    restoration_attempted: 'Y',
    restoration_result: 'Partial',
    restoration_lab: 'FTB-20417',
    serial_restored: 'acd?12-34',
    serial_restored_confidence: 'HHM?HHLH',
  };

  test('is kept beside the serial number, and is none', () => {
    const { of } = parseOne(layout, restored);
    expect(of('firearm_observation')).toMatchObject([
      {
        serial_clean: null,
        obliterated: true,
        serial_removal_raw: 'Ground off',
        serial_removal: 'ground',
        restoration_attempted: true,
        restoration_result: 'partial',
        restoration_lab: 'FTB-20417',
        serial_restored: 'ACD?1234',
        serial_restored_grades: ['high', 'high', 'medium', 'unread', 'high', 'high', 'low', 'high'],
      },
    ]);
    expect(of('recovery')).toMatchObject([{ warnings: null }]);
  });

  test('is noted where it cannot be read, and the number joins nothing', () => {
    const { of } = parseOne(layout, { ...restored, serial_removal: 'whittled', serial_restored_confidence: 'HH' });
    expect(of('firearm_observation')).toMatchObject([
      {
        serial_removal: null,
        serial_removal_raw: 'whittled',
        serial_restored: 'ACD?1234',
        serial_restored_grades: null,
      },
    ]);
    expect(of('recovery')).toMatchObject([{ warnings: ['serial.grades-unread', 'serial.removal-unread'] }]);
  });
});
