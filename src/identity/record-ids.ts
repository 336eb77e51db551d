const ints = (length: number) => new Int32Array(length);

const finished = (hash: number) => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
};

/** What records are called, each once, end to end in one array: ten million of them make no object. */
export class RecordIds {
  length = 0;
  private codes = new Uint16Array(1024);
  private ends = ints(256);
  /** Record + 1 by the hash of its id. */
  private slots = ints(512);

  /** Adds an id; false where an earlier record has it. */
  add(id: string): boolean {
    if ((this.length + 1) * 3 > this.slots.length * 2) this.grow();
    const slot = this.slotOf(id);
    if (this.slots[slot] !== 0) return false;
    const start = this.startOf(this.length);
    if (start + id.length > this.codes.length) {
      const larger = new Uint16Array(Math.max(this.codes.length * 2, start + id.length));
      larger.set(this.codes);
      this.codes = larger;
    }
    for (let at = 0; at < id.length; at++) this.codes[start + at] = id.charCodeAt(at);
    if (this.length === this.ends.length) {
      const larger = ints(this.length * 2);
      larger.set(this.ends);
      this.ends = larger;
    }
    this.ends[this.length++] = start + id.length;
    this.slots[slot] = this.length;
    return true;
  }

  /** The id of a record. */
  at(record: number): string {
    let text = '';
    for (let at = this.startOf(record); at < this.ends[record]!; at++) text += String.fromCharCode(this.codes[at]!);
    return text;
  }

  /** The record of an id, −1 where there is none. */
  find(id: string): number {
    return this.slots[this.slotOf(id)]! - 1;
  }

  private startOf(record: number): number {
    return record === 0 ? 0 : this.ends[record - 1]!;
  }

  private slotOf(id: string): number {
    const mask = this.slots.length - 1;
    let hash = 0x811c9dc5;
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    let slot = finished(hash) & mask;
    while (this.slots[slot] !== 0 && !this.says(this.slots[slot]! - 1, id)) slot = (slot + 1) & mask;
    return slot;
  }

  private says(record: number, id: string): boolean {
    const start = this.startOf(record);
    if (this.ends[record]! - start !== id.length) return false;
    for (let at = 0; at < id.length; at++) if (this.codes[start + at] !== id.charCodeAt(at)) return false;
    return true;
  }

  private grow(): void {
    this.slots = ints(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let record = 0, at = 0; record < this.length; record++) {
      let hash = 0x811c9dc5;
      for (; at < this.ends[record]!; at++) hash = Math.imul(hash ^ this.codes[at]!, 0x01000193);
      let slot = finished(hash) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = record + 1;
    }
  }
}
