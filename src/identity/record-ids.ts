/** `String.fromCharCode` takes its characters as arguments, of which there may not be too many. */
const codesAtOnce = 1024;

const ints = (length: number) => new Int32Array(length);

function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** What records are called, each once, end to end in one array: ten million of them make no object. */
export class RecordIds {
  length = 0;
  private codes = new Uint16Array(1024);
  private ends = ints(256);
  /** Record + 1 and the hash of its id, by that hash: ids that differ are seldom looked at. */
  private slots = ints(1024);

  /** Adds an id; false where an earlier record has it. */
  add(id: string): boolean {
    if ((this.length + 1) * 3 > this.slots.length) this.grow();
    const hash = hashOf(id);
    const slot = this.slotOf(id, hash);
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
    this.slots[slot + 1] = hash;
    return true;
  }

  /** The id of a record. */
  at(record: number): string {
    let text = '';
    for (let at = this.startOf(record), end = this.ends[record]!; at < end; at += codesAtOnce)
      text += String.fromCharCode.apply(
        null,
        this.codes.subarray(at, Math.min(end, at + codesAtOnce)) as unknown as number[],
      );
    return text;
  }

  /** The record of an id, −1 where there is none. */
  find(id: string): number {
    return this.slots[this.slotOf(id, hashOf(id))]! - 1;
  }

  private startOf(record: number): number {
    return record === 0 ? 0 : this.ends[record - 1]!;
  }

  private slotOf(id: string, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    while (slots[slot] !== 0 && (slots[slot + 1] !== hash || !this.says(slots[slot]! - 1, id)))
      slot = (slot + 2) & mask;
    return slot;
  }

  private says(record: number, id: string): boolean {
    const start = this.startOf(record);
    if (this.ends[record]! - start !== id.length) return false;
    for (let at = 0; at < id.length; at++) if (this.codes[start + at] !== id.charCodeAt(at)) return false;
    return true;
  }

  private grow(): void {
    const before = this.slots;
    const slots = (this.slots = ints(before.length * 2));
    const mask = slots.length - 2;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === 0) continue;
      let slot = (before[at + 1]! << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = before[at]!;
      slots[slot + 1] = before[at + 1]!;
    }
  }
}
