import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SoundRelease } from './sound-release.ts';

const at = 1_900_000_000_000_000;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'flashlight-release-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const order = (request: number, from: number, seconds = 2) => ({ request, fromMicroseconds: at + from * 1e6, seconds });

test('two seconds about an impulse that was sent may leave, and nothing else', () => {
  const release = new SoundRelease(folder);
  release.sent([at + 100e6]);
  expect(release.withheld(order(1, 99.5), at)).toBeNull();
  expect(release.withheld(order(1, 99.5, 25), at)).toBe('it is longer than 2 seconds');
  expect(release.withheld(order(2, 90), at)).toBe('no impulse that was sent lies in it');
  // An hour ends within the span.
  const hour = Math.ceil(at / 3600e6) * 3600e6;
  release.sent([hour + 1]);
  expect(release.withheld({ request: 3, fromMicroseconds: hour - 1e6, seconds: 2 }, at)).toBeNull();
});

test('two minutes leave in a day at most, counted over a restart; what is asked for again counts once', () => {
  let release = new SoundRelease(folder);
  release.sent([at]);
  for (let request = 1; request <= 60; request++) {
    expect(release.withheld(order(request, -0.5), at + request * 60e6)).toBeNull();
    expect(release.withheld(order(request, -0.5), at + request * 60e6)).toBeNull();
  }
  release = new SoundRelease(folder);
  expect(release.withheld(order(61, -0.5), at + 4000e6)).toBe('as much as may leave in a day has left');
  // The same number with another span is another order.
  expect(release.withheld(order(60, -0.6), at + 4000e6)).toBe('as much as may leave in a day has left');
  expect(release.withheld(order(61, -0.5), at + 24 * 3600e6 + 61e6)).toBeNull();
});
