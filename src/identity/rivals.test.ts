import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { weighRivals } from './rivals.ts';

type Tie = readonly [a: number, b: number, bits: number];

/** Rows below `first` are of one file, the others of another. */
function weigh(ties: readonly Tie[], first: number, rows: number, copies: readonly number[] = []) {
  return weighRivals({
    rows,
    a: Int32Array.from(ties, ([a]) => a),
    b: Int32Array.from(ties, ([, b]) => b),
    bits: Float64Array.from(ties, ([, , bits]) => bits),
    sourceOf: Uint8Array.from({ length: rows }, (_, row) => (row < first ? 0 : 1)),
    copies: Int32Array.from({ length: rows }, (_, row) => copies[row] ?? 1),
    isApart: () => false,
    joinBits: 0,
  });
}

const chanceOf = (bits: number) => 1 / (1 + 2 ** -bits);

/** Of all ways in which each record has one other at most, each as likely as the product of its odds, how often each tie is among them. */
function counted(ties: readonly Tie[]): { tie: number[]; alone: (row: number) => number } {
  const sums = ties.map(() => 0);
  const joined = new Map<number, number>();
  let all = 0;
  const go = (at: number, used: readonly number[], chosen: readonly number[], weight: number) => {
    if (at === ties.length) {
      all += weight;
      for (const tie of chosen) sums[tie]! += weight;
      for (const row of used) joined.set(row, (joined.get(row) ?? 0) + weight);
      return;
    }
    const [a, b, bits] = ties[at]!;
    go(at + 1, used, chosen, weight);
    if (!used.includes(a) && !used.includes(b)) go(at + 1, [...used, a, b], [...chosen, at], weight * 2 ** bits);
  };
  go(0, [], [], 1);
  return { tie: sums.map((sum) => sum / all), alone: (row) => 1 - (joined.get(row) ?? 0) / all };
}

describe('records that bid for one of another file', () => {
  test('have each their odds by one and the odds of all; one alone has what it had', () => {
    const { bits, aloneOf, tied } = weigh(
      [
        [0, 2, 3],
        [1, 2, 5],
      ],
      2,
      3,
    );
    expect(chanceOf(bits[0]!)).toBeCloseTo(8 / 41, 9);
    expect(chanceOf(bits[1]!)).toBeCloseTo(32 / 41, 9);
    expect(aloneOf[2]!).toBeCloseTo(1 / 41, 9);
    expect([...tied]).toEqual([0, 0]);
    expect(weigh([[0, 1, 4.5]], 1, 2).bits[0]!).toBeCloseTo(4.5, 9);
  });

  test('that say the same, or for which as much speaks, cannot be told apart, whichever comes first; nor is the next best the answer', () => {
    const copies = weigh([[0, 1, 20]], 1, 2, [2]);
    expect(chanceOf(copies.bits[0]!)).toBeCloseTo(0.5, 5);
    expect([...copies.tied]).toEqual([1]);
    expect(copies.aloneOf[0]!).toBeCloseTo(0.5, 5);
    expect(copies.aloneOf[1]!).toBeLessThan(1e-5);
    const alike: Tie[] = [
      [0, 3, 9],
      [1, 3, 9],
      [2, 3, 8.9],
    ];
    expect([...weigh(alike, 3, 4).tied]).toEqual([1, 1, 1]);
    expect([...weigh(alike.toReversed(), 3, 4).tied]).toEqual([1, 1, 1]);
  });

  test('are no rivals where another has them', () => {
    // The second of the other file is as like the first of ours, but it is that of our second.
    const { bits, tied } = weigh(
      [
        [0, 2, 10],
        [0, 3, 10],
        [1, 3, 25],
      ],
      2,
      4,
    );
    expect(chanceOf(bits[0]!)).toBeGreaterThan(0.998);
    expect(chanceOf(bits[1]!)).toBeLessThan(0.001);
    expect(chanceOf(bits[2]!)).toBeGreaterThan(0.998);
    expect([...tied]).toEqual([0, 0, 0]);
  });

  test('on trees the chances are those of all ways in which each has one at most', () => {
    const random = new Random('rivals');
    for (let tree = 0; tree < 50; tree++) {
      const files: number[] = [0];
      const drawn: { to: number; from: number; bits: number }[] = [];
      for (let row = 1; row < 8; row++) {
        const to = Math.floor(random.next() * row);
        files.push(1 - files[to]!);
        drawn.push({ to, from: row, bits: random.next() * 12 - 4 });
      }
      // Rows of the one file before those of the other.
      const order = [...files.keys()].sort((x, y) => files[x]! - files[y]!);
      const place = (row: number) => order.indexOf(row);
      const ties = drawn.map(({ to, from, bits }): Tie => [place(to), place(from), bits]);
      const truth = counted(ties);
      const { bits, aloneOf } = weigh(ties, files.filter((file) => file === 0).length, files.length);
      bits.forEach((each, tie) => expect(chanceOf(each)).toBeCloseTo(truth.tie[tie]!, 4));
      aloneOf.forEach((each, row) => expect(each).toBeCloseTo(truth.alone(row), 4));
    }
  });

  test('four that all bid alike for one another come to rest', () => {
    const { bits } = weigh(
      [
        [0, 2, 30],
        [0, 3, 30],
        [1, 2, 30],
        [1, 3, 30],
      ],
      2,
      4,
    );
    for (const each of bits) expect(chanceOf(each)).toBeCloseTo(0.5, 3);
  });
});
