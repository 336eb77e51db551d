import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { gunshotSummarySchema, incidentIdSchema } from './gunshots.ts';
import { sensorConfigurationSchema } from './sensor-packet.ts';

/** Answers of the gunshot desk. In none of them stands where a sensor is, but in the one that is asked for that alone. */

const strict = { additionalProperties: false } as const;
const moment = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const lon = Type.Number({ description: 'Longitude in degrees' });
const lat = Type.Number({ description: 'Latitude in degrees' });
const decisionSchema = Type.Union([Type.Literal('gunfire'), Type.Literal('not-gunfire'), Type.Literal('unsure')], {
  description: 'What a person decided that heard it',
});

export const gunshotIncidentSchema = Type.Object(
  {
    kind: Type.Literal('own', { description: 'Located here, by own sensors' }),
    incident: incidentIdSchema,
    state: Type.Union(
      [Type.Literal('OPEN'), Type.Literal('CLOSED'), Type.Literal('WITHDRAWN'), Type.Literal('JOINED')],
      {
        description:
          'Open while more may come of it; withdrawn where it is no longer located; joined where it is told further as another',
      },
    ),
    joinedInto: nullable(Type.String({ description: 'Where it is told further as another: that incident' })),
    revision: Type.Integer({ description: 'Counts its changes: whoever decides says which one they saw' }),
    from: moment('First shot'),
    to: moment('Last shot'),
    openedAt: moment('When it was first told of'),
    changedAt: moment('When it last changed'),
    closedAt: nullable(moment('When nothing more was to come of it')),
    lon,
    lat,
    summary: gunshotSummarySchema,
    dispatch: Type.Union([Type.Literal('place'), Type.Literal('area'), Type.Literal('held')], {
      description:
        'How dispatch is told where it was, by how well that is known: as a place, as an area without a point, or not at all, until it is known better or a person knows of gunfire',
    }),
    decision: nullable(decisionSchema),
    decidedBy: nullable(Type.String({ description: 'Who decided' })),
    decidedAt: nullable(moment('When they did')),
    found: Type.Boolean({
      description:
        'Whether a finding at the scene stands that is something; where somebody decided that it was no gunfire, one of after that',
    }),
    acknowledgedBy: nullable(Type.String({ description: 'Who first took note of the alert' })),
    acknowledgedAt: nullable(moment('When they did')),
  },
  { ...strict, $id: 'GunshotIncident', description: 'An incident of shots located by own sensors' },
);
export type GunshotIncident = Static<typeof gunshotIncidentSchema>;

export const vendorAlertSchema = Type.Object(
  {
    kind: Type.Literal('vendor', { description: 'An alert of a vendor, as imported' }),
    record: Type.Integer({ description: 'Record it stands in' }),
    number: nullable(Type.String({ description: "The vendor's number" })),
    from: moment('Detected'),
    publishedAt: nullable(moment('Published by the vendor')),
    lon: nullable(lon),
    lat: nullable(lat),
    accuracyMeters: nullable(Type.Number({ description: 'Radius of accuracy, as written' })),
    classification: nullable(Type.String({ description: 'SG single, MG multiple, PG possible, NG not gunfire' })),
    rounds: nullable(Type.Integer({ description: 'Rounds counted by the vendor' })),
    disposition: nullable(Type.String({ description: 'What came of it, as written' })),
  },
  { ...strict, $id: 'VendorAlert', description: 'An alert of a vendor beside our own' },
);
export type VendorAlert = Static<typeof vendorAlertSchema>;

export const gunshotListSchema = Type.Object(
  {
    items: Type.Array(Type.Union([gunshotIncidentSchema, vendorAlertSchema]), {
      description: 'Own incidents and alerts of vendors, newest first',
    }),
    next: nullable(Type.String({ description: 'Cursor of the next page; null at the end' })),
    untold: Type.Array(
      Type.Object(
        {
          channel: Type.Union([Type.Literal('webhook'), Type.Literal('mail')], { description: 'How dispatch is told' }),
          waiting: Type.Integer({
            minimum: 0,
            description: 'Incidents that were tried to be told, and are tried again',
          }),
          since: nullable(moment('Since when the first of them waits')),
          givenUp: Type.Integer({ minimum: 0, description: 'Incidents that were given up within the last day' }),
        },
        strict,
      ),
      { description: 'Ways by which dispatch could not be told; empty where nothing waits and nothing was given up' },
    ),
  },
  { ...strict, $id: 'GunshotList', description: 'Gunshot incidents of a span of time' },
);

export const gunshotHistorySchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          ordinal: Type.Integer({ description: 'Place in the history, from 1' }),
          at: moment('When'),
          kind: Type.String({
            description:
              'OPENED, UPDATED, CLOSED, WITHDRAWN, JOINED, RETURNED, DECIDED, UNDONE or FOUND; with `was` in its detail, carried from what became one with it; with `in`, taken back there',
          }),
          by: nullable(Type.String({ description: 'Who did it; null for the program' })),
          revision: Type.Integer({ description: 'Revision it made' }),
          detail: Type.Record(Type.String(), Type.Unknown(), { description: 'What it then was, or what was said' }),
        },
        strict,
      ),
      { description: 'Every change of it, oldest first' },
    ),
  },
  { ...strict, $id: 'GunshotHistory', description: 'All that became of an incident' },
);

export const gunshotNearbySchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          kind: Type.Union(
            [Type.Literal('call'), Type.Literal('vendor-alert'), Type.Literal('shooting'), Type.Literal('incident')],
            {
              description: 'A call of gunfire, an alert of a vendor, a shooting of the records, or another of our own',
            },
          ),
          at: moment('When'),
          seconds: Type.Integer({ description: 'Seconds after the first shot; before it below zero' }),
          meters: Type.Number({ description: 'Metres from the incident' }),
          record: nullable(Type.Integer({ description: 'Record that says so' })),
          incident: nullable(Type.String({ description: 'Id of an own incident' })),
          number: nullable(Type.String({ description: 'Event, case or alert number' })),
          what: nullable(Type.String({ description: 'Type or decision, as written' })),
        },
        strict,
      ),
      {
        description:
          'What was reported of the same time and place, and what happened there in the year before, nearest in time first',
      },
    ),
    total: Type.Integer({ description: 'How many there are; of more than 200 the nearest in time are given' }),
  },
  { ...strict, $id: 'GunshotNearby', description: 'What else is recorded about an incident' },
);
export type GunshotNearby = Static<typeof gunshotNearbySchema>;

export const gunshotArrivalsSchema = Type.Object(
  {
    shots: Type.Array(
      Type.Object(
        {
          timeMicroseconds: Type.Integer({ description: 'When it was fired, in microseconds since 1970' }),
          arrivals: Type.Array(
            Type.Object(
              {
                sensor: Type.String({ description: 'Id of the sensor' }),
                lon,
                lat,
                timeMicroseconds: Type.Integer({ description: 'When it heard it' }),
                residualSeconds: Type.Number({ description: 'How much later that is than the place explains' }),
              },
              strict,
            ),
            { description: 'Who heard it, first to last' },
          ),
        },
        strict,
      ),
      { description: 'Its shots in the order of time' },
    ),
  },
  { ...strict, $id: 'GunshotArrivals', description: 'Which sensors heard an incident, where they are, and when' },
);

export const gunshotSoundsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          sound: Type.Integer({ description: 'Number of the sound' }),
          sensor: Type.String({ description: 'Which sensor was asked' }),
          askedAt: moment('When somebody asked'),
          askedBy: Type.String({ description: 'Who asked' }),
          cameAt: nullable(moment('When it came')),
          seconds: nullable(Type.Number({ description: 'How much came; 0 where the sensor had none of that time' })),
          startsMicroseconds: nullable(
            Type.Integer({ description: 'Time of its first sample, in microseconds since 1970' }),
          ),
        },
        strict,
      ),
      { description: 'Sounds asked for, of the nearest sensors first' },
    ),
  },
  { ...strict, $id: 'GunshotSounds', description: 'Sounds of an incident' },
);

export const sensorListSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          sensor: Type.String({ description: 'Id of the sensor' }),
          enrolledAt: moment('Since when it is enrolled'),
          revokedAt: nullable(moment('Since when nothing of it is taken')),
          configuration: sensorConfigurationSchema,
          configurationVersion: Type.Integer({ description: 'Counts changes of what it is told to do' }),
          followsConfiguration: Type.Boolean({ description: 'Its newest report says that it does as told' }),
          reportedAt: nullable(moment('Newest report of health')),
          report: nullable(Type.Record(Type.String(), Type.Unknown(), { description: 'That report' })),
          refused: Type.Integer({ description: 'Messages of it that were not taken' }),
          refusedWhy: nullable(Type.String({ description: 'Why the newest of them was not' })),
          refusedAt: nullable(moment('When that was')),
          trusted: Type.Boolean({ description: 'Its pulses count: its clock is not known to be off' }),
          offsetMicroseconds: nullable(Type.Integer({ description: 'How far its clock was found to be off' })),
          warnings: Type.Array(Type.String(), { description: 'What somebody should look at, in plain words' }),
        },
        strict,
      ),
      { description: 'Sensors by id, without where they are' },
    ),
  },
  { ...strict, $id: 'SensorList', description: 'Sensors and their health' },
);
export type SensorList = Static<typeof sensorListSchema>;

export const sensorPlacesSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          sensor: Type.String({ description: 'Id of the sensor' }),
          lon,
          lat,
          elevationMeters: nullable(Type.Number({ description: 'Height above the sea' })),
        },
        strict,
      ),
      { description: 'Sensors that are enrolled, with their places' },
    ),
  },
  { ...strict, $id: 'SensorPlaces', description: 'Where sensors are' },
);

export const sensorCoverageSchema = Type.Object(
  {
    cellMeters: Type.Number({ description: 'Width of a square' }),
    squares: Type.Array(
      Type.Object(
        {
          lon,
          lat,
          level: Type.Integer({
            minimum: 1,
            maximum: 2,
            description: '2 where a shot would be located, 1 where it may be',
          }),
        },
        strict,
      ),
      { description: 'Middles of squares of half a kilometre that are covered; sensors cannot be told from them' },
    ),
  },
  { ...strict, $id: 'SensorCoverage', description: 'What sensors cover, without where they are' },
);
