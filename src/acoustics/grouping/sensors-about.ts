/**
 * The sensors that may hear a place, how far off they are and how long sound needs to them.
 *
 * **Source.** Sensors are kept by squares as wide as a shot is heard, so that a place asks nine of them, however many a nation has.
 * **Input.** A table of pulses, a place. **Output.** Sensors in fields that the next call writes over; on demand the nearest first.
 * **Limits.** Beyond `hearingMeters` nothing is heard.
 */
import { delayTo, groundAt, hearingMeters, type PulseTable } from './pulse-table.ts';

export interface SensorsAbout {
  count: number;
  readonly sensor: Int32Array;
  /** By place in the list. */
  readonly delay: Float64Array;
  readonly squareMeters: Float64Array;
  look(x: number, y: number): void;
  /** Nearest first. */
  order(): void;
}

export function createSensorsAbout(table: PulseTable): SensorsAbout {
  const { sensors, x, y } = table;
  const cells = new Map<number, number[]>();
  const cellOf = (column: number, row: number) => column * 65_536 + row;
  for (let s = 0; s < sensors; s++) {
    const cell = cellOf(Math.floor(x[s]! / hearingMeters), Math.floor(y[s]! / hearingMeters));
    const list = cells.get(cell);
    if (list) list.push(s);
    else cells.set(cell, [s]);
  }
  /** Of each cell those of it and of the eight about it. */
  const around = new Map<number, Int32Array>();
  const sensor = new Int32Array(sensors);
  const delay = new Float64Array(sensors);
  const squareMeters = new Float64Array(sensors);
  const beyond = new Int32Array(sensors);
  const isNear = new Uint8Array(sensors);
  let last: Int32Array = new Int32Array(0);
  const about: SensorsAbout = { count: 0, sensor, delay, squareMeters, look, order };
  return about;

  function nearCell(column: number, row: number): Int32Array {
    const cell = cellOf(column, row);
    let list = around.get(cell);
    if (!list) {
      const all: number[] = [];
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) all.push(...(cells.get(cellOf(column + dx, row + dy)) ?? []));
      list = Int32Array.from(all);
      around.set(cell, list);
    }
    return list;
  }

  function look(atX: number, atY: number): void {
    last = nearCell(Math.floor(atX / hearingMeters), Math.floor(atY / hearingMeters));
    const atZ = groundAt(table, atX, atY);
    let count = 0;
    for (let at = 0; at < last.length; at++) {
      const s = last[at]!;
      const dx = x[s]! - atX;
      const dy = y[s]! - atY;
      const square = dx * dx + dy * dy;
      if (square > hearingMeters * hearingMeters) continue;
      sensor[count] = s;
      squareMeters[count] = square;
      delay[count] = delayTo(table, s, atX, atY, atZ);
      count++;
    }
    about.count = count;
  }

  /** By insertion, and kept for the next place: one near by finds them all but in order. */
  function order(): void {
    const { count } = about;
    for (let i = 1; i < count; i++) {
      const square = squareMeters[i]!;
      if (square >= squareMeters[i - 1]!) continue;
      const [s, way] = [sensor[i]!, delay[i]!];
      let at = i - 1;
      for (; at >= 0 && squareMeters[at]! > square; at--) {
        squareMeters[at + 1] = squareMeters[at]!;
        sensor[at + 1] = sensor[at]!;
        delay[at + 1] = delay[at]!;
      }
      squareMeters[at + 1] = square;
      sensor[at + 1] = s;
      delay[at + 1] = way;
    }
    if (count < last.length) {
      let left = 0;
      for (let at = 0; at < last.length; at++) isNear[last[at]!] = 0;
      for (let at = 0; at < count; at++) isNear[sensor[at]!] = 1;
      for (let at = 0; at < last.length; at++) if (isNear[last[at]!] === 0) beyond[left++] = last[at]!;
      for (let at = 0; at < left; at++) last[count + at] = beyond[at]!;
    }
    for (let at = 0; at < count; at++) last[at] = sensor[at]!;
  }
}
