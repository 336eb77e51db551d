interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Marks are pressed on squares: two are apart where their squares are. */
const wider = (dx: number, dy: number) => Math.max(Math.abs(dx), Math.abs(dy));

/** More rounds part no more marks: what is left is crowded by the room there is. */
const roundsMost = 100;

/**
 * Pushes marks on a map apart until none hides another, within the corners given. Input and output in pixels; where a mark
 * truly is stays known, and a thin line leads there from where it is drawn.
 */
export function spreadMarks(points: readonly Spot[], apart: number, [least, most]: readonly [Spot, Spot]): Spot[] {
  const within = ({ x, y }: Spot) => ({
    x: Math.min(Math.max(least.x, x), most.x),
    y: Math.min(Math.max(least.y, y), most.y),
  });
  const placed: { x: number; y: number }[] = points.map(within);
  for (let round = 0; round < roundsMost; round += 1) {
    let moved = false;
    for (let i = 0; i < placed.length; i += 1) {
      for (let j = i + 1; j < placed.length; j += 1) {
        const a = placed[i]!;
        const b = placed[j]!;
        let dx = b.x - a.x;
        let dy = b.y - a.y;
        let distance = wider(dx, dy);
        if (distance >= apart) continue;
        if (distance < 0.01) {
          // The golden angle sends marks on one spot in different directions, the same at every drawing.
          dx = Math.cos(j * 2.39996);
          dy = Math.sin(j * 2.39996);
          distance = wider(dx, dy);
        }
        const push = (apart - Math.min(distance, apart) + 0.2) / 2;
        a.x -= (dx / distance) * push;
        a.y -= (dy / distance) * push;
        b.x += (dx / distance) * push;
        b.y += (dy / distance) * push;
        moved = true;
      }
      Object.assign(placed[i]!, within(placed[i]!));
    }
    if (!moved) break;
  }
  return placed;
}

/** Which marks, the first before the later ones, have a square of this width to themselves and can be pressed. */
export function roomyMarks(spots: readonly Spot[], width: number): boolean[] {
  const kept: Spot[] = [];
  return spots.map((spot) => {
    const roomy = kept.every((other) => wider(other.x - spot.x, other.y - spot.y) >= width);
    if (roomy) kept.push(spot);
    return roomy;
  });
}
