import type { Cluster } from '../../../src/model/identity.ts';

/** Where rows stand in the picture: those of one side of the weakest cut left of it, those of the other right of it. */
export interface ClusterLayout {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly nodes: ReadonlyMap<string, { readonly x: number; readonly y: number; readonly right: boolean }>;
  /** Where the line of the weakest cut stands; null where there is nothing to cut. */
  readonly cutAt: number | null;
}

/** Units across: as wide as a page, or as a phone is at the size of the figures in the rows. */
const widths = { page: 720, phone: 340 } as const;
export type ClusterRoom = keyof typeof widths;
const edge = 28;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));
const rounds = 160;
/** Keeps what is tied to little from lying along the edges. */
const towardMiddle = 1.5;

type Shown = Pick<Cluster, 'weakest'> & {
  readonly rows: readonly { readonly row: string }[];
  readonly ties: readonly { readonly a: string; readonly b: string }[];
};

/**
 * Rows that are tied stand near one another, none upon another. It begins from a spiral and takes no chance: the same rows stand in the
 * same places.
 */
export function layOutCluster(cluster: Shown, room: ClusterRoom = 'page'): ClusterLayout {
  const { rows, ties, weakest } = cluster;
  const count = rows.length;
  const width = widths[room];
  const height = count <= 2 ? 160 : count <= 12 ? 260 : count <= 60 ? 380 : 560;
  const radius = count <= 24 ? 13 : count <= 80 ? 9 : 6;
  const rightRows = new Set(weakest?.right ?? []);
  const cut = weakest !== null && rightRows.size > 0 && rightRows.size < count;
  // Each side has room by how many it holds, and no less than a fifth.
  const share = cut ? Math.min(0.8, Math.max(0.2, 1 - rightRows.size / count)) : 1;
  const cutAt = cut ? edge + share * (width - 2 * edge) : null;
  const boxOf = (right: boolean) => {
    const gap = radius + 12;
    if (cutAt === null) return { from: edge, to: width - edge };
    return right ? { from: cutAt + gap, to: width - edge } : { from: edge, to: cutAt - gap };
  };

  const places = rows.map(({ row }, index) => {
    const right = cut && rightRows.has(row);
    const box = boxOf(right);
    const far = Math.sqrt((index + 0.5) / count);
    return {
      right,
      x: (box.from + box.to) / 2 + Math.cos(index * goldenAngle) * far * ((box.to - box.from) / 2),
      y: height / 2 + Math.sin(index * goldenAngle) * far * (height / 2 - edge),
    };
  });
  const at = new Map(rows.map(({ row }, index) => [row, index]));
  const pulls = ties.flatMap(({ a, b }) => {
    const [i, j] = [at.get(a), at.get(b)];
    return i === undefined || j === undefined || i === j ? [] : [[i, j] as const];
  });
  if (count > looseMost) {
    for (const right of [false, true])
      line(
        places.filter((each) => each.right === right),
        height,
        boxOf(right),
      );
  } else {
    settle(places, pulls, { width, height, radius, boxOf });
    part(places, { height, radius, boxOf });
  }
  return {
    width,
    height,
    radius,
    cutAt,
    nodes: new Map(rows.map(({ row }, index) => [row, places[index]!])),
  };
}

/** Beyond so many, rows stand in lines: pulled together they would lie upon one another. */
const looseMost = 80;

/** In lines as even as the box allows. */
function line(places: readonly Place[], height: number, box: { from: number; to: number }): void {
  const wide = box.to - box.from;
  const tall = height - 2 * edge;
  const columns = Math.max(1, Math.min(places.length, Math.ceil(Math.sqrt((places.length * wide) / tall))));
  const lines = Math.ceil(places.length / columns);
  places.forEach((place, index) => {
    place.x = box.from + (((index % columns) + 0.5) / columns) * wide;
    place.y = edge + ((Math.floor(index / columns) + 0.5) / lines) * tall;
  });
}

interface Place {
  x: number;
  y: number;
  readonly right: boolean;
}

/** Pulls tied rows together and pushes all apart, each within its side, in steps that grow smaller. */
function settle(
  places: readonly Place[],
  pulls: readonly (readonly [number, number])[],
  {
    width,
    height,
    radius,
    boxOf,
  }: { width: number; height: number; radius: number; boxOf: (right: boolean) => { from: number; to: number } },
): void {
  const wished = Math.max(radius * 3, Math.sqrt((width * height) / places.length) * 0.6);
  for (let round = 0; round < rounds; round++) {
    const step = (1 - round / rounds) * wished * 0.2;
    const moves = places.map(() => ({ x: 0, y: 0 }));
    const push = (i: number, j: number, by: (distance: number) => number) => {
      const dx = places[j]!.x - places[i]!.x;
      const dy = places[j]!.y - places[i]!.y;
      const distance = Math.max(1, Math.hypot(dx, dy));
      const force = by(distance) / distance;
      moves[i]!.x += dx * force;
      moves[i]!.y += dy * force;
      moves[j]!.x -= dx * force;
      moves[j]!.y -= dy * force;
    };
    for (let i = 0; i < places.length; i++)
      for (let j = i + 1; j < places.length; j++) push(i, j, (distance) => -(wished * wished) / distance);
    for (const [i, j] of pulls) push(i, j, (distance) => (distance * distance) / wished);
    places.forEach((place, index) => {
      const move = moves[index]!;
      const middle = boxOf(place.right);
      move.x += ((middle.from + middle.to) / 2 - place.x) * towardMiddle;
      move.y += (height / 2 - place.y) * towardMiddle * 2;
      const length = Math.max(1, Math.hypot(move.x, move.y));
      const box = boxOf(place.right);
      place.x = within(place.x + (move.x / length) * Math.min(step, length), box.from, box.to);
      place.y = within(place.y + (move.y / length) * Math.min(step, length), edge, height - edge);
    });
  }
}

const partings = 60;

/** Moves apart what still lies upon one another, as far as the box allows. */
function part(
  places: readonly Place[],
  {
    height,
    radius,
    boxOf,
  }: { height: number; radius: number; boxOf: (right: boolean) => { from: number; to: number } },
): void {
  const least = radius * 2 + 4;
  for (let round = 0; round < partings; round++) {
    let close = false;
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const [a, b] = [places[i]!, places[j]!];
        const dx = b.x - a.x;
        const dy = b.y - a.y;
        const distance = Math.hypot(dx, dy);
        if (distance >= least) continue;
        close = true;
        // Two on one spot part along a direction of their own.
        const [ux, uy] =
          distance < 0.01 ? [Math.cos(i * goldenAngle), Math.sin(i * goldenAngle)] : [dx / distance, dy / distance];
        const by = (least - distance) / 2;
        for (const [place, sign] of [
          [a, -1],
          [b, 1],
        ] as const) {
          const box = boxOf(place.right);
          place.x = within(place.x + sign * ux * by, box.from, box.to);
          place.y = within(place.y + sign * uy * by, edge, height - edge);
        }
      }
    }
    if (!close) return;
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Thickness of a tie: by its bits where the model gives them, an exact key never thinner than a model's tie of ten. */
export function tieWidth({ bits, key }: { readonly bits: number | null; readonly key: string | null }): number {
  const byBits = bits === null ? 1 : 1 + Math.min(20, Math.max(0, bits)) / 5;
  return key === null ? byBits : Math.max(3, byBits);
}
