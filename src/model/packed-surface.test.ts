import { expect, test } from 'vitest';
import { packBits, packSurface, unpackBits, unpackSurface } from './packed-surface.ts';

const width = 11;
const height = 3;
const heights = Float32Array.from({ length: width * height }, (_, n) => (n % 7 === 0 ? NaN : (n - 16) / 3));
const mask = Uint8Array.from({ length: width * height }, (_, n) => (n % 3 === 0 ? 1 : 0));
const about = {
  width,
  height,
  pitchMicrons: 6.25,
  form: [0, 1, 2, 3, 4, 5],
  step: 2,
  scan: 'a'.repeat(64),
  masked: 'drawn',
} as const;

test('a surface comes out as it was packed, heights to half a step, what was not measured as that', () => {
  const bytes = packSurface({ ...about, form: [...about.form], heights, mask });
  const found = unpackSurface(bytes)!;
  expect(found).toMatchObject(about);
  expect(found.mask).toEqual(mask);
  expect(found.scaleMicrons).toBeCloseTo(16 / 3 / 32767, 9);
  for (const [n, value] of found.heights.entries())
    if (Number.isNaN(heights[n]!)) expect(value).toBeNaN();
    else expect(Math.abs(value - heights[n]!)).toBeLessThanOrEqual(found.scaleMicrons / 2 + 1e-6);
});

test('bytes that are no surface, cut short or lying about their size, are none', () => {
  const bytes = packSurface({ ...about, form: [...about.form], heights, mask });
  expect(unpackSurface(bytes.subarray(0, bytes.length - 1))).toBeNull();
  expect(unpackSurface(bytes.subarray(0, 9))).toBeNull();
  expect(unpackSurface(new Uint8Array(100))).toBeNull();
  const lying = bytes.slice();
  lying.set(new TextEncoder().encode('{"width":9'), 12);
  expect(unpackSurface(lying)).toBeNull();
  new DataView(lying.buffer).setUint32(8, 0xffffffff, true);
  expect(unpackSurface(lying)).toBeNull();
});

test('bits of a mask begin each row with a byte of its own', () => {
  expect(packBits(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0), 9)).toEqual(
    Uint8Array.of(0x80, 0x80, 0x40, 0),
  );
  expect(unpackBits(packBits(mask, width), width, height)).toEqual(mask);
});
