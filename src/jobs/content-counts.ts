const wordsPerSlot = 4;
const slotsAtFirst = 2 ** 12;

/**
 * How often each content of a file was seen, by the first 96 bits of its SHA-256: 16 bytes a slot instead of a text each,
 * so that ten million rows take some 500 MB less. Two different contents of a file share 96 bits with a chance of one in
 * 10^15 at ten million rows; the second would then be called a repetition of the first.
 */
export class ContentCounts {
  private slots = new Uint32Array(slotsAtFirst * wordsPerSlot);
  private used = 0;

  /** Counts a content (its SHA-256 in hexadecimal) and says how often it has been seen, this time included. */
  count(contentHash: string): number {
    if (this.used * 3 > (this.slots.length / wordsPerSlot) * 2) this.grow();
    const a = parseInt(contentHash.slice(0, 8), 16);
    const b = parseInt(contentHash.slice(8, 16), 16);
    const c = parseInt(contentHash.slice(16, 24), 16);
    const at = slotOf(this.slots, a, b, c);
    if (this.slots[at + 3] === 0) {
      this.slots.set([a, b, c], at);
      this.used++;
    }
    return ++this.slots[at + 3]!;
  }

  private grow(): void {
    const before = this.slots;
    const larger = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += wordsPerSlot) {
      if (before[at + 3] === 0) continue;
      const to = slotOf(larger, before[at]!, before[at + 1]!, before[at + 2]!);
      larger.set(before.subarray(at, at + wordsPerSlot), to);
    }
    this.slots = larger;
  }
}

/** Where a content stands, or the free place it would take: linear probing from its first word. */
function slotOf(slots: Uint32Array, a: number, b: number, c: number): number {
  const mask = slots.length / wordsPerSlot - 1;
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slot * wordsPerSlot;
    if (slots[at + 3] === 0 || (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)) return at;
  }
}
