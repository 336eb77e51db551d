/**
 * Places a shot may have been, in closed form, to begin from.
 *
 * **Source.** Three arrivals: spherical intersection (Schau and Robinson, IEEE Transactions on Acoustics 35, 1987; Reddi, IEEE Transactions on
 * Aerospace 29, 1993), both roots. All arrivals: the linear system of squared ranges (Mathias, Leonari and Galati, SPIE 3713, 1999).
 * **Input.** Sensors and arrivals as metres of sound's way in still air (moved by the wind beforehand). **Output.** Places and the metres of way
 * at which the shot was fired, written into arrays of the caller; how many were written.
 * **Limits.** Three sensors on a line, or noise that leaves no circle through them, give none (or the nearest to one).
 */
export interface SeedRoom {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly fired: Float64Array;
}

/** Up to two places for arrivals a, b and c of which each says the same shot. */
export function seedFromThree(
  sx: Float64Array,
  sy: Float64Array,
  way: Float64Array,
  a: number,
  b: number,
  c: number,
  room: SeedRoom,
  at: number,
): number {
  const bx = sx[b]! - sx[a]!;
  const by = sy[b]! - sy[a]!;
  const cx = sx[c]! - sx[a]!;
  const cy = sy[c]! - sy[a]!;
  const across = bx * cy - by * cx;
  if (Math.abs(across) < 100) return 0;
  const later1 = way[b]! - way[a]!;
  const later2 = way[c]! - way[a]!;
  const right1 = 0.5 * (bx * bx + by * by - later1 * later1);
  const right2 = 0.5 * (cx * cx + cy * cy - later2 * later2);
  const px = (right1 * cy - right2 * by) / across;
  const py = (bx * right2 - cx * right1) / across;
  const qx = -(later1 * cy - later2 * by) / across;
  const qy = -(bx * later2 - cx * later1) / across;
  const square = qx * qx + qy * qy - 1;
  const half = px * qx + py * qy;
  const free = px * px + py * py;
  const inside = half * half - square * free;
  const root = inside > 0 ? Math.sqrt(inside) : 0;
  let written = 0;
  for (let sign = -1; sign <= (root > 0 ? 1 : -1); sign += 2) {
    const range = Math.abs(square) < 1e-9 ? -free / (2 * half) : (-half + sign * root) / square;
    if (!(range > 0 && range < 20_000)) continue;
    room.x[at + written] = sx[a]! + px + qx * range;
    room.y[at + written] = sy[a]! + py + qy * range;
    room.fired[at + written] = way[a]! - range;
    written++;
  }
  return written;
}

const normal = new Float64Array(20);

/** The place that squared ranges of all arrivals agree on, if there is one. */
export function seedFromAll(
  sx: Float64Array,
  sy: Float64Array,
  way: Float64Array,
  count: number,
  room: SeedRoom,
  at: number,
): number {
  // Kilometres, so that columns are alike in size.
  normal.fill(0);
  for (let i = 0; i < count; i++) {
    const x = sx[i]! / 1000;
    const y = sy[i]! / 1000;
    const w = way[i]! / 1000;
    const right = 0.5 * (x * x + y * y - w * w);
    const row0 = x;
    const row1 = y;
    const row2 = -w;
    normal[0]! += row0 * row0;
    normal[1]! += row0 * row1;
    normal[2]! += row0 * row2;
    normal[3]! += row0;
    normal[4]! += row0 * right;
    normal[6]! += row1 * row1;
    normal[7]! += row1 * row2;
    normal[8]! += row1;
    normal[9]! += row1 * right;
    normal[12]! += row2 * row2;
    normal[13]! += row2;
    normal[14]! += row2 * right;
    normal[18]! += 1;
    normal[19]! += right;
  }
  normal[5] = normal[1]!;
  normal[10] = normal[2]!;
  normal[11] = normal[7]!;
  normal[15] = normal[3]!;
  normal[16] = normal[8]!;
  normal[17] = normal[13]!;
  for (let k = 0; k < 4; k++) {
    const pivot = normal[5 * k + k]!;
    if (!(Math.abs(pivot) > 1e-9)) return 0;
    for (let row = k + 1; row < 4; row++) {
      const by = normal[5 * row + k]! / pivot;
      for (let column = k; column < 5; column++) normal[5 * row + column]! -= by * normal[5 * k + column]!;
    }
  }
  for (let k = 3; k >= 0; k--) {
    let value = normal[5 * k + 4]!;
    for (let column = k + 1; column < 4; column++) value -= normal[5 * k + column]! * normal[5 * column + 4]!;
    normal[5 * k + 4] = value / normal[5 * k + k]!;
  }
  room.x[at] = normal[4]! * 1000;
  room.y[at] = normal[9]! * 1000;
  room.fired[at] = normal[14]! * 1000;
  return 1;
}
