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

/** From the middle of one mark to that of the next, in pixels. */
const marksApart = 25;
/** What a finger needs to hit a mark and not its neighbour (WCAG 2.2, 2.5.8), in pixels. */
const markWidth = 24;

/** A mark on a map: where it is drawn, where what it stands for truly is, and whether it can be pressed. */
export interface SpreadMark {
  readonly x: number;
  readonly y: number;
  readonly trueX: number;
  readonly trueY: number;
  /** One that others, or the buttons of the map, leave no room for is a dot. */
  readonly roomy: boolean;
}

/**
 * How marks are drawn on a map, none over another and none under its buttons. Points and corners in pixels; `ats` are where
 * the marks would stand if there were room, the true places unless one lies out of view.
 */
export function drawnMarks(
  truths: readonly Spot[],
  ats: readonly Spot[],
  corners: readonly [Spot, Spot],
  buttons: HTMLElement | null,
): SpreadMark[] {
  const spread = spreadMarks(ats, marksApart, corners);
  const roomy = roomyMarks(spread, markWidth);
  return spread.map(({ x, y }, index) => ({
    x,
    y,
    trueX: truths[index]!.x,
    trueY: truths[index]!.y,
    roomy: roomy[index]! && !isUnder(buttons, { x, y }),
  }));
}

/** Whether a mark would lie under the buttons of the map. */
function isUnder(buttons: HTMLElement | null, { x, y }: Spot): boolean {
  if (buttons === null) return false;
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = buttons;
  const half = markWidth / 2;
  return x + half > left && x - half < left + width && y + half > top && y - half < top + height;
}
