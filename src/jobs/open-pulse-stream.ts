import type { Database } from '../store/database.ts';
import type { BrokerPulseStreamOptions } from './broker-pulse-stream.ts';
import type { PulseStream } from './pulse-stream.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

/** The stream of pulses of an agency: with brokers where some are named, in the store otherwise. */
export async function openPulseStream(
  database: Database,
  agencyId: number,
  brokers: readonly string[] | null,
  onNews?: BrokerPulseStreamOptions['onNews'],
): Promise<PulseStream> {
  if (brokers === null) return storedPulseStream(database, agencyId);
  const { brokerPulseStream } = await import('./broker-pulse-stream.ts');
  return brokerPulseStream(agencyId, brokers, onNews === undefined ? {} : { onNews });
}
