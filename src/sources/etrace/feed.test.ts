import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, expectSoundRows, rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { cleanTraceNumber } from '../clean-trace-number.ts';
import { cleanCompletion, completionFamilies } from './completion-family.ts';
import { etraceFeed } from './feed.ts';

const resultsHeader =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,ORI,Agency Case Number,NCIC Crime Code,Serial Number,Obliterated,Manufacturer,Model,Caliber,Firearm Type,Importer,Country of Origin,Manufacture Date,Distributor FFL,Distributor Name,Distributor Ship Date,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Dealer Zip,Dealer Phone,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser Middle Name,Purchaser Suffix,Purchaser DOB,Purchaser POB,Purchaser Sex,Purchaser Race,Purchaser Height,Purchaser Weight,Purchaser Street,Purchaser City,Purchaser State,Purchaser Zip,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Multiple Sale,Stolen,Possessor Last Name,Possessor First Name,Possessor Middle Name,Possessor DOB,Possessor Sex,Possessor Race,Possessor Street,Possessor City,Possessor State,Possessor Zip,Possessor ID Type,Possessor ID State,Possessor ID Number,Associate Last Name,Associate First Name,Associate DOB,Recovery Date,Recovery Street,Recovery City,Recovery County,Recovery State,Recovery Zip,Time To Crime,Miles,Remarks'.split(
    ',',
  );
const requestsHeader =
  'Request Number,Date of Request,Priority,NCIC Crime Code,Project Code,ORI,Agency Case Number,Requestor,Serial Number,Serial Obliterated,Manufacturer,Type,Caliber,Model,Country of Origin,Importer,Additional Markings,Possessor Name,Possessor DOB,Recovery Date,Recovery Address,Recovery City,Recovery State,Recovery Zip,State,Trace Number'.split(
    ',',
  );

const results = rowLayoutOf(etraceFeed, 'results');
const requests = rowLayoutOf(etraceFeed, 'requests');

const traced = {
  trace_number: 'T20240012345',
  requested_on: '03/12/2024',
  completed_on: '03/20/2024',
  status: 'COMPLETED',
  completion: 'Firearm traced to a purchaser',
  case_number: '24-001122',
  serial_number: 'SN: abc-1234',
  obliterated: 'N',
  make: 'Smith & Wesson',
  model: 'M&P Shield',
  calibre: '9 mm Luger',
  firearm_type: 'PISTOL',
  distributor_licence: '8-23-011-08-6C-00077',
  distributor_name: 'Keystone Distributors',
  shipped_on: '01/15/2022',
  dealer_licence: '8-52-033-01-5F-12345',
  dealer_name: 'Valley Arms, L.L.C.',
  dealer_street: '12 West Main Street, Suite 4',
  dealer_city: 'Towson',
  dealer_state: 'Maryland',
  dealer_zip: '21204-1234',
  dealer_phone: '(410) 555-2368',
  sold_on: '02/01/2022',
  purchaser_last_name: "O'Neil",
  purchaser_first_name: 'Dana',
  purchaser_middle_name: 'NMN',
  purchaser_suffix: 'Jr.',
  purchaser_dob: '07/04/1990',
  purchaser_sex: 'Female',
  purchaser_street: '99 N. Oak Avenue Apt 2B',
  purchaser_city: 'York',
  purchaser_state: 'PA',
  purchaser_zip: '17401',
  purchaser_id_type: 'DL',
  purchaser_id_state: 'PA',
  purchaser_id_number: '12 345 678',
  multiple_sale: 'Y',
  stolen: 'N',
  possessor_last_name: 'UNKNOWN',
  recovered_on: '03/10/2024',
  recovery_address: '1200 block of E. North Ave',
  recovery_zip: '21202',
  time_to_crime: '768',
  miles: '41.5',
};

const read = (fields: Record<string, string>, layout = results) => {
  const { outcome, typed } = parseOne(layout, fields);
  const of = (table: string, role?: string) =>
    typed
      .filter((row) => row.table === table && (role === undefined || row.values['role'] === role))
      .map((row) => row.values);
  return { outcome, typed, of, warnings: (of('trace_result')[0] ?? of('trace_request')[0])?.['warnings'] ?? null };
};

describe('results', () => {
  test('every column of the export is explained, each by a field of its own', () => {
    const columns = columnsOf(etraceFeed, resultsHeader);
    expect(resultsHeader.filter((header) => columns[header] === undefined)).toEqual([]);
    expect(new Set(Object.values(columns)).size).toBe(resultsHeader.length);
  });

  test('headers of other systems are understood', () => {
    const columns = columnsOf(etraceFeed, [
      'ATF Trace #',
      'Weapon Serial #',
      'Gun Make',
      'FFL Number',
      'RecoveryDate',
      'Purch DOB',
      'Purch LName',
      'DATE_OF_SALE',
      'possessor_race',
      'TTC (Days)',
      'CC #',
      'Trace Result',
      'Buyer Zip Code',
    ]);
    expect(columns).toEqual({
      'ATF Trace #': 'trace_number',
      'Weapon Serial #': 'serial_number',
      'Gun Make': 'make',
      'FFL Number': 'dealer_licence',
      RecoveryDate: 'recovered_on',
      'Purch DOB': 'purchaser_dob',
      'Purch LName': 'purchaser_last_name',
      DATE_OF_SALE: 'sold_on',
      possessor_race: 'possessor_race',
      'TTC (Days)': 'time_to_crime',
      'CC #': 'case_number',
      'Trace Result': 'completion',
      'Buyer Zip Code': 'purchaser_zip',
    });
  });

  test('no header is claimed by two fields', () => {
    expect(contestedHeaders(results)).toEqual([]);
    expect(contestedHeaders(requests)).toEqual([]);
  });

  test('a trace to a purchaser becomes firearm, dealers, persons, transactions, recovery and result', () => {
    const { outcome, of, warnings } = read(traced);
    expect(outcome).toMatchObject({ key: 'T20240012345' });
    expect(of('firearm_observation')).toMatchObject([
      {
        role: 'traced',
        seen_on: '2024-03-10',
        serial_raw: 'SN: abc-1234',
        serial_clean: 'ABC1234',
        make_raw: 'Smith & Wesson',
        calibre_code: '9LUGER',
        type_code: 'P',
        obliterated: false,
      },
    ]);
    expect(of('dealer_observation', 'retail-dealer')).toMatchObject([
      {
        seen_on: '2022-02-01',
        licence_key: '8-52-12345',
        licence_number: '8-52-033-01-5F-12345',
        name_raw: 'Valley Arms, L.L.C.',
        name: 'VALLEY ARMS LLC',
        address: '12 W MAIN ST UNIT 4',
        state: 'MD',
        zip: '21204',
        phone: '4105552368',
      },
    ]);
    expect(of('dealer_observation', 'distributor')).toMatchObject([
      { licence_key: '8-23-00077', seen_on: '2022-01-15' },
    ]);
    expect(of('person_observation')).toMatchObject([
      {
        role: 'purchaser',
        seen_on: '2022-02-01',
        name_raw: "O'Neil Jr., Dana NMN",
        family_name: 'ONEIL',
        given_name: 'DANA',
        middle_name: null,
        suffix: 'JR',
        born_on: '1990-07-04',
        born_raw: '07/04/1990',
        sex: 'F',
        address: '99 N OAK AVE UNIT 2B',
        address_raw: '99 N. Oak Avenue Apt 2B',
        id_type: 'DL',
        id_state: 'PA',
        id_number: '12345678',
      },
    ]);
    expect(of('place_observation')).toMatchObject([
      { role: 'recovery', address: '1200 BLOCK E NORTH AVE', city: 'Harbor City', state: 'MD', precision: 'block' },
    ]);
    expect(of('incident_observation')).toMatchObject([
      { role: 'recovery', case_raw: '24-001122', case_key: '24001122' },
    ]);
    expect(of('recovery')).toMatchObject([{ recovered_on: '2024-03-10', trace_number: 'T20240012345' }]);
    expect(of('trace_result')).toMatchObject([
      {
        completion_code: 'C_PURCHASER',
        completion_raw: 'Firearm traced to a purchaser',
        sold_on: '2022-02-01',
        time_to_crime_days: 768,
        time_to_crime_reported_days: 768,
        multiple_sale: true,
        stolen: false,
        miles_reported: 41.5,
      },
    ]);
    expect(warnings).toBeNull();
  });

  test('transactions tie the ordinals of firearm, distributor, dealer and purchaser together', () => {
    const { typed } = read(traced);
    const ordinal = (role: string) => typed.find((row) => row.values['role'] === role)!.ordinal;
    const transactions = typed.filter((row) => row.table === 'transaction').map((row) => row.values);
    expect(transactions).toMatchObject([
      {
        kind: 'SHIPMENT',
        happened_on: '2022-01-15',
        firearm_ordinal: ordinal('traced'),
        from_ordinal: ordinal('distributor'),
        to_ordinal: ordinal('retail-dealer'),
      },
      {
        kind: 'RETAIL_SALE',
        happened_on: '2022-02-01',
        firearm_ordinal: ordinal('traced'),
        from_ordinal: ordinal('retail-dealer'),
        to_ordinal: ordinal('purchaser'),
      },
    ]);
  });

  test('a sale of which only the day is given is a transaction of the firearm without parties', () => {
    const redacted = Object.fromEntries(
      Object.entries(traced).map(([field, cell]) => [
        field,
        /^(?:dealer|purchaser|distributor)_/.test(field) ? '' : cell,
      ]),
    ) as typeof traced;
    const { of, typed } = read(redacted);
    expect(of('dealer_observation')).toEqual([]);
    expect(of('transaction')).toMatchObject([
      {
        kind: 'RETAIL_SALE',
        happened_on: '2022-02-01',
        firearm_ordinal: typed.find((row) => row.values['role'] === 'traced')!.ordinal,
      },
    ]);
    expect(of('transaction')[0]!['from_ordinal'] ?? null).toBeNull();
    expect(of('transaction')[0]!['to_ordinal'] ?? null).toBeNull();
  });

  test.each(['', 'UNKNOWN', '13/45/2022'])('with %j for a day, a purchaser bought it on an unknown one', (sold_on) => {
    const sales = (row: typeof traced) => read(row).of('transaction').slice(1);
    expect(sales({ ...traced, sold_on })).toMatchObject([{ kind: 'RETAIL_SALE', happened_on: null }]);
    const nobody = Object.fromEntries(
      Object.entries(traced).map(([field, cell]) => [field, field.startsWith('purchaser_') ? '' : cell]),
    ) as typeof traced;
    expect(sales({ ...nobody, sold_on })).toEqual([]);
  });

  test('a distributor named without a day shipped it on an unknown one', () => {
    expect(read({ ...traced, shipped_on: '' }).of('transaction')[0]).toMatchObject({
      kind: 'SHIPMENT',
      happened_on: null,
    });
  });

  test.each([
    ['02/01/2022', '03/10/2024', 768],
    ['03/10/2024', '03/10/2024', 0],
    ['02/28/2024', '03/01/2024', 2],
    ['2020-02-29', '2021-02-28', 365],
    ['01/01/1999', '12/31/2023', 9130],
    ['03/09/2024', '03/11/2024', 2],
  ])('sold %s and recovered %s is a time to crime of %i days', (sold_on, recovered_on, days) => {
    expect(
      read({ ...traced, shipped_on: '', sold_on, recovered_on, time_to_crime: '' }).of('trace_result')[0],
    ).toMatchObject({
      time_to_crime_days: days,
    });
  });

  test('a firearm recovered before its sale keeps both days and has no time to crime', () => {
    const { of, warnings } = read({ ...traced, sold_on: '02/01/2025', requested_on: '', time_to_crime: '-328' });
    expect(of('trace_result')[0]).toMatchObject({
      sold_on: '2025-02-01',
      recovered_on: '2024-03-10',
      time_to_crime_days: null,
      time_to_crime_reported_days: -328,
    });
    expect(warnings).toEqual(['trace.negative-time-to-crime']);
  });

  test.each([
    [{ shipped_on: '02/02/2022' }, 'trace.sold-before-shipment'],
    [{ manufactured_on: '2022-02-02' }, 'trace.made-too-late'],
    [{ requested_on: '03/09/2024' }, 'trace.requested-before-recovery'],
  ])('with %o the days cannot all be true, and no time to crime is said', (cells, warning) => {
    const { of, warnings } = read({ ...traced, time_to_crime: '', ...cells });
    expect(of('trace_result')[0]).toMatchObject({ time_to_crime_days: null });
    expect(warnings).toEqual([warning]);
  });

  test('a reported time to crime may be a day off, for the clock, and no more', () => {
    expect(read({ ...traced, time_to_crime: '767' }).warnings).toBeNull();
    expect(read({ ...traced, time_to_crime: '766' }).warnings).toEqual(['trace.time-to-crime-differs']);
    expect(read({ ...traced, time_to_crime: '2 years' }).warnings).toEqual(['trace.time-to-crime-unread']);
  });

  test('an unknown completion is kept as written, with a warning', () => {
    const { of, warnings } = read({ ...traced, completion: 'Not traced to purchaser' });
    expect(of('trace_result')[0]).toMatchObject({ completion_code: null, completion_raw: 'Not traced to purchaser' });
    expect(warnings).toEqual(['trace.unknown-completion']);
  });

  test('one bad date is left out with a warning, and the row is kept', () => {
    const { of, warnings } = read({ ...traced, recovered_on: '02/30/2024' });
    expect(of('trace_result')[0]).toMatchObject({
      recovered_on: null,
      sold_on: '2022-02-01',
      time_to_crime_days: null,
    });
    expect(warnings).toEqual(['date.impossible']);
  });

  test('days after the file was received, placeholders and mere months are left out with their codes', () => {
    const { warnings } = read({
      ...traced,
      completed_on: '11/22/2026',
      shipped_on: '01/01/1900',
      manufactured_on: '05/2019',
    });
    expect(warnings).toEqual(['date.after-receipt', 'date.not-a-day', 'date.placeholder']);
  });

  test('a collector as retail seller, and a district of another state, are odd', () => {
    expect(read({ ...traced, dealer_licence: '8-52-033-03-5F-12345' }).warnings).toEqual(['licence.not-a-seller']);
    expect(read({ ...traced, dealer_licence: '1-54-033-01-5F-12345' }).warnings).toEqual(['licence.district-state']);
    expect(read({ ...traced, dealer_licence: '8-52' }).warnings).toEqual(['licence.unreadable']);
  });

  test('a social security number and a filler of a birth date are kept out of the cleaned columns', () => {
    const { of, warnings } = read({
      ...traced,
      purchaser_id_type: 'SSN',
      purchaser_id_number: '219-09-9999',
      purchaser_dob: '01/01/1980',
    });
    expect(of('person_observation', 'purchaser')[0]).toMatchObject({ id_number: null, id_type: null, born_on: null });
    expect(warnings).toEqual(['person.birth-date-filler', 'person.ssn-refused']);
  });

  test('a purchaser born after the sale keeps the birth date: the sale may be the wrong one', () => {
    const { of, warnings } = read({ ...traced, purchaser_dob: '07/04/2022' });
    expect(of('person_observation', 'purchaser')[0]).toMatchObject({ born_on: '2022-07-04' });
    expect(warnings).toEqual(['person.born-after-record']);
  });

  test('a multiple sale may be a flag or the number of firearms', () => {
    const flags = ['Y', 'N', '', '3', 'maybe'].map(
      (multiple_sale) => read({ ...traced, multiple_sale }).of('trace_result')[0]!['multiple_sale'],
    );
    expect(flags).toEqual([true, false, null, true, null]);
  });

  test('dates are read in the order the context gives', () => {
    const { typed } = parseOne(
      results,
      { ...traced, sold_on: '01/02/2022', recovered_on: '10/03/2024' },
      { dateOrder: 'dmy' },
    );
    expect(typed.find((row) => row.table === 'trace_result')!.values).toMatchObject({
      sold_on: '2022-02-01',
      recovered_on: '2024-03-10',
    });
  });

  test.each([
    [{ ...traced, trace_number: '' }, 'trace.no-number', 'trace_number', 'blank'],
    [{ ...traced, trace_number: '2.02E+10' }, 'trace.no-number', 'trace_number', '2.02E+10'],
    [
      { trace_number: 'T1', requested_on: '01/02/2024' },
      'trace.nothing-identified',
      null,
      'trace number T1 and none of them',
    ],
    [
      { trace_number: 'T1', serial_number: 'A1234', recovered_on: '31/31/2024' },
      'date.impossible',
      'recovered_on',
      '31/31/2024',
    ],
    [
      { trace_number: 'T1', serial_number: 'A1234', requested_on: 'someday' },
      'date.impossible',
      'requested_on',
      'someday',
    ],
  ])('%o is rejected', (fields, code, field, got) => {
    expect(parseOne(results, fields as Record<string, string>).outcome).toMatchObject({
      reject: { code, field, got },
    });
  });

  test('a trace without any date is kept: nothing in it is wrong', () => {
    expect(read({ trace_number: 'T1', serial_number: 'A1234' }).outcome).toEqual({ key: 'T1', stateOn: null });
  });

  test('a quoted value is cut to 80 characters', () => {
    const { outcome } = read({ ...traced, trace_number: 'x'.repeat(300) });
    expect('reject' in outcome && outcome.reject.got).toHaveLength(80);
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(results);
  });
});

describe('requests', () => {
  const request = {
    request_number: 'hc2024-000017',
    requested_on: '2024-03-12',
    priority: 'routine',
    crime_code: '5212',
    serial_number: 'XR-99812',
    obliterated: 'Y',
    make: 'TAURUS',
    firearm_type: 'PISTOL',
    possessor_name: 'DE LA CRUZ, MARIA T',
    possessor_dob: '05/06/1988',
    recovered_on: '03/10/2024',
    recovery_address: 'Eager St & N Wolfe St',
    case_number: '24-001122',
    state: 'In process',
    trace_number: 't 2024-0012345',
  };

  test('every column of the export is explained', () => {
    const columns = columnsOf(etraceFeed, requestsHeader);
    expect(requestsHeader.filter((header) => columns[header] === undefined)).toEqual([]);
    expect(columns).toMatchObject({ State: 'state', 'Recovery State': 'recovery_state', Type: 'firearm_type' });
  });

  test('a request becomes firearm, possessor, recovery and request', () => {
    const { outcome, of, warnings } = read(request, requests);
    expect(outcome).toMatchObject({ key: 'HC2024-000017' });
    expect(of('trace_request')).toMatchObject([
      {
        request_number: 'HC2024-000017',
        trace_number: 'T20240012345',
        requested_on: '2024-03-12',
        priority: 'ROUTINE',
        state: 'IN_PROCESS',
        obliterated: true,
      },
    ]);
    expect(of('person_observation')).toMatchObject([
      { role: 'possessor', family_name: 'DE LA CRUZ', given_name: 'MARIA', middle_name: 'T' },
    ]);
    expect(of('place_observation')).toMatchObject([{ precision: 'intersection', address: 'EAGER ST & N WOLFE ST' }]);
    expect(of('recovery')).toMatchObject([{ recovered_on: '2024-03-10', trace_number: 'T20240012345' }]);
    expect(warnings).toBeNull();
  });

  test('a request before the recovery it speaks of is odd', () => {
    expect(read({ ...request, requested_on: '03/09/2024' }, requests).warnings).toEqual([
      'trace.requested-before-recovery',
    ]);
  });

  test.each([
    [{ ...request, request_number: '--' }, 'trace.no-request-number'],
    [{ request_number: 'A1', requested_on: '03/09/2024', possessor_name: 'X' }, 'trace.no-firearm'],
    [{ request_number: 'A1', serial_number: 'A123', requested_on: '99/99/2024' }, 'date.impossible'],
  ])('%o is rejected', (fields, code) => {
    expect(parseOne(requests, fields as Record<string, string>).outcome).toMatchObject({ reject: { code } });
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(requests);
  });
});

test('results and requests are told apart by their headers, and an unknown column stays in the record', async () => {
  const blank = (header: readonly string[], cells: Record<string, string>) => header.map((name) => cells[name] ?? '');
  const header = [...resultsHeader, 'Squad'];
  const whole = await readWhole(
    csvOf(header, blank(header, { 'Trace Number': 'T1', 'Serial Number': 'A1234', Squad: 'Ninth' })),
    { feed: etraceFeed },
  );
  expect(whole.sections.map((section) => section.layout)).toEqual(['results']);
  expect(whole.sections[0]!.columns).toContain('Squad');
  expect(whole.rows[0]!.content).toContain('Ninth');
  const other = await readWhole(
    csvOf(requestsHeader, blank(requestsHeader, { 'Request Number': 'R1', 'Serial Number': 'A1234' })),
    { feed: etraceFeed },
  );
  expect(other.sections.map((section) => section.layout)).toEqual(['requests']);
  expect(typedRows(other.rows, 'trace_request')).toHaveLength(1);
});

describe('completion', () => {
  test.each([
    ['TRACED TO PURCHASER', 'C_PURCHASER'],
    ['Firearm traced to a purchaser.', 'C_PURCHASER'],
    ['The firearm was traced to the first retail purchaser', 'C_PURCHASER'],
    ['Dealer identified, purchaser not identified', 'C_DEALER_ONLY'],
    ['Serial # obliterated', 'C_SERIAL_OBLITERATED'],
    ['SERIAL NUMBER OBLITERATED', 'C_SERIAL_OBLITERATED'],
    ['Firearm manufactured prior to 1968', 'C_PRE1968'],
    ['C_GOVT_OR_LE', 'C_GOVT_OR_LE'],
    ['Trace canceled', 'C_CANCELLED'],
    ['Trace request cancelled', 'C_CANCELLED'],
    ['Sold to police department', 'C_GOVT_OR_LE'],
    ['LAW ENFORCEMENT', 'C_GOVT_OR_LE'],
    ['Government sale', 'C_GOVT_OR_LE'],
    ['NOT SOLD TO LAW ENFORCEMENT', null],
    ['NOT TRACED TO PURCHASER', null],
    ['', null],
  ])('%s is %s', (text, family) => {
    expect(cleanCompletion(text)).toBe(family);
  });

  test('each family reads its own code back', () => {
    for (const family of completionFamilies) expect(cleanCompletion(family)).toBe(family);
  });
});

describe('trace number', () => {
  test.each([
    ['T20240012345', 'T20240012345'],
    ['20240012345', 'T20240012345'],
    [' t2024-0012345 ', 'T20240012345'],
    ['Trace # T20240012345', 'T20240012345'],
    ['2.02E+10', null],
    ['PENDING', null],
    ['', null],
  ])('%s is %s', (text, number) => {
    expect(cleanTraceNumber(text)).toBe(number);
  });
});
