import { PulsePicker } from '../acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../acoustics/picking/pulse.ts';
import { Failure } from '../model/errors.ts';
import type { WavReader } from '../sources/reading/open-wav.ts';
import { readRecording } from './read-recording.ts';

/** The impulses of one recording. */
export interface DetectedPulses {
  readonly file: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly seconds: number;
  /** By time, then channel. */
  readonly pulses: readonly ChannelPulse[];
  readonly warnings: readonly DetectionWarning[];
}

export interface ChannelPulse extends Pulse {
  /** From 1. */
  readonly channel: number;
}

export interface DetectionWarning {
  readonly code: 'file.truncated' | 'sound.not-numbers' | 'sound.empty';
  readonly message: string;
}

/** Far more than eight microphones pick in ten hours of a loud street: what has more is not sound. */
const pulsesMax = 1_000_000;

/** Picks the impulses of a WAV recording, in bounded memory. */
export function detectPulses(file: string): Promise<DetectedPulses> {
  return readRecording(file, (wav) => pickFrom(wav, file));
}

async function pickFrom(wav: WavReader, file: string): Promise<DetectedPulses> {
  const { sampleRateHz, channels } = wav;
  const pulses: ChannelPulse[] = [];
  const pickers = Array.from(
    { length: channels },
    (_, i) => new PulsePicker(sampleRateHz, (pulse) => void pulses.push({ channel: i + 1, ...pulse })),
  );
  const blocks = wav.blocks();
  let next = await blocks.next();
  for (; next.done !== true; next = await blocks.next()) {
    const block = next.value;
    pickers.forEach((picker, i) => picker.push(block.channels[i]!, block.frames));
    if (pulses.length > pulsesMax)
      throw new Failure(
        'file.too-large',
        `Expected at most ${pulsesMax} impulses in a recording, got more: give it in parts, or look whether it is sound.`,
      );
  }
  for (const picker of pickers) picker.finish();
  pulses.sort((a, b) => a.timeSeconds - b.timeSeconds || a.channel - b.channel);
  const { frames, framesMissing, samplesNotNumbers } = next.value;
  const warnings: DetectionWarning[] = [];
  if (framesMissing > 0)
    warnings.push({
      code: 'file.truncated',
      message: `The recording ends ${(framesMissing / sampleRateHz).toFixed(3)} s before its header says: what came then is not in it.`,
    });
  if (samplesNotNumbers > 0)
    warnings.push({
      code: 'sound.not-numbers',
      message: `${samplesNotNumbers} samples were no numbers, and were read as silence.`,
    });
  if (frames === 0) warnings.push({ code: 'sound.empty', message: 'The recording holds no sound.' });
  return { file, sampleRateHz, channels, seconds: frames / sampleRateHz, pulses, warnings };
}
