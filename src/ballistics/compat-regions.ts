/**
 * Which cells cmcR makes of a surface, in which region of another it looks for each, and at which shifts.
 *
 * **Source.** cmcR 0.1.11, of which the behaviour was read. **Input.** Lengths in points. **Output.** First and last points, shifts.
 * **Limits.** One way at a time: rows and columns are alike.
 */
const cellsEachWay = 8;
export const regionTimes = 3;

/** First and last of each of eight parts; the longer ones come where the rest has added up to one. */
export function splitEvenly(length: number): [number, number][] {
  const parts: [number, number][] = [];
  let [left, first] = [length, 0];
  for (let at = 0; at < length; at++) {
    left -= cellsEachWay;
    if (left > 0) continue;
    parts.push([first, at]);
    left += length;
    first = at + 1;
  }
  return parts;
}

/** First and last of what is three times as wide as a part about its middle. */
export function regionAbout(first: number, last: number): [number, number] {
  // From 1, as cmcR counts, so that halves are rounded as there.
  const middle = (first + last) / 2 + 1;
  const reach = (regionTimes * (last - first + 1)) / 2;
  return [Math.floor(middle - reach) - 1, Math.ceil(middle + reach) - 1];
}

/** MATLAB's way: halves away from nothing. */
const roundHalf = (value: number) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** Of each shift that cmcR looks at how far the cell lies from the region's first point, in its order. */
export function shiftsOf(cell: number, region: number): { shift: number; offset: number }[] {
  const length = cell + region - 1;
  const behind = Math.ceil(length / 2);
  const moved = roundHalf((region - cell) / 2);
  const from = roundHalf(cell / 2);
  const shifts = [];
  for (let lag = 0; lag < length; lag++) {
    const place = (((lag >= behind ? lag - behind : lag + length - behind) + moved) % length) + 2 - from;
    if (place < 1 || place > region) continue;
    const offset = lag < cell ? -lag : length - lag;
    shifts.push({ shift: place - Math.floor(region / 2) - 1, offset });
  }
  return shifts.sort((a, b) => a.shift - b.shift);
}
