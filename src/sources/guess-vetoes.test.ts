import { describe, expect, test } from 'vitest';
import { guessFeed } from './guess-feed.ts';

const rows = 60;
const of = (values: string) => (row: number) => values.split(',')[row % values.split(',').length]!;
const numbered =
  (before: string, after = '') =>
  (row: number) =>
    `${before}${10_000 + row * 7}${after}`;
const day = (year: number) => (row: number) => `${year}-0${1 + (row % 9)}-${10 + (row % 18)}`;
const place = (row: number) => `${100 + row * 7} Larch St`;
const person = (row: number) => `${of('Orla,Piers,Silas,Edda,Jory')(row)} ${of('Bexley,Norrby,Standish,Ibsley,Kestrel,Marlowe,Tremaine')(row)}`; // prettier-ignore
const make = of('GLOCK,RUGER,TAURUS,COLT,BERETTA');
const serial = numbered('KX');

/** The field of each column of a made-up table. */
function fieldsOf(fileName: string, columns: Readonly<Record<string, (row: number) => string>>) {
  const table = [
    Object.keys(columns),
    ...Array.from({ length: rows }, (_, row) => Object.values(columns).map((value) => value(row))),
  ];
  const guess = guessFeed(
    [{ sheet: null, rows: table.map((cells, at) => ({ line: at + 1, cells })) }],
    { fileName, receivedOn: '2025-12-31' }, // prettier-ignore
  );
  return Object.fromEntries(guess.columns.map(({ column, field }) => [column, field]));
}

const recoveries = { 'Case Number': numbered('24-'), Make: make, Serial: serial };

describe('a column is given no field', () => {
  test('that none of its values can be read as, whatever its header says', () => {
    const owner = (row: number) => JSON.stringify({ last: of('Bexley,Norrby')(row), n: row });
    const found = fieldsOf('stolen.csv', { 'Report Number': numbered('R'), 'Date Stolen': day(2024), Owner: owner, Make: make, Serial: serial }); // prettier-ignore
    expect(found['Owner']).toBeNull();
    const shot = { 'Incident Number': numbered('S'), Date: day(2024), Age: (row: number) => String(15 + (row % 60)), Sex: of('M,F') }; // prettier-ignore
    expect(fieldsOf('shooting victims.csv', { ...shot, Wound: of('Leg,Torso,Head') })['Wound']).toBe('wound');
    expect(fieldsOf('shooting victims.csv', { ...shot, Wound: of('Fatal,Non-Fatal') })['Wound']).not.toBe('wound');
  });

  test.each(['Gun Recovered?', 'Gun Loaded', 'Suspect Known', 'Towed'])(
    'of yes or no that its header does not ask: %s',
    (header) => {
      const found = fieldsOf('guns recovered.csv', { ...recoveries, Recovered: day(2024), [header]: of('Y,N') });
      expect(found[header]).toBeNull();
    },
  );

  test('of one of two where nothing says which', () => {
    const found = fieldsOf('nibin hits.csv', { 'Hit Number': numbered('H-'), 'Date Entered': day(2024), 'Case 1': numbered('24-'), 'Case 2': numbered('23-') }); // prettier-ignore
    expect(found).toMatchObject({ 'Case 1': 'case_a', 'Case 2': 'case_b' });
    expect(['event_a_on', 'event_b_on']).not.toContain(found['Date Entered']);
  });
});

describe('a column is told by header and values together:', () => {
  test.each([
    ['Seized At', place, 'recovery_address'],
    ['Found At', place, 'recovery_address'],
    ['Found On', person, 'possessor_name'],
    ['Found With', person, 'possessor_name'],
    ['Found By', person, 'officer'],
    ['Found On', day(2024), 'recovered_at'],
  ] as const)('%s', (header, values, field) => {
    const found = fieldsOf('property room guns.csv', { 'Property Number': numbered('P'), ...recoveries, [header]: values }); // prettier-ignore
    expect(found[header]).toBe(field);
  });

  test('fatal and non-fatal, whatever they stand under', () => {
    const found = fieldsOf('shooting victims.csv', { 'Incident Number': numbered('S'), Date: day(2024), 'Victim Age': (row) => String(15 + (row % 60)), 'Victim Sex': of('M,F'), Level: of('Fatal,Non-Fatal') }); // prettier-ignore
    expect(found['Level']).toBe('fatal');
  });

  test.each(['Suspect (Last First Middle)', 'SUSPECT_NAME_LFM', 'Held By', 'Possessor Name'])(
    'whole names under %s are the possessor’s',
    (header) => {
      const columns = { 'Property Number': numbered('P'), ...recoveries, Recovered: day(2024), [header]: person, 'Suspect DOB': day(1990) }; // prettier-ignore
      expect(fieldsOf('property room guns.csv', columns)).toMatchObject({ [header]: 'possessor_name' });
    },
  );

  test('what a call was at its close is not what it was at receipt', () => {
    const call = { evt_id: numbered('E'), create_ts: (row: number) => `${day(2024)(row)} 10:1${row % 10}`, pri: of('1,2,3'), blk_addr: place }; // prettier-ignore
    const types = of('SHOTS FIRED,PERSON WITH GUN,SHOTS HEARD');
    const code = of('SHOTS,PWG,SHOTH');
    const closed = fieldsOf('cad.csv', { ...call, final_typ: code, final_typ_desc: types });
    expect(closed).toMatchObject({ final_typ: null, final_typ_desc: 'final_type' });
    expect(fieldsOf('cad.csv', { ...call, closing_desc: types })['closing_desc']).not.toBe('initial_type');
    const both = fieldsOf('cad.csv', { ...call, init_typ_desc: types, final_typ_desc: types });
    expect(both).toMatchObject({ init_typ_desc: 'initial_type', final_typ_desc: 'final_type' });
  });

  test('days between sale and recovery are no codes of crimes', () => {
    const trace = { 'Trace No': numbered('T24'), Make: make, Serial: serial, 'Bought On': day(2020), 'Taken On': day(2024) }; // prettier-ignore
    const days = (row: number) => String(900 + row * 13);
    for (const header of ['Days Elapsed', 'Days Gone By', 'Span'])
      expect(fieldsOf('traces.csv', { ...trace, [header]: days })[header]).not.toBe('crime_code');
    expect(fieldsOf('traces.csv', { ...trace, 'Days Elapsed': days })['Days Elapsed']).toBe('time_to_crime');
  });

  test('complaints in pairs are the two cases of a lead', () => {
    const found = fieldsOf('nibin leads.csv', { 'Lead Number': numbered('L-'), 'Lead Date': day(2024), 'Complaint # 1': numbered('24-'), 'Complaint # 2': numbered('23-') }); // prettier-ignore
    expect(found).toMatchObject({ 'Complaint # 1': 'case_a', 'Complaint # 2': 'case_b' });
  });

  test('an item written as a case is one, where another column numbers the property', () => {
    const item = (row: number) => `A-${10_000 + row * 13}-24`;
    const found = fieldsOf('guns recovered.csv', { 'Item No.': item, Tag: (row) => String(row + 1), Recovered: day(2024), Make: make, Serial: serial }); // prettier-ignore
    expect(found).toMatchObject({ 'Item No.': 'case_number', Tag: 'property_number' });
  });
});
