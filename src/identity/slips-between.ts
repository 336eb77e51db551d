/**
 * How many slips of a key lie between two texts: a letter put in, left out, replaced, or two neighbours exchanged.
 *
 * **Source.** Damerau, CACM 7:171 (1964), and Levenshtein (1966); the restricted form (optimal string alignment), in which no letter is
 * changed twice.
 * **Input.** Character codes in one array, start and length of each text, and the most slips of interest. **Output.** The number of slips,
 * or `max + 1` where there are more.
 * **Limits.** Of texts longer than 128 characters the first 128 are compared.
 */
const lengthMax = 128;
const rows = [new Int32Array(lengthMax + 1), new Int32Array(lengthMax + 1), new Int32Array(lengthMax + 1)];

export function slipsWithin(
  codes: Uint16Array,
  a: number,
  aLength: number,
  b: number,
  bLength: number,
  max: number,
): number {
  if (aLength > lengthMax) aLength = lengthMax;
  if (bLength > lengthMax) bLength = lengthMax;
  if (Math.abs(aLength - bLength) > max) return max + 1;
  // What both begin and end with costs nothing.
  while (aLength > 0 && bLength > 0 && codes[a] === codes[b]) {
    a++;
    b++;
    aLength--;
    bLength--;
  }
  while (aLength > 0 && bLength > 0 && codes[a + aLength - 1] === codes[b + bLength - 1]) {
    aLength--;
    bLength--;
  }
  if (aLength === 0 || bLength === 0) return Math.min(max + 1, Math.max(aLength, bLength));
  let [before, last, row] = rows as [Int32Array, Int32Array, Int32Array];
  for (let j = 0; j <= bLength; j++) last[j] = j;
  for (let i = 1; i <= aLength; i++) {
    row[0] = i;
    let least = i;
    const code = codes[a + i - 1];
    for (let j = 1; j <= bLength; j++) {
      const other = codes[b + j - 1];
      let cost = last[j - 1]! + (code === other ? 0 : 1);
      if (last[j]! + 1 < cost) cost = last[j]! + 1;
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1;
      if (i > 1 && j > 1 && code === codes[b + j - 2] && codes[a + i - 2] === other && before[j - 2]! + 1 < cost)
        cost = before[j - 2]! + 1;
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > max) return max + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(max + 1, last[bLength]!);
}
