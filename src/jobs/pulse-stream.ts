import type { StreamPulse } from '../model/stream-pulse.ts';

/**
 * The stream of pulses between those who receive them and those who locate shots. Two implementations keep one promise
 * (test/conformance/pulse-streams.test.ts): what was published is neither lost nor kept from anybody; it may be given twice, late, or in
 * another order.
 */
export interface PulseStream {
  /** Resolves once all are where a kill of any one process or broker leaves them. */
  publish(pulses: readonly StreamPulse[]): Promise<void>;
  /** What is given to a consumer of this name goes on after what it last confirmed, whoever bears the name. */
  consume(consumer: string): Promise<PulseConsumer>;
  /** Pulses of some cells that were heard from a time on and before another, in no order, some perhaps twice. */
  read(cells: readonly string[], from: number, until: number): Promise<StreamPulse[]>;
  /** Every pulse that came and was heard from this time on is still here: what was read before this is asked was whole from there on. */
  keptFrom(): Promise<number>;
  close(): Promise<void>;
}

export interface PulseConsumer {
  /** Waits until there is something, at most so long; an empty batch where there was nothing. */
  next(waitMilliseconds: number): Promise<PulseBatch>;
  close(): Promise<void>;
}

export interface PulseBatch {
  readonly pulses: readonly StreamPulse[];
  /** Says that it, and all that was not confirmed before, is still worked on, so that nobody is given it again meanwhile; called between parts of the work, of some seconds each. */
  working(): Promise<void>;
  /** Says that what came of these pulses is kept: until then they are given again. Batches are confirmed in the order in which they were given. */
  confirm(): Promise<void>;
}
