import type { Random } from '../stats/random.ts';

/** A list to draw from in proportion to weights: cumulative sums, binary search. */
export class WeightedChoice<T> {
  readonly #items: readonly T[];
  readonly #sums: Float64Array;

  constructor(items: readonly T[], weight: (item: T, index: number) => number) {
    this.#items = items;
    this.#sums = new Float64Array(items.length);
    let sum = 0;
    items.forEach((item, index) => {
      sum += Math.max(0, weight(item, index));
      this.#sums[index] = sum;
    });
  }

  get total(): number {
    return this.#sums[this.#sums.length - 1] ?? 0;
  }

  draw(random: Random): T {
    const target = random.next() * this.total;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    const item = this.#items[low];
    if (item === undefined) throw new Error('expected at least one entry to draw from');
    return item;
  }
}

/** Draws from a record of shares, e.g. `{ MD: 2775, VA: 858 }`. */
export function weightedKeys<K extends string>(shares: Readonly<Record<K, number>>): WeightedChoice<K> {
  const keys = Object.keys(shares) as K[];
  return new WeightedChoice(keys, (key) => shares[key]);
}
