/** West, south, east, north. */
export type Box = readonly [number, number, number, number];
type Point = readonly [number, number];

/** The part of a closed ring inside a box (Sutherland and Hodgman 1974); empty where none of it is. */
export function clipRing(ring: readonly Point[], [west, south, east, north]: Box): Point[] {
  const sides: readonly { inside: (point: Point) => boolean; cut: (a: Point, b: Point) => Point }[] = [
    { inside: ([x]) => x >= west, cut: (a, b) => atX(a, b, west) },
    { inside: ([x]) => x <= east, cut: (a, b) => atX(a, b, east) },
    { inside: ([, y]) => y >= south, cut: (a, b) => atY(a, b, south) },
    { inside: ([, y]) => y <= north, cut: (a, b) => atY(a, b, north) },
  ];
  return sides.reduce<Point[]>(
    (points, { inside, cut }) =>
      points.flatMap((point, at) => {
        const before = points[(at + points.length - 1) % points.length]!;
        if (inside(point)) return inside(before) ? [point] : [cut(before, point), point];
        return inside(before) ? [cut(before, point)] : [];
      }),
    [...ring],
  );
}

const atX = ([ax, ay]: Point, [bx, by]: Point, x: number): Point => [x, ay + ((by - ay) * (x - ax)) / (bx - ax)];
const atY = ([ax, ay]: Point, [bx, by]: Point, y: number): Point => [ax + ((bx - ax) * (y - ay)) / (by - ay), y];
