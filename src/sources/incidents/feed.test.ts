import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { mapColumns } from '../map-columns.ts';
import { classifyIncident } from './classify-incident.ts';
import { incidentsFeed } from './feed.ts';
import { incidents } from './incidents.ts';
import { offenses } from './offenses.ts';
import { readOffense, readWeapon } from './read-offense.ts';
import { suspects } from './suspects.ts';
import { victims } from './victims.ts';

describe('a records system’s four tables', () => {
  test('an incident', async () => {
    const { rows, rejects, failure, sections } = await readWhole(
      csvOf(
        'Incident Number,Occurred From,Occurred To,Reported,Address,City,State,Zip,Latitude,Longitude,District,Beat,Neighborhood,Location Code,Inside Outside,How Discovered,Status,Clearance Date,Exceptional Code,Cases Recovered,Narrative Class'.split(
          ',',
        ),
        '21-0000001,01/01/2021 00:53,01/01/2021 00:55,01/01/2021 01:10,100 N EXAMPLE ST,HARBOR CITY,MD,21202,39.3,-76.6,Central,134,Example Hill,13,O,911,CLEARED,02/01/2021,N,4,NON-FATAL SHOOTING'.split(
          ',',
        ),
      ),
      { feed: incidentsFeed },
    );
    expect([failure, rejects, sections[0]!.layout, rows[0]!.key]).toEqual([null, [], 'incidents', '210000001']);
    expect(typedRows(rows, 'incident')).toEqual([
      {
        case_key: '210000001',
        occurred_from: '2021-01-01T05:53:00.000Z',
        occurred_to: '2021-01-01T05:55:00.000Z',
        occurred_raw: '01/01/2021 00:53',
        reported_at: '2021-01-01T06:10:00.000Z',
        classification: 'non-fatal-shooting',
        description: 'NON-FATAL SHOOTING',
        district: 'Central',
        beat: '134',
        neighborhood: 'Example Hill',
        premises: '13',
        inside_outside: 'O',
        discovered: '911',
        status: 'CLEARED',
        cleared_on: '2021-02-01',
        exceptional: 'N',
        cartridge_cases: 4,
        warnings: null,
      },
    ]);
    expect(typedRows(rows, 'incident_observation')).toEqual([
      { role: 'incident', seen_on: '2021-01-01', case_raw: '21-0000001', case_key: '210000001' },
    ]);
    expect(typedRows(rows, 'place_observation')).toMatchObject([
      { role: 'scene', city: 'HARBOR CITY', zip: '21202', lat: 39.3 },
    ]);
  });

  test('an offense', async () => {
    const { rows, sections } = await readWhole(
      csvOf(
        'Incident Number,Offense Seq,NIBRS Code,Offense,Weapon Code,Attempted Completed,Circumstance'.split(','),
        '21-0000001,1,13A,AGGRAVATED ASSAULT,12A,C,1'.split(','),
      ),
      { feed: incidentsFeed },
    );
    expect([sections[0]!.layout, rows[0]!.key]).toEqual(['offenses', '210000001/1']);
    expect(typedRows(rows, 'offense')).toEqual([
      {
        case_key: '210000001',
        sequence: 1,
        offense_code: '13A',
        offense_raw: '13A AGGRAVATED ASSAULT',
        weapon_code: '12A',
        attempted: false,
        circumstance: '01',
      },
    ]);
  });

  test('a victim', async () => {
    const { rows, sections } = await readWhole(
      csvOf(
        'Incident Number,Victim Seq,Victim Type,Last Name,First Name,Middle Name,Suffix,DOB,Age,Sex,Race,Ethnicity,Street,City,State,Zip,Injury,Relationship,Fatal,Phone'.split(
          ',',
        ),
        '21-0000001,2,I,EXAMPLE,PAT,Q,JR,01/02/1990,31,F,B,N,1 ELM ST,HARBOR CITY,MD,21202,M,AQ,N,4105559909'.split(
          ',',
        ),
      ),
      { feed: incidentsFeed },
    );
    expect([sections[0]!.layout, rows[0]!.key]).toEqual(['victims', '210000001/2']);
    expect(typedRows(rows, 'victim')).toMatchObject([
      { case_key: '210000001', sequence: 2, fatal: false, age_years: 31, sex: 'F', relationship: 'AQ' },
    ]);
    expect(typedRows(rows, 'person_observation')).toMatchObject([
      { role: 'victim', family_name: 'EXAMPLE', born_on: '1990-01-02', phone: '4105559909' },
    ]);
  });

  test('a suspect, and an arrestee', async () => {
    const header =
      'Incident Number,Suspect Seq,Role,Last Name,First Name,Middle Name,Suffix,Alias,DOB,Age,Sex,Race,Street,City,State,Zip,ID Type,ID State,ID Number,Arrest Date,Charge,Phone'.split(
        ',',
      );
    const { rows, sections } = await readWhole(
      csvOf(
        header,
        '21-1,1,SUSPECT,EXAMPLE,PAT,,,,01/02/1990,31,M,B,1 ELM ST,HARBOR CITY,MD,21202,,,,,,'.split(','),
        '21-1,2,ARRESTEE,SAMPLE,LEE,,,,,,M,W,,,,,SID,MD,0001,01/05/2021,ROBBERY,'.split(','),
      ),
      { feed: incidentsFeed },
    );
    expect(sections[0]!.layout).toBe('suspects');
    expect(typedRows(rows, 'suspect')).toEqual([
      { case_key: '211', sequence: 1, part: 'SUSPECT', arrested_on: null, charge: null },
      { case_key: '211', sequence: 2, part: 'ARRESTEE', arrested_on: '2021-01-05', charge: 'ROBBERY' },
    ]);
    expect(typedRows(rows, 'person_observation').map((person) => person['role'])).toEqual(['suspect', 'arrestee']);
    expect(typedRows(rows, 'incident_observation').map((incident) => incident['role'])).toEqual([
      'suspect',
      'arrestee',
    ]);
  });
});

describe('exports with an offense or a victim in each row', () => {
  const header = 'Case Number,Date Occurred,Time Occurred,Block,Offense,NIBRS Code,Weapon,Victim Age,Victim Sex';
  const row = (offense: string, code: string, age: string) => [
    '24-7',
    '3/5/2024',
    '2315',
    '100 BLOCK ELM ST',
    offense,
    code,
    'HANDGUN',
    age,
    'M',
  ];

  test('each row keeps its own offense and victim, and all are of one incident', async () => {
    const { rows, rejects } = await readWhole(
      csvOf(header.split(','), row('ROBBERY', '120', '31'), row('AGGRAVATED ASSAULT', '13A', '28')),
      { feed: incidentsFeed },
    );
    expect(rejects).toEqual([]);
    expect(typedRows(rows, 'offense').map((offense) => offense['offense_code'])).toEqual(['120', '13A']);
    expect(typedRows(rows, 'victim')).toMatchObject([
      { age_years: 31, happened_at: '2024-03-06T04:15:00.000Z' },
      { age_years: 28 },
    ]);
    expect(new Set(typedRows(rows, 'incident_observation').map((incident) => incident['case_key']))).toEqual(
      new Set(['247']),
    );
  });

  test('rows with offenses have the offense in their key, rows with unnumbered victims none', () => {
    const cells = { case_number: '24-7', occurred_from: '3/5/2024 23:15' };
    expect(parseOne(incidents, cells).outcome).toEqual({ key: '247' });
    expect(parseOne(incidents, { ...cells, offense_code: '120' }).outcome).toEqual({ key: '247/120' });
    expect(parseOne(incidents, { ...cells, offense_code: '120', offense_seq: '2' }).outcome).toEqual({ key: '247/2' });
    expect(parseOne(incidents, { ...cells, offense_code: '120', victim_seq: '1' }).outcome).toEqual({
      key: '247/120/victim 1',
    });
    expect(parseOne(incidents, { ...cells, offense_code: '120', victim_age: '31' }).outcome).toEqual({ key: null });
  });

  test.each([
    [
      'Los Angeles',
      'DR_NO,Date Rptd,DATE OCC,TIME OCC,AREA,AREA NAME,Rpt Dist No,Part 1-2,Crm Cd,Crm Cd Desc,Mocodes,Vict Age,Vict Sex,Vict Descent,Premis Cd,Premis Desc,Weapon Used Cd,Weapon Desc,Status,Status Desc,LOCATION,Cross Street,LAT,LON',
    ],
    [
      'Chicago',
      'ID,Case Number,Date,Block,IUCR,Primary Type,Description,Location Description,Arrest,Domestic,Beat,District,Ward,Community Area,FBI Code,X Coordinate,Y Coordinate,Year,Updated On,Latitude,Longitude,Location',
    ],
    [
      'New York',
      'CMPLNT_NUM,CMPLNT_FR_DT,CMPLNT_FR_TM,CMPLNT_TO_DT,CMPLNT_TO_TM,ADDR_PCT_CD,RPT_DT,KY_CD,OFNS_DESC,PD_CD,PD_DESC,CRM_ATPT_CPTD_CD,LAW_CAT_CD,BORO_NM,LOC_OF_OCCUR_DESC,PREM_TYP_DESC,JURIS_DESC,VIC_AGE_GROUP,VIC_RACE,VIC_SEX,X_COORD_CD,Y_COORD_CD,Latitude,Longitude',
    ],
    [
      'Boston',
      'INCIDENT_NUMBER,OFFENSE_CODE,OFFENSE_CODE_GROUP,OFFENSE_DESCRIPTION,DISTRICT,REPORTING_AREA,SHOOTING,OCCURRED_ON_DATE,YEAR,MONTH,DAY_OF_WEEK,HOUR,UCR_PART,STREET,Lat,Long,Location',
    ],
    [
      'Seattle',
      'Report Number,Offense ID,Offense Start DateTime,Offense End DateTime,Report DateTime,Group A B,Crime Against Category,Offense Parent Group,Offense,Offense Code,Precinct,Sector,Beat,MCPP,100 Block Address,Longitude,Latitude',
    ],
  ])('%s’s open data are incidents, and nine headers of ten are known', (_, columns) => {
    const mapped = mapColumns(incidentsFeed, columns.split(','));
    expect(mapped?.layout.name).toBe('incidents');
    expect(mapped!.explained).toBeGreaterThan(0.9);
  });
});

describe('incidents', () => {
  test('an impossible time is a warning where the report dates the row, else a reject', () => {
    const cells = { case_number: '21-1', occurred_from: '02/30/2021 10:00' };
    const dated = parseOne(incidents, { ...cells, reported: '03/01/2021 08:00' });
    expect(dated.of('incident')).toMatchObject([
      { occurred_from: null, occurred_raw: '02/30/2021 10:00', warnings: ['date.impossible'] },
    ]);
    expect(dated.of('incident_observation')).toMatchObject([{ seen_on: '2021-03-01' }]);
    expect(parseOne(incidents, cells).outcome).toMatchObject({ reject: { code: 'incidents.no-date' } });
  });

  test('a case number whose digits a spreadsheet has lost names no incident', () => {
    expect(parseOne(incidents, { case_number: '2.02115E+11', occurred_from: '1/1/2021' }).outcome).toMatchObject({
      reject: { code: 'incidents.no-case' },
    });
  });

  test.each([
    [['NON-FATAL SHOOTING'], '', '', null, 'non-fatal-shooting'],
    [['SHOOTING'], '', '', null, 'non-fatal-shooting'],
    [['FATAL SHOOTING'], '', '', null, 'fatal-shooting'],
    [['HOMICIDE'], '', '12', null, 'fatal-shooting'],
    [['HOMICIDE'], '', '20', null, 'homicide'],
    [['HOMICIDE'], '', '', null, 'homicide'],
    [['HOMICIDE'], '', '', 0, 'homicide'],
    [['HOMICIDE'], '', '', 3, 'fatal-shooting'],
    [['', ''], '09A', '', null, 'homicide'],
    [['', ''], '09A', '13', null, 'fatal-shooting'],
    [['HOMICIDE BY SHOOTING'], '', '', null, 'fatal-shooting'],
    [['SHOTS FIRED'], '', '', null, 'shots-fired'],
    [['SHOOTING AT OCCUPIED DWELLING'], '', '', null, 'shots-fired'],
    [['ARMED ROBBERY'], '', '12', null, 'robbery'],
    [['AGG ASSAULT'], '13A', '12', null, 'assault'],
    [['FOUND PROPERTY - FIREARM'], '', '', null, 'recovery'],
    [['BURGLARY - FIREARM TAKEN'], '', '', null, 'theft'],
    [['', ''], '120', '', null, 'robbery'],
    [['DISORDERLY'], '', '', null, 'other'],
    [['', ''], '', '', null, null],
  ])(
    '%j with offense "%s", weapon "%s", %s cartridge cases: %s',
    (texts, offenseCode, weapon, cartridgeCases, expected) => {
      expect(classifyIncident({ texts, offenseCode, weapon: readWeapon(weapon), cartridgeCases })).toBe(expected);
    },
  );

  test('figures of an agency’s own scheme do not overrule the words beside them; a NIBRS code does', () => {
    expect(readOffense('510', 'VEHICLE THEFT')?.code).toBe('240');
    expect(readOffense('101', 'MURDER')?.code).toBe('09A');
    expect(readOffense('13A', 'ASSAULT')?.code).toBe('13A');
    expect(readOffense('120', 'ROBBERY')?.code).toBe('120');
    expect(readOffense('220', '')?.code).toBe('220');
    expect(readWeapon('102', 'HAND GUN')).toMatchObject({ code: '12', firearm: true });
  });

  test('rows of the other tables without a case number are rejected', () => {
    expect(
      [offenses, victims, suspects].map((layout) => parseOne(layout, { offense: 'x', case_number: 'none' }).outcome),
    ).toMatchObject([
      { reject: { code: 'offenses.no-case' } },
      { reject: { code: 'victims.no-case' } },
      { reject: { code: 'suspects.no-case' } },
    ]);
    expect(parseOne(offenses, { case_number: '21-1' }).outcome).toMatchObject({
      reject: { code: 'offenses.no-offense' },
    });
  });

  test('any row whatever gives a key or a reject', () => {
    for (const layout of [incidents, offenses, victims, suspects]) holdsForAnyRow(layout, 200);
  });
});
