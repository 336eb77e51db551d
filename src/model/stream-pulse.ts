import { Type, type Static } from '@sinclair/typebox';
import { pulseFeaturesSchema } from './sensor-packet.ts';

/** A pulse as it travels in the stream, once its sensor is known to have sent it. A sensor and a sequence name it for good. */
export const streamPulseSchema = Type.Readonly(
  Type.Object({
    sensor: Type.String(),
    sequence: Type.Integer(),
    cell: Type.String(),
    timeMicroseconds: Type.Integer(),
    sigmaMicroseconds: Type.Number(),
    /** Standard deviation of the sensor's clock as it knew it. */
    clockMicroseconds: Type.Number(),
    snrDb: Type.Number(),
    peak: Type.Number(),
    features: pulseFeaturesSchema,
  }),
);
export type StreamPulse = Readonly<Static<typeof streamPulseSchema>>;

/** What a clock without time from outside is taken to be wrong by. */
export const unknownClockMicroseconds = 3_600_000_000;
