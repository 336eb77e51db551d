import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SoundLimits } from './sound-limits.ts';

const begins = 1_900_000_000_000_000;
const now = begins / 1000 + 60_000;
const day = 86_400_000;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'flashlight-limits-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const about = (time: number, seconds = 2) => ({ fromMicroseconds: time - 500_000, seconds });

test('sound leaves only about an impulse that was signed, and no more than two seconds of it', () => {
  const limits = new SoundLimits(folder);
  limits.signed([begins, begins + 60e6]);
  expect(limits.take(about(begins, 2.01), now)).toBe('too-long');
  expect(limits.take(about(begins, 25), now)).toBe('too-long');
  expect(limits.take(about(begins, NaN), now)).toBe('too-long');
  expect(limits.take(about(begins + 30e6), now)).toBe('no-impulse');
  expect(limits.take({ fromMicroseconds: begins + 1, seconds: 2 }, now)).toBe('no-impulse');
  expect(limits.take(about(begins), now)).toBeNull();
  expect(limits.withheld(now)).toBe(5);
  expect(limits.withheld(now + day)).toBe(0);
});

test('what was given is given again as it was, and nothing beside it: it can never be put together to sound that runs on', () => {
  const limits = new SoundLimits(folder);
  limits.signed(Array.from({ length: 20 }, (_, at) => begins + at * 1e6));
  expect(limits.take(about(begins), now)).toBeNull();
  expect(limits.take(about(begins), now)).toBeNull();
  for (let at = 1; at < 10; at++) expect(limits.take(about(begins + at * 1e6), now)).toBe('too-many');
  expect(limits.take(about(begins + 10e6), now)).toBeNull();
});

test('no more than thirty sounds leave in a day, whoever begins the program anew; after it more may', () => {
  const times = Array.from({ length: 40 }, (_, at) => begins + at * 20e6);
  new SoundLimits(folder).signed(times);
  const given = times.map((time) => new SoundLimits(folder).take(about(time), now));
  expect(given).toEqual(times.map((_, at) => (at < 30 ? null : 'too-many')));
  expect(new SoundLimits(folder).take(about(times[39]!), now - day)).toBe('too-many');
  expect(new SoundLimits(folder).take(about(times[39]!), now + day)).toBeNull();
  // Somebody changed what is on record: as if the day were full.
  writeFileSync(join(folder, 'given.json'), '[');
  expect(new SoundLimits(folder).take(about(times[0]!), Date.now())).toBe('too-many');
});

test('impulses are forgotten when no sound of them is kept any more', () => {
  const limits = new SoundLimits(folder);
  limits.signed([begins, begins + 40 * 3600e6]);
  expect(readdirSync(folder)).toHaveLength(2);
  limits.trim(begins + 32 * 3600e6);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(limits.take(about(begins), now)).toBe('no-impulse');
});
