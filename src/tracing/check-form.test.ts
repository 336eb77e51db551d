import { describe, expect, test } from 'vitest';
import type { TraceRequestForm } from '../model/trace-request-form.ts';
import type { CheckContext } from './check-context.ts';
import { checkForm, maySend } from './check-form.ts';

const good: TraceRequestForm = {
  date_of_request: '2026-05-07',
  priority: 'ROUTINE',
  ncic_crime_code: '5212',
  ori: 'MDBPD0000',
  serial_number: 'BKFT419',
  serial_obliterated: 'N',
  manufacturer: 'GLOCK',
  firearm_type: 'P',
  calibre: '9MM',
  model: '19',
  country_of_origin: 'AUSTRIA',
  importer: 'GLOCK INC',
  possessor_last_name: 'TESTERSON',
  possessor_dob: '1990-04-05',
  recovery_date: '2026-05-06',
  recovery_city: 'HARBOR CITY',
  recovery_state: 'MD',
};
const nothing: CheckContext = {
  today: '2026-05-07',
  serialLengths: [],
  calibresOfModel: [],
  typesOfModel: [],
  manufacturerIsDealer: false,
  sameFirearm: [],
};
const codes = (
  change: TraceRequestForm & { [key: string]: string | undefined },
  context: Partial<CheckContext> = {},
) => {
  const form = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined));
  return checkForm(form, { ...nothing, ...context }).map(({ level, code }) => `${level} ${code}`);
};
const without = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, undefined])) as TraceRequestForm;

test('a form that is whole and plausible passes every check', () => {
  expect(codes({})).toEqual([]);
});

describe('what blocks a request', () => {
  test.each([
    ['a mandatory item left blank', without('manufacturer'), 'form.items-missing'],
    ['an importer given as maker', { manufacturer: 'INTERARMS' }, 'manufacturer.is-importer'],
    ['a chain of shops given as maker', { manufacturer: 'Bass Pro Shops' }, 'manufacturer.is-retailer'],
    ['a firearm of abroad without importer', without('importer'), 'importer.missing'],
    ['a patent in the place of the serial number', { serial_number: 'PAT. 4,539,889' }, 'serial.is-inscription'],
    ['a country in the place of the serial number', { serial_number: 'MADE IN AUSTRIA' }, 'serial.is-inscription'],
    ['one figure throughout', { serial_number: '0000000' }, 'serial.is-inscription'],
    ['the model in the place of the serial number', { serial_number: 'G19', model: 'G-19' }, 'serial.is-model'],
    ['a recovery after the request', { date_of_request: '2026-05-05' }, 'recovery.after-request'],
    ['a request of tomorrow', { date_of_request: '2026-05-08' }, 'form.day-in-future'],
    ['a possessor born after the recovery', { possessor_dob: '2027-01-02' }, 'possessor.birth-impossible'],
    ['a possessor of 130 years', { possessor_dob: '1896-01-02' }, 'possessor.birth-impossible'],
    ['a day the calendar has not', { recovery_date: '2026-02-30' }, 'form.days-unread'],
    ['a crime code that is none', { ncic_crime_code: '7777' }, 'crime-code.unknown'],
    ['a crime code of words', { ncic_crime_code: 'ROBBERY' }, 'crime-code.unknown'],
    ['an ORI too short', { ori: 'MDBPD00' }, 'ori.shape'],
    ['an ORI of no state', { ori: 'XXBPD0000' }, 'ori.shape'],
    ['urgency without a reason', { priority: 'URGENT' }, 'urgent.no-justification'],
    ['an obliterated number without part IX', { serial_obliterated: 'Y' }, 'obliterated.part-missing'],
    ['a word in the place of the maker', { manufacturer: 'UNKNOWN' }, 'form.items-missing'],
    ['a word in the place of the calibre', { calibre: 'Unk.' }, 'form.items-missing'],
    ['a mark in the place of the city', { recovery_city: '?' }, 'form.items-missing'],
    ['NONE in the place of the serial number', { serial_number: 'NONE' }, 'serial.none'],
    ['UNKNOWN in the place of the serial number', { serial_number: 'UNKNOWN' }, 'serial.none'],
    ['N/A in the place of the serial number', { serial_number: 'N/A' }, 'serial.none'],
    ['a mark in the place of the serial number', { serial_number: '-' }, 'serial.none'],
    ['an obliterated number that 5b does not tell of', { serial_number: 'OBLITERATED' }, 'serial.none'],
    ['another word than Y or N', { serial_obliterated: 'YES' }, 'form.yes-no'],
    ['a state of recovery that is none', { recovery_state: 'ZZ' }, 'form.state'],
    ['a state of the importer that is none', { importer_state: 'QQ' }, 'form.state'],
    ['a state of residence that is none', { possessor_state: 'ONT' }, 'form.state'],
    ['a ZIP code that is none', { recovery_zip: 'abc' }, 'form.zip'],
    [
      'a social security number',
      { possessor_id_type: 'SSN', possessor_id_number: '219-09-9999' },
      'person.social-security',
    ],
    [
      'a social security number said to be of a driver licence',
      { possessor_id_type: 'DL', possessor_id_number: '219-09-9999' },
      'person.social-security',
    ],
    ['a social security number in words', { special_instructions: 'his SSN is 219099999' }, 'person.social-security'],
  ])('is %s', (_, change, code) => {
    expect(codes(change as TraceRequestForm)).toContain(`error ${code}`);
  });

  test('is no place abroad, and no calibre of several', () => {
    const abroad = { possessor_state: 'ONT', possessor_zip: 'K1A 0B1', possessor_country: 'CANADA' };
    expect(codes({ ...abroad, calibre: 'MULTIPLE', recovery_zip: '21202-1234' })).toEqual([]);
  });

  test('is no number of something else written three-two-four, and no driver licence of nine digits', () => {
    expect(
      codes({
        serial_number: '219-09-9999',
        restored_number: '219-09-9999',
        agency_case_no: '219-09-9999',
        possessor_id_type: 'DL',
        possessor_id_number: '219099999',
      }),
    ).toEqual([]);
  });

  test('is a licensee that sells given as maker', () => {
    expect(codes({ manufacturer: 'HARBOR ARMS' }, { manufacturerIsDealer: true })).toEqual([
      'error manufacturer.is-retailer',
    ]);
  });

  test('is another open request for the same firearm; an earlier one only has to be acknowledged', () => {
    const before = { number: 'T20240001', on: '2024-02-03' };
    expect(codes({}, { sameFirearm: [{ kind: 'open-request', ...before }] })).toEqual(['error request.duplicate']);
    expect(codes({}, { sameFirearm: [{ kind: 'trace', ...before }] })).toEqual(['warning request.asked-before']);
  });
});

describe('what somebody has to acknowledge', () => {
  const glock = [
    { value: 6, seen: 190 },
    { value: 7, seen: 10 },
  ];

  test('is a length of the serial number that the maker hardly has, once thirty numbers are known', () => {
    expect(codes({ serial_number: 'BK41' }, { serialLengths: glock })).toEqual(['warning serial.length-odd']);
    expect(codes({}, { serialLengths: glock })).toEqual([]);
    expect(codes({ serial_number: 'BK41' }, { serialLengths: [{ value: 6, seen: 29 }] })).toEqual([]);
  });

  test('is a model nobody can name, a number never borne, and a plate of another country', () => {
    expect(codes({ model: 'UNKNOWN' })).toEqual(['warning model.none']);
    expect(codes({ serial_number: 'PRIVATELY MADE' })).toEqual(['warning serial.never-borne']);
    expect(codes({ serial_number: 'PRE 1968' })).toEqual(['warning serial.never-borne']);
    expect(codes({ vehicle_state: 'ON' })).toEqual(['warning form.issuer']);
  });

  test('is a calibre or type that none of ten of the model had', () => {
    const seen = { calibresOfModel: [{ value: '9LUGER', seen: 12 }], typesOfModel: [{ value: 'P', seen: 12 }] };
    expect(codes({ calibre: '.45 ACP', firearm_type: 'R' }, seen)).toEqual([
      'warning type.not-of-model',
      'warning calibre.not-of-model',
    ]);
    expect(codes({ calibre: '.45 ACP' }, { calibresOfModel: [{ value: '9LUGER', seen: 9 }] })).toEqual([]);
  });

  test('is a pistol of a gauge, and no revolver of .410', () => {
    expect(codes({ calibre: '12 GA' })).toEqual(['warning type.contradicts-calibre']);
    expect(codes({ firearm_type: 'S', calibre: '9MM' })).toEqual(['warning type.contradicts-calibre']);
    expect(codes({ firearm_type: 'PR', calibre: '.45 COLT/.410' })).toEqual([]);
  });

  test('holds a request back until every warning is acknowledged, and an error always', () => {
    const warned = checkForm({ ...good, calibre: '12 GA' }, nothing);
    expect(maySend(warned, [])).toBe(false);
    expect(maySend(warned, ['type.contradicts-calibre'])).toBe(true);
    expect(maySend(checkForm({ ...good, ori: 'X' }, nothing), ['ori.shape'])).toBe(false);
  });
});
