/**
 * What the windows of a square can be worth at most, for all times at once: so that only where there may be something is looked at closely.
 *
 * **Source.** Branch and bound (Land and Doig, Econometrica 28, 1960): of each sensor the best pulse of a window that is a little too wide, kept for
 * every bin of time; a square adds up those of its sensors, each later by its way.
 * **Input.** A table of pulses, the width of windows and what hearing in one is worth. **Output.** For each bin of time no less than the best window
 * beginning in it. **Limits.** Pulses that are taken later make it too high, never too low.
 */
import { deadSeconds, pulseFrom, type PulseTable } from './pulse-table.ts';
import type { SensorsAbout } from './sensors-about.ts';

export interface VoteWindow {
  /** Seconds. */
  readonly width: number;
  /** ln of what hearing in it, and silence, is worth. */
  readonly heardLog: number;
  readonly silentLog: number;
  readonly binSeconds: number;
}

export interface VoteBound {
  /** Looks at pulses of [from, to) anew. */
  refresh(from: number, to: number): void;
  /** Writes the bounds of bins [first, last) of the time of firing, counted from zero, to best[0…]. */
  bound(about: SensorsAbout, first: number, last: number, best: Float64Array): void;
}

export function createVoteBound(table: PulseTable, { width, heardLog, silentLog, binSeconds }: VoteWindow): VoteBound {
  const { sensors, seconds, taken, weight } = table;
  /** Of sensor s the bins in which something is heard, and what it is worth above silence: those of begin[s] to begin[s + 1] − 1. */
  const begin = new Int32Array(sensors + 1);
  let bins = new Int32Array(0);
  let worth = new Float64Array(0);
  let sum = new Float64Array(0);
  return { refresh, bound };

  function refresh(from: number, to: number): void {
    const most = seconds.length * (Math.ceil((width + deadSeconds) / binSeconds) + 3);
    if (bins.length < most) [bins, worth] = [new Int32Array(most), new Float64Array(most)];
    let written = 0;
    for (let s = 0; s < sensors; s++) {
      const own = written;
      begin[s] = own;
      const end = table.first[s + 1]!;
      for (let at = pulseFrom(table, s, from); at < end && seconds[at]! < to; at++) {
        // A way's part of a bin is lost when ways are counted in bins: one more before.
        const first = Math.floor((seconds[at]! - width) / binSeconds) - 1;
        const until = Math.floor(seconds[at]! / binSeconds);
        const heard = (taken[at] === 1 ? 0 : Math.max(0.05, heardLog + weight[at]!)) - silentLog;
        let place = written;
        while (place > own && bins[place - 1]! >= first) place--;
        for (let bin = first; bin <= until; bin++, place++)
          if (place < written) worth[place] = Math.max(worth[place]!, heard);
          else [bins[written], worth[written++]] = [bin, heard];
        // Deaf after it, for a moment, if it was a shot.
        if (taken[at] === 0) continue;
        for (
          let bin = Math.max(until, bins[written - 1]!) + 1;
          bin <= Math.floor((seconds[at]! + deadSeconds) / binSeconds);
          bin++
        )
          [bins[written], worth[written++]] = [bin, -silentLog];
      }
    }
    begin[sensors] = written;
  }

  function bound({ count, sensor, delay }: SensorsAbout, first: number, last: number, best: Float64Array): void {
    const wanted = last - first;
    if (sum.length < wanted) sum = new Float64Array(2 * wanted);
    sum.fill(0, 0, wanted);
    best.fill(0, 0, wanted);
    for (let at = 0; at < count; at++) {
      const s = sensor[at]!;
      const later = first + Math.floor(delay[at]! / binSeconds);
      const silence = (at + 1) * silentLog;
      for (let place = begin[s]!; place < begin[s + 1]!; place++) {
        const bin = bins[place]! - later;
        if (bin < 0 || bin >= wanted) continue;
        const now = sum[bin]! + worth[place]!;
        sum[bin] = now;
        if (now + silence > best[bin]!) best[bin] = now + silence;
      }
    }
  }
}
