import { expect, test } from 'vitest';
import { layOutCluster, tieWidth } from './cluster-layout.ts';

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ row: `${index + 1}-0` }));
const chain = (count: number) =>
  rowsOf(count)
    .slice(1)
    .map(({ row }, index) => ({ a: `${index + 1}-0`, b: row }));
const cutAfter = (count: number, left: number) => {
  const rows = rowsOf(count).map((each) => each.row);
  return { left: rows.slice(0, left), right: rows.slice(left), bits: 3, by: 'one key' };
};

const rooms = ['page', 'phone'] as const;

test.each([1, 2, 3, 12, 17, 24, 60, 80, 200].flatMap((count) => rooms.map((room) => [count, room] as const)))(
  '%i rows stand within the picture on a %s, none upon another',
  (count, room) => {
    const weakest = count === 1 ? null : cutAfter(count, Math.ceil(count / 3));
    const laid = layOutCluster({ rows: rowsOf(count), ties: chain(count), weakest }, room);
    const places = [...laid.nodes.values()];
    expect(places).toHaveLength(count);
    for (const [index, place] of places.entries()) {
      expect(place.x).toBeGreaterThanOrEqual(laid.radius);
      expect(place.x).toBeLessThanOrEqual(laid.width - laid.radius);
      expect(place.y).toBeGreaterThanOrEqual(laid.radius);
      expect(place.y).toBeLessThanOrEqual(laid.height - laid.radius);
      for (const other of places.slice(index + 1))
        expect(Math.hypot(place.x - other.x, place.y - other.y)).toBeGreaterThan(laid.radius);
    }
  },
);

test('the two sides of the weakest cut stand on two sides of its line', () => {
  const laid = layOutCluster({ rows: rowsOf(40), ties: chain(40), weakest: cutAfter(40, 35) });
  expect(laid.cutAt).not.toBeNull();
  for (const [row, place] of laid.nodes) {
    const right = Number(row.split('-')[0]) > 35;
    expect(place.right).toBe(right);
    expect(place.x > laid.cutAt!).toBe(right);
  }
});

test('the same rows stand in the same places', () => {
  const cluster = { rows: rowsOf(30), ties: chain(30), weakest: cutAfter(30, 10) };
  expect(layOutCluster(cluster)).toEqual(layOutCluster(cluster));
});

test('an exact key is drawn as thick as a good tie of the model, and more bits are thicker', () => {
  expect(tieWidth({ bits: null, key: 'same serial' })).toBeGreaterThanOrEqual(tieWidth({ bits: 10, key: null }));
  expect(tieWidth({ bits: 12, key: null })).toBeGreaterThan(tieWidth({ bits: 2, key: null }));
});
