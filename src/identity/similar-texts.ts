import { jaroWinkler } from './jaro-winkler.ts';
import { slipsWithin } from './slips-between.ts';
import { bitCount, type TextArena } from './text-arena.ts';

/** Jaro–Winkler similarity of two texts of an arena, or 0 where the letters they hold rule out `least`. */
export function similarityOf(arena: TextArena, a: number, b: number, least: number): number {
  const { codes } = arena;
  const [x, y] = [arena.length(a), arena.length(b)];
  if (x === 0 || y === 0) return 0;
  const [maskA, maskB] = [arena.letters(a), arena.letters(b)];
  const shared = Math.min(x - bitCount(maskA & ~maskB), y - bitCount(maskB & ~maskA));
  const bound = (shared / x + shared / y + 1) / 3;
  const [from, other] = [arena.start(a), arena.start(b)];
  let prefix = 0;
  while (prefix < 4 && prefix < x && prefix < y && codes[from + prefix] === codes[other + prefix]) prefix++;
  if (bound + 0.1 * prefix * (1 - bound) < least) return 0;
  return jaroWinkler(codes, from, x, other, y);
}

/** Slips of a key between two texts of an arena, `max + 1` for more. */
export function slipsOf(arena: TextArena, a: number, b: number, max: number): number {
  const [maskA, maskB] = [arena.letters(a), arena.letters(b)];
  if (bitCount(maskA & ~maskB) > max || bitCount(maskB & ~maskA) > max) return max + 1;
  return slipsWithin(arena.codes, arena.start(a), arena.length(a), arena.start(b), arena.length(b), max);
}
