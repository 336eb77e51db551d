/**
 * Two surfaces as pixels: lit from an angle, coloured by height, one over the other, or what one lies over the other by.
 *
 * **Source.** Lambert's law on slopes made steeper by one factor for both surfaces. Heights: viridis (van der Walt and Smith 2015), even to the eye and to eyes that
 * see no red; differences: blue over white to red (Brewer). Between points: the four about the place, weighted, over what was measured.
 * **Input.** Surfaces made ready by {@link drawnOf}, and what to show of them from where. **Output.** Red, green, blue and opacity of each pixel.
 * **Limits.** The portal draws the same with WebGL (`web/src/ballistics/surface-shader.ts`); where there is none, and on paper, this is what is seen.
 */
import type { PlaneMap, Placing } from './surface-placing.ts';

/** A surface made ready to be drawn: four numbers a point, weighted by whether it was measured, so that between points they may be mixed. */
export interface DrawnSurface {
  readonly width: number;
  readonly height: number;
  readonly pitchMicrons: number;
  /** Height in micrometres, slope across, slope down, measured (1 or 0); the first three are 0 where the last is. */
  readonly points: Float32Array;
  /** 1 where the point is of the breech face. */
  readonly mask: Uint8Array;
}

export type Look = 'light' | 'height';
export type Shown = 'first' | 'second' | 'difference';
export type Colour = readonly [red: number, green: number, blue: number];

export interface Light {
  /** Degrees from where the light comes: 0 from the right, 90 from above on the screen. */
  readonly azimuth: number;
  /** Degrees over the surface: 90 from straight above. */
  readonly elevation: number;
  /** How many times steeper slopes are drawn than they are. */
  readonly relief: number;
}

export interface Picture {
  readonly first: DrawnSurface | null;
  readonly second: DrawnSurface | null;
  readonly placing: Placing;
  /** To the left of `split` (0 to 1 of the width) `shown`, to the right of it `beside`. */
  readonly shown: Shown;
  readonly beside: Shown;
  readonly split: number;
  readonly look: Look;
  readonly light: Light;
  /** Micrometres at which the colours of heights, and of differences, end. */
  readonly rangeMicrons: number;
  /** Micrometres that the second lies over the first in the mean, taken off the difference. */
  readonly offsetMicrons: number;
  /** Whether what is measured and not of the breech face is told apart. */
  readonly maskShown: boolean;
  readonly ground: Colour;
  readonly hatch: Colour;
}

const ambient = 0.25;
/** Pixels from one line of the hatching to the next, and how many of them are line. */
export const hatchPixels = 8;
const hatchLine = 1.5;
/** How much of what is left out of the mask is still seen. */
const leftOutSeen = 0.35;

export const heightColours: readonly Colour[] = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 144, 140],
  [39, 173, 129],
  [93, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];
export const differenceColours: readonly Colour[] = [
  [5, 48, 97],
  [67, 147, 195],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [214, 96, 77],
  [103, 0, 31],
];

/** Heights in micrometres, no number where nothing was measured, and 1 where they are of the breech face. */
export interface PlainMap {
  readonly width: number;
  readonly height: number;
  readonly pitchMicrons: number;
  readonly heights: Float32Array;
  readonly mask: Uint8Array;
}

/** A surface with its slopes: between what was measured on both sides, else from one. */
export function drawnOf(map: PlainMap): DrawnSurface {
  const { width, height, pitchMicrons, heights, mask } = map;
  const points = new Float32Array(4 * width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++) {
      const own = heights[at]!;
      if (own !== own) continue;
      const left = column > 0 ? heights[at - 1]! : NaN;
      const right = column < width - 1 ? heights[at + 1]! : NaN;
      const upper = row > 0 ? heights[at - width]! : NaN;
      const lower = row < height - 1 ? heights[at + width]! : NaN;
      points[4 * at] = own;
      points[4 * at + 1] = slope(left, own, right, pitchMicrons);
      points[4 * at + 2] = slope(upper, own, lower, pitchMicrons);
      points[4 * at + 3] = 1;
    }
  return { width, height, pitchMicrons, points, mask };
}

function slope(before: number, own: number, after: number, pitch: number): number {
  if (before === before) return after === after ? (after - before) / (2 * pitch) : (own - before) / pitch;
  return after === after ? (after - own) / pitch : 0;
}

/** Where the light comes from in the frame of a surface that lies turned on the screen: x across, y down, z up. */
export function lightOver({ azimuth, elevation }: Light, placed: PlaneMap): readonly [number, number, number] {
  const [around, up] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  const [x, y] = [Math.cos(around) * Math.cos(up), -Math.sin(around) * Math.cos(up)];
  const scale = Math.hypot(placed.xx, placed.yx);
  return [(placed.xx * x + placed.xy * y) / scale, (placed.yx * x + placed.yy * y) / scale, Math.sin(up)];
}

/** How bright a place of such a slope is: 0 to 1. */
export function brightness(
  slopeX: number,
  slopeY: number,
  relief: number,
  [x, y, z]: readonly [number, number, number],
): number {
  const [acrossUp, downUp] = [-slopeX * relief, -slopeY * relief];
  const lit = (acrossUp * x + downUp * y + z) / Math.sqrt(acrossUp * acrossUp + downUp * downUp + 1);
  return ambient + (1 - ambient) * Math.max(0, lit);
}

/** The colour a part of the way along a row of them. */
export function colourAlong(colours: readonly Colour[], part: number): Colour {
  const along = Math.max(0, Math.min(1, part)) * (colours.length - 1);
  const at = Math.min(colours.length - 2, Math.floor(along));
  const [from, to, rest] = [colours[at]!, colours[at + 1]!, along - at];
  return [0, 1, 2].map((n) => from[n]! + (to[n]! - from[n]!) * rest) as unknown as Colour;
}

/** Height, slopes and how much of it was measured at a place, between the four points about it; null outside the scan. */
export function sampleAt(
  { width, height, points }: DrawnSurface,
  x: number,
  y: number,
): readonly [height: number, slopeX: number, slopeY: number, measured: number] | null {
  if (!(x >= 0 && y >= 0 && x <= width && y <= height)) return null;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const [across, down] = [x - 0.5 - left, y - 0.5 - top];
  const column = (at: number) => Math.max(0, Math.min(width - 1, at));
  const row = (at: number) => Math.max(0, Math.min(height - 1, at));
  const corners = [
    [row(top) * width + column(left), (1 - across) * (1 - down)],
    [row(top) * width + column(left + 1), across * (1 - down)],
    [row(top + 1) * width + column(left), (1 - across) * down],
    [row(top + 1) * width + column(left + 1), across * down],
  ] as const;
  let [own, slopeX, slopeY, measured] = [0, 0, 0, 0];
  for (const [at, weight] of corners) {
    own += weight * points[4 * at]!;
    slopeX += weight * points[4 * at + 1]!;
    slopeY += weight * points[4 * at + 2]!;
    measured += weight * points[4 * at + 3]!;
  }
  return measured <= 0 ? [0, 0, 0, 0] : [own / measured, slopeX / measured, slopeY / measured, measured];
}

/** Of a place, so much must be measured for it to be drawn as known. */
export const measuredLeast = 0.5;

export function paintPicture(picture: Picture, width: number, height: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 4) {
      const [x, y] = [column + 0.5, row + 0.5];
      const shown = x / width < picture.split ? picture.shown : picture.beside;
      const [red, green, blue] = colourOf(picture, shown, x, y);
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = 255;
    }
  return pixels;
}

function colourOf(picture: Picture, shown: Shown, x: number, y: number): Colour {
  const { first, second, placing, ground, hatch } = picture;
  const a = first === null || shown === 'second' ? null : placeOf(first, placing.first, x, y);
  const b = second === null || shown === 'first' ? null : placeOf(second, placing.second, x, y);
  if (shown === 'difference') {
    if (a === null && b === null) return ground;
    if (a === null || b === null || a.known < measuredLeast || b.known < measuredLeast)
      return hatched(x, y, ground, hatch);
    const over = a.height - b.height + picture.offsetMicrons;
    const base = colourAlong(differenceColours, 0.5 + over / (2 * picture.rangeMicrons));
    const leftOut = picture.maskShown && !(a.masked && b.masked);
    return leftOut ? mixed(hatchedBack(x, y, ground, hatch), base, leftOutSeen) : base;
  }
  const [one, placed] = shown === 'first' ? [a, placing.first] : [b, placing.second];
  if (one === null) return ground;
  if (one.known < measuredLeast) return hatched(x, y, ground, hatch);
  const lit = brightness(one.slopeX, one.slopeY, picture.light.relief, lightOver(picture.light, placed));
  const base: Colour =
    picture.look === 'light'
      ? [lit * 255, lit * 255, lit * 255]
      : shaded(colourAlong(heightColours, 0.5 + one.height / (2 * picture.rangeMicrons)), lit);
  return picture.maskShown && !one.masked ? mixed(hatchedBack(x, y, ground, hatch), base, leftOutSeen) : base;
}

/** Colours of heights keep half of their own brightness, so that a shadow is no other height. */
function shaded(colour: Colour, lit: number): Colour {
  const by = 0.5 + 0.5 * lit;
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}

function placeOf(surface: DrawnSurface, placed: PlaneMap, x: number, y: number) {
  const [u, v] = [placed.xx * x + placed.xy * y + placed.x, placed.yx * x + placed.yy * y + placed.y];
  const found = sampleAt(surface, u, v);
  if (found === null) return null;
  const [column, row] = [Math.min(surface.width - 1, Math.floor(u)), Math.min(surface.height - 1, Math.floor(v))];
  const [own, slopeX, slopeY, known] = found;
  return { height: own, slopeX, slopeY, known, masked: surface.mask[row * surface.width + column] === 1 };
}

function hatched(x: number, y: number, ground: Colour, hatch: Colour): Colour {
  return (x + y) % hatchPixels < hatchLine ? hatch : ground;
}

/** The other way, for what is known and left out. */
function hatchedBack(x: number, y: number, ground: Colour, hatch: Colour): Colour {
  return (((x - y) % hatchPixels) + hatchPixels) % hatchPixels < hatchLine ? hatch : ground;
}

function mixed(from: Colour, to: Colour, part: number): Colour {
  return [0, 1, 2].map((n) => from[n]! + (to[n]! - from[n]!) * part) as unknown as Colour;
}
