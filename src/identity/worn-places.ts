/**
 * The keys by which serial numbers worn away in places are brought together with those they agree with wherever both can be read.
 *
 * **Source.** Blocking by keys of chosen positions: a set of triples of which every four positions hold one (Turán's construction for
 * triples, Research Problems, MTA 1961; Sidorenko, Graphs and Combinatorics 11:179, 1995): 3, 6, 12 and 20 triples of 5, 6, 7 and 8 positions.
 * **Input.** A serial number as `clean-field.ts` leaves it, `?` for each character that cannot be read. **Output.** One text for each key; empty
 * where a character of it cannot be read, or the number has no such key.
 * **Limits.** Numbers of five to eight characters share a key whenever four positions (`readMin`) are read on both sides and agree. Longer ones
 * are parted into eight stretches: they share one where four stretches are whole on both sides, so whenever four characters at most are worn.
 */
import { isWorn, readMin } from './compare-codes.ts';

/** Positions of a longer number are taken together in so many stretches. */
const stretchesMost = 8;

/** Triples of which every four of so many positions hold one: three in one third, or two in one third and one in the next. */
function triplesOf(positions: number): (readonly number[])[] {
  const found: number[][] = [];
  for (let a = 0; a < positions; a++)
    for (let b = a + 1; b < positions; b++)
      for (let c = b + 1; c < positions; c++) {
        const inThird = [0, 1, 2].map((third) => [a, b, c].filter((at) => at % 3 === third).length);
        const alike = inThird.includes(3);
        if (alike || inThird.some((many, third) => many === 2 && inThird[(third + 1) % 3] === 1)) found.push([a, b, c]);
      }
  return found;
}

/** By how many stretches a number has: those of each key. */
export const wornTriples: ReadonlyMap<number, readonly (readonly number[])[]> = new Map(
  Array.from({ length: stretchesMost - readMin }, (_, at) => [readMin + 1 + at, triplesOf(readMin + 1 + at)] as const),
);

/** Names of the keys, as derivations of a serial number. */
export const wornKeys: readonly string[] = wornTriples.get(stretchesMost)!.map((_, at) => `places ${at + 1}`);

export const isWornKey = (derivation: string | null) => derivation !== null && wornKeys.includes(derivation);

/** What a key of worn numbers is of one. */
export function wornKeyOf(derivation: string): (serial: string) => string {
  const at = wornKeys.indexOf(derivation);
  return (serial) => {
    const { length } = serial;
    const stretches = Math.min(length, stretchesMost);
    const triple = wornTriples.get(stretches)?.[at];
    if (!triple) return '';
    const start = (stretch: number) => Math.floor((stretch * length) / stretches);
    const read = triple.map((stretch) => serial.slice(start(stretch), start(stretch + 1))).join('');
    return isWorn(read) ? '' : `${length} ${read}`;
  };
}
