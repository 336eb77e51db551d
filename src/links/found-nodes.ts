/** Nodes a walk has met, numbered in the order it met them. Small while the walk is, so that it stays in the cache. */
export class FoundNodes {
  count = 0;
  nodes = new Int32Array(512);
  #slots = new Int32Array(1024);

  /** The number of a node among those met, or -1. */
  indexOf(node: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = spread(node) & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1;
      if (index < 0) return -1;
      if (this.nodes[index] === node) return index;
    }
  }

  /** Adds a node that is not among them; gives its number. */
  add(node: number): number {
    if (this.count === this.nodes.length) this.#grow();
    this.#place(node, this.count);
    this.nodes[this.count] = node;
    return this.count++;
  }

  #place(node: number, index: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(node) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index + 1;
  }

  #grow(): void {
    const nodes = new Int32Array(2 * this.nodes.length);
    nodes.set(this.nodes);
    this.#slots = new Int32Array(2 * nodes.length);
    for (let index = 0; index < this.count; index++) this.#place(nodes[index]!, index);
    this.nodes = nodes;
  }
}

/** Fibonacci hashing (Knuth, volume 3, §6.4): neighbouring numbers end up far apart. */
function spread(node: number): number {
  const mixed = Math.imul(node, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}
