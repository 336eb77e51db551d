import { describe, expect, test } from 'vitest';
import { day, fieldsOf, numbered, of, person, place } from '../../test/guess-table.ts';

const make = of('GLOCK,RUGER,TAURUS,COLT,BERETTA');
const serial = numbered('KX');

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

test.each(['Booked Dt', 'Logged', 'Recovd Dt', 'Dispo Dt'])('the day under %s is no day of manufacture', (header) => {
  const found = fieldsOf('property room guns.csv', { 'Property Number': numbered('P'), ...recoveries, 'Intake Dt': day(2024), [header]: day(2025) }); // prettier-ignore
  expect(found[header]).not.toBe('manufactured_on');
  const taken = fieldsOf('stolen guns.csv', { 'Report Number': numbered('R'), 'Date Stolen': day(2023), Make: make, Serial: serial, [header]: day(2024) }); // prettier-ignore
  expect(taken[header]).not.toBe('manufactured_on');
});

test.each(['Mfg Dt', 'Made On', 'Manufacture Dt'])('the day under %s is that of manufacture', (header) => {
  const found = fieldsOf('property room guns.csv', { 'Property Number': numbered('P'), ...recoveries, 'Recovered On': day(2024), [header]: day(2015) }); // prettier-ignore
  expect(found[header]).toBe('manufactured_on');
});

const shot = { Case: numbered('23-'), 'Shot At': day(2023), 'Vic Name': person, 'Vic Age': (row: number) => String(15 + (row % 60)), Where: place }; // prettier-ignore

test('names of people are no offense, and a detective no class of it', () => {
  const found = fieldsOf('shootings.csv', { ...shot, 'Off Name': (row) => (row % 3 === 0 ? '' : `${of('GARCIA,OKAFOR,LEE,JONES,MOSS,PIKE,REED,LANE,FOX')(row)}, ${of('ANN,LUIS,KIM,DAWN')(row)}`), Det: (row) => `DET ${of('FOX,WOLF,BEAR')(row)}` }); // prettier-ignore
  expect(['offense', 'description', 'classification']).not.toContain(found['Off Name']);
  expect(found['Det']).toBeNull();
  expect(fieldsOf('incidents.csv', { ...shot, 'Offense Name': of('ROBBERY,AGGRAVATED ASSAULT,HOMICIDE') })).toMatchObject({ 'Offense Name': 'description' }); // prettier-ignore
});

test('a letter stands for the word beside it that it begins', () => {
  const trace = { 'Trace Ref': numbered('T2023'), Make: make, Serial: serial, Seized: day(2024) };
  const log = fieldsOf('gun log.csv', { ...trace, 'Seized From': person, 'S DOB': day(1995), 'Seized At': place, Bought: day(2020), 'Bought By': person, 'B DOB': day(1985), 'B Address': place, Shop: of('BUDS GUNS,ACE ARMS') }); // prettier-ignore
  expect(log).toMatchObject({
    'Seized From': 'possessor_name',
    'S DOB': 'possessor_dob',
    'B DOB': 'purchaser_dob',
    'B Address': 'purchaser_street',
  });
});

test('what a call was in words is read before its number', () => {
  const call = { EventNumber: numbered('E'), CallReceived: (row: number) => `${day(2024)(row)} 10:1${row % 10}`, BlockAddr: place }; // prettier-ignore
  const both = { ProblemText: of('SHOTS FIRED,DISORDERLY,PERSON WITH GUN'), ProblemCode: of('9,10-52,10-16') };
  expect(fieldsOf('calls.csv', { ...call, ...both })).toMatchObject({ ProblemText: 'initial_type' });
});

test('milliseconds since 1970 are a time under a header that says so', () => {
  const ms = (after: number) => (row: number) => String(1_681_897_111_000 + row * 86_400_000 + after);
  const alert = { inc_key: numbered('ds-'), t_utc_ms: ms(0), t_pub_ms: ms(40_000), lat: (row: number) => `39.1${1000 + row * 7}`, lon: (row: number) => `-84.5${1000 + row * 7}`, shot_ct: of('3,5,8'), cls: of('gunfire,fireworks') }; // prettier-ignore
  expect(fieldsOf('sst.tsv', alert)).toMatchObject({ t_utc_ms: 'detected', t_pub_ms: 'published' });
});
