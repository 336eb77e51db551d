import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelSpots } from './label-spots.ts';

const room = { width: 600, height: 400 };
const marks = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 600 }),
    y: fc.integer({ min: 0, max: 400 }),
    radius: fc.integer({ min: 4, max: 14 }),
    extent: fc.integer({ min: 10, max: 180 }),
    clear: fc.constant(20),
    must: fc.constant(false),
  }),
  { maxLength: 60 },
);

test('words lie in the room, upon no mark of another and upon no words', () => {
  fc.assert(
    fc.property(marks, (all) => {
      const spots = labelSpots(all, room);
      const boxes = spots.flatMap((spot, at) =>
        spot === null
          ? []
          : [{ at, left: spot.left, right: spot.left + all[at]!.extent, top: spot.top, bottom: spot.top + 16 }],
      );
      const apart = (a: (typeof boxes)[number], b: Omit<(typeof boxes)[number], 'at'>) =>
        a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom;
      for (const box of boxes) {
        expect(box.left >= 0 && box.right <= room.width && box.top >= 0 && box.bottom <= room.height).toBe(true);
        for (const other of boxes) if (other.at !== box.at) expect(apart(box, other)).toBe(true);
        for (const [at, { x, y, radius }] of all.entries())
          if (at !== box.at)
            expect(apart(box, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })).toBe(true);
      }
    }),
  );
});

test('what is pointed at has its words in any case', () => {
  const mark = { x: 100, y: 100, radius: 10, extent: 80, clear: 15, must: true };
  const crowd = Array.from({ length: 40 }, (_, at) => ({ ...mark, x: 60 + at * 4, must: false }));
  expect(labelSpots([mark, ...crowd], room)[0]).not.toBeNull();
});
