import { expect, test } from 'vitest';
import { boxAbout, fitBox, panBy, readView, toPixels, toPlace, writeView, zoomAt } from './map-view.ts';

const size = { width: 800, height: 500 };
const view = { lon: -76.6, lat: 39.3, pixelsPerMeter: 0.1 };

test('a pixel is the place it shows, and a hundred metres take ten pixels where a metre takes a tenth', () => {
  const place = toPlace(view, size, { x: 123, y: 77 });
  const { x, y } = toPixels(view, size, place);
  expect(x).toBeCloseTo(123, 6);
  expect(y).toBeCloseTo(77, 6);
  const east = toPixels(view, size, { lon: -76.6 + 100 / (111_319.49 * Math.cos((39.3 * Math.PI) / 180)), lat: 39.3 });
  expect(east.x - 400).toBeCloseTo(10, 2);
});

test('zooming holds the place under the pointer, and moving moves it by as many pixels', () => {
  const at = { x: 600, y: 90 };
  const held = toPlace(view, size, at);
  const near = toPixels(zoomAt(view, size, at, 2), size, held);
  expect(near.x).toBeCloseTo(600, 3);
  expect(near.y).toBeCloseTo(90, 3);
  const moved = toPixels(panBy(view, size, { x: 30, y: -20 }), size, held);
  expect(moved.x).toBeCloseTo(630, 3);
  expect(moved.y).toBeCloseTo(70, 3);
});

test('a box is held whole', () => {
  const box = boxAbout(
    [
      { lon: -76.7, lat: 39.2 },
      { lon: -76.5, lat: 39.4 },
    ],
    500,
  )!;
  const fitted = fitBox(box, size);
  for (const place of [
    { lon: box.west, lat: box.north },
    { lon: box.east, lat: box.south },
  ]) {
    const { x, y } = toPixels(fitted, size, place);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(size.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(size.height);
  }
  expect(boxAbout([], 500)).toBeNull();
});

test('a view survives the address, and what is no view is none', () => {
  expect(readView(writeView(view))).toEqual(view);
  for (const text of [undefined, '', '1,2', 'x,y,z', '0,99,1', '0,0,-1']) expect(readView(text)).toBeNull();
});
