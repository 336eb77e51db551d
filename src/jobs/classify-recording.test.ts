import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { madeClip } from '../../test/sim/sounds/made-clip.ts';
import { madeWav, type MadeWav } from '../../test/made-wav.ts';
import { classifyRecording } from './classify-recording.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-classify-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function written(name: string, wav: MadeWav): string {
  const path = join(place, name);
  writeFileSync(path, madeWav(wav));
  return path;
}

const random = new Random('classify-recording.test');
const noise = (seconds: number) => Float32Array.from({ length: 24_000 * seconds }, () => random.normal(0, 0.003));

test('of a long recording of two channels the piece that holds the sound answers, as it would alone', async () => {
  const shot = madeClip('gunfire', random.fork('shot'));
  const sound = noise(6);
  sound.set(shot, 3 * 24_000);
  const whole = await classifyRecording(
    written('whole.wav', { channels: [noise(6), sound], sampleRateHz: 24_000, bits: 32, float: true }),
  );
  const alone = await classifyRecording(
    written('alone.wav', { channels: [shot], sampleRateHz: 24_000, bits: 32, float: true }),
  );
  expect(whole).toMatchObject({ channel: 2, seconds: 6, sampleRateHz: 24_000, warnings: [] });
  expect(whole.fromSeconds).toBeGreaterThanOrEqual(2);
  expect(whole.fromSeconds).toBeLessThanOrEqual(4);
  expect(whole.gunfire).toBeGreaterThanOrEqual(alone.gunfire - 1e-6);
});

test.each<[string, MadeWav, string]>([
  ['silence', { channels: [new Float32Array(24_000)] }, 'sound.too-short'],
  ['one sample', { channels: [[0.5]] }, 'sound.too-short'],
  ['no sample', { channels: [[]] }, 'sound.too-short'],
  ['a rate that holds no blast', { channels: [noise(1)], sampleRateHz: 4_000 }, 'sound.rate'],
])('%s is refused with a code', async (name, wav, code) => {
  await expect(classifyRecording(written(`${name}.wav`, wav))).rejects.toMatchObject({ code });
});

test('a recording that ends early is answered with a warning', async () => {
  const said = await classifyRecording(
    written('early.wav', { channels: [noise(2)], sampleRateHz: 24_000, dataBytesSaid: 200_000 }),
  );
  expect(said.warnings.map(({ code }) => code)).toEqual(['file.truncated']);
});
