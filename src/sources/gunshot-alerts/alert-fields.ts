import { alsoCalled } from '../also-called.ts';
import type { Field } from '../feed.ts';
import { headerList } from '../header-list.ts';
import { field } from '../named-field.ts';
import { inDegrees } from '../place-degrees.ts';
import { placeFields } from '../place-fields.ts';

const place = placeFields({ prefix: '', owner: 'the alert', words: ['', 'Incident', 'Alert'] });

const text = (about: string, ...aliases: string[]): Field => field('text', about, ...aliases);
const category = (about: string, ...aliases: string[]): Field => field('category', about, ...aliases);
const time = (about: string, ...aliases: string[]): Field => field('date-time', about, ...aliases);

/** Columns of alert lists, from the vendor's export, from dispatch and from what cities publish. */
export const alertFields = {
  detected: {
    kind: 'date-time',
    about: 'When the shots were detected, local to the agency; the date alone where the clock has its own column',
    aliases: headerList(`
      CREATE_TIME_INCIDENT, Alert Timestamp, Occurred Date Time, Date Time, DateTime, Detected, Detected At,
      Detection Time, Detection Date, Trigger Time, Incident Date Time, Incident Time, Incident Date,
      Alert Date, Alert Time, Alert Date Time, Date, Timestamp, Event Date, Event Time, Date of Incident,
      Discharge Time, Occurred, Local Time, Date Occurred, Occurred Date, Date/Time Occurred, Shot Time,
      Activation Time, Activation Date
    `),
    required: true,
  },
  detected_time: {
    kind: 'time',
    about: 'The clock, where it stands beside the date',
    aliases: headerList(`
      Incident Clock, Time, Time Detected, Time of Day, Alert Clock, Hour Minute, Time Occurred, Local Clock
    `),
  },
  alert_number: {
    kind: 'identifier',
    about: "The vendor's number of the alert",
    aliases: headerList(`
      Flex ID, FlexID, ShotSpotter Flex ID, shotspotterflexid, Incident ID, Unique ID, ShotSpotter ID,
      SST ID, Alert ID, Alert Number, Incident Number, ID, SST Incident, ShotSpotter Incident,
      ShotSpotter Incident Number, GDT ID, Activation ID, SSID, Vendor ID, Incident #
    `),
  },
  coverage_area: category('Coverage area', 'Coverage Area, Coverage, Service Area Name, Deployment'),
  zone: category('Zone or beat of the coverage', 'Zone, Beat, Beat Assigned, Police Beat, Reporting District'),
  type: category(
    "The vendor's type",
    `
    Type, Incident Type, Incident Type Description, Classification, Alert Type, Event Type,
    Final Classification, Gunfire Type, Type of Gunfire, Category, Incident Classification, Nature,
    Incident Type Desc, Type of Alert
  `,
  ),
  rounds: {
    kind: 'number',
    about: 'Rounds counted',
    aliases: headerList(`
      Rounds, Num Rounds, numrounds, Number of Rounds, Rounds Fired, Shots, Shot Count, Round Count,
      Number of Shots, Shots Fired, Num Shots, Rounds Detected
    `),
  },
  published: time(
    'When the alert was published to the agency',
    `
    Published At, Published, Publish Time, Published Time, Publish Date, Notification Time, Alert Sent
  `,
  ),
  ...place,
  address: alsoCalled(
    place.address,
    `
    Block, Location Block Address, Service Block Address, Nearest Address, 100 Block Address, Parcel Address,
    Location Description, Cross Street, Intersection, Address X, ADDRESS_X, StreetBlock, Street Block
  `,
  ),
  longitude: alsoCalled(inDegrees(place.longitude), 'Longitude-100meter, Longitude 100 meter, Lon 100m, Longitude X'),
  latitude: alsoCalled(inDegrees(place.latitude), 'Latitude-100meter, Latitude 100 meter, Lat 100m, Latitude X'),
  precision: category(
    'How exact the place is: exact, block, 100m',
    'Precision',
    'Location Precision',
    'Geocode Quality',
  ),
  accuracy: {
    kind: 'number',
    about: 'Radius of accuracy, metres',
    aliases: headerList(`
      Accuracy (m), Accuracy, Accuracy Radius, Radius, Accuracy Meters, Error Radius, Location Error
    `),
  },
  qualifiers: text(
    'Full auto, high capacity, multiple shooters, …',
    `
    Qualifiers, Qualifier, Tactical Information, Incident Details, Special Characteristics
  `,
  ),
  event_number: {
    kind: 'identifier',
    about: 'Dispatch (CAD) event number',
    aliases: headerList(`
      CAD Event, Event Number, EventNumber, CAD Number, CAD Event Number, Event No, CAD Incident, CAD ID,
      Call Number, CFS Number, CAD #, Event #
    `),
  },
  disposition: category(
    'What police found',
    `
    Disposition, Final Disposition, FinalDisposition, Outcome, Finding, Police Disposition, Result, Status,
    Disposition Text
  `,
  ),
  disposition_code: category('Code of the disposition', 'Final Disposition Code', 'Disposition Code', 'Dispo Code'),
  linked_case: {
    kind: 'case-number',
    about: 'Case the alert led to',
    aliases: headerList(`
      Linked Case, Case Number, RD Number, RD No, Report Number, CCN, DR Number, Case #, Case No,
      Related Case, IR Number, Offense Number, Complaint Number, Police Report
    `),
  },
  received: time(
    'When dispatch entered the event; stands for the detection where that is not given',
    `
    Entry Date, EntryDate, Call Date, Received, Received At, Call Received, Create Time, Created
  `,
  ),
  dispatched: time('Dispatched', 'Dispatch Date, DispatchDate, Dispatched, Dispatch Time, Dispatched At'),
  en_route: time('En route', 'En Route, Enroute, En Route Date, En Route Time'),
  on_scene: time('On scene', 'On Scene, On Scene Date, OnSceneDate, Arrived, Arrival Time, On Scene Time'),
  cleared: time('Cleared', 'Clear Date, ClearDate, Cleared, Clear Time, Cleared At'),
  closed: time('Closed', 'Close Date, ClosedDate, Closed Date, Closed'),
  initial_type: category('Type at receipt', 'Initial Type, InitType, Init Type, Initial Call Type'),
  final_type: category('Type at close', 'Final Type', 'FinalType', 'Final Call Type'),
  type_description: category(
    'Type at close in words',
    'Type Descr, FinTypeDescription, Type Description, Final Type Description',
  ),
  initial_priority: category('Priority at receipt', 'InitialPriority', 'Initial Priority', 'Priority'),
  final_priority: category('Priority at close', 'FinPriority', 'Final Priority'),
  duplicate_of: {
    kind: 'identifier',
    about: 'Event this one repeats',
    aliases: ['Duplicate Event', 'Duplicate Of', 'Duplicate Event Number'],
  },
  is_alert: {
    kind: 'flag',
    about: 'Whether the detection system reported the gunfire at all',
    aliases: headerList(`
      shotspotter_alert, ShotSpotter Alert, Alert, Detected by ShotSpotter, GDT Alert, SST Alert
    `),
  },
  cartridge_cases: {
    kind: 'number',
    about: 'Cartridge cases found',
    aliases: headerList(`
      shell_casings, Shell Casings, Casings, Casings Found, Casings Recovered, Shell Casings Found,
      Ballistic Evidence
    `),
  },
  injuries: {
    kind: 'number',
    about: 'People injured',
    aliases: headerList('Injuries, Injured, Victims, Number Injured'),
  },
  arrests: { kind: 'number', about: 'Arrests', aliases: ['Arrests', 'Arrested', 'Number Arrested'] },
  details: text(
    'What was found, in words',
    `
    Details, Additional Details, additional_details, Notes, Comments, Narrative, Reviewer Comment, Remarks
  `,
  ),
  ward: category('Ward', 'Ward, Council District, City Council District, Supervisor District, ANC'),
  area: category('Police area', 'Area, Response Area, Service Area, PSA, Patrol Area'),
  house_district: category('State house district', 'Illinois House District', 'House District', 'State House District'),
  senate_district: category(
    'State senate district',
    'Illinois Senate District',
    'Senate District',
    'State Senate District',
  ),
  outreach_organization: text('Street outreach organisation', 'Street Outreach Organization', 'Outreach Organization'),
  month: category('Month, beside the date', 'Month', 'Month Number', 'Month Name'),
  year: category('Year, beside the date', 'Year', 'Yr'),
  day_of_week: category('Day of the week, beside the date', 'Day of Week, Weekday, DOW, Day'),
  hour: category('Hour, beside the date', 'Hour', 'Hour of Day', 'Occurred Hour', 'Occurrence Hour', 'Incident Hour'),
  point: field(
    'point',
    'The place as one text',
    `
    Location Point, Geometry, Geom, Geocoded Column, LAT_LON_arcgis, Point, Shape, The Geom
  `,
  ),
  x_plane: text('Easting, or degrees where there is no longitude', 'X, X Coord, XCoord, X Coordinate, X_COORD'),
  y_plane: text('Northing, or degrees where there is no latitude', 'Y, Y Coord, YCoord, Y Coordinate, Y_COORD'),
  source_row: {
    kind: 'identifier',
    about: 'Row number of the export',
    aliases: headerList('Object ID, OBJECTID, FID, Row, Row ID, Row Number, Column 1'),
    volatile: true,
  },
} as const satisfies Record<string, Field>;

export type AlertField = keyof typeof alertFields;
