/**
 * Of firearms whose serial number is worn in some places, for how many do the block keys bring the one it is, and how many others agree where
 * both can be read?
 * Run: node bench/worn-serials.ts [seed] [firearms of one maker]
 */
import { readMin } from '../src/identity/compare-codes.ts';
import { Random } from '../src/stats/random.ts';
import { skeletonOf } from '../src/model/values/serial-number.ts';

const seed = process.argv[2] ?? '1';
const firearms = Number(process.argv[3] ?? 20_000);
const asked = 2_000;
const random = new Random(`worn-${seed}`);
const below = (most: number) => Math.floor(random.next() * most);
const letters = (many: number) => Array.from({ length: many }, () => String.fromCharCode(65 + below(26))).join('');
const figures = (many: number) => Array.from({ length: many }, () => String(below(10))).join('');

/** Serial numbers as makers give them: letters first and figures after, of one maker in one length. */
const forms: Readonly<Record<string, () => string>> = {
  'three letters, three figures': () => letters(3) + figures(3),
  'three letters, five figures': () => letters(3) + figures(5),
  'eight figures': () => figures(8),
};

/** As `compare-codes.ts` reads level `worn`. */
function agree(worn: string, whole: string): boolean {
  if (worn.length !== whole.length) return false;
  let read = 0;
  for (let at = 0; at < worn.length; at++) {
    if (worn[at] === '?') continue;
    if (worn[at] !== whole[at]) return false;
    read++;
  }
  return read >= readMin;
}

/** As `blocking-keys.ts` derives them. */
const keysOf = (serial: string) => [
  `s${skeletonOf(serial)}`,
  `1${serial.slice(0, serial.length >> 1)}`,
  `2${serial.slice(serial.length >> 1)}`,
];

/** Wears places away: together, as a file or a punch does, or anywhere. */
function wear(serial: string, places: number, together: boolean): string {
  const chosen = new Set<number>();
  const first = below(serial.length - places + 1);
  while (chosen.size < places) chosen.add(together ? first + chosen.size : below(serial.length));
  return [...serial].map((character, at) => (chosen.has(at) ? '?' : character)).join('');
}

for (const [form, make] of Object.entries(forms)) {
  const serials = [...new Set(Array.from({ length: firearms }, make))];
  const groups = new Map<string, string[]>();
  for (const serial of serials) for (const key of keysOf(serial)) groups.set(key, [...(groups.get(key) ?? []), serial]);
  const length = serials[0]!.length;
  for (const together of [true, false])
    for (let places = 1; places <= length - readMin; places++) {
      let found = 0;
      let candidates = 0;
      let agreeing = 0;
      for (let query = 0; query < asked; query++) {
        const serial = serials[below(serials.length)]!;
        const worn = wear(serial, places, together);
        const brought = new Set(keysOf(worn).flatMap((key) => groups.get(key) ?? []));
        if (brought.has(serial)) found++;
        for (const each of brought) if (agree(worn, each)) candidates++;
        if (query < asked / 10) for (const each of serials) if (agree(worn, each)) agreeing++;
      }
      console.log(
        `${form}, ${places} worn ${together ? 'together' : 'anywhere'}: found ${found} of ${asked}, ${(candidates / asked).toFixed(2)} candidates each; agreeing in all ${(agreeing / (asked / 10)).toFixed(2)}`,
      );
    }
}
