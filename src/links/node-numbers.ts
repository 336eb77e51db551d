/**
 * Dense numbers for entity ids, in the order the ids are first met.
 *
 * **Source.** Open addressing with linear probing (Knuth, _The Art of Computer Programming_, volume 3, §6.4, algorithm L);
 * bits mixed as in MurmurHash3's finaliser.
 * **Input.** Entity ids, safe integers not below 0. **Output.** Numbers 0, 1, 2, …, and the id of each.
 * **Limits.** Numbers hold within one graph; no answer depends on them. At most half of the slots are taken.
 */
import { allocatePrivately, type Allocate } from './packed-links.ts';

export interface NodeNumbers {
  readonly count: number;
  /** By number, the id; what lies behind `count` is not used. */
  readonly ids: Float64Array;
  /** By hash, the number plus one; 0 where nothing is. */
  readonly slots: Int32Array;
}

/** A hash of an id, as an unsigned integer of 32 bits. */
export function hashOf(id: number): number {
  let mixed = (id >>> 0) ^ Math.imul((id / 0x1_0000_0000) | 0, 0x9e37_79b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** By the high bits of the hash: ids numbered in the order of their hash are looked up side by side in memory. */
function slotOf(id: number, length: number): number {
  return hashOf(id) >>> (Math.clz32(length) + 1);
}

/** The number of an id, or -1. */
export function findNode({ ids, slots }: NodeNumbers, id: number): number {
  const mask = slots.length - 1;
  for (let slot = slotOf(id, mask + 1); ; slot = (slot + 1) & mask) {
    const node = slots[slot]! - 1;
    if (node < 0) return -1;
    if (ids[node] === id) return node;
  }
}

/** A power of two, so that half of it is enough. */
const slotsFor = (ids: number) => 2 ** Math.ceil(Math.log2(2 * ids));

/** Numbers ids as they come, after those of `known`. */
export class NodeNumbering {
  readonly #allocate: Allocate;
  #count = 0;
  #ids: Float64Array;
  #slots: Int32Array;

  /**
   * `expected`: about how many there will be. Ids that come in the order of their hash need a table large enough from the
   * start, or they all lie at its beginning.
   */
  constructor(known: NodeNumbers | null = null, allocate: Allocate = allocatePrivately, expected = 0) {
    this.#allocate = allocate;
    this.#count = known?.count ?? 0;
    this.#ids = this.#idsOf(known?.ids.length ?? expected + 1024);
    this.#slots = new Int32Array(allocate(4 * (known?.slots.length ?? slotsFor(this.#ids.length))));
    if (known === null) return;
    this.#ids.set(known.ids);
    this.#slots.set(known.slots);
  }

  /** The number of an id, a new one where it has none. */
  number(id: number): number {
    const mask = this.#slots.length - 1;
    let slot = slotOf(id, mask + 1);
    for (; ; slot = (slot + 1) & mask) {
      const node = this.#slots[slot]! - 1;
      if (node < 0) break;
      if (this.#ids[node] === id) return node;
    }
    if (!Number.isSafeInteger(id) || id < 0) throw new RangeError('an id is a safe integer, 0 or more');
    if (this.#count === this.#ids.length) {
      this.#grow();
      return this.number(id);
    }
    this.#ids[this.#count] = id;
    this.#slots[slot] = ++this.#count;
    return this.#count - 1;
  }

  /** What was numbered. Nothing may be numbered after it. */
  numbers(): NodeNumbers {
    return { count: this.#count, ids: this.#ids, slots: this.#slots };
  }

  #idsOf(length: number): Float64Array {
    return new Float64Array(this.#allocate(8 * length));
  }

  #grow(): void {
    const ids = this.#idsOf(2 * this.#ids.length);
    ids.set(this.#ids);
    const slots = new Int32Array(this.#allocate(4 * slotsFor(ids.length)));
    const mask = slots.length - 1;
    for (let node = 0; node < this.#count; node++) {
      let slot = slotOf(ids[node]!, slots.length);
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node + 1;
    }
    this.#ids = ids;
    this.#slots = slots;
  }
}
