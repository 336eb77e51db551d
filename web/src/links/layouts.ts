import { MultiUndirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Positions = ReadonlyMap<string, Point>;

export interface ChartShape {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly hop: number }[];
  readonly pairs: readonly { readonly a: string; readonly b: string }[];
}

export const layoutNames = ['force', 'circle', 'hops'] as const;
export type LayoutName = (typeof layoutNames)[number];

/** A board on a screen: so many times as wide as high. */
const usualAspect = 1.8;

const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/**
 * Places what is new and leaves what is placed: a chart someone has read does not move under their eyes. With nothing placed
 * it spreads all. Always gives the same picture for the same chart.
 */
export function placeNew(shape: ChartShape, placed: Positions): Positions {
  const fresh = shape.nodes.filter((node) => !placed.has(node.id));
  if (fresh.length === 0) return placed;
  const neighbours = new Map<string, string[]>();
  for (const { a, b } of shape.pairs) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const graph = new MultiUndirectedGraph();
  const start = new Map<string, Point>(placed);
  const turn = new Map<string, number>();
  const order = fresh.toSorted((a, b) => a.hop - b.hop);
  for (const [index, node] of order.entries()) {
    const anchor = (neighbours.get(node.id) ?? []).find((id) => start.has(id));
    const from = anchor === undefined ? { x: 0, y: 0 } : start.get(anchor)!;
    const count = turn.get(anchor ?? '') ?? 0;
    turn.set(anchor ?? '', count + 1);
    const radius = anchor === undefined ? index * 0.4 : 3 + Math.sqrt(count) * 1.6;
    start.set(node.id, {
      x: from.x + radius * Math.cos(count * goldenAngle + node.hop),
      y: from.y + radius * Math.sin(count * goldenAngle + node.hop),
    });
  }
  for (const node of shape.nodes) graph.addNode(node.id, { ...start.get(node.id)!, fixed: placed.has(node.id) });
  for (const { a, b } of shape.pairs) if (a !== b && graph.hasNode(a) && graph.hasNode(b)) graph.addEdge(a, b);
  forceAtlas2.assign(graph, {
    iterations: shape.nodes.length > 600 ? 120 : 300,
    settings: {
      ...forceAtlas2.inferSettings(graph),
      gravity: 0.6,
      scalingRatio: 6,
      slowDown: 4,
      adjustSizes: false,
      barnesHutOptimize: shape.nodes.length > 400,
    },
  });
  const result = new Map(placed);
  for (const node of fresh) {
    const { x, y } = graph.getNodeAttributes(node.id) as Point;
    result.set(node.id, { x, y });
  }
  return result;
}

/** All on one circle, kinds beside each other. */
export function placeCircle({ nodes }: ChartShape): Positions {
  const order = nodes.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.hop - b.hop || a.id.localeCompare(b.id));
  const radius = Math.max(8, order.length * 0.6);
  return new Map(
    order.map((node, index) => {
      const angle = (index / order.length) * 2 * Math.PI - Math.PI / 2;
      return [node.id, { x: radius * Math.cos(angle), y: -radius * Math.sin(angle) }];
    }),
  );
}

/** Room between rows; what stands beside each other in one hop, and hops, at the least, in the same measure. */
const rowGap = 4;
const columnGap = 4;
const hopGap = 10;
/** Rows that stand clear of each other in a chart as high as a board's on a small screen. */
const rowsFew = 12;

/** Columns of each hop, and what they are wide in all, where none has more than the rows given. */
function columnsFor(counts: readonly number[], rows: number): { columns: readonly number[]; width: number } {
  const columns = counts.map((count) => Math.ceil(count / rows));
  return { columns, width: columns.reduce((sum, n) => sum + (n - 1) * columnGap, (counts.length - 1) * hopGap) };
}

/**
 * A column for each number of links from the start, each entity near those it is tied to. A hop of many stands in several
 * columns, as many as make the whole about as wide, for its height, as what it is drawn in.
 */
export function placeByHop({ nodes, pairs }: ChartShape, aspect = usualAspect): Positions {
  const neighbours = new Map<string, string[]>();
  for (const { a, b } of pairs) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const hops = [...new Set(nodes.map((node) => node.hop))].toSorted((a, b) => a - b);
  const counts = hops.map((hop) => nodes.filter((node) => node.hop === hop).length);
  const most = Math.max(...counts);
  const heightOf = (rows: number) => (rows - 1) * rowGap;
  let rows = Math.min(most, rowsFew);
  while (rows < most && columnsFor(counts, rows).width > heightOf(rows) * aspect) rows += 1;
  const { columns, width } = columnsFor(counts, rows);
  const stretch = width === 0 ? 1 : Math.max(1, (heightOf(rows) * aspect) / width);
  const rank = new Map<string, number>();
  const positions = new Map<string, Point>();
  let left = 0;
  for (const [index, hop] of hops.entries()) {
    const weight = (id: string) => {
      const known = (neighbours.get(id) ?? []).map((other) => rank.get(other)).filter((value) => value !== undefined);
      return known.length === 0 ? 0.5 : known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const stack = nodes
      .filter((node) => node.hop === hop)
      .map((node) => ({ node, weight: weight(node.id) }))
      .toSorted(
        (a, b) => a.weight - b.weight || a.node.kind.localeCompare(b.node.kind) || a.node.id.localeCompare(b.node.id),
      );
    const beside = columns[index]!;
    const high = Math.ceil(stack.length / beside);
    for (const [at, { node }] of stack.entries()) {
      const column = at % beside;
      // Every second column stands half a row lower, so that words beside a mark find room.
      const row = Math.floor(at / beside) + (column % 2) / 2;
      rank.set(node.id, (at + 0.5) / stack.length);
      positions.set(node.id, { x: (left + column * columnGap) * stretch, y: ((high - 1) / 2 - row) * rowGap });
    }
    left += (beside - 1) * columnGap + hopGap;
  }
  return positions;
}

export function placeBy(name: LayoutName, shape: ChartShape, aspect?: number): Positions {
  if (name === 'circle') return placeCircle(shape);
  if (name === 'hops') return placeByHop(shape, aspect);
  return placeNew(shape, new Map());
}
