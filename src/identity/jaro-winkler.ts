/**
 * Jaro–Winkler similarity of two texts held as character codes: 1 for equal texts, 0 where no letter is shared.
 *
 * **Source.** Jaro, JASA 84:414 (1989); Winkler, Proc. Survey Research Methods, ASA (1990), with the prefix scale 0.1, the prefix of
 * four letters, and the boost only above 0.7, as in Winkler's program.
 * **Input.** Character codes in one array, start and length of each text. **Output.** 0 to 1, the same both ways.
 * **Limits.** Texts longer than 128 characters are compared by their first 128: letters are marked in four words of 32 bits.
 */
const prefixScale = 0.1;
const prefixMax = 4;
const boostAbove = 0.7;
const lengthMax = 128;

const takenA = new Uint8Array(lengthMax);
const takenB = new Uint8Array(lengthMax);

export function jaroWinkler(codes: Uint16Array, a: number, aLength: number, b: number, bLength: number): number {
  if (aLength > lengthMax) aLength = lengthMax;
  if (bLength > lengthMax) bLength = lengthMax;
  if (aLength === 0 || bLength === 0) return aLength === bLength ? 1 : 0;
  const window = Math.max(0, (Math.max(aLength, bLength) >> 1) - 1);
  takenA.fill(0, 0, aLength);
  takenB.fill(0, 0, bLength);
  let shared = 0;
  for (let i = 0; i < aLength; i++) {
    const code = codes[a + i];
    const end = Math.min(bLength, i + window + 1);
    for (let j = Math.max(0, i - window); j < end; j++) {
      if (takenB[j] === 1 || codes[b + j] !== code) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      shared++;
      break;
    }
  }
  if (shared === 0) return 0;
  let out = 0;
  for (let i = 0, j = 0; i < aLength; i++) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j++;
    if (codes[a + i] !== codes[b + j]) out++;
    j++;
  }
  const jaro = (shared / aLength + shared / bLength + (shared - (out >> 1)) / shared) / 3;
  if (jaro <= boostAbove) return jaro;
  let prefix = 0;
  const prefixEnd = Math.min(prefixMax, aLength, bLength);
  while (prefix < prefixEnd && codes[a + prefix] === codes[b + prefix]) prefix++;
  return jaro + prefix * prefixScale * (1 - jaro);
}

/** The same of two strings. */
export function jaroWinklerOf(a: string, b: string): number {
  const codes = new Uint16Array(a.length + b.length);
  for (let at = 0; at < a.length; at++) codes[at] = a.charCodeAt(at);
  for (let at = 0; at < b.length; at++) codes[a.length + at] = b.charCodeAt(at);
  return jaroWinkler(codes, 0, a.length, a.length, b.length);
}
