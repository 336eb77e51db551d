import { classifySound, type SoundClass } from '../acoustics/classifying/classify-sound.ts';
import { featureRateHz, soundShape } from '../acoustics/classifying/sound-features.ts';
import { expectSoundRate } from '../acoustics/sound-rate.ts';
import { Failure } from '../model/errors.ts';
import { resample } from '../signal/resample.ts';
import type { WavReader } from '../sources/reading/open-wav.ts';
import { readRecording } from './read-recording.ts';

/** What a recording holds: of its pieces of two seconds the one that is most like gunfire. */
export interface ClassifiedRecording extends SoundClass {
  readonly file: string;
  readonly sampleRateHz: number;
  readonly seconds: number;
  /** Which piece: from 1, and where it begins. */
  readonly channel: number;
  readonly fromSeconds: number;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

const pieceSeconds = 2;
/** A shot at the end of a piece is early in the next. */
const stepSeconds = 1;
/** What is shorter has no tail to be judged by. */
const leastSeconds = 0.3;

/** Classifies a WAV recording, in bounded memory. Fails with `sound.rate`, and with `sound.too-short` where there is no piece that holds any sound. */
export function classifyRecording(file: string): Promise<ClassifiedRecording> {
  return readRecording(file, (wav) => classifyFrom(wav, file));
}

interface Piece {
  readonly channel: number;
  readonly fromSeconds: number;
  readonly sound: SoundClass;
}

async function classifyFrom(wav: WavReader, file: string): Promise<ClassifiedRecording> {
  const { sampleRateHz, channels } = wav;
  expectSoundRate(sampleRateHz);
  const length = Math.round(pieceSeconds * sampleRateHz);
  const step = Math.round(stepSeconds * sampleRateHz);
  const held = Array.from({ length: channels }, () => new Float32Array(length));
  let [filled, from, looked] = [0, 0, 0];
  let best: Piece | null = null;
  const look = () => {
    looked = from + filled;
    held.forEach((samples, at) => {
      const shape = soundShape(resample(samples.subarray(0, filled), sampleRateHz, featureRateHz));
      const sound = shape && classifySound(shape);
      if (sound && (best === null || sound.gunfire > best.sound.gunfire))
        best = { channel: at + 1, fromSeconds: from / sampleRateHz, sound };
    });
  };
  const blocks = wav.blocks();
  let next = await blocks.next();
  for (; next.done !== true; next = await blocks.next()) {
    const block = next.value;
    for (let at = 0; at < block.frames;) {
      const taken = Math.min(block.frames - at, length - filled);
      held.forEach((samples, channel) => samples.set(block.channels[channel]!.subarray(at, at + taken), filled));
      at += taken;
      filled += taken;
      if (filled < length) continue;
      look();
      for (const samples of held) samples.copyWithin(0, step);
      filled -= step;
      from += step;
    }
  }
  if (from + filled > looked && filled >= leastSeconds * sampleRateHz) look();
  const { frames, framesMissing, samplesNotNumbers } = next.value;
  const piece = best as Piece | null;
  if (piece === null)
    throw new Failure(
      'sound.too-short',
      `Expected ${leastSeconds} s of sound or more that is not silence, got ${(frames / sampleRateHz).toFixed(3)} s: give the two seconds around an impulse.`,
    );
  const warnings = [
    ...(framesMissing > 0
      ? [
          {
            code: 'file.truncated',
            message: `The recording ends ${(framesMissing / sampleRateHz).toFixed(3)} s before its header says.`,
          },
        ]
      : []),
    ...(samplesNotNumbers > 0
      ? [
          {
            code: 'sound.not-numbers',
            message: `${samplesNotNumbers} samples were no numbers, and were read as silence.`,
          },
        ]
      : []),
  ];
  const { channel, fromSeconds, sound } = piece;
  return { file, sampleRateHz, seconds: frames / sampleRateHz, channel, fromSeconds, ...sound, warnings };
}
