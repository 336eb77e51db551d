import { HashSlots } from '../model/hash-slots.ts';

/** Numbers texts from 0 on as they come, the same text by the same number. Texts are told apart by 64 bits of hash and not kept. */
export class TextNumbers {
  private readonly slots = new HashSlots({ wordsPerSlot: 3, keyWords: 2, usedWord: 2, slotsAtFirst: 1024 });
  size = 0;

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
    const at = this.slots.placeOf((a ^ (a >>> 16)) >>> 0, b >>> 0);
    const { words } = this.slots;
    if (words[at + 2] === 0) words[at + 2] = ++this.size;
    return words[at + 2]! - 1;
  }
}
