/**
 * A hash table of rows of 32-bit words in one typed array: the words of a key, then what is kept of it, without an
 * object for each key. Keys are hashes already: the first word chooses the place, and linear
 * probing finds the next free one.
 */
export class HashSlots {
  words: Uint32Array;
  private used = 0;
  private readonly wordsPerSlot: number;
  private readonly keyWords: number;
  private readonly usedWord: number;

  /** `usedWord` is the word of a slot that is never 0 in a slot taken. */
  constructor(shape: { wordsPerSlot: number; keyWords: 2 | 3; usedWord: number; slotsAtFirst: number }) {
    this.wordsPerSlot = shape.wordsPerSlot;
    this.keyWords = shape.keyWords;
    this.usedWord = shape.usedWord;
    this.words = new Uint32Array(shape.slotsAtFirst * shape.wordsPerSlot);
  }

  /** Where the words of a key begin. It holds for `words` as they are: a later call may move them. */
  placeOf(a: number, b: number, c = 0): number {
    if (this.used * 3 > (this.words.length / this.wordsPerSlot) * 2) this.grow();
    const at = this.probe(a, b, c);
    if (this.words[at + this.usedWord] === 0) {
      this.words[at] = a;
      this.words[at + 1] = b;
      if (this.keyWords === 3) this.words[at + 2] = c;
      this.used++;
    }
    return at;
  }

  /** Where the words of a key that is there begin, −1 where it is not. */
  find(a: number, b: number, c = 0): number {
    const at = this.probe(a, b, c);
    return this.words[at + this.usedWord] === 0 ? -1 : at;
  }

  private probe(a: number, b: number, c: number): number {
    const { words, wordsPerSlot, keyWords, usedWord } = this;
    const mask = words.length / wordsPerSlot - 1;
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const at = slot * wordsPerSlot;
      if (words[at + usedWord] === 0) return at;
      if (words[at] === a && words[at + 1] === b && (keyWords === 2 || words[at + 2] === c)) return at;
    }
  }

  private grow(): void {
    const before = this.words;
    this.words = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += this.wordsPerSlot) {
      if (before[at + this.usedWord] === 0) continue;
      const to = this.probe(before[at]!, before[at + 1]!, before[at + 2]!);
      this.words.set(before.subarray(at, at + this.wordsPerSlot), to);
    }
  }
}
