import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBy, placeByHop, placeNew, type ChartShape } from './layouts.ts';

const chart = fc.integer({ min: 2, max: 25 }).chain((count) =>
  fc
    .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { minLength: 1, maxLength: 40 })
    .map((pairs): ChartShape => ({
      nodes: Array.from({ length: count }, (_, index) => ({ id: `person:${index}`, kind: 'person', hop: index % 4 })),
      pairs: pairs.map(([a, b]) => ({ a: `person:${a}`, b: `person:${b}` })),
    })),
);

test('what is placed stays where it is when something new arrives', () => {
  fc.assert(
    fc.property(chart, fc.nat(20), (shape, kept) => {
      const placed = new Map(shape.nodes.slice(0, kept).map((node, index) => [node.id, { x: index * 3, y: -index }]));
      const positions = placeNew(shape, placed);
      for (const [id, at] of placed) expect(positions.get(id)).toEqual(at);
      expect(shape.nodes.every((node) => positions.has(node.id))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('every layout gives every entity a finite place, the same at every drawing', () => {
  fc.assert(
    fc.property(chart, fc.constantFrom('force', 'circle', 'hops'), (shape, name) => {
      const positions = placeBy(name, shape);
      for (const node of shape.nodes) {
        const at = positions.get(node.id)!;
        expect(Number.isFinite(at.x) && Number.isFinite(at.y)).toBe(true);
      }
      expect(placeBy(name, shape)).toEqual(positions);
    }),
    { numRuns: 40 },
  );
});

test('by hop, a hop of up to forty stands clear on a board as it is on a screen and on a phone', () => {
  // Pixels of a board between its edges, and of a mark: link-chart.tsx.
  for (const [width, height] of [
    [762, 434],
    [270, 400],
  ] as const)
    for (const count of [5, 20, 30, 40]) {
      const nodes = [1, count, Math.ceil(count / 3)].flatMap((size, hop) =>
        Array.from({ length: size }, (_, n) => ({ id: `person:${hop}${n}`, kind: 'person', hop })),
      );
      const all = [...placeByHop({ nodes, pairs: [] }, width / height).values()];
      const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
      const scale = Math.min(width / extent(all.map(({ x }) => x)), height / extent(all.map(({ y }) => y)));
      const apart = all.flatMap((a, at) => all.slice(at + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y) * scale));
      expect(Math.min(...apart), `${count} in ${width} by ${height}`).toBeGreaterThan(24);
    }
});

test('by hop, what is farther from the start stands farther right, and no two stand on one spot', () => {
  fc.assert(
    fc.property(chart, (shape) => {
      const positions = placeByHop(shape);
      const spots = new Set<string>();
      for (const node of shape.nodes) spots.add(`${positions.get(node.id)!.x} ${positions.get(node.id)!.y}`);
      expect(spots.size).toBe(shape.nodes.length);
      for (const a of shape.nodes) {
        for (const b of shape.nodes)
          if (a.hop < b.hop) expect(positions.get(a.id)!.x).toBeLessThan(positions.get(b.id)!.x);
      }
    }),
  );
});
