import { vehicleFields } from '../vehicle-fields.ts';
import { alsoCalled } from '../also-called.ts';
import type { Field } from '../feed.ts';
import { field } from '../named-field.ts';
import { inDegrees } from '../place-degrees.ts';
import { placeFields } from '../place-fields.ts';

const place = placeFields({ prefix: '', owner: 'the call', words: ['', 'Incident', 'Call', 'Event', 'Service'] });

/** Columns of calls for service, as dispatch systems export and cities publish them. */
export const callFields = {
  event_number: {
    ...field(
      'identifier',
      'Dispatch (CAD) event number',
      `
      Event Number, EventNumber, Event No, Event #, CAD Number, CAD Event, CAD Event Number, CAD #,
      CAD Incident, CAD ID, Call Number, Call No, Call #, Call ID, CFS Number, CFS #, Incident Number,
      Incident #, Event ID, Incident ID, Master Incident Number, Call for Service Number, Service Number,
      Run Number, Dispatch Number, Job Number, CADNUM, Item Number, NOPD_Item, CAD_EVNT_ID, Call Key,
      CallKey, Incident Id, CADEvent
    `,
    ),
    required: true as const,
  },
  received: {
    ...field(
      'date-time',
      'Received, local; the date alone where the clock has its own column',
      `
      Received, Received At, Received Date, Received Date Time, Call Received, Call Date, Call Date Time,
      Call Time, CallDateTime, Call Received Time, Entry Date, EntryDate, Entry Date Time, Create Time,
      Create Date, Created, Time Create, TimeCreate, Call Creation, Time Received, Date Received,
      Start Time, Event Date, Incident Date, Date, Date Time, DateTime, Date/Time, Response Date,
      CREATE_TIME_INCIDENT, Call Entry Time, Original Time Queued, Time of Call, Timestamp, Call Start,
      INCIDENT_DATE, Add Time, Call Timestamp, CREATE_DATE, Phone Pickup Time, ADD_TS, Call Date Received,
      Queued, Intake Time
    `,
    ),
    required: true as const,
  },
  received_time: field(
    'time',
    'Clock of receipt, where it stands beside the date',
    `
    Received Time, Time, Clock, INCIDENT_TIME, Call Clock, Event Time, Incident Time, Entry Time
  `,
  ),
  dispatched: field(
    'date-time',
    'Dispatched',
    `
    Dispatched, Dispatched At, Dispatch Time, Dispatch Date, DispatchDate, Dispatch Date Time, Time Dispatch,
    TimeDispatch, First Dispatch, First Unit Dispatched, DISP_TS, Time Dispatched, Dispatch, Unit Dispatched,
    Dispatch Time Incident, Dispatch Time Primary Unit
  `,
  ),
  en_route: field(
    'date-time',
    'En route',
    `
    En Route, Enroute, En Route At, En Route Time, Enroute Time, En Route Date, First Unit Enroute,
    Enroute Date Time, Time Enroute
  `,
  ),
  on_scene: field(
    'date-time',
    'On scene',
    `
    On Scene, On Scene At, On Scene Time, On Scene Date, OnScene, Arrived, Arrival, Arrive Time,
    Arrival Time, Time Arrive, TimeArrive, ARRIVD_TS, First Unit On Scene, First Unit Arrived, Time Arrived,
    Arrived Time, Onscene Time, Arrival Date Time, Arrival Time Primary Unit, Arrival Time Incident
  `,
  ),
  cleared: field(
    'date-time',
    'Cleared',
    `
    Cleared, Cleared At, Clear Time, Clear Date, ClearDate, Cleared Time, Time Cleared, Closed,
    Closed Time, Close Time, Close Date, ClosedDate, Time Closed, TimeClosed, CLOSNG_TS, Completed,
    Call Closed, End Time, Close Date Time, Closed Time Incident, Closed Timestamp
  `,
  ),
  initial_type: field(
    'category',
    'Type at receipt',
    `
    Initial Type, InitType, Initial Call Type, Original Type, Call Type, Type, Nature, Nature of Call,
    Call Nature, Event Type, Incident Type, Problem, Call Description, Description, Initial Type Description,
    Type Text, TypeText, Initial Nature, Problem Type, RADIO_CODE, TYP_DESC, Incident Type Description,
    Call Type Description, Type Description, Initial Description, Init Type Desc, Complaint, Signal,
    Incident Type Desc, CallDescription, InitialTypeText, Category, Signal Description
  `,
  ),
  final_type: field(
    'category',
    'Type at close',
    `
    Final Type, FinalType, Final Call Type, Final Type Description, FinTypeDescription, Closing Type,
    Final Nature, Type Descr, Final Event Type, Final Call Type Description, Final Incident Type, Closed As
  `,
  ),
  type_code: field(
    'category',
    'Code of the type',
    `
    Type Code, Call Type Code, Nature Code, Event Type Code, Signal Code, Call Code, Incident Code,
    Ten Code, callcode, Incident Type ID
  `,
  ),
  priority: field(
    'category',
    'Priority',
    `
    Priority, InitialPriority, Initial Priority, FinPriority, Final Priority, Call Priority, Priority Code,
    Priority Level, Priority Description, Priority Color
  `,
  ),
  disposition: field(
    'category',
    'Disposition',
    `
    Disposition, Dispo, Final Disposition, FinalDisposition, Disposition Code, Disposition Text,
    DispositionText, Call Disposition, Dispo Code, Final Disposition Code, Clearance, Cleared By,
    Event Clearance Description, Outcome, Result, Disposition Description
  `,
  ),
  ...place,
  longitude: alsoCalled(inDegrees(place.longitude), 'Longitude X, Blurred Longitude, Geo Lon, lng, X Longitude'),
  latitude: alsoCalled(inDegrees(place.latitude), 'Latitude X, Blurred Latitude, Geo Lat, Y Latitude'),
  address: alsoCalled(
    place.address,
    `
    Block, Block Address, BLOCK_ADDRESS, Hundred Block, 100 Block Address, Location Block Address,
    Service Location, ServiceLocation, Call Address, Incident Location, Address Text, Cross Street,
    Intersection, Address X, Address_X, Incident Address, Location Text, Blurred Address
  `,
  ),
  district: alsoCalled(
    place.district,
    `
    Dist, Police Precinct, Zone, Command, Patrol Division, Police District, NYPD Pct Cd,
    Precinct Sca, Sector
  `,
  ),
  neighborhood: alsoCalled(
    place.neighborhood,
    `
    CPD Neighborhood, SNA Neighborhood, Community Council Neighborhood, Neighborhood Cluster
  `,
  ),
  zip: alsoCalled(place.zip, 'Postal', 'Zip Code Text'),
  sector: field('category', 'Sector or borough; kept, not read', 'Boro Nm, BORO_NM, PATRL_BORO_NM, Borough'),
  beat: field('category', 'Beat', 'Beat, Police Beat, Beat Assigned, Reporting Area, Grid, PSA, Post, Patrol Beat'),
  ward: field(
    'category',
    'Ward or council district; kept, not read',
    'Ward',
    'Council District',
    'City Council District',
  ),
  precision: field('category', 'How exact the place is: exact, block, 100m', 'Precision', 'Location Precision'),
  duplicate_of: field(
    'identifier',
    'Event this one repeats',
    `
    Duplicate Of, Duplicate Event, Duplicate, Duplicate Event Number, Linked Event, Parent Event,
    Duplicate Call
  `,
  ),
  case_number: field(
    'case-number',
    'Case the call led to',
    `
    Case Number, Report Number, RD Number, RD No, Case #, DR Number, CCN, Report #, Related Case,
    General Offense Number, Police Report Number, Offense Number, Linked Case
  `,
  ),
  source: field(
    'category',
    'How the call came in',
    `
    Source, Call Source, How Received, Call Origin, Report Source, Received By, Initial Call Source,
    Type of Call, Caller Type, Officer Initiated, Self Initiated, SelfInitiated
  `,
  ),
  phone: field(
    'phone',
    "Caller's number, kept in the record only",
    `
    Caller Phone, Phone, Call Back Number, Callback, ANI, Caller Number, Callback Number, Phone Number
  `,
  ),
  caller: field(
    'full-name',
    "Caller's name, kept in the record only",
    'Caller, Caller Name, Complainant, Reporting Party, RP Name, Calling Party',
  ),
  unit: field(
    'category',
    'Unit',
    `
    Unit, Units, Primary Unit, Unit ID, Dispatched Unit, First Unit, Officer, Unit Number, Number of Units,
    Unit Count, Agency, Call Sign, Responding Unit, respondingunit
  `,
  ),
  remarks: field('text', 'Remarks, kept, not read', 'Remarks, Comments, Narrative, Notes, Call Remarks, Text, Details'),
  x_plane: field(
    'text',
    'Easting, or degrees where there is no longitude',
    'X, X Coord, XCoord, X Coordinate, MapX, GEO_CD_X',
  ),
  y_plane: field(
    'text',
    'Northing, or degrees where there is no latitude',
    'Y, Y Coord, YCoord, Y Coordinate, MapY, GEO_CD_Y',
  ),
  point: field(
    'point',
    'The place as one text',
    'Point, Geometry, Geom, Geocoded Column, Location Point, Shape, Location 1',
  ),
  ...vehicleFields,
  month: field('category', 'Month, beside the date', 'Month'),
  year: field('category', 'Year, beside the date', 'Year'),
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
  source_row: {
    ...field(
      'identifier',
      'Row number of the export, which is not the same in the next',
      'Object ID, OBJECTID, FID, Row ID, Row, Row Number, Column 1, Record ID',
    ),
    volatile: true as const,
  },
} as const satisfies Record<string, Field>;

export type CallField = keyof typeof callFields;
