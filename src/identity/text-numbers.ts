import { HashSlots } from '../model/hash-slots.ts';
import { textHashes } from '../model/text-hash.ts';

/** Numbers texts from 0 on as they come, the same text by the same number. Texts are told apart by 64 bits of hash and not kept. */
export class TextNumbers {
  private readonly slots = new HashSlots({ wordsPerSlot: 3, keyWords: 2, usedWord: 2, slotsAtFirst: 1024 });
  size = 0;

  of(text: string): number {
    const [a, b] = textHashes(text);
    const at = this.slots.placeOf(a, b);
    const { words } = this.slots;
    if (words[at + 2] === 0) words[at + 2] = ++this.size;
    return words[at + 2]! - 1;
  }
}
