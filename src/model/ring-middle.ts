/** Where a label of an outline stands: the centre of mass of its ring, which lies within most states and countries. */
export function ringMiddle(ring: readonly (readonly number[])[]): readonly [x: number, y: number] {
  let [area, x, y] = [0, 0, 0];
  ring.forEach(([ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length]!;
    const cross = ax! * by! - bx! * ay!;
    area += cross;
    x += (ax! + bx!) * cross;
    y += (ay! + by!) * cross;
  });
  return area === 0 ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] : [x / (3 * area), y / (3 * area)];
}
