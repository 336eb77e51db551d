import { Type } from '@sinclair/typebox';
import { layoutSensorSchema, layoutSensorsMax } from '../../model/gunshot-desk.ts';
import { incidentIdSchema } from '../../model/gunshots.ts';
import { sensorConfigurationSchema, sensorIdSchema } from '../../model/sensor-packet.ts';
import { pageQuerySchema } from './requests.ts';

/** Parameters and bodies of the routes of the gunshot desk, and of those that sensors send to. */

const strict = { additionalProperties: false } as const;

const span = {
  from: Type.Optional(
    Type.String({ format: 'date-time', pattern: '^[12]', description: 'First shot at or after this moment' }),
  ),
  to: Type.Optional(
    Type.String({ format: 'date-time', pattern: '^[12]', description: 'First shot before this moment' }),
  ),
};

export const gunshotSpanSchema = Type.Object(span, strict);

export const gunshotsQuerySchema = Type.Object(
  {
    ...pageQuerySchema.properties,
    ...span,
    which: Type.Optional(
      Type.Union([Type.Literal('all'), Type.Literal('own'), Type.Literal('undecided')], {
        description: 'all (the default), own incidents alone, or those of them nobody has decided on',
      }),
    ),
  },
  strict,
);

export const gunshotParamsSchema = Type.Object({ incident: incidentIdSchema }, strict);

export const gunshotReckoningQuerySchema = Type.Object(
  {
    shot: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 10_000,
        description: 'Which shot, from 0 (the default) in the order of time',
      }),
    ),
  },
  strict,
);

export const gunshotSoundParamsSchema = Type.Object(
  {
    incident: incidentIdSchema,
    sound: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Number of a sound' }),
  },
  strict,
);

const revision = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Revision that was looked at' });
const reason = Type.Optional(Type.String({ maxLength: 1000, description: 'Why, in own words' }));

export const gunshotDecisionSchema = Type.Object(
  {
    decision: Type.Union([Type.Literal('gunfire'), Type.Literal('not-gunfire'), Type.Literal('unsure')], {
      description: 'What it was, to whoever heard it',
    }),
    revision,
    reason,
  },
  strict,
);

export const gunshotFindingParamsSchema = Type.Object(
  {
    incident: incidentIdSchema,
    finding: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Its place in the history' }),
  },
  strict,
);

export const gunshotPlaySchema = Type.Object(
  {
    sounds: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'Numbers of the sounds that are played',
    }),
    part: Type.Union([Type.Literal('all'), Type.Literal('direct'), Type.Literal('echoes')], {
      description: 'All of it, what came straight, or what came after',
    }),
  },
  strict,
);

export const gunshotUndoSchema = Type.Object({ revision, reason }, strict);

export const gunshotFindingSchema = Type.Object(
  {
    found: Type.Union(
      [
        Type.Literal('cartridge-cases'),
        Type.Literal('victim'),
        Type.Literal('damage'),
        Type.Literal('firearm'),
        Type.Literal('nothing'),
      ],
      { description: 'What was found at the scene' },
    ),
    note: Type.Optional(Type.String({ maxLength: 1000, description: 'More about it; no names' })),
    revision,
  },
  strict,
);

export const sensorParamsSchema = Type.Object({ sensor: sensorIdSchema }, strict);

export const newSensorSchema = Type.Object(
  {
    sensor: sensorIdSchema,
    publicKey: Type.String({
      pattern: '^[A-Za-z0-9_-]{43}$',
      description: 'Its Ed25519 key as the sensor prints it: 32 bytes, base64url',
    }),
    lon: Type.Number({ minimum: -180, maximum: 180, description: 'Longitude in degrees' }),
    lat: Type.Number({ minimum: -89, maximum: 89, description: 'Latitude in degrees' }),
    elevationMeters: Type.Optional(
      Type.Number({ minimum: -500, maximum: 9000, description: 'Height above the sea, given for all or for none' }),
    ),
  },
  strict,
);

const layoutSensors = Type.Array(layoutSensorSchema, {
  maxItems: layoutSensorsMax,
  description: 'Where its sensors would stand',
});

export const sensorPlanBodySchema = Type.Object(
  {
    sensors: layoutSensors,
    west: layoutSensorSchema.properties.lon,
    south: layoutSensorSchema.properties.lat,
    east: layoutSensorSchema.properties.lon,
    north: layoutSensorSchema.properties.lat,
  },
  strict,
);

export const sensorLayoutBodySchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'Name of the layout' }),
    after: Type.Integer({
      minimum: 0,
      maximum: 2_147_483_646,
      description: 'Newest version that was looked at; 0 for a layout that is new',
    }),
    sensors: layoutSensors,
  },
  strict,
);

const { $id: _, ...configuration } = sensorConfigurationSchema;
export const sensorConfigurationBodySchema = Type.Object(configuration.properties, {
  ...strict,
  description: 'What the sensor is told to do',
});

export const weatherBodySchema = Type.Object(
  {
    temperatureC: Type.Number({ minimum: -60, maximum: 60, description: 'Temperature in °C' }),
    windEastMps: Type.Number({ minimum: -60, maximum: 60, description: 'Wind towards the east, in m/s' }),
    windNorthMps: Type.Number({ minimum: -60, maximum: 60, description: 'Wind towards the north, in m/s' }),
  },
  strict,
);

const message = (description: string) => Type.String({ minLength: 90, maxLength: 500_000, description });

export const sensorPacketsSchema = Type.Object(
  {
    packets: Type.Array(message('A signed message with pulses'), {
      minItems: 1,
      maxItems: 200,
      description: 'Signed messages',
    }),
  },
  strict,
);
export const sensorPacketAnswersSchema = Type.Object(
  {
    answers: Type.Array(
      Type.Object({
        kind: Type.Union([Type.Literal('accepted'), Type.Literal('duplicate'), Type.Literal('refused')], {
          description: 'Accepted and kept, there already, or not taken',
        }),
        code: Type.Optional(Type.String({ description: 'Why it was not taken' })),
        retryAfterSeconds: Type.Optional(Type.Integer({ description: 'When to send it again' })),
      }),
      { description: 'Of each message, in order' },
    ),
  },
  { $id: 'SensorPacketAnswers', description: 'What became of messages' },
);
export const sensorReportBodySchema = Type.Object({ report: message('A signed report') }, strict);
export const sensorSoundBodySchema = Type.Object(
  { sound: message('A signed message with sound that was asked for') },
  strict,
);
