const slotWords = 4; // two of the hash, the number + 1, and one to spare: a slot lies in one line of the processor's memory

/** A whole number for each text met before, kept beside the hash of the text: one place in memory to look at. Texts are told apart by 64 bits. */
export class TextValues {
  private slots = new Int32Array(1024 * slotWords);
  private used = 0;
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
    a ^= a >>> 16;
    b |= 0; // of an empty text it is still without its sign
    const { slots } = this;
    const mask = slots.length - slotWords;
    let at = (a * slotWords) & mask;
    while (slots[at + 2] !== 0 && (slots[at] !== a || slots[at + 1] !== b)) at = (at + slotWords) & mask;
    this.place = at;
    slots[at] = a;
    slots[at + 1] = b;
    return slots[at + 2]! - 1;
  }

  /** Says the number of the text last asked for, which had none. */
  put(value: number): void {
    this.slots[this.place + 2] = value + 1;
    if (++this.used * 3 > (this.slots.length / slotWords) * 2) this.grow();
  }

  private grow(): void {
    const before = this.slots;
    const slots = (this.slots = new Int32Array(before.length * 2));
    const mask = slots.length - slotWords;
    for (let from = 0; from < before.length; from += slotWords) {
      if (before[from + 2] === 0) continue;
      let at = (before[from]! * slotWords) & mask;
      while (slots[at + 2] !== 0) at = (at + slotWords) & mask;
      slots[at] = before[from]!;
      slots[at + 1] = before[from + 1]!;
      slots[at + 2] = before[from + 2]!;
    }
  }
}
