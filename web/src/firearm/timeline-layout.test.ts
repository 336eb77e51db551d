import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOfPixel, layoutTimeline, pixelOfDay, type TimelineItem, type TimelineOptions } from './timeline-layout.ts';

const options: TimelineOptions = { length: 1000, padding: 24, markSize: 20, labelHeight: 34, lanes: 3 };

const life = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 6000 }),
      labelWidth: fc.integer({ min: 20, max: 220 }),
      priority: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((events): TimelineItem[] => events.map((event, index) => ({ id: `e${index}`, ...event })));

const width = fc.integer({ min: 320, max: 2400 });

describe('the timeline of a life', () => {
  test('no two marks touch, and marks stand in the order of their days', () => {
    fc.assert(
      fc.property(life, width, (items, length) => {
        const { marks } = layoutTimeline(items, [], { ...options, length });
        const dayOf = new Map(items.map((item) => [item.id, item.day]));
        const sorted = marks.toSorted((a, b) => a.at - b.at);
        for (let index = 1; index < sorted.length; index += 1) {
          expect(sorted[index]!.at - sorted[index - 1]!.at).toBeGreaterThanOrEqual(options.markSize);
          expect(dayOf.get(sorted[index]!.id)!).toBeGreaterThanOrEqual(dayOf.get(sorted[index - 1]!.id)!);
        }
      }),
    );
  });

  test('no words overlap other words or the leader of another, and none leave the drawing', () => {
    fc.assert(
      fc.property(life, width, (items, length) => {
        const layout = layoutTimeline(items, [], { ...options, length });
        const { labels } = layout;
        for (const [index, a] of labels.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.right).toBeLessThanOrEqual(layout.length);
          for (const b of labels.slice(index + 1)) {
            if (a.side !== b.side) continue;
            if (a.lane === b.lane) expect(a.right <= b.left || b.right <= a.left).toBe(true);
            const [inner, outer] = a.lane < b.lane ? [a, b] : [b, a];
            if (inner.lane < outer.lane) expect(outer.at <= inner.left || outer.at >= inner.right).toBe(true);
          }
        }
      }),
    );
  });

  test('every event has its words or is counted as without', () => {
    fc.assert(
      fc.property(life, width, (items, length) => {
        const { labels, unlabelled } = layoutTimeline(items, [], { ...options, length });
        expect([...labels.map((label) => label.id), ...unlabelled].toSorted()).toEqual(
          items.map((item) => item.id).toSorted(),
        );
      }),
    );
  });

  test('later days never stand before earlier ones, and a pixel leads back to its day', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -100, max: 6100 }), (items, day) => {
        const layout = layoutTimeline(items, [], options);
        expect(pixelOfDay(layout, day + 1)).toBeGreaterThanOrEqual(pixelOfDay(layout, day));
        const days = items.map((item) => item.day);
        if (new Set(days).size < 2) return;
        const inside = Math.min(Math.max(day, Math.min(...days)), Math.max(...days));
        expect(Math.abs(dayOfPixel(layout, pixelOfDay(layout, inside))! - inside)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a few days between events in a life of years are told apart, and the years between are marked as shortened', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000;
    const items = ['2015-01-05', '2023-06-01', '2023-06-11', '2023-06-30'].map((text, index) => ({
      id: `e${index}`,
      day: day(text),
      labelWidth: 100,
      priority: 1,
    }));
    const layout = layoutTimeline(items, [], options);
    expect(layout.stretches.map((stretch) => stretch.shortened)).toEqual([true, false, false]);
    expect(layout.stretches[1]!.to - layout.stretches[1]!.from).toBeGreaterThan(150);
  });

  test('within what is not shortened, twice the time is twice the length', () => {
    const items = [0, 100, 300, 500].map((day, index) => ({ id: `e${index}`, day, labelWidth: 60, priority: 1 }));
    const [first, second] = layoutTimeline(items, [], options).stretches;
    expect((second!.to - second!.from) / (first!.to - first!.from)).toBeCloseTo(2, 5);
  });

  test('an interval without a known start begins before the first mark', () => {
    const layout = layoutTimeline(
      [{ id: 'a', day: 10, labelWidth: 60, priority: 1 }],
      [{ id: 'u', from: null, to: 10 }],
      options,
    );
    expect(layout.bands[0]!.open).toBe(true);
    expect(layout.bands[0]!.from).toBeLessThan(layout.marks[0]!.at - options.markSize);
  });
});
