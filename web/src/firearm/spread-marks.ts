/**
 * Pushes marks on a map apart until none hides another. Input and output in pixels; where a mark truly is stays known, and a
 * thin line leads there from where it is drawn.
 */
export function spreadMarks(
  points: readonly { readonly x: number; readonly y: number }[],
  apart: number,
): { x: number; y: number }[] {
  const placed = points.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 40; round += 1) {
    let moved = false;
    for (let i = 0; i < placed.length; i += 1) {
      for (let j = i + 1; j < placed.length; j += 1) {
        const a = placed[i]!;
        const b = placed[j]!;
        let dx = b.x - a.x;
        let dy = b.y - a.y;
        let distance = Math.hypot(dx, dy);
        if (distance >= apart) continue;
        if (distance < 0.01) {
          // The golden angle sends marks on one spot in different directions, the same at every drawing.
          dx = Math.cos(j * 2.39996);
          dy = Math.sin(j * 2.39996);
          distance = 1;
        }
        const push = (apart - Math.min(distance, apart) + 0.2) / 2;
        a.x -= (dx / distance) * push;
        a.y -= (dy / distance) * push;
        b.x += (dx / distance) * push;
        b.y += (dy / distance) * push;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}
