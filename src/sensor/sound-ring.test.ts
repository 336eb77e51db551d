import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SoundRing } from './sound-ring.ts';

const rate = 12_000;
const begins = 1_900_000_000_000_000;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'flashlight-ring-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A tone for so many seconds from a second on, in pieces of a tenth. */
function hear(ring: SoundRing, from: number, seconds: number, hz: number, keepHours = 30): void {
  for (let piece = 0; piece < seconds * 10; piece++) {
    const first = piece * (rate / 10);
    const samples = Float32Array.from(
      { length: rate / 10 },
      (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * (first + at)) / rate),
    );
    ring.add(samples, begins + (from + piece / 10) * 1e6, keepHours);
  }
}

const level = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + (value / 32768) ** 2, 0) / samples.length);

test('for three minutes sound is there as it was heard, and after that without what is spoken', () => {
  const ring = new SoundRing(folder, rate);
  // Where speech is understood.
  hear(ring, 0, 10, 900);
  const heard = ring.of(begins + 3e6, 2)!;
  expect(heard).toMatchObject({ sampleRateHz: rate, startsMicroseconds: begins + 3e6 });
  expect(heard.samples).toHaveLength(2 * rate);
  expect(level(heard.samples)).toBeCloseTo(0.354, 2);
  // Where a blast has most of what it has.
  hear(ring, 10, 10, 60);
  hear(ring, 20, 185, 0);
  const spoken = ring.of(begins + 3e6, 2)!;
  expect(spoken.sampleRateHz).toBe(1000);
  expect(level(spoken.samples)).toBeLessThan(0.354 / 1000);
  const blast = ring.of(begins + 13e6, 2)!;
  expect(Math.abs(blast.startsMicroseconds - begins - 13e6)).toBeLessThan(2_000);
  expect(level(blast.samples)).toBeGreaterThan(0.3);
});

test('what is older than it may be kept is gone, and where nothing may be kept nothing is', () => {
  const ring = new SoundRing(folder, rate);
  hear(ring, 0, 3, 60);
  expect(readdirSync(folder)).toHaveLength(1);
  hear(ring, 31 * 3600, 1, 60);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(ring.of(begins + 1e6, 1)).toBeNull();
  rmSync(folder, { recursive: true });
  const silent = new SoundRing(folder, rate);
  hear(silent, 0, 3, 60, 0);
  expect(readdirSync(folder)).toEqual([]);
  expect(silent.of(begins + 1e6, 1)).not.toBeNull();
});
