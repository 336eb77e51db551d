import { textHashes } from '../model/text-hash.ts';

/**
 * A Bloom filter over the natural keys of one import: says "certainly new" or "perhaps seen", in constant memory, so that
 * a first import of a million rows does not ask the database a million times.
 *
 * Source: B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13(7), 1970; double hashing
 * after Kirsch and Mitzenmacher, 2006. 2^27 bits (16 MB) and 4 probes: at 10 million keys 0.4 % are asked in vain.
 */
export class SeenKeys {
  private readonly bits = new Uint32Array(2 ** 22);

  /** Adds the key; true when it may have been added before. */
  addAndTest(key: string): boolean {
    const [a, second] = textHashes(key);
    const b = second | 1;
    let seen = true;
    for (let probe = 0; probe < 4; probe++) {
      const bit = (a + Math.imul(probe, b)) >>> 5;
      const word = bit >>> 5;
      const mask = 1 << (bit & 31);
      if ((this.bits[word]! & mask) === 0) {
        seen = false;
        this.bits[word]! |= mask;
      }
    }
    return seen;
  }
}
