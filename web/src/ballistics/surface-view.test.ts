import { describe, expect, test } from 'vitest';
import { at, micronsOf } from '../../../src/ballistics/surface-placing.ts';
import { plainView, readComparison, writeComparison } from './comparison-view.ts';
import { maskAfter, maskedArea, strokeOver, type Stroke } from './mask-strokes.ts';
import { panned, turnedBy, viewIn, zoomed, type SurfaceView } from './surface-view.ts';

const size = { width: 500, height: 400 };
const view: SurfaceView = { x: 1800, y: 1600, span: 2000, turn: 25 };
const placeOf = (of: SurfaceView, x: number, y: number) =>
  at(micronsOf(viewIn(of, size), size.width, size.height), x, y);

describe('a view of a surface', () => {
  test('moved by the pointer keeps under it what was there', () => {
    const [x, y] = placeOf(view, 120, 300);
    const [movedX, movedY] = placeOf(panned(view, 37, -60, size), 157, 240);
    expect(movedX).toBeCloseTo(x, 6);
    expect(movedY).toBeCloseTo(y, 6);
  });

  test('brought nearer keeps under the pointer what was there', () => {
    const before = placeOf(view, 450, 33);
    const near = zoomed(view, 2.5, [450, 33], size);
    expect(near.span).toBe(800);
    const after = placeOf(near, 450, 33);
    expect(after[0]).toBeCloseTo(before[0], 6);
    expect(after[1]).toBeCloseTo(before[1], 6);
    expect(zoomed(view, 1e9, [0, 0], size).span).toBe(40);
  });

  test('turned a whole circle is as it was', () => {
    expect(turnedBy(turnedBy(view, -200), 200)).toEqual(view);
  });
});

test('everything that is chosen is in the address, and what the address says wrongly is plain', () => {
  const chosen = {
    ...plainView,
    mode: 'swipe',
    look: 'height',
    light: { azimuth: 20, elevation: 12, relief: 30 },
    view,
    second: turnedBy(view, 3),
    line: { from: [100, 200], to: [3000, 2500] },
    cells: false,
    cell: '3-4',
    split: 0.25,
  } as const;
  expect(readComparison(writeComparison(chosen))).toEqual(chosen);
  expect(Object.values(writeComparison(plainView)).every((each) => each === undefined)).toBe(true);
  expect(
    readComparison({
      mode: 'nothing',
      look: '1',
      light: '5,900',
      view: '1,2,3',
      second: '1,2,0,4',
      line: '1,2,3,x',
      cell: '3',
      split: '7',
    }),
  ).toEqual(plainView);
});

describe('strokes of a mask', () => {
  const ground = { width: 40, height: 30, pitchMicrons: 10, mask: new Uint8Array(1200) };
  const inked = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0);

  test('a press of the brush is a disc, a stroke what it passes over, and erasing takes away alone', () => {
    const disc = maskAfter(ground, [{ value: 1, radius: 50, points: [[200, 150]] }]);
    expect(Math.abs(inked(disc) - Math.PI * 25)).toBeLessThan(4);
    const stroke: Stroke = {
      value: 1,
      radius: 30,
      points: [
        [60, 150],
        [340, 150],
      ],
    };
    expect(Math.abs(inked(maskAfter(ground, [stroke])) - (28 * 6 + Math.PI * 9))).toBeLessThan(10);
    expect(inked(maskAfter(ground, [stroke, { ...stroke, value: 0 }]))).toBe(0);
    expect(ground.mask.every((value) => value === 0)).toBe(true);
  });

  test('drawn a point at a time they are what they are at once, beyond the edges too', () => {
    const points: [number, number][] = [
      [-50, -20],
      [100, 90],
      [390, 20],
      [600, 700],
    ];
    const whole: Stroke = { value: 1, radius: 35, points };
    const mask = ground.mask.slice();
    for (let n = 1; n <= points.length; n++) strokeOver(ground, mask, { ...whole, points: points.slice(0, n) }, n - 1);
    expect(mask).toEqual(maskAfter(ground, [whole]));
  });

  test('area counts what was measured alone', () => {
    const points = new Float32Array(4 * 1200);
    for (let n = 0; n < 600; n++) points[4 * n + 3] = 1;
    const { inMask, measured } = maskedArea(ground, new Uint8Array(1200).fill(1, 300), points);
    expect(inMask).toBeCloseTo(0.03, 9);
    expect(measured).toBeCloseTo(0.06, 9);
  });
});
