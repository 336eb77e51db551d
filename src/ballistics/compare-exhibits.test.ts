import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createComparisonRoom, type Comparison } from './compare-exhibits.ts';
import { createBreechFaces, type BreechFaceOrder } from './make-breech-face.ts';
import { prepareExhibit, type Exhibit } from './prepare-exhibit.ts';
import { surfaceKernel } from '../jobs/correlation-kernel.ts';

const room = createComparisonRoom(await surfaceKernel());
const makeBreechFace = createBreechFaces();
const made = new Map<string, Exhibit>();
/** Surfaces take longer to make than to compare: the same order is made once. */
function exhibit(order: BreechFaceOrder): Exhibit {
  const name = JSON.stringify(order);
  const kept = made.get(name) ?? prepareExhibit(makeBreechFace(order))!;
  made.set(name, kept);
  return kept;
}
const compare = (a: BreechFaceOrder, b: BreechFaceOrder): Comparison => room.compare(exhibit(a), exhibit(b))!;
const shot = (firearm: number, number: number, more: Partial<BreechFaceOrder> = {}): BreechFaceOrder => ({
  classSeed: 'one class',
  firearmSeed: `${firearm}`,
  shotSeed: `${firearm}/${number}`,
  ...more,
});
const degrees = 180 / Math.PI;
const off = (a: number, b: number) => Math.abs((((((a - b) * degrees + 180) % 360) + 360) % 360) - 180);

describe('two impressions', () => {
  test('of one firearm are alike, of two of one class are not, however they lay', () => {
    const turns = [0, 1.9, 4.1];
    const same = turns.map((turn, n) => compare(shot(n, 1), shot(n, 2, { turn, offX: 60, offY: -40 })).score);
    const others = [0, 1, 2].flatMap((n) =>
      [3, 4].map((other) => compare(shot(n, 1), shot(other, 1, { turn: turns[n]! })).score),
    );
    expect(Math.min(...same)).toBeGreaterThan(0.6);
    expect(Math.max(...others)).toBeLessThan(0.25);
  });

  test('are found turned as they lay, within a degree, and the same surface is the likest', () => {
    fc.assert(
      fc.property(fc.double({ min: -3.1, max: 3.1, noNaN: true }), (turn) => {
        const { score, pose, wholeCorrelation } = compare(shot(0, 1), shot(0, 1, { turn }));
        expect(off(pose.turn, -turn)).toBeLessThan(1);
        expect(score).toBeGreaterThan(0.95);
        // Between points of 50 µm something is lost, and noise is of the scan.
        expect(wholeCorrelation).toBeGreaterThan(0.75);
      }),
      { numRuns: 5 },
    );
  });

  test('have a score that tilt, scale of heights and place do not change by much', () => {
    const plain = compare(shot(0, 1), shot(0, 2)).score;
    for (const more of [{ tilt: 8 }, { offX: 120, offY: 90 }, { turn: 0.7 }])
      expect(Math.abs(compare(shot(0, 1), shot(0, 2, more)).score - plain)).toBeLessThan(0.12);
    const surface = makeBreechFace(shot(0, 2));
    const doubled = prepareExhibit({ ...surface, heights: surface.heights.map((value) => 2.5 * value) })!;
    expect(room.compare(exhibit(shot(0, 1)), doubled)!.score).toBeCloseTo(plain, 1);
  });

  test('get the same score in whichever order, but for what steps of the search leave', () => {
    for (const [a, b] of [
      [shot(0, 1), shot(0, 2)],
      [shot(1, 1), shot(2, 1)],
    ] as const)
      expect(Math.abs(compare(a, b).score - compare(b, a).score)).toBeLessThan(0.08);
  });

  test('are less alike the more wear, bare primer and noise there is', () => {
    const score = (more: Partial<BreechFaceOrder>) => compare(shot(0, 1), shot(0, 2, more)).score;
    expect(score({ wear: 0.2 })).toBeGreaterThan(score({ wear: 0.8 }));
    expect(score({ missing: 0.1 })).toBeGreaterThan(score({ missing: 0.7 }));
    expect(score({ noiseMicrons: 0.2 })).toBeGreaterThan(score({ noiseMicrons: 20 }));
  });
});

describe('a part of an impression', () => {
  const whole = makeBreechFace(shot(0, 1));
  const { width, height } = whole;
  /** What lies where `is` says, in shares of width and height. */
  const part = (is: (x: number, y: number) => boolean) =>
    prepareExhibit({
      ...whole,
      heights: whole.heights.map((value, n) => (is((n % width) / width, Math.floor(n / width) / height) ? value : NaN)),
    })!;
  const halves = {
    left: part((x) => x < 0.5),
    right: part((x) => x >= 0.5),
    top: part((_, y) => y < 0.5),
    bottom: part((_, y) => y >= 0.5),
    sector: part((x, y) => x < 0.5 && y < 0.5),
  };

  test.each(Object.entries(halves))(
    '%s is found on the whole it is of, and on that of another cartridge case',
    (_, piece) => {
      const own = room.compare(piece, exhibit(shot(0, 1)))!;
      expect(own.score).toBeGreaterThan(0.4);
      expect(off(own.pose.turn, 0)).toBeLessThan(1);
      const turned = room.compare(piece, exhibit(shot(0, 2, { turn: 2 })))!;
      expect(turned.score).toBeGreaterThan(0.3);
      expect(off(turned.pose.turn, -2)).toBeLessThan(2);
      expect(room.compare(piece, exhibit(shot(1, 1)))!.score).toBeLessThan(0.2);
    },
  );
});

describe('what cannot be compared', () => {
  test('is not made ready: nothing measured, flat, too small', () => {
    const surface = makeBreechFace(shot(0, 1));
    const all = (value: number) => ({ ...surface, heights: surface.heights.map(() => value) });
    expect(prepareExhibit(all(NaN))).toBeNull();
    expect(prepareExhibit(all(3))).toBeNull();
    expect(prepareExhibit({ width: 1, height: 1, pitchMicrons: 6.25, heights: Float32Array.of(1) })).toBeNull();
    expect(prepareExhibit({ ...surface, pitchMicrons: 1 })).toBeNull();
  });

  test('adding an exhibit changes nothing of two others, whatever its size', () => {
    const before = compare(shot(0, 1), shot(1, 1));
    const surface = makeBreechFace(shot(2, 1));
    const half = prepareExhibit({
      ...surface,
      heights: surface.heights.map((value, n) => (n % surface.width < 100 ? value : NaN)),
    })!;
    expect(half.fine.size).not.toBe(exhibit(shot(0, 1)).fine.size);
    room.compare(half, exhibit(shot(1, 1)));
    compare(shot(2, 1), shot(1, 1));
    expect(compare(shot(0, 1), shot(1, 1))).toEqual(before);
  });

  test('nothing is as like an exhibit as itself, which is so wholly', () => {
    const itself = compare(shot(0, 1), shot(0, 1));
    expect(itself.score).toBe(1);
    expect(itself.wholeCorrelation).toBeCloseTo(1, 5);
    for (const other of [shot(0, 2), shot(0, 1, { turn: 1 }), shot(1, 1)])
      expect(compare(shot(0, 1), other).wholeCorrelation).toBeLessThan(itself.wholeCorrelation);
  });
});
