import { Failure } from '../model/errors.ts';
import type { PulseStream } from './pulse-stream.ts';
export function brokerPulseStream(agencyId: number, brokers: readonly string[]): PulseStream {
  throw new Failure('api.unexpected', `${agencyId} ${brokers.length}`);
}
