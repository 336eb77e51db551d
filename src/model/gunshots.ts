import { Type, type Static } from '@sinclair/typebox';

/** A shot as it was located, and an incident of shots: what is told of it, and to those who may see them, who heard it. */

const strict = { additionalProperties: false } as const;
const microseconds = (description: string) =>
  Type.Integer({ description: `${description}, in microseconds since 1970` });

export const incidentIdSchema = Type.String({ pattern: '^[0-9a-f]{16}$', description: 'Id of a gunshot incident' });

export const ellipseSchema = Type.Object(
  {
    majorMeters: Type.Number({ description: 'Half the longer axis' }),
    minorMeters: Type.Number({ description: 'Half the shorter axis' }),
    bearingDegrees: Type.Number({ description: 'Of the longer axis, clockwise from north' }),
  },
  { ...strict, $id: 'GunshotEllipse', description: 'Where the shot was, in 95 of 100 cases' },
);

const shotSchema = Type.Object(
  {
    timeMicroseconds: microseconds('When it was fired'),
    lon: Type.Number({ description: 'Longitude in degrees' }),
    lat: Type.Number({ description: 'Latitude in degrees' }),
    ellipse95: ellipseSchema,
    sensors: Type.Integer({ description: 'How many sensors agree on it, straight or late; strays are not counted' }),
  },
  strict,
);

const placeSchema = Type.Object(
  {
    timeMicroseconds: microseconds('When the first shot was fired there, or of whoever moved on, a shot'),
    lon: Type.Number({ description: 'Longitude in degrees' }),
    lat: Type.Number({ description: 'Latitude in degrees' }),
    ellipse95: ellipseSchema,
  },
  strict,
);

export const gunshotSummarySchema = Type.Object(
  {
    rounds: Type.Integer({ description: 'Shots that were located' }),
    pattern: Type.Union([Type.Literal('single'), Type.Literal('multiple'), Type.Literal('automatic')], {
      description: 'One shot, several, or automatic fire among them',
    }),
    shooters: Type.Integer({
      description: 'Places fired from at one time: two, or one where they cannot be told apart',
    }),
    moving: Type.Boolean({ description: 'Whoever fired moved on' }),
    sensors: Type.Integer({
      description: 'Most sensors that agree on one of the shots of the place told, straight or late',
    }),
    sure: Type.Boolean({ description: 'Five sensors or more agree: four detect, and cannot correct an error' }),
    ellipse95: ellipseSchema,
    places: Type.Array(placeSchema, {
      description:
        'Where it was fired from, in the order of time: one place; two where two fired; of whoever moved on, where they began and where they were last. The incident is told at one of them',
    }),
    shots: Type.Array(shotSchema, { description: 'Its shots in the order of time' }),
  },
  { ...strict, description: 'What may be told of it, without who heard it' },
);
export type GunshotSummary = Static<typeof gunshotSummarySchema>;

export const gunshotArrivalSchema = Type.Object(
  {
    sensor: Type.String({ description: 'Id of the sensor' }),
    sequence: Type.Integer({ description: 'Number of the pulse among those of its sensor' }),
    timeMicroseconds: microseconds('When it was heard'),
    residualSeconds: Type.Number({ description: 'How much later it came than the place explains' }),
  },
  strict,
);
export type GunshotArrival = Static<typeof gunshotArrivalSchema>;

/** The air a shot was located in: what it was taken for beforehand, and how well; and what was estimated with the place. */
export interface GunshotAir {
  /** Whether what somebody noted was held to, contradicts what was heard and was then known no better than none, or is none. */
  readonly noted: 'held' | 'doubted' | 'none';
  readonly before: {
    readonly temperatureC: number;
    readonly windEastMps: number;
    readonly windNorthMps: number;
    /** How long before it was noted; null where nobody did. */
    readonly hours: number | null;
    /** Standard deviations: of the speed of sound, and of each part of the wind. */
    readonly speedSigmaMps: number;
    readonly windSigmaMps: number;
  };
  /** Of sound in still air. */
  readonly stillMps: number;
  readonly windEastMps: number;
  readonly windNorthMps: number;
  readonly speedSigmaMps: number;
  readonly windSigmaMps: number;
  /** Of the source, where its sensors have heights. */
  readonly heightMeters: number | null;
}

export interface Gunshot {
  /** Which cell and slot of time found it. */
  readonly cell: string;
  readonly slot: number;
  readonly timeMicroseconds: number;
  readonly lon: number;
  readonly lat: number;
  readonly ellipse95: Static<typeof ellipseSchema>;
  readonly covariance: readonly [readonly [number, number], readonly [number, number]];
  readonly arrivals: readonly GunshotArrival[];
  /** Null of shots located before it was kept. */
  readonly air: GunshotAir | null;
}

export const gunshotDecisions = ['gunfire', 'not-gunfire', 'unsure'] as const;
export type GunshotDecision = (typeof gunshotDecisions)[number];
export type GunshotState = 'OPEN' | 'CLOSED' | 'WITHDRAWN' | 'JOINED';

/**
 * What a city sets for what dispatch is told, in metres, until it signs its own. A place: a circle of 150 m is some seven hectares, three blocks by three,
 * which a car drives round in two minutes; a vendor says 25 m of its own. An area: a kilometre is a patrol post; sound is heard over 2.6 km, so that
 * more says little but that something was heard.
 */
export const gunshotSettingsDefault = { placeMeters: 150, areaMeters: 1000 };
