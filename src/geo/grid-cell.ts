import type { LonLat } from './meters-between.ts';

/**
 * The earth in cells about six kilometres wide, by rows of latitude: what happens in a cell is heard in it and in those beside it alone.
 * A cell is named `r<row>c<column>`, counted from the south pole and from 180° west.
 */
const cellMeters = 5_600;
const metersPerDegree = 111_195;
const rowDegrees = cellMeters / metersPerDegree;

export interface CellBounds {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

const columnsOf = (row: number) => {
  const middle = (row + 0.5) * rowDegrees - 90;
  // Of the side of the row that is nearer to a pole, so that no cell is narrower than it should be.
  const narrow = Math.cos(((Math.abs(middle) + rowDegrees / 2) * Math.PI) / 180);
  return Math.max(1, Math.floor((360 * metersPerDegree * Math.max(0, narrow)) / cellMeters));
};

const rowOf = (lat: number) => Math.floor((Math.min(89.99, Math.max(-89.99, lat)) + 90) / rowDegrees);
const columnOf = (row: number, lon: number) => {
  const columns = columnsOf(row);
  return Math.floor(((((lon + 180) % 360) + 360) % 360) / (360 / columns)) % columns;
};

export function gridCell({ lon, lat }: LonLat): string {
  const row = rowOf(lat);
  return `r${row}c${columnOf(row, lon)}`;
}

export function cellBounds(cell: string): CellBounds {
  const found = /^r(\d+)c(\d+)$/.exec(cell);
  if (found === null) throw new RangeError(`Expected a cell as r123c456, got ${cell}`);
  const [row, column] = [Number(found[1]), Number(found[2])];
  const width = 360 / columnsOf(row);
  return {
    south: row * rowDegrees - 90,
    north: (row + 1) * rowDegrees - 90,
    west: column * width - 180,
    east: (column + 1) * width - 180,
  };
}

/** A cell and those that touch it, by name. */
export function cellsAbout(cell: string): string[] {
  const { south, north, west, east } = cellBounds(cell);
  const [middle, row] = [(south + north) / 2, rowOf((south + north) / 2)];
  const about = new Set<string>();
  for (let at = row - 1; at <= row + 1; at++) {
    const lat = middle + (at - row) * rowDegrees;
    // Columns of other rows lie askew: so far out, whatever is heard here is in one of them.
    for (let step = -0.9; step < 2; step += 0.45) about.add(gridCell({ lon: west + step * (east - west), lat }));
  }
  return [...about].sort();
}

/** Metres from a place to the nearest point of a cell; nothing inside it. On a plane: for places a few cells away. */
export function metersOutside(cell: string, { lon, lat }: LonLat): number {
  const { south, north, west, east } = cellBounds(cell);
  const up = Math.max(south - lat, 0, lat - north) * metersPerDegree;
  const across = Math.max(west - lon, 0, lon - east) * metersPerDegree * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(up, across);
}
