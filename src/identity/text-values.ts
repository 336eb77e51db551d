import { HashSlots } from '../model/hash-slots.ts';

/** A whole number for each text met before, kept beside the hash of the text: one place in memory to look at. Texts are told apart by 64 bits. */
export class TextValues {
  private readonly slots = new HashSlots({ wordsPerSlot: 3, keyWords: 2, usedWord: 2, slotsAtFirst: 1024 });
  private place = 0;

  /** The number of a text; −1 for one not met before, whose number must then be told by `put`. */
  of(text: string): number {
    // The hashes of `textHashes`, worked out here: a pair of them for each cell would be an object for each cell.
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
      b ^= b >>> 15;
    }
    this.place = this.slots.placeOf((a ^ (a >>> 16)) >>> 0, b >>> 0);
    return this.slots.words[this.place + 2]! - 1;
  }

  /** Says the number of the text last asked for. */
  put(value: number): void {
    this.slots.words[this.place + 2] = value + 1;
  }
}
