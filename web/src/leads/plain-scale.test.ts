import { expect, test } from 'vitest';
import { dayOfPixel, pixelOfDay } from '../firearm/timeline-layout.ts';
import { plainScale } from './plain-scale.ts';

test('the scale fits its room however many moments there are, and leads from a pixel back to its day', () => {
  const moments = Array.from({ length: 900 }, (_, at) => ({ id: String(at), day: 19_000 + at }));
  const scale = plainScale(moments, 600);
  expect(scale.length).toBe(600);
  const spots = scale.marks.map(({ at }) => at);
  expect([Math.min(...spots) >= 0, Math.max(...spots) <= 600]).toEqual([true, true]);
  for (const day of [19_000, 19_450, 19_899]) expect(dayOfPixel(scale, pixelOfDay(scale, day))).toBe(day);
});
