import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, expectSoundRows, rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole } from '../../../test/read-whole-feed.ts';
import { theftsFeed } from './feed.ts';
import { cleanTheftKind } from './report-kind.ts';

const header =
  'Report Number,Report Type,Theft Date,Reported,FFL,Dealer Name,Victim Last Name,Victim First Name,Victim DOB,Street,City,State,Zip,Make,Model,Caliber,Firearm Type,Serial Number,NIC Number,Agency Case Number,Status'.split(
    ',',
  );
const layout = rowLayoutOf(theftsFeed, 'thefts');

const burglary = {
  report_number: 'tl2024-000009',
  report_type: 'DEALER_BURGLARY',
  stolen_on: '02/03/2024',
  reported_on: '02/05/2024',
  dealer_licence: '8-52-033-01-5F-12345',
  dealer_name: 'VALLEY ARMS LLC',
  theft_address: '12 W Main St',
  theft_city: 'Towson',
  theft_state: 'MD',
  theft_zip: '21204',
  make: 'GLOCK',
  serial_number: 'ABC-123',
  ncic_number: 'G123456789',
  case_number: '24-000500',
  status: 'OPEN',
};

test('every column is explained, and headers of other systems are understood', () => {
  const columns = columnsOf(theftsFeed, header);
  expect(header.filter((name) => columns[name] === undefined)).toEqual([]);
  expect(contestedHeaders(layout)).toEqual([]);
  expect(columnsOf(theftsFeed, ['OCA', 'NIC #', 'DOT', 'SER', 'MAK', 'CAL', 'FFL Number', 'Owner'])).toEqual({
    OCA: 'case_number',
    'NIC #': 'ncic_number',
    DOT: 'stolen_on',
    SER: 'serial_number',
    MAK: 'make',
    CAL: 'calibre',
    'FFL Number': 'dealer_licence',
    Owner: 'victim_name',
  });
});

describe('a theft', () => {
  test('from a dealer becomes firearm, dealer at the place, incident and report', () => {
    const { outcome, of, typed } = parseOne(layout, burglary);
    expect(outcome).toEqual({ key: 'TL2024-000009/ABC123' });
    expect(of('firearm_observation')).toMatchObject([
      { role: 'stolen', seen_on: '2024-02-03', serial_clean: 'ABC123' },
    ]);
    expect(of('dealer_observation')).toMatchObject([
      {
        role: 'theft-dealer',
        licence_key: '8-52-12345',
        address: '12 W MAIN ST',
        city: 'Towson',
        state: 'MD',
        zip: '21204',
      },
    ]);
    expect(of('person_observation')).toEqual([]);
    expect(of('place_observation')).toMatchObject([{ role: 'theft', address: '12 W MAIN ST', city: 'Towson' }]);
    expect(of('incident_observation')).toMatchObject([{ role: 'theft', case_key: '24000500' }]);
    expect(of('theft_report')).toMatchObject([
      {
        report_number: 'TL2024-000009',
        kind: 'DEALER_BURGLARY',
        stolen_on: '2024-02-03',
        reported_on: '2024-02-05',
        ncic_number: 'G123456789',
        case_key: '24000500',
        status: 'OPEN',
        firearm_ordinal: typed.find((row) => row.table === 'firearm_observation')!.ordinal,
        warnings: null,
      },
    ]);
  });

  test('from a home names the victim, and gives a dealer named beside it no address', () => {
    const { of } = parseOne(layout, {
      ...burglary,
      report_type: 'PERSON_BURGLARY',
      victim_last_name: 'Smith',
      victim_first_name: 'Jordan',
      victim_dob: '05/06/1988',
    });
    expect(of('person_observation')).toMatchObject([
      { role: 'theft-victim', family_name: 'SMITH', born_on: '1988-05-06' },
    ]);
    expect(of('dealer_observation')).toMatchObject([{ address: null }]);
  });

  test('several firearms of one report are several records; without serial and NIC number the content is the key', () => {
    const key = (serial_number: string) => parseOne(layout, { ...burglary, serial_number, ncic_number: '' }).outcome;
    expect([key('A-1000'), key('A 1001'), key(''), key('UNKNOWN')]).toEqual([
      { key: 'TL2024-000009/A1000' },
      { key: 'TL2024-000009/A1001' },
      { key: null },
      { key: null },
    ]);
  });

  test('a firearm without a serial number is keyed by its NIC number', () => {
    expect(parseOne(layout, { ...burglary, serial_number: 'UNK' }).outcome).toEqual({
      key: 'TL2024-000009/G123456789',
    });
  });

  test('a police list without report numbers is keyed by its case, then by its NIC number', () => {
    expect(parseOne(layout, { ...burglary, report_number: '' }).outcome).toEqual({ key: '24000500/ABC123' });
    expect(parseOne(layout, { ...burglary, report_number: '', case_number: '' }).outcome).toEqual({
      key: 'G123456789/ABC123',
    });
  });

  test('a report before the theft, an unknown kind and a bad date are kept with their codes', () => {
    const report = (fields: Record<string, string>) =>
      parseOne(layout, { ...burglary, ...fields }).of('theft_report')[0];
    expect(report({ reported_on: '02/01/2024' })).toMatchObject({ warnings: ['theft.reported-before-theft'] });
    expect(report({ report_type: 'ALIENS' })).toMatchObject({ kind: 'OTHER', warnings: ['theft.unknown-kind'] });
    expect(report({ stolen_on: '02/30/2024' })).toMatchObject({ stolen_on: null, warnings: ['date.impossible'] });
    expect(report({ report_type: '' })).toMatchObject({ kind: null, warnings: null });
  });

  test.each([
    [{ ...burglary, report_number: '', case_number: '', ncic_number: '' }, 'theft.no-number'],
    [{ report_number: 'T1', stolen_on: '02/03/2024' }, 'theft.no-firearm'],
  ])('%o is rejected', (fields, code) => {
    expect(parseOne(layout, fields as Record<string, string>).outcome).toMatchObject({ reject: { code } });
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(layout);
  });
});

test('an unknown column stays in the record', async () => {
  const columns = [...header, 'Adjuster'];
  const whole = await readWhole(
    csvOf(
      columns,
      columns.map((name) => ({ 'Report Number': 'R1', 'Serial Number': 'A1234', Adjuster: 'Lee' })[name] ?? ''),
    ),
    { feed: theftsFeed },
  );
  expect(whole.rows.map((row) => row.key)).toEqual(['R1/A1234']);
  expect(whole.rows[0]!.content).toContain('Lee');
});

test.each([
  ['BURGLARY', 'dealer', 'DEALER_BURGLARY'],
  ['Burglary', 'person', 'PERSON_BURGLARY'],
  ['Larceny', 'person', 'OTHER'],
  ['FFL Theft/Loss', 'dealer', 'DEALER_LOSS'],
  ['Interstate shipment', 'person', 'IN_TRANSIT'],
  ['Theft from motor vehicle', 'person', 'PERSON_VEHICLE'],
  ['no burglary', 'person', null],
] as const)('%s from a %s is %s', (text, from, kind) => {
  expect(cleanTheftKind(text, from)).toBe(kind);
});
