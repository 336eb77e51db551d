/**
 * Whether the pulses a sensor signed can be true, before any is believed: their order, their time, and how many there are.
 *
 * **Source.** 45 ms between two pulses a sensor can tell apart (Calhoun et al., Tech Note 098). A bucket of tokens: Turner, IEEE Communications 24(10), 1986.
 * **Input.** A message whose signature held, the time now in microseconds. **Output.** Null, or why it is not taken.
 * **Limits.** A sensor whose key was stolen can still say what a sensor could have heard.
 */
import {
  earlySecondsMax,
  lateHoursMax,
  pulsesPerSecondMax,
  type PacketRefusal,
  type PulsePacket,
} from '../model/sensor-packet.ts';

/** Less than the dead time of a picker by the jitter of its onsets. */
const apartMicroseconds = 30_000;
/** After hours without a line a sensor sends what it kept: so many pulses at once. */
const burstPulses = 3_000;

export function checkPacket({ pulses }: PulsePacket, nowMicroseconds: number): PacketRefusal | null {
  for (let at = 1; at < pulses.length; at++)
    if (pulses[at]!.timeMicroseconds - pulses[at - 1]!.timeMicroseconds < apartMicroseconds) return 'disordered';
  if (pulses.at(-1)!.timeMicroseconds > nowMicroseconds + earlySecondsMax * 1e6) return 'early';
  if (pulses[0]!.timeMicroseconds < nowMicroseconds - lateHoursMax * 3600e6) return 'late';
  return null;
}

/** How much a sensor may send: no more than it can hear, and at once what it kept for some minutes. */
export class SensorAllowance {
  readonly #left = new Map<string, { tokens: number; at: number }>();

  /** Seconds to wait until so many pulses are taken of a sensor; 0 where they are taken now. */
  take(sensor: string, pulses: number, nowMicroseconds: number): number {
    const before = this.#left.get(sensor) ?? { tokens: burstPulses, at: nowMicroseconds };
    const passed = Math.max(0, nowMicroseconds - before.at) / 1e6;
    const tokens = Math.min(burstPulses, before.tokens + passed * 2 * pulsesPerSecondMax);
    const short = pulses - tokens;
    this.#left.set(sensor, { tokens: short > 0 ? tokens : -short, at: Math.max(before.at, nowMicroseconds) });
    return short > 0 ? short / (2 * pulsesPerSecondMax) : 0;
  }
}
