import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/faults/run-command.ts';
import { madeWav, type MadeWav } from '../../test/made-wav.ts';
import { Random } from '../stats/random.ts';
import { detectPulses, type DetectedPulses } from './detect-pulses.ts';

const folder = mkdtempSync(join(tmpdir(), 'flashlight-sound-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

/** Two seconds of noise with a blast at a time; none where it is left out. */
function channel(rate: number, seed: string, at?: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: rate * 2 }, (_, i) => {
    const tau = at === undefined ? -1 : (i / rate - at) / 0.002;
    return random.normal(0, 0.004) + (tau < 0 ? 0 : 0.4 * (1 - tau) * Math.exp(-tau));
  });
}

const kinds: MadeWav[] = [
  { bits: 8 },
  { bits: 16 },
  { bits: 24, extensible: true },
  { bits: 32, rf64: true },
  { bits: 32, float: true },
  { bits: 64, float: true },
];

describe('a recording', () => {
  test.each(kinds)('of any kind of sample gives the same blast: %o', async (kind) => {
    const path = file('kind.wav', madeWav({ ...kind, channels: [channel(12_000, 'kind', 1.2)] }));
    const { pulses, warnings, seconds } = await detectPulses(path);
    expect([pulses.length, warnings, seconds]).toEqual([1, [], 2]);
    expect(Math.abs(pulses[0]!.timeSeconds - 1.2)).toBeLessThan(0.0005);
  });

  test('of eight channels gives the pulses of each, in the order of time', async () => {
    const channels = Array.from({ length: 8 }, (_, i) =>
      channel(12_000, `of-${i}`, i === 3 ? undefined : 1.5 - i / 20),
    );
    const { pulses } = await detectPulses(file('eight.wav', madeWav({ channels })));
    expect(pulses.map((pulse) => pulse.channel)).toEqual([8, 7, 6, 5, 3, 2, 1]);
  });

  test('that ends early is answered as far as it goes, with a warning', async () => {
    const whole = madeWav({ channels: [channel(12_000, 'early', 0.8)] });
    const { pulses, seconds, warnings } = await detectPulses(
      file('early.wav', whole.subarray(0, whole.length - 12_000)),
    );
    expect([pulses.length, seconds]).toEqual([1, 1.5]);
    expect(warnings).toMatchObject([{ code: 'file.truncated', message: expect.stringContaining('0.500 s') as string }]);
  });

  test.each([
    ['silent.wav', new Float64Array(24_000)],
    ['one-sample.wav', Float64Array.of(0.5)],
    ['clipped.wav', new Float64Array(24_000).fill(1)],
  ])('without an impulse is answered with none: %s', async (name, samples) => {
    const { pulses, warnings } = await detectPulses(file(name, madeWav({ channels: [samples] })));
    expect([pulses, warnings]).toEqual([[], []]);
  });
});

describe('flashlight acoustics detect', () => {
  const good = file('good.wav', madeWav({ channels: [channel(12_000, 'good', 1.2)] }));
  const slow = file('slow.wav', madeWav({ channels: [[0]], sampleRateHz: 4000 }));
  const text = file('text.wav', new TextEncoder().encode('no sound'));

  test('answers the good, tells of the bad, and ends with exit code 1', async () => {
    const words = ['acoustics', 'detect', text, join(folder, 'none.wav'), good, folder, slow, good, '--json'];
    const { code, stdout, stderr } = await runCommand(words);
    expect(code).toBe(1);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as DetectedPulses & { error?: { code: string } });
    expect(lines.map(({ error }) => error?.code)).toEqual([
      'sound.not-wav',
      'file.missing',
      undefined,
      'file.directory',
      'sound.rate',
      undefined,
    ]);
    expect(lines[2]).toMatchObject({ file: good, sampleRateHz: 12_000, pulses: [{ channel: 1 }] });
    expect(lines[5]).toEqual(lines[2]);
    expect(stderr.match(/\[[a-z.-]+\]$/gm)).toHaveLength(4);
  });

  test('says the same in words', async () => {
    const { code, stdout, stderr } = await runCommand(['acoustics', 'detect', good]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('good.wav: 2.0 s at 12000 samples a second, 1 impulse');
    expect(stdout).toMatch(/^1\.(199|200)\d /m);
  });
});
