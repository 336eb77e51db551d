import { alsoCalled } from '../also-called.ts';
import type { Field } from '../feed.ts';
import { field } from '../named-field.ts';
import { personFields } from '../person-fields.ts';
import { inDegrees } from '../place-degrees.ts';
import { placeFields } from '../place-fields.ts';
import { caseField, offenseFields, victimFields } from './case-fields.ts';

const place = placeFields({
  prefix: '',
  owner: 'the incident',
  words: ['', 'Incident', 'Occurrence', 'Occurred', 'Offense', 'Scene', 'Crime'],
});
const victim = personFields({ prefix: 'victim', owner: 'the victim', words: ['Victim', 'Vic'] });

/** Columns of an incident export: of a records system, or of a city's open data; with one offense and victim beside it where the export joins them. */
export const incidentFields = {
  case_number: caseField,
  occurred_from: {
    ...field(
      'date-time',
      'Earliest time, local; the date alone where the clock has its own column',
      `
      Occurred From, Occurred, Occurred On, Occurred At, Occurred Date, Occurred From Date, Date Occurred,
      DATE_OCC, Occurrence Date, Date of Occurrence, Offense Date, Date of Offense, Incident Date,
      Date of Incident, Incident Datetime, Incident Date Time, Date/Time Occurred, Date Time, DateTime, Date,
      From Date, From Date Time, Start Date, Start Date Time, Begin Date, Event Date, Crime Date,
      CrimeDateTime, CMPLNT_FR_DT, Occurred From Date Time, Occurred Date Time, OCCUR_DATE, Dispatch Date,
      dispatch_date, Offense Start DateTime, Occurred Date or Date Range Start, OccurredFrom, Occ Date,
      First Occurrence Date, OCCURRED_ON_DATE, Date1 of Occurrence, Date From, DateFrom, Incident Timestamp,
      Incident Occurred, Occurrence Date Time, dispatch_date_time, Occurred On Date, Offense Date Time,
      Incident Start Date, Occurred Datetime, Crime Date Time, Report Dat, REPORT_DAT, Date Of Occurence,
      Occurred Start, DateOccur, Occur Date, OccurDate, DateTimeOccurred, Incident Start
    `,
    ),
    required: true as const,
  },
  occurred_from_time: field(
    'time',
    'Earliest clock',
    `
    Occurred From Time, Time Occurred, TIME_OCC, Occurred Time, Incident Time, Time of Occurrence,
    Offense Time, Time, From Time, Start Time, Begin Time, CMPLNT_FR_TM, Crime Time, Occurrence Time,
    dispatch_time, OCCUR_TIME, Event Time, Time1 of Occurrence, Hour From, Incident Occurred Time, Occur Time
  `,
  ),
  occurred_to: field(
    'date-time',
    'Latest time',
    `
    Occurred To, Occurred Thru, Occurred Through, Occurred To Date, To Date, End Date, End Date Time,
    Thru Date, CMPLNT_TO_DT, Occurred To Date Time, Offense End DateTime, Last Occurrence Date, To Date Time,
    Date2 of Occurrence, Date To, Incident End Date, Occurred End
  `,
  ),
  occurred_to_time: field(
    'time',
    'Latest clock',
    `
    Occurred To Time, To Time, End Time, Thru Time, CMPLNT_TO_TM, Time2 of Occurrence, Hour To
  `,
  ),
  reported: field(
    'date-time',
    'Reported',
    `
    Reported, Reported At, Reported Date, Date Reported, Report Date, Date of Report, Reported On,
    Date Rptd, RPT_DT, Report Date Time, Reported Date Time, Reported DateTime, Report Datetime,
    First Reported, Reported Dt, Incident Reported, Date Of Report, Report DateTime, Reported Datetime,
    Date Report, Reported On Date, Incident Created Date
  `,
  ),
  reported_time: field('time', 'Clock of the report', 'Reported Time', 'Time Reported', 'Report Time'),
  classification: field(
    'category',
    'What the narrative or the unit calls it',
    `
    Narrative Class, Classification, Incident Classification, Incident Type, Incident Type Description,
    Nature, Incident Nature, Call Type, Event Type, Type, Category, Incident Category, Incident Description,
    Description, Shooting Type, Secondary Description, Type of Incident, Call (911) Problem,
    Offense Code Group, Crime Against Category, Problem, Offense Category ID, Report Type Description,
    Incident Type Primary
  `,
  ),
  ...offenseFields,
  ...place,
  longitude: alsoCalled(inDegrees(place.longitude), 'Longitude X, Blurred Longitude, Geo Lon, lng, X Longitude'),
  latitude: alsoCalled(inDegrees(place.latitude), 'Latitude X, Blurred Latitude, Geo Lat, Y Latitude'),
  address: alsoCalled(
    place.address,
    `
    Block, 100 Block Address, Hundred Block, Block Address, Location Block, Incident Location,
    Location Address, Intersection, Common Place, Street Name, location_block, Incident Address, StreetBlock,
    Street Block, Address X, Address Block, Street Address X, Location1
  `,
  ),
  district: alsoCalled(
    place.district,
    `
    dc_dist, Addr Pct Cd, Pct, Area Name, Bureau, Dist, Police District Name, Command, Patrol Division,
    District ID, DST, Police Precinct, Precinct ID, Area, Police Area
  `,
  ),
  neighborhood: alsoCalled(
    place.neighborhood,
    `
    Neighborhood Name, Community, MCPP, Neighborhood ID, Analysis Neighborhood, Area Description,
    Neighborhood Cluster, CPD Neighborhood, SNA Neighborhood
  `,
  ),
  precision: field(
    'category',
    'How exact the place is: exact, block, 100m',
    'Precision, Location Precision, Geocode Quality, Match Status',
  ),
  beat: field(
    'category',
    'Beat',
    `
    Beat, Police Beat, Post, Reporting Area, Reporting District, Rpt Dist No, Grid, PSA, Sector Beat,
    Zone, Patrol Beat, RD, Rpt Area, RPA, Scout Car Area, Police Service Area, Patrol Area, Map Page
  `,
  ),
  ward: field('category', 'Ward', 'Ward, Council District, City Council District, Supervisor District'),
  premises: field(
    'category',
    'Location code or kind of place',
    `
    Location Code, Location Type, Premise Type, Premises, Premise, Premises Type, Premises Code,
    Location Description, PREM_TYP_DESC, Place Type, NIBRS Location, Location Category, Location Desc,
    LOCATION_DESC, Premis Cd, Type Location, Property Type Location, Premise Description
  `,
  ),
  inside_outside: field(
    'category',
    'Inside or outside',
    `
    Inside Outside, Inside/Outside, Indoor Outdoor, Inside_Outside, LOC_OF_OCCUR_DESC, Indoors
  `,
  ),
  discovered: field(
    'category',
    'How discovered',
    `
    How Discovered, Discovered, Discovery, How Reported, Reported By, Report Source, Source, Notification
  `,
  ),
  status: field(
    'category',
    'Clearance status',
    `
    Status, Case Status, Clearance, Clearance Status, Disposition, Case Disposition, Incident Status,
    Resolution, Cleared, Arrest, Investigation Status, Offense Status, UCR Disposition, CLSD,
    Incident Status Description, Clearance Description
  `,
  ),
  cleared_on: field(
    'date',
    'Date of clearance',
    `
    Clearance Date, Cleared Date, Date Cleared, Cleared On, Disposition Date, Case Closed Date, Closed Date,
    Date of Clearance, Clearance Dt
  `,
  ),
  exceptional: field(
    'category',
    'NIBRS exceptional clearance code',
    `
    Exceptional Code, Exceptional Clearance, Exceptional Clearance Code, Cleared Exceptionally, Exc Clearance,
    Exceptional
  `,
  ),
  cartridge_cases: field(
    'number',
    'Cartridge cases recovered',
    `
    Cases Recovered, Cartridge Cases, Casings, Casings Recovered, Shell Casings, Cartridge Cases Recovered,
    Casing Count, Number of Casings
  `,
  ),
  ...victimFields,
  ...victim,
  victim_age: alsoCalled(victim.victim_age, 'Vict Age', 'Vic Age', 'Age of Victim'),
  victim_sex: alsoCalled(victim.victim_sex, 'Vict Sex', 'Victim Gender'),
  victim_race: alsoCalled(victim.victim_race, 'Vict Descent', 'Victim Description'),
  victim_age_group: field(
    'category',
    'Age group of the victim, as published; kept, not read',
    'VIC_AGE_GROUP',
    'Victim Age Group',
  ),
  victim_name: { ...victim.victim_name, aliases: victim.victim_name.aliases.filter((alias) => alias.includes(' ')) },
  victims: field(
    'number',
    'Victims in the incident',
    `
    Victims, Victim Count, Number of Victims, Num Victims, Total Victims, TotalNumberVictims
  `,
  ),
  suspect_age: field(
    'category',
    'Age of a suspect, as published; kept, not read',
    'Suspect Age',
    'SUSP_AGE_GROUP',
    'Offender Age',
  ),
  suspect_sex: field(
    'sex',
    'Sex of a suspect, as published; kept, not read',
    'Suspect Sex, Suspect Gender, SUSP_SEX, Offender Sex',
  ),
  suspect_race: field(
    'race',
    'Race of a suspect, as published; kept, not read',
    'Suspect Race',
    'SUSP_RACE',
    'Offender Race',
  ),
  suspect_ethnicity: field('race', 'Ethnicity of a suspect, as published; kept, not read', 'Suspect Ethnicity'),
  suspects: field('number', 'Suspects in the incident', 'Suspects, TotalSuspects, Suspect Count, Number of Suspects'),
  offense_group: field(
    'category',
    'Group of the offense; kept, not read',
    `
    UCR Group, UCR Part, Part 1-2, Group A B, Offense Group, Category Type, Crime Category
  `,
  ),
  offense_level: field(
    'category',
    'Level of the offense; kept, not read',
    'LAW_CAT_CD, Level, Felony Misdemeanor, Severity',
  ),
  offense_code_2: field(
    'category',
    'A second code of the offense; kept, not read',
    'FBI Code, PD_CD, Offense Code Extension, Mocodes, Theft Code, Crm Cd 1',
  ),
  offense_2: field(
    'text',
    'A second text of the offense; kept, not read',
    'PD_DESC, Offense Parent Group, Arrest Charge, Crm Cd 2',
  ),
  premises_words: field(
    'category',
    'Kind of place in words, beside its code; kept, not read',
    'Premis Desc',
    'Location Code Description',
  ),
  weapon_words: field('category', 'Weapon in words, beside its code; kept, not read', 'Weapon Desc', 'Weapon Words'),
  status_words: field(
    'category',
    'Status in words, beside its code; kept, not read',
    'Status Desc',
    'Incident Status Code',
    'Clearance Words',
  ),
  cross_street: field('text', 'Cross street; kept, not read', 'Cross Street', 'Cross Streets', 'Intersecting Street'),
  sector: field('category', 'Sector; kept, not read', 'Police Sector', 'Shift', 'Watch'),
  borough: field('category', 'Borough; kept, not read', 'BORO_NM', 'Borough', 'Boro'),
  jurisdiction: field(
    'category',
    'Jurisdiction; kept, not read',
    'JURIS_DESC, Jurisdiction, Jurisdiction Code, JURISDICTION_CODE',
  ),
  census: field(
    'category',
    'Census tract or block; kept, not read',
    'Census Tract, Census Tracts, Block Group, Census Block, Tract',
  ),
  domestic: field(
    'flag',
    'Domestic',
    `
    Domestic, Domestic Violence, DV, Domestic Related, Family Violence, Family Offense
  `,
  ),
  gang: field('flag', 'Gang related', 'Gang Related, Gang, Gang Involved, Gang Member Involved, Gang Related Offense'),
  firearm_used: field(
    'flag',
    'A firearm was used',
    `
    Firearm Used, Gun Involved, Firearm, Gun, Firearm Involved, Shooting, Is Shooting, Shooting Involved
  `,
  ),
  officer: field(
    'text',
    'Officer or unit, kept, not read',
    `
    Officer, Officer Name, Reporting Officer, Primary Officer, Badge, Officer ID, Detective, Unit,
    Assigned To, Investigator, Agency, Division Assigned
  `,
  ),
  narrative: field(
    'text',
    'Narrative, kept, not read',
    'Narrative, Summary, Synopsis, Notes, Remarks, Comments, Details',
  ),
  point: field(
    'point',
    'The place as one text',
    `
    Point, Geometry, Geom, the_geom, Geocoded Column, GeoLocation, Location 1, Lat_Lon, Shape, Geo Point,
    the_geom_webmercator, New Georeferenced Column, Location Point
  `,
  ),
  x_plane: field(
    'text',
    'Easting, or degrees where there is no longitude',
    'X, X Coord, X Coordinate, X_COORD_CD, XCoord, X_COORD',
  ),
  y_plane: field(
    'text',
    'Northing, or degrees where there is no latitude',
    'Y, Y Coord, Y Coordinate, Y_COORD_CD, YCoord, Y_COORD',
  ),
  month: field('category', 'Month, beside the date', 'Month', 'Month Name'),
  year: field('category', 'Year, beside the date', 'Year, Yr, Incident Year, Occurred Year'),
  day_of_week: field(
    'category',
    'Day of the week, beside the date',
    'Day of Week, Weekday, DOW, Day, Incident Day of Week',
  ),
  hour: field(
    'category',
    'Hour, beside the date',
    'Hour',
    'Hour of Day',
    'Hour_',
    'Occurred Hour',
    'Occurrence Hour',
    'Incident Hour',
  ),
  updated: field(
    'date-time',
    'Last changed by the publisher',
    'Updated, Updated On, Last Updated, Date Updated, Last Modified',
  ),
  row_number: field(
    'identifier',
    "The publisher's lasting number of the row",
    `
    ID, Unique ID, Global ID, Offense ID, Record ID, Primary Key, OCTO Record ID, Crime Row ID
  `,
  ),
  source_row: {
    ...field(
      'identifier',
      'Row number of the export, which is not the same in the next',
      'Object ID, OBJECTID, FID, cartodb_id, Row, Row Number, Column 1, Unnamed: 0',
    ),
    volatile: true as const,
  },
} as const satisfies Record<string, Field>;

export type IncidentField = keyof typeof incidentFields;
