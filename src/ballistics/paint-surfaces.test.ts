import { expect, test } from 'vitest';
import { createBreechFaces } from './make-breech-face.ts';
import {
  brightness,
  differenceColours,
  drawnOf,
  lightOver,
  paintPicture,
  type Picture,
  type PlainMap,
} from './paint-surfaces.ts';
import { heightAt, heightWithin, meanOver, profileAlong, usualRelief } from './surface-figures.ts';
import { after, at, backOf, micronsOf, placingOf, secondOf, type Laid } from './surface-placing.ts';

const size = 60;
const pitchMicrons = 10;

function mapOf(height: (xMicrons: number, yMicrons: number) => number): PlainMap {
  const heights = new Float32Array(size * size);
  for (let n = 0; n < heights.length; n++)
    heights[n] = height(((n % size) + 0.5) * pitchMicrons, (Math.floor(n / size) + 0.5) * pitchMicrons);
  return { width: size, height: size, pitchMicrons, heights, mask: heights.map(() => 1) as unknown as Uint8Array };
}

const middle = { x: (size * pitchMicrons) / 2, y: (size * pitchMicrons) / 2 };
const asItLies: Laid = { firstMiddle: middle, secondMiddle: middle, turn: 0, x: 0, y: 0 };
const view = { ...middle, micronsPerPixel: pitchMicrons, turn: 0 };
const pictureOf = (change: Partial<Picture>): Picture => ({
  first: null,
  second: null,
  placing: placingOf(view, { width: size, height: size }, asItLies, { first: pitchMicrons, second: pitchMicrons }),
  shown: 'first',
  beside: 'first',
  split: 1,
  look: 'light',
  light: { azimuth: 0, elevation: 45, relief: 1 },
  rangeMicrons: 1,
  offsetMicrons: 0,
  maskShown: false,
  ground: [255, 255, 255],
  hatch: [10, 20, 30],
  ...change,
});
const pixel = (pixels: Uint8ClampedArray, column: number, row: number) => [
  ...pixels.subarray(4 * (row * size + column), 4 * (row * size + column) + 3),
];

test('a tilted plane is as bright as the law of Lambert says, from whichever side the light comes', () => {
  // Up to the right by one in ten: its normal leans to the left.
  const tilted = drawnOf(mapOf((x) => x / 10));
  const shadeOf = (azimuth: number, relief: number) =>
    pixel(paintPicture(pictureOf({ first: tilted, light: { azimuth, elevation: 30, relief } }), size, size), 30, 30)[0];
  const lit = (azimuth: number, relief: number) => {
    const [around, up] = [(azimuth * Math.PI) / 180, Math.PI / 6];
    const cosine = (-0.1 * relief * Math.cos(around) * Math.cos(up) + Math.sin(up)) / Math.hypot(1, 0.1 * relief);
    return Math.round(255 * (0.25 + 0.75 * Math.max(0, cosine)));
  };
  for (const [azimuth, relief] of [
    [0, 1],
    [180, 1],
    [90, 1],
    [180, 10],
    [0, 10],
  ] as const)
    expect(Math.abs(shadeOf(azimuth, relief)! - lit(azimuth, relief))).toBeLessThanOrEqual(1);
  // Light along its slope from behind: in its own shadow.
  expect(lit(0, 10)).toBe(64);
});

test('light stays where it is while a surface is turned under it', () => {
  const tilted = drawnOf(mapOf((x) => x / 10));
  const light = { azimuth: 180, elevation: 30, relief: 5 };
  const turned = placingOf({ ...view, turn: 180 }, { width: size, height: size }, asItLies, {
    first: pitchMicrons,
    second: pitchMicrons,
  });
  const shade = (placing: Picture['placing']) =>
    pixel(paintPicture(pictureOf({ first: tilted, light, placing }), size, size), 30, 30)[0];
  const plain = pictureOf({}).placing;
  // Turned half way round its slope faces away from the light.
  expect(shade(turned)).toBe(Math.round(255 * brightness(0.1, 0, 5, lightOver({ ...light, azimuth: 0 }, plain.first))));
  expect(shade(plain)).toBeGreaterThan(shade(turned)! + 100);
});

test('what was not measured is hatched, and outside the scan there is ground', () => {
  const half = drawnOf(mapOf((x) => (x < 300 ? 0 : NaN)));
  const far = placingOf({ ...view, micronsPerPixel: 2 * pitchMicrons }, { width: size, height: size }, asItLies, {
    first: pitchMicrons,
    second: pitchMicrons,
  });
  const pixels = paintPicture(pictureOf({ first: half, placing: far }), size, size);
  const colours = (from: number, to: number) =>
    new Set(Array.from({ length: to - from }, (_, n) => pixel(pixels, from + n, 30).join()));
  expect(colours(0, 14)).toEqual(new Set(['255,255,255']));
  expect(colours(16, 29).size).toBe(1);
  expect(colours(31, 45)).toEqual(new Set(['255,255,255', '10,20,30']));
});

test('the difference of a surface and itself, shifted and turned and laid back, is none; a step between them is its own colour', () => {
  const wave = (x: number, y: number) => Math.sin(x / 60) + Math.cos(y / 45);
  const first = drawnOf(mapOf(wave));
  const [angle, shiftX, shiftY] = [0.3, 40, -20];
  // Heights of the second are those of the first where it is laid: so it was turned and moved the other way.
  const laid: Laid = { firstMiddle: middle, secondMiddle: middle, turn: angle, x: shiftX, y: shiftY };
  const toFirst = backOf(secondOf(laid));
  const second = drawnOf(mapOf((x, y) => wave(...at(toFirst, x, y)) + 0.4));
  expect(meanOver(first, second, secondOf(laid))).toBeCloseTo(0.4, 2);
  const placing = placingOf(view, { width: size, height: size }, laid, { first: pitchMicrons, second: pitchMicrons });
  const shown = { first, second, placing, shown: 'difference', rangeMicrons: 1 } as const;
  const same = paintPicture(pictureOf({ ...shown, offsetMicrons: 0.4 }), size, size);
  for (const [column, row] of [
    [30, 30],
    [25, 35],
    [38, 28],
  ] as const)
    for (const [n, part] of pixel(same, column, row).entries())
      expect(Math.abs(part - differenceColours[3]![n]!)).toBeLessThan(12);
  const step = paintPicture(pictureOf({ ...shown, offsetMicrons: -0.6 + 0.4 - 0.4 }), size, size);
  // The second lies a micrometre over the first: the end of the colours.
  expect(pixel(step, 30, 30).map((part, n) => Math.abs(part - differenceColours[0]![n]!) < 8)).toEqual([
    true,
    true,
    true,
  ]);
});

test('a profile of a ramp is its heights, with a gap where nothing was measured', () => {
  const ramp = drawnOf(mapOf((x) => (x > 200 && x < 260 ? NaN : x / 100)));
  const lifted = drawnOf(mapOf((x) => x / 100 + 2));
  const line = { from: [50, 300], to: [550, 300] } as const;
  const { along, first, second } = profileAlong(line, ramp, lifted, secondOf(asItLies));
  expect(along).toHaveLength(51);
  expect(along[50]).toBe(500);
  for (const [n, own] of first.entries()) {
    const x = 50 + along[n]!;
    if (x > 210 && x < 250) expect(own).toBeNaN();
    else if (x < 195 || x > 265) expect(own).toBeCloseTo(x / 100, 4);
    expect(second[n]).toBeCloseTo(x / 100 + 2, 4);
  }
  expect(heightAt(ramp, -1, 300)).toBeNaN();
});

test('where a place lies on a picture is found back, turned and near', () => {
  const turned = micronsOf({ x: 120, y: 340, micronsPerPixel: 2.5, turn: 37 }, 400, 300);
  expect(at(turned, 200, 150)).toEqual([expect.closeTo(120, 9), expect.closeTo(340, 9)]);
  const [x, y] = at(after(backOf(turned), turned), 17, 230);
  expect([x, y]).toEqual([expect.closeTo(17, 9), expect.closeTo(230, 9)]);
  // With the clock: what lies to the right of the middle of the scan lies below it on a picture turned by a quarter.
  const quarter = backOf(micronsOf({ x: 0, y: 0, micronsPerPixel: 1, turn: 90 }, 100, 100));
  expect(at(quarter, 10, 0)).toEqual([expect.closeTo(50, 9), expect.closeTo(60, 9)]);
});

test('relief and range follow what is of the breech face alone', () => {
  const wave = mapOf((x, y) => (x > 500 ? 40 : Math.sin(x / 20) * 0.2 + y / 1e6));
  const mask = Uint8Array.from(wave.heights, (value) => (value > 30 ? 0 : 1));
  const drawn = drawnOf({ ...wave, mask });
  expect(heightWithin(drawn, 0.98)).toBeLessThan(0.25);
  expect(usualRelief(drawn)).toBeGreaterThan(30);
  const made = createBreechFaces()({ classSeed: 'c', firearmSeed: 'f', shotSeed: 's' });
  expect(
    usualRelief(drawnOf({ ...made, mask: Uint8Array.from(made.heights, (value) => (value === value ? 1 : 0)) })),
  ).toBeLessThan(60);
});
