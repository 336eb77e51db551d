/**
 * Where two surfaces lie on a picture: from its pixels to points of each, the second laid over the first.
 *
 * **Source.** The pose of `surface-grid.ts`, about the middles of `prepare-exhibit.ts`. **Input.** From where one looks, and how the second lies.
 * **Output.** Plane maps. **Limits.** A scan has square steps; nothing is stretched.
 */

/** From where one looks: a place on the first, how much of it a pixel shows, and how far it is turned. */
export interface View {
  /** Micrometres from the first's own corner to what is in the middle of the picture. */
  readonly x: number;
  readonly y: number;
  readonly micronsPerPixel: number;
  /** Degrees that the picture is turned, with the clock. */
  readonly turn: number;
}

/** How the second is laid over the first: turned about its middle, then moved. */
export interface Laid {
  /** Micrometres from each surface's own corner to the middle that is turned about. */
  readonly firstMiddle: { readonly x: number; readonly y: number };
  readonly secondMiddle: { readonly x: number; readonly y: number };
  /** Radians, as `Pose` turns. */
  readonly turn: number;
  readonly x: number;
  readonly y: number;
}

/** x' = xx·x + xy·y + x, y' = yx·x + yy·y + y. */
export interface PlaneMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
}

/** From pixels to points of each surface. */
export interface Placing {
  readonly first: PlaneMap;
  readonly second: PlaneMap;
}

/** From pixels of a picture to micrometres of the first. */
export function micronsOf({ x, y, micronsPerPixel, turn }: View, width: number, height: number): PlaneMap {
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * micronsPerPixel, Math.sin(angle) * micronsPerPixel];
  const [middleX, middleY] = [width / 2, height / 2];
  return {
    xx: cos,
    xy: sin,
    yx: -sin,
    yy: cos,
    x: x - cos * middleX - sin * middleY,
    y: y + sin * middleX - cos * middleY,
  };
}

/** From micrometres of the first to micrometres of the second. */
export function secondOf({ firstMiddle, secondMiddle, turn, x, y }: Laid): PlaneMap {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [fromX, fromY] = [firstMiddle.x + x, firstMiddle.y + y];
  return {
    xx: cos,
    xy: -sin,
    yx: sin,
    yy: cos,
    x: secondMiddle.x - cos * fromX + sin * fromY,
    y: secondMiddle.y - sin * fromX - cos * fromY,
  };
}

export function placingOf(
  view: View,
  size: { readonly width: number; readonly height: number },
  laid: Laid | null,
  pitches: { readonly first: number; readonly second: number },
): Placing {
  const microns = micronsOf(view, size.width, size.height);
  const second = laid === null ? microns : after(secondOf(laid), microns);
  return { first: scaled(microns, 1 / pitches.first), second: scaled(second, 1 / pitches.second) };
}

/** The map that goes through `inner` and then through `outer`. */
export function after(outer: PlaneMap, inner: PlaneMap): PlaneMap {
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    x: outer.xx * inner.x + outer.xy * inner.y + outer.x,
    y: outer.yx * inner.x + outer.yy * inner.y + outer.y,
  };
}

export function scaled({ xx, xy, yx, yy, x, y }: PlaneMap, by: number): PlaneMap {
  return { xx: xx * by, xy: xy * by, yx: yx * by, yy: yy * by, x: x * by, y: y * by };
}

/** The map back. */
export function backOf({ xx, xy, yx, yy, x, y }: PlaneMap): PlaneMap {
  const over = xx * yy - xy * yx;
  const back = { xx: yy / over, xy: -xy / over, yx: -yx / over, yy: xx / over };
  return { ...back, x: -(back.xx * x + back.xy * y), y: -(back.yx * x + back.yy * y) };
}

export function at(map: PlaneMap, x: number, y: number): readonly [x: number, y: number] {
  return [map.xx * x + map.xy * y + map.x, map.yx * x + map.yy * y + map.y];
}
