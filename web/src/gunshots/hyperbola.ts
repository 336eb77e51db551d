interface Point {
  readonly x: number;
  readonly y: number;
}

const steps = 40;

/**
 * Where something is nearer to one point than to another by a given length: one branch of a hyperbola, as points as far as so long from its
 * middle; empty where no place is nearer by so much.
 */
export function hyperbola(near: Point, far: Point, nearerBy: number, reach: number): Point[] {
  const apart = Math.hypot(far.x - near.x, far.y - near.y);
  if (apart === 0 || Math.abs(nearerBy) >= apart) return [];
  const a = nearerBy / 2;
  const b = Math.sqrt((apart / 2) ** 2 - a * a);
  const [ux, uy] = [(far.x - near.x) / apart, (far.y - near.y) / apart];
  const [middleX, middleY] = [(near.x + far.x) / 2, (near.y + far.y) / 2];
  const most = Math.asinh(reach / b);
  return Array.from({ length: 2 * steps + 1 }, (_, at) => {
    const turn = ((at - steps) / steps) * most;
    const [along, aside] = [-a * Math.cosh(turn), b * Math.sinh(turn)];
    return { x: middleX + along * ux - aside * uy, y: middleY + along * uy + aside * ux };
  });
}
