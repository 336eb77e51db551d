import { Failure } from '../model/errors.ts';

const sampleRateHzMin = 8_000;
const sampleRateHzMax = 192_000;

/** Fails with `sound.rate` for sound that is sampled too slowly to hold a blast, or faster than any microphone. */
export function expectSoundRate(sampleRateHz: number): void {
  if (!(sampleRateHz >= sampleRateHzMin && sampleRateHz <= sampleRateHzMax))
    throw new Failure(
      'sound.rate',
      `Expected sound of ${sampleRateHzMin} to ${sampleRateHzMax} samples a second, got ${sampleRateHz}: record it anew, at 12 kHz or more.`,
      { detail: { sampleRateHz } },
    );
}
