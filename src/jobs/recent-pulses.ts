import type { StreamPulse } from '../model/stream-pulse.ts';

const bucketMicroseconds = 10_000_000;
const keptMicroseconds = 180_000_000;

/** The pulses of the last minutes, by cell and time, so that the log is not asked for what was just given. */
export class RecentPulses {
  /** Every pulse from this time of sound on is here. */
  #completeFrom: number;
  readonly #buckets = new Map<string, Map<string, StreamPulse>>();

  constructor(completeFrom: number) {
    this.#completeFrom = completeFrom;
  }

  /** Gives those that were not here yet: the log gives some twice. Of those too old to be kept here nobody knows, and they are given. */
  add(pulses: readonly StreamPulse[]): StreamPulse[] {
    return pulses.filter((pulse) => {
      if (pulse.timeMicroseconds < this.#completeFrom) return true;
      const key = `${Math.floor(pulse.timeMicroseconds / bucketMicroseconds)}/${pulse.cell}`;
      let bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, (bucket = new Map()));
      const name = `${pulse.sensor}/${pulse.sequence}`;
      if (bucket.has(name)) return false;
      bucket.set(name, pulse);
      return true;
    });
  }

  /** Those of some cells in a span of time; null where not all of them are here. */
  of(cells: readonly string[], from: number, until: number): StreamPulse[] | null {
    if (from < this.#completeFrom) return null;
    const found: StreamPulse[] = [];
    const last = Math.floor((until - 1) / bucketMicroseconds);
    for (let bucket = Math.floor(from / bucketMicroseconds); bucket <= last; bucket++)
      for (const cell of cells)
        for (const pulse of this.#buckets.get(`${bucket}/${cell}`)?.values() ?? [])
          if (pulse.timeMicroseconds >= from && pulse.timeMicroseconds < until) found.push(pulse);
    return found;
  }

  trim(nowMicroseconds: number): void {
    const from = nowMicroseconds - keptMicroseconds;
    if (from <= this.#completeFrom) return;
    this.#completeFrom = from;
    const oldest = Math.floor(from / bucketMicroseconds);
    for (const key of this.#buckets.keys()) if (Number(key.split('/')[0]) < oldest) this.#buckets.delete(key);
  }
}
