import { HashSlots } from '../model/hash-slots.ts';

/** Three words of the hash, then how often it was seen. */
const countWord = 3;

/**
 * How often each content of a file was seen, by the first 96 bits of its SHA-256: 16 bytes a slot instead of a text each,
 * so that ten million rows take some 500 MB less. Two different contents of a file share 96 bits with a chance of one in
 * 10^15 at ten million rows; the second would then be called a repetition of the first.
 */
export class ContentCounts {
  private readonly slots = new HashSlots({ wordsPerSlot: 4, keyWords: 3, usedWord: countWord, slotsAtFirst: 2 ** 12 });

  /** Counts a content (its SHA-256 in hexadecimal) and says how often it has been seen, this time included. */
  count(contentHash: string): number {
    const word = (at: number) => parseInt(contentHash.slice(at * 8, at * 8 + 8), 16);
    const at = this.slots.placeOf(word(0), word(1), word(2));
    return ++this.slots.words[at + countWord]!;
  }
}
