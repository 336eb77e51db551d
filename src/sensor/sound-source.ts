import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { Failure } from '../model/errors.ts';
import { openWav } from '../sources/reading/open-wav.ts';

/** Sound of one channel in pieces; `live` says that it comes as it is heard, and its time is that of the clock. */
export interface SoundSource {
  readonly sampleRateHz: number;
  readonly live: boolean;
  pieces(): AsyncGenerator<Float32Array>;
}

/** A recording: its first channel. */
export async function wavSource(file: string): Promise<SoundSource> {
  const wav = await openWav(createReadStream(file));
  return {
    sampleRateHz: wav.sampleRateHz,
    live: false,
    async *pieces() {
      for await (const { frames, channels } of wav.blocks()) yield channels[0]!.subarray(0, frames);
    },
  };
}

/** Raw sound: 16 bits a sample, little-endian, one channel. */
export function rawSource(bytes: AsyncIterable<Uint8Array>, sampleRateHz: number, live: boolean): SoundSource {
  return {
    sampleRateHz,
    live,
    async *pieces() {
      let odd: Buffer = Buffer.alloc(0);
      for await (const piece of bytes) {
        const whole = Buffer.concat([odd, piece]);
        const samples = new Float32Array(whole.length >> 1);
        for (let at = 0; at < samples.length; at++) samples[at] = whole.readInt16LE(2 * at) / 32768;
        odd = whole.subarray(2 * samples.length);
        if (samples.length > 0) yield samples;
      }
    },
  };
}

/** A microphone, by the recorder of ALSA. */
export function alsaSource(device: string, sampleRateHz: number): SoundSource {
  const recorder = spawn(
    'arecord',
    ['-q', '-D', device, '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', String(sampleRateHz), '--period-time=50000'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const failed = new Promise<never>((_, reject) => {
    recorder.once('error', (cause) =>
      reject(
        new Failure(
          'sensor.no-sound',
          'Expected the recorder of ALSA (arecord) to run; it did not. Install alsa-utils.',
          {
            cause,
          },
        ),
      ),
    );
  });
  failed.catch(() => undefined);
  const source = rawSource(recorder.stdout, sampleRateHz, true);
  return {
    ...source,
    async *pieces() {
      const pieces = source.pieces();
      try {
        for (;;) {
          const next = await Promise.race([pieces.next(), failed]);
          if (next.done === true) break;
          yield next.value;
        }
      } finally {
        // Else it records on, and the program of the sensor waits for its end.
        recorder.kill();
      }
      throw new Failure(
        'sensor.no-sound',
        'Expected sound without end from the microphone; it ended. Check that it is plugged in and named as `arecord -L` lists it.',
      );
    },
  };
}
