import { expect, test } from 'vitest';
import { atRate, readSound, spectrogram, waveColumns } from './read-sound.ts';

function wav(samples: readonly number[], sampleRateHz: number): ArrayBuffer {
  const file = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const write = (at: number, text: string) => [...text].forEach((each, n) => file.setUint8(at + n, each.charCodeAt(0)));
  write(0, 'RIFF');
  write(8, 'WAVEfmt ');
  write(36, 'data');
  file.setUint16(22, 1, true);
  file.setUint32(24, sampleRateHz, true);
  file.setUint16(34, 16, true);
  file.setUint32(40, 2 * samples.length, true);
  samples.forEach((each, at) => file.setInt16(44 + 2 * at, each, true));
  return file.buffer;
}

test('a sound is read as it was written, and what is none is none', () => {
  const sound = readSound(wav([0, 16_384, -32_768], 1000))!;
  expect(sound.sampleRateHz).toBe(1000);
  expect([...sound.samples]).toEqual([0, 0.5, -1]);
  expect(readSound(new ArrayBuffer(10))).toBeNull();
  expect(readSound(new ArrayBuffer(100))).toBeNull();
});

test('a slow sound is filled in to a rate that is played, of the same length', () => {
  const { sampleRateHz, samples } = atRate({ sampleRateHz: 1000, samples: Float32Array.of(0, 1, 0) }, 8000);
  expect(sampleRateHz).toBe(8000);
  expect(samples).toHaveLength(24);
  expect(samples[4]).toBeCloseTo(0.5, 6);
});

test('a wave is drawn by its least and most', () => {
  const { low, high } = waveColumns(
    { sampleRateHz: 10, samples: Float32Array.of(0, 1, 0, -1, 0, 0, 0, 0, 0, 0) },
    { from: 0, until: 1, columns: 2 },
  );
  expect([...low, ...high]).toEqual([-1, 0, 1, 0]);
});

test('a tone is seen at its own frequency', () => {
  const samples = Float32Array.from({ length: 8000 }, (_, at) => Math.sin((2 * Math.PI * 1000 * at) / 8000));
  const rows = 64;
  const seen = spectrogram({ sampleRateHz: 8000, samples }, { from: 0.4, until: 0.6, columns: 1, rows });
  const loudest = seen.indexOf(Math.max(...seen));
  expect(loudest).toBe((1000 / 4000) * rows);
  expect(seen[loudest]! - seen[loudest + 6]!).toBeGreaterThan(40);
});
