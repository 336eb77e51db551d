import { Type, type Static } from '@sinclair/typebox';
import { pulseSchema, sensorIdSchema } from './sensor-packet.ts';

/** A pulse as it travels in the stream, once its sensor is known to have sent it. A sensor and a sequence name it for good. */
export const streamPulseSchema = Type.Object({
  ...pulseSchema.properties,
  sensor: sensorIdSchema,
  sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** Where the sensor stands (`geo/grid-cell.ts`). */
  cell: Type.String({ pattern: '^r-?\\d+c-?\\d+$' }),
  /** Standard deviation of the sensor's clock as it knew it. */
  clockMicroseconds: Type.Integer({ minimum: 0, maximum: 3_600_000_000 }),
});
export type StreamPulse = Readonly<Static<typeof streamPulseSchema>>;

/** What a clock without time from outside is taken to be wrong by. */
export const unknownClockMicroseconds = 3_600_000_000;
