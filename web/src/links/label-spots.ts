/** A mark with the words that belong beside it. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** How wide the words are. */
  readonly extent: number;
  /** Room between the mark and its words. */
  readonly clear: number;
  /** Has its words in any case, also over others. */
  readonly must: boolean;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const cell = 64;
const lineHigh = 16;

/** Boxes by the squares of a grid they lie in, so that each asks its neighbours alone. */
class Taken {
  private readonly cells = new Map<number, Box[]>();

  private each(box: Box, look: (boxes: Box[]) => boolean): boolean {
    for (let column = Math.floor(box.left / cell); column <= Math.floor(box.right / cell); column++)
      for (let row = Math.floor(box.top / cell); row <= Math.floor(box.bottom / cell); row++) {
        const key = column * 65_536 + row;
        let boxes = this.cells.get(key);
        if (boxes === undefined) this.cells.set(key, (boxes = []));
        if (!look(boxes)) return false;
      }
    return true;
  }

  add(box: Box): void {
    this.each(box, (boxes) => boxes.push(box) > 0);
  }

  isFree(area: Box, own: Box): boolean {
    return this.each(area, (boxes) =>
      boxes.every(
        (other) =>
          other === own ||
          area.right <= other.left ||
          area.left >= other.right ||
          area.bottom <= other.top ||
          area.top >= other.bottom,
      ),
    );
  }
}

/**
 * Where the words of marks stand: on the right, else on the left, below or above, where they are clear of marks and of words
 * given before; null where there is no such place. Marks come in the order of their weight.
 */
export function labelSpots(
  marks: readonly Labelled[],
  room: { readonly width: number; readonly height: number },
): ({ readonly left: number; readonly top: number } | null)[] {
  const taken = new Taken();
  const boxes = marks.map(({ x, y, radius }): Box => {
    const box = { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
    taken.add(box);
    return box;
  });
  return marks.map(({ x, y, extent, clear, must }, at) => {
    const spots = [
      { left: x + clear, top: y - 8 },
      { left: x - clear - extent, top: y - 8 },
      { left: x - extent / 2, top: y + clear - 2 },
      { left: x - extent / 2, top: y - clear - 14 },
    ];
    const free = spots.find(({ left, top }) => {
      const area = { left: left - 3, right: left + extent + 3, top, bottom: top + lineHigh };
      if (area.left < 0 || area.right > room.width || area.top < 0 || area.bottom > room.height) return false;
      return taken.isFree(area, boxes[at]!);
    });
    const spot = free ?? (must ? spots[0]! : null);
    if (spot !== null)
      taken.add({ left: spot.left, right: spot.left + extent, top: spot.top, bottom: spot.top + lineHigh });
    return spot;
  });
}
