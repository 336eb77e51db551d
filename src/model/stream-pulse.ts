import type { Static } from '@sinclair/typebox';
import type { pulseFeaturesSchema } from './sensor-packet.ts';

/** A pulse as it travels in the stream, once its sensor is known to have sent it. A sensor and a sequence name it for good. */
export interface StreamPulse {
  readonly sensor: string;
  readonly sequence: number;
  readonly cell: string;
  readonly timeMicroseconds: number;
  readonly sigmaMicroseconds: number;
  /** Standard deviation of the sensor's clock as it knew it. */
  readonly clockMicroseconds: number;
  readonly snrDb: number;
  readonly peak: number;
  readonly features: Static<typeof pulseFeaturesSchema>;
}

/** What a clock without time from outside is taken to be wrong by. */
export const unknownClockMicroseconds = 3_600_000_000;
