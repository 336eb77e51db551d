import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { classifyVictim } from './classify-victim.ts';
import { shootingsFeed } from './feed.ts';
import { victims } from './victims.ts';

const read = async (csv: string) => {
  const whole = await readWhole(csv, { feed: shootingsFeed });
  expect([whole.failure, whole.rejects]).toEqual([null, []]);
  const of = (table: Parameters<typeof typedRows>[1]) => typedRows(whole.rows, table);
  return { profile: whole.sections[0]!.profile, rows: whole.rows, of };
};
const philadelphia =
  'the_geom,the_geom_webmercator,objectid,year,dc_key,code,date_,time,race,sex,age,wound,officer_involved,offender_injured,offender_deceased,location,latino,point_x,point_y,dist,inside,outside,fatal,lat,lng'.split(
    ',',
  );
const victimOf = (objectid: string, time: string) =>
  `01,01,${objectid},2021,202199000001.0,300,2021-08-01 00:00:00+00,${time},B,M,25.0,Leg,N,N,N,100 BLOCK N EXAMPLE ST,1,-75.06,40.03,15,0,1,0,40.03,-75.06`.split(
    ',',
  );

describe('published layouts', () => {
  test('Philadelphia: the date that says UTC is a local day, the clock stands apart, the case number prints as a float', async () => {
    const { profile, of, rows } = await read(csvOf(philadelphia, victimOf('7', '02:40:00'), victimOf('8', '')));
    expect(profile).toBe('philadelphia-shooting-victims');
    expect(of('victim')).toMatchObject([
      {
        case_key: '202199000001',
        happened_on: '2021-08-01',
        happened_at: '2021-08-01T06:40:00.000Z',
        age_years: 25,
        sex: 'M',
        race: 'B',
        ethnicity: 'H',
        fatal: false,
        shot: true,
        injury: 'Leg',
      },
      { happened_on: '2021-08-01', happened_at: null },
    ]);
    expect(of('incident_observation')).toMatchObject([{ case_raw: '202199000001.0', seen_on: '2021-08-01' }, {}]);
    expect(of('place_observation')).toMatchObject([
      { role: 'scene', city: 'Philadelphia', state: 'PA', district: '15' },
      {},
    ]);
    expect(of('incident')).toEqual([]);
    expect(rows.map((row) => row.key)).toEqual([null, null]);
  });

  test('Philadelphia: the object number, new in every export, is no part of what a row is', async () => {
    const { rows } = await read(csvOf(philadelphia, victimOf('7', '02:40:00'), victimOf('1000007', '02:40:00')));
    expect(rows[0]!.content).toBe(rows[1]!.content);
  });

  test('New York: one row a victim, the incident’s key repeats and age is a group', async () => {
    const header =
      'INCIDENT_KEY,OCCUR_DATE,OCCUR_TIME,BORO,LOC_OF_OCCUR_DESC,PRECINCT,JURISDICTION_CODE,LOC_CLASSFCTN_DESC,LOCATION_DESC,STATISTICAL_MURDER_FLAG,PERP_AGE_GROUP,PERP_SEX,PERP_RACE,VIC_AGE_GROUP,VIC_SEX,VIC_RACE,X_COORD_CD,Y_COORD_CD,Latitude,Longitude,Lon_Lat'.split(
        ',',
      );
    const row = (murder: string, race: string) =>
      `900000001,09/30/2025,17:56:00,BRONX,OUTSIDE,48,0,STREET,(null),${murder},(null),(null),(null),25-44,M,${race},1010000,240000,40.83,-73.9,POINT (-73.9 40.83)`.split(
        ',',
      );
    const { profile, of, rows } = await read(csvOf(header, row('true', 'BLACK HISPANIC'), row('false', 'WHITE')));
    expect(profile).toBe('nypd-shooting-incidents');
    expect(of('victim')).toMatchObject([
      {
        case_key: '900000001',
        fatal: true,
        shot: true,
        age_years: null,
        race: 'B',
        ethnicity: 'H',
        happened_at: '2025-09-30T21:56:00.000Z',
      },
      { case_key: '900000001', fatal: false, shot: true, race: 'W' },
    ]);
    expect(rows.map((each) => each.key)).toEqual([null, null]);
  });

  test('Baltimore: a clock in two cells, no key, and a row number that says nothing', async () => {
    const header = [
      '',
      'crime_date',
      'description',
      'inside_outside',
      'weapon',
      'gender',
      'age',
      'race',
      'ethnicity',
      'location',
      'new_district',
      'neighborhood',
      'latitude',
      'longitude',
      'premise_type',
      'zt',
      'zap',
    ];
    const row = (n: string, description: string, weapon: string, age = '31') => [
      n,
      '6/10/2026',
      description,
      'Outside',
      weapon,
      'Male',
      age,
      'Black or African American',
      'Unknown',
      '100 N EXAMPLE ST',
      'Southern',
      'Example Hill',
      '39.25',
      '-76.62',
      'Street',
      '12:03',
      'a.m.',
    ];
    const { profile, of, rows } = await read(
      csvOf(
        header,
        row('1', 'Shooting', 'Handgun'),
        row('2', 'Homicide', 'Firearm'),
        row('3', 'Homicide', 'Knife/cutting instrument'),
        row('4', 'Aggravated assault', 'Handgun'),
        row('5', 'Robbery', 'NA', 'None reported'),
        row('6', 'Shooting', 'Handgun'),
      ),
    );
    expect(profile).toBe('baltimore-part-one-victims');
    expect(of('victim').map(({ fatal, shot, age_years }) => [fatal, shot, age_years])).toEqual([
      [false, true, 31],
      [true, true, 31],
      [true, false, 31],
      [false, false, 31],
      [false, false, null],
      [false, true, 31],
    ]);
    expect(of('victim')[0]).toMatchObject({
      happened_at: '2026-06-10T04:03:00.000Z',
      happened_raw: '6/10/2026 12:03 a.m.',
    });
    // The layout is used by other cities too: the place is the agency's own.
    expect(of('place_observation')[0]).toMatchObject({
      city: 'Harbor City',
      state: 'MD',
      district: 'Southern',
      neighborhood: 'Example Hill',
    });
    expect(rows[0]!.content).toBe(rows[5]!.content);
  });

  test('Chicago: a lasting number for each victim, and names of the dead', async () => {
    const header =
      'CASE_NUMBER,DATE,BLOCK,VICTIMIZATION_PRIMARY,INCIDENT_PRIMARY,GUNSHOT_INJURY_I,UNIQUE_ID,ZIP_CODE,WARD,COMMUNITY_AREA,STREET_OUTREACH_ORGANIZATION,AREA,DISTRICT,BEAT,AGE,SEX,RACE,VICTIMIZATION_FBI_CD,INCIDENT_FBI_CD,VICTIMIZATION_FBI_DESCR,INCIDENT_FBI_DESCR,VICTIMIZATION_IUCR_CD,INCIDENT_IUCR_CD,VICTIMIZATION_IUCR_SECONDARY,INCIDENT_IUCR_SECONDARY,HOMICIDE_VICTIM_FIRST_NAME,HOMICIDE_VICTIM_MI,HOMICIDE_VICTIM_LAST_NAME,MONTH,DAY_OF_WEEK,HOUR,LOCATION_DESCRIPTION,STATE_HOUSE_DISTRICT,STATE_SENATE_DISTRICT,UPDATED,LATITUDE,LONGITUDE,LOCATION'.split(
        ',',
      );
    const row =
      'JX000001,01/15/2024 11:15:00 PM,6300 S EXAMPLE AVE,HOMICIDE,HOMICIDE,YES,HOM-JX000001-#1,60629,16,CHICAGO LAWN,NONE,1,8,825,20-29,M,WWH,01A,01A,HOMICIDE,HOMICIDE,0110,0110,FIRST DEGREE MURDER,FIRST DEGREE MURDER,PAT,Q,EXAMPLE,1,2,23,STREET,3,2,01/20/2024,41.77,-87.68,POINT'.split(
        ',',
      );
    const { profile, of, rows } = await read(csvOf(header, row));
    expect([profile, rows[0]!.key]).toEqual(['chicago-homicides-and-shootings', 'HOM-JX000001-#1']);
    expect(of('victim')).toMatchObject([
      { fatal: true, shot: true, race: 'W', ethnicity: 'H', age_years: null, happened_at: '2024-01-16T05:15:00.000Z' },
    ]);
    expect(of('person_observation')).toMatchObject([{ role: 'victim', family_name: 'EXAMPLE', given_name: 'PAT' }]);
  });
});

describe('victims', () => {
  const nothing = {
    description: '',
    weapon: '',
    fatal: '',
    gunshot: '',
    officerInvolved: '',
    offenderInjured: '',
    offenderDeceased: '',
  };

  test('a list with neither description nor weapon is one of people shot', () => {
    expect(classifyVictim({ ...nothing, fatal: '1' })).toEqual({ fatal: true, shot: true });
    expect(classifyVictim({ ...nothing, fatal: 'Non-Fatal' })).toEqual({ fatal: false, shot: true });
  });

  test('in a shooting by officers the person fired at is struck only if injured or dead, and is marked', () => {
    const officers = { ...nothing, officerInvolved: 'Y', offenderInjured: 'N', offenderDeceased: 'N' };
    expect(classifyVictim(officers)).toEqual({ fatal: null, shot: false });
    expect(classifyVictim({ ...officers, offenderDeceased: 'Y' })).toEqual({ fatal: null, shot: true });
    const { of } = parseOne(victims, { happened: '1/2/2021', officer_involved: 'Y' });
    expect(of('victim')[0]!['warnings']).toEqual(['shooting.officer-involved']);
  });

  test('a homicide whose weapon is unknown says nothing of gunfire', () => {
    expect(classifyVictim({ ...nothing, description: 'Homicide', weapon: 'Unknown' })).toEqual({
      fatal: true,
      shot: null,
    });
  });

  test('an impossible age is a warning, no date a reject', () => {
    expect(parseOne(victims, { happened: '1/2/2021', victim_age: '999' }).of('victim')).toMatchObject([
      { age_years: null, warnings: ['age.impossible'] },
    ]);
    expect(parseOne(victims, { happened: '02/30/2021', victim_age: '20' }).outcome).toMatchObject({
      reject: { code: 'shootings.no-date' },
    });
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(victims));
});
