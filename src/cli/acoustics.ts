import { acousticsDetect } from './acoustics-detect.ts';
import { UsageError, type Command } from './command.ts';

export const acousticsCommand: Command = {
  name: 'acoustics',
  summary: 'Impulses in recordings of a street',
  help: `flashlight acoustics detect FILE.wav… [--json]

Needs no store. detect picks the impulses of each recording (WAV or RF64, 8 to 192 kHz, any number of
channels): when each began, from the first sample on, how surely, its peak (1 is full scale), how far
above the noise, and its shape. With --json one line for each file:
  {file, sampleRateHz, channels, seconds, pulses: [{channel, timeSeconds, onsetSigmaSeconds, peak,
   snrDb, features}], warnings}
A file that cannot be read is told of (with --json as {file, error}), the others are answered, and the
exit code is 1. An impulse is not yet a shot: doors and claps are picked too.

Example: flashlight acoustics detect sensor-12.wav --json`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === 'detect') return acousticsDetect(rest, io);
    throw new UsageError('Expected detect.');
  },
};
