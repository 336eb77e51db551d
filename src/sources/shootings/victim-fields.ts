import { alsoCalled } from '../also-called.ts';
import type { Field } from '../feed.ts';
import { headerList } from '../header-list.ts';
import { field } from '../named-field.ts';
import { personFields } from '../person-fields.ts';
import { inDegrees } from '../place-degrees.ts';
import { placeFields } from '../place-fields.ts';

const place = placeFields({
  prefix: '',
  owner: 'the shooting',
  words: ['', 'Incident', 'Shooting', 'Occurrence', 'Occurred'],
});
const person = personFields({
  prefix: 'victim',
  owner: 'the victim',
  words: ['Victim', 'Vic', 'Homicide Victim', 'Victims'],
});

/** Columns of the lists of shooting and homicide victims that cities publish. */
export const victimFields = {
  happened: {
    kind: 'date-time',
    about: 'When it happened, local; the date alone where the clock has its own column',
    aliases: headerList(`
      DateTimeOccurred, Occurred Datetime, Shooting Date Time, Incident Start, Date, date_, OCCUR_DATE,
      Occurred Date, Date Occurred, Occurrence Date, Occurred, Occurred On, crime_date, CrimeDateTime,
      Crime Date Time, Incident Date, Date of Incident, Shooting Date, Date of Shooting, Date Time, DateTime,
      Date/Time Occurred, Incident Date Time, Incident DateTime, Offense Date, Date of Offense,
      Date of Occurrence, Event Date, Homicide Date, Date of Death, Occurred From, From Date, Start Date,
      DATE_OCC, Date Reported, Reported Date, Report Date, Occurred Date Time, Timestamp, Injury Date,
      Date of Injury
    `),
    required: true,
  },
  happened_time: field(
    'time',
    'The clock, where it stands beside the date',
    `
    Time, OCCUR_TIME, Occurred Time, Time Occurred, zt, Incident Time, Time of Incident, Shooting Time,
    Time of Shooting, Occurrence Time, Crime Time, Offense Time, TIME_OCC
  `,
  ),
  happened_half: field(
    'category',
    'a.m. or p.m., where it stands beside the clock',
    'zap, AM/PM, AMPM, Meridiem, AM PM',
  ),
  victims: field(
    'category',
    'Whether there were several victims, or how many; kept, not read',
    `
    multi_victim_incident, Multiple Shooting, Victims, Number of Victims, Total Incidents, Victim Count, Injuries,
    Number Injured
  `,
  ),
  victim_id: field(
    'identifier',
    "The publisher's lasting number of the row or victim",
    `
    Unique ID, UNIQUE_ID, Victim ID, Record ID, Global ID, GlobalID, Person ID, Victim Number
  `,
  ),
  case_number: field(
    'case-number',
    'Case or incident number; repeats where a shooting has several victims',
    `
    Case Number, Incident Number, Incident #, Case #, Case No, CCN, DR Number, DC Key, dc_key, DR_NO,
    RD Number, CR Number, INCIDENT_KEY, Incident Key, Incident ID, Complaint Number, CC Number, CC No,
    Report Number, OCA, Case ID, Police Report, Offense Number, CCNumber, Incident Num, incident_num,
    Crime ID
  `,
  ),
  description: field(
    'category',
    'What it is recorded as',
    `
    Description, Crime Type, Victimization Primary, Offense, Offense Description, Crime, Incident Type,
    Shooting Type, Type, Category, Classification, Type of Incident, Offense Type, Crime Description,
    Victimization, shooting_type_v2, Type of Shooting
  `,
  ),
  incident_description: field(
    'category',
    'What the whole incident is recorded as',
    'Incident Primary',
    'Incident Description',
    'Primary Type',
  ),
  charge_code: field(
    'crime-code',
    'Code of the offense',
    `
    Code, Crime Code, Offense Code, UCR, UCR Code, IUCR, Victimization IUCR Cd, NIBRS Code, CrimeCode
  `,
  ),
  weapon: field(
    'category',
    'Weapon',
    `
    Weapon, Weapon Type, Weapon Used, Weapon Description, Weapon Desc, Method, Cause, Cause of Death,
    Manner, Type of Weapon, Weapons
  `,
  ),
  fatal: field(
    'flag',
    'Whether the victim died',
    `
    Fatal, STATISTICAL_MURDER_FLAG, Murder, Died, Deceased, Fatality, Fatal Flag, Homicide, Is Fatal,
    Fatal/Non-Fatal, Fatal or Non Fatal, Outcome, Victim Outcome, Victim Status, Lethal, Death
  `,
  ),
  gunshot: field(
    'flag',
    'Whether the victim was struck by gunfire',
    'GUNSHOT_INJURY_I, Gunshot Injury, Gunshot Wound, Shot, Was Shot, Gunshot, GSW',
  ),
  wound: field(
    'category',
    'Wound or part of the body',
    `
    Wound, Wound Location, Injury, Injury Type, Injury Severity, Body Part, Injury Description,
    Nature of Injury
  `,
  ),
  officer_involved: field(
    'flag',
    'An officer fired',
    `
    Officer Involved, officer_involved, OIS, Police Involved, Officer Involved Shooting
  `,
  ),
  offender_injured: field(
    'flag',
    'In an officer-involved shooting: the person fired at was injured',
    'offender_injured',
    'Offender Injured',
    'Subject Injured',
  ),
  offender_deceased: field(
    'flag',
    'In an officer-involved shooting: the person fired at died',
    'offender_deceased',
    'Offender Deceased',
    'Subject Deceased',
  ),
  latino: field('flag', 'Recorded as Latino', 'Latino, Hispanic, Is Latino, Latinx'),
  ...person,
  victim_age: alsoCalled(
    person.victim_age,
    'Age, Vic Age, Age of Victim, VICT_AGE, Vict Age, Age at Incident, Age at Death',
  ),
  age_group: field(
    'category',
    'Age group of the victim, as published; kept, not read',
    `
    VIC_AGE_GROUP, Age Group, Victim Age Group, Age Range, Victim Age Range, Victim_Age_Band, Age Band
  `,
  ),
  victim_sex: alsoCalled(person.victim_sex, 'Sex, Gender, VICT_SEX, Vict Sex, Victim Gender'),
  victim_race: alsoCalled(
    person.victim_race,
    `
    Race, VICT_DESCENT, Vict Descent, Victim Race/Ethnicity, Race Ethnicity, Race/Ethnicity
  `,
  ),
  victim_ethnicity: alsoCalled(
    person.victim_ethnicity,
    'Ethnicity, Hispanic Origin, Ethnic Origin, victim_ethnicity_NIBRS',
  ),
  ...place,
  longitude: alsoCalled(inDegrees(place.longitude), 'Longitude X, Blurred Longitude, Geo Lon, lng, X Longitude'),
  latitude: alsoCalled(inDegrees(place.latitude), 'Latitude X, Blurred Latitude, Geo Lat, Y Latitude'),
  address: alsoCalled(
    place.address,
    `
    Block, 100 Block Address, Block Address, Hundred Block, Incident Location, Address of Incident,
    Cross Street, Intersection, Location Address, StreetBlock, Street Block, Incident Address
  `,
  ),
  district: alsoCalled(
    place.district,
    `
    new_district, Dist, Pct, Precinct Number, Area, Area Name, Bureau, Zone, Boro, Borough,
    Police District, Old District, Police Precinct
  `,
  ),
  neighborhood: alsoCalled(
    place.neighborhood,
    `
    Neighborhood Name, Neighborhood Cluster, Community, CPD Neighborhood, SNA Neighborhood, CPD_NEIGHBORHOOD
  `,
  ),
  precision: field(
    'category',
    'How exact the place is: exact, block, 100m',
    'Precision',
    'Location Precision',
    'Geocode Quality',
  ),
  borough: field('category', 'Borough, kept, not read', 'Borough Name', 'Patrol Boro'),
  beat: field('category', 'Beat', 'Beat, Post, Sector Beat, Reporting District, RD, Grid, PSA, Patrol Beat'),
  ward: field('category', 'Ward', 'Ward', 'Council District', 'City Council District'),
  police_area: field('category', 'Police area above the district', 'Police Area', 'Patrol Area'),
  inside_outside: field(
    'category',
    'Inside or outside',
    `
    inside_outside, Inside Outside, Inside/Outside, LOC_OF_OCCUR_DESC, Indoor Outdoor, Indoors
  `,
  ),
  inside: field('flag', 'Inside', 'inside', 'Is Inside'),
  outside: field('flag', 'Outside', 'outside', 'Is Outside', 'Outdoors'),
  premises: field(
    'category',
    'Kind of place',
    `
    premise_type, Premise, Premises, Premise Type, Location Type, LOCATION_DESC, Location Description,
    Place Type, PREM_TYP_DESC, LOC_CLASSFCTN_DESC, Premis Desc
  `,
  ),
  premises_class: field('category', 'Class of the place', 'Location Classification', 'Premises Class'),
  jurisdiction: field('category', 'Jurisdiction', 'JURISDICTION_CODE', 'Jurisdiction'),
  suspect_age: field(
    'category',
    'Age group of the suspect, as published; kept, not read',
    'PERP_AGE_GROUP, Suspect Age, Offender Age, Suspect Age Group',
  ),
  suspect_sex: field(
    'sex',
    'Sex of the suspect, as published; kept, not read',
    'PERP_SEX, Suspect Sex, Offender Sex, Suspect Gender',
  ),
  suspect_race: field(
    'race',
    'Race of the suspect, as published; kept, not read',
    'PERP_RACE',
    'Suspect Race',
    'Offender Race',
  ),
  motive: field(
    'category',
    'Motive or circumstance',
    'Motive, Circumstance, Circumstances, Gang Related, Domestic, Domestic Violence',
  ),
  status: field(
    'category',
    'Status of the case',
    'Status, Case Status, Case Disposition, Clearance, Disposition, Cleared',
  ),
  month: field('category', 'Month, beside the date', 'Month', 'Month Name', 'Occurred Month'),
  year: field('category', 'Year, beside the date', 'Year', 'Yr', 'Occurred Year'),
  day_of_week: field('category', 'Day of the week, beside the date', 'Day of Week, Weekday, DOW, Day'),
  hour: field(
    'category',
    'Hour, beside the date',
    'Hour',
    'Hour of Day',
    'Occurred Hour',
    'Occurrence Hour',
    'Incident Hour',
  ),
  point: field(
    'point',
    'The place as one text',
    `
    the_geom, Lon_Lat, Geometry, Geom, Geocoded Column, New Georeferenced Column, GeoLocation, Geo Point,
    Location 1, Shape, Point
  `,
  ),
  point_web: field('text', 'The place as one text, in Web Mercator', 'the_geom_webmercator'),
  x_plane: field(
    'text',
    'Easting, or degrees where there is no longitude',
    'X, X_COORD_CD, X Coord, X Coordinate, XCoord',
  ),
  y_plane: field(
    'text',
    'Northing, or degrees where there is no latitude',
    'Y, Y_COORD_CD, Y Coord, Y Coordinate, YCoord',
  ),
  updated: field(
    'date-time',
    'Last changed by the publisher',
    'Updated, Last Updated, Date Updated, Updated On, Last Edited Date, Edit Date',
  ),
  source_row: {
    kind: 'identifier',
    about: 'Row number of the export, which is not the same in the next',
    aliases: headerList(`
      RowID, Record Row, Object ID, objectid, FID, cartodb_id, Row, Row ID, Row Number, Column 1,
      Unnamed: 0, X.1, ESRI_OID
    `),
    volatile: true,
  },
} as const satisfies Record<string, Field>;

export type VictimField = keyof typeof victimFields;
