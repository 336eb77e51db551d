import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** What a sensor sends: signed messages, of version 1. Times are whole microseconds since 1970 (UTC), so that no digit is lost on the way. */

export const packetVersion = 1;
/** What is signed begins with this, so that a signature made for anything else is none here. */
export const packetContext = 'flashlight-sensor-1.';
export const pulsesInPacketMax = 64;
/** A sensor cannot tell apart two impulses closer than 45 ms: it has no more than these in a second. */
export const pulsesPerSecondMax = 23;
/** Nothing is taken that is older: what waited longer is no longer kept by the sensor either. */
export const lateHoursMax = 30;
/** A clock with GPS is never so far ahead. */
export const earlySecondsMax = 5;
export const soundSecondsMax = 2;
/** Sound of a higher rate is thinned to it by the sensor. */
export const soundRateHzMax = 48_000;

const strict = { additionalProperties: false } as const;
export const sensorIdSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  description: 'Id of a sensor: lower-case letters, digits and hyphens',
});
const microseconds = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000_000 });
const finite = (minimum: number, maximum: number) => Type.Number({ minimum, maximum });
const orNull = (minimum: number, maximum: number) => Type.Union([finite(minimum, maximum), Type.Null()]);

const clockSchema = Type.Object(
  {
    source: Type.Union([Type.Literal('gps'), Type.Literal('ntp'), Type.Literal('none')]),
    /** Standard deviation of the clock, as the sensor knows it. */
    sigmaMicroseconds: Type.Integer({ minimum: 0, maximum: 3_600_000_000 }),
  },
  strict,
);

export const pulseFeaturesSchema = Type.Object(
  {
    riseSeconds: finite(0, 10),
    decay6dbSeconds: orNull(0, 10),
    decay12dbSeconds: orNull(0, 10),
    decay20dbSeconds: orNull(0, 10),
    zeroCrossingsHz: finite(0, 200_000),
    centroidHz: finite(0, 200_000),
    slopeDbPerOctave: finite(-200, 200),
    clippedSamples: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  strict,
);

export const pulseSchema = Type.Object(
  {
    timeMicroseconds: microseconds,
    sigmaMicroseconds: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    peak: finite(0, 100),
    snrDb: finite(-200, 300),
    features: pulseFeaturesSchema,
  },
  strict,
);

/** Of pulse i the sequence is `sequence + i`: a sensor counts its pulses from 1 and gives no number twice. */
const pulsesSchema = Type.Object(
  {
    version: Type.Literal(packetVersion),
    kind: Type.Literal('pulses'),
    sensor: sensorIdSchema,
    sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER - pulsesInPacketMax }),
    clock: clockSchema,
    pulses: Type.Array(pulseSchema, { minItems: 1, maxItems: pulsesInPacketMax }),
  },
  strict,
);

const selfTestSchema = Type.Object(
  {
    /** Root mean square of the last minute, 1 is full scale. */
    level: orNull(0, 1),
    /** Seconds since the newest sample came. */
    silentSeconds: finite(0, 1e9),
    clippedShare: orNull(0, 1),
    /** The disk that holds ring and queue. */
    freeBytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    queued: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    refused: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    keptSeconds: finite(0, 1e9),
    /** Sounds it was asked for in the last day and did not give, because none such leaves a sensor. Sensors of earlier programs do not say. */
    withheld: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    /** What the sensor found wrong with itself. */
    faults: Type.Array(
      Type.Union([
        Type.Literal('no-sound'),
        Type.Literal('too-quiet'),
        Type.Literal('clipping'),
        Type.Literal('disk-full'),
        Type.Literal('clock'),
      ]),
      { maxItems: 5, uniqueItems: true },
    ),
  },
  strict,
);

const reportSchema = Type.Object(
  {
    version: Type.Literal(packetVersion),
    kind: Type.Literal('report'),
    sensor: sensorIdSchema,
    timeMicroseconds: microseconds,
    program: Type.String({ maxLength: 40, pattern: '^[\\w.+-]*$' }),
    configurationVersion: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
    clock: clockSchema,
    selfTest: selfTestSchema,
  },
  strict,
);

const soundSchema = Type.Object(
  {
    version: Type.Literal(packetVersion),
    kind: Type.Literal('sound'),
    sensor: sensorIdSchema,
    request: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** Of the first sample. */
    timeMicroseconds: microseconds,
    /** What is kept without voices is thinned to a kilohertz. */
    sampleRateHz: Type.Integer({ minimum: 500, maximum: soundRateHzMax }),
    /** 16 bits a sample, little-endian, one channel; empty where the sensor has none of that time. */
    samples: Type.String({ maxLength: 300_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
  },
  strict,
);

export const sensorMessageSchema = Type.Union([pulsesSchema, reportSchema, soundSchema]);
export type PulsePacket = Static<typeof pulsesSchema>;
export type PacketPulse = Static<typeof pulseSchema>;
export type SensorReport = Static<typeof reportSchema>;
export type SelfTest = Static<typeof selfTestSchema>;
export type SensorClock = Static<typeof clockSchema>;
export type SensorSound = Static<typeof soundSchema>;
export type SensorMessage = Static<typeof sensorMessageSchema>;

/** Why a message is not taken. A sensor that is not enrolled and a signature that is not its own look alike. */
export const packetRefusals = {
  unreadable: 'It is no message of this version.',
  forged: 'No enrolled sensor of that id made the signature.',
  replayed: 'Its numbers were given to other pulses before.',
  early: 'It is of a time that is not yet: the clock of the sensor is ahead.',
  late: `It is older than ${lateHoursMax} hours.`,
  disordered: 'Its pulses are not in the order of time, or closer than a sensor can tell apart.',
  flooding: 'The sensor sends more than any sensor hears. Wait and send it again.',
  unasked: 'Nobody asked for it.',
} as const;
export type PacketRefusal = keyof typeof packetRefusals;

/** A message from the text in front of its signature, or null where it is none. */
export function parseSensorMessage(text: string): SensorMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return Value.Check(sensorMessageSchema, value) ? value : null;
}

/** What a sensor is told to do. */
export const sensorConfigurationSchema = Type.Object(
  {
    /** Louder than the noise by so much, or it is not sent. */
    snrDbMin: Type.Number({
      minimum: 0,
      maximum: 60,
      description: 'Pulses less above the noise than this are not sent',
    }),
    reportSeconds: Type.Integer({ minimum: 5, maximum: 3600, description: 'Seconds between two reports of health' }),
    keepHours: Type.Integer({
      minimum: 0,
      maximum: lateHoursMax,
      description: 'For how long sound without voices is kept',
    }),
    paused: Type.Boolean({
      description:
        'Nothing is heard: no impulse is picked, no sound kept or sent. What was signed before is still sent',
    }),
  },
  { ...strict, $id: 'SensorConfiguration', description: 'What a sensor is told to do' },
);
export type SensorConfiguration = Static<typeof sensorConfigurationSchema>;

/** What a report is answered with. */
export const sensorOrdersSchema = Type.Object(
  {
    configuration: sensorConfigurationSchema,
    configurationVersion: Type.Integer({ description: 'Which configuration that is' }),
    messageVersion: Type.Optional(
      Type.Integer({ description: 'The newest version of signed messages the service reads' }),
    ),
    sounds: Type.Array(
      Type.Object({
        request: Type.Integer({ description: 'Number to send it under' }),
        fromMicroseconds: Type.Integer({ description: 'Of the first sample' }),
        seconds: Type.Number({ description: 'How much' }),
      }),
      { description: 'Sounds somebody asked for' },
    ),
  },
  { $id: 'SensorOrders', description: 'What a sensor is to do' },
);
export type SensorOrders = Static<typeof sensorOrdersSchema>;

export const defaultSensorConfiguration: SensorConfiguration = {
  snrDbMin: 6,
  reportSeconds: 10,
  keepHours: lateHoursMax,
  paused: false,
};
