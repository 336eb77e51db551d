/**
 * Of files without duplicates, how surely two records are one when others bid for either: a record has one other at most in each other file.
 *
 * **Source.** Sum–product messages for pairings in which any record may stay alone; exact where the ties make a tree, and with one fixed point
 * where they do not (Bayati, Gamarnik, Katz, Nair and Tetali, STOC 2007). Of k rivals for one record, tied to nothing else, each has its odds ÷
 * (1 + the odds of all): the odds of a pair are o ÷ ((1 + Σ of the others that bid for the one) · (1 + Σ of those for the other)), where the odds
 * of each rival are less by what bids for the rival.
 * **Input.** Pairs of rows of different files with their bits, the file of each row, how many records say it. **Output.** Bits of each pair with its
 * rivals heard, the chance of each row that it has none, and which pairs cannot be told from another.
 * **Limits.** Pairs that were not kept bid for nothing.
 */

export interface RivalsOrder {
  readonly rows: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly bits: Float64Array;
  readonly sourceOf: Uint8Array;
  /** Records that say what each row says, in its file. */
  readonly copies: Int32Array;
  /** Whether the two of a pair are ruled out for one another whatever they say. */
  readonly isApart: (a: number, b: number) => boolean;
  /** Bits from which two are joined where nothing else bids. */
  readonly joinBits: number;
}

export interface WithRivals {
  /** Bits of each pair, its rivals heard; −Infinity where the two are ruled out. */
  readonly bits: Float64Array;
  /** Chance of each row to have none of those it was compared with. */
  readonly aloneOf: Float64Array;
  /** 1 for a pair of which a record has two best ones that bid alike: which it is cannot be told. */
  readonly tied: Uint8Array;
}

/** Odds beyond these are certain, and kept from overflowing. */
const bitsCertain = 500;
const roundsMax = 100;
/** Bits of a message that still move. */
const settled = 1e-6;
/** Bits by which two bids differ that are alike: what the order of adding may cost. */
const alikeBits = 1e-4;

export function weighRivals(order: RivalsOrder): WithRivals {
  const { rows, a, b, bits, copies, isApart, joinBits } = order;
  const pairs = a.length;
  const odds = bits.map((each, pair) =>
    isApart(a[pair]!, b[pair]!) ? 0 : 2 ** Math.max(-bitsCertain, Math.min(bitsCertain, each)),
  );
  // Bids are numbered by the row they are made for: of pair p that for a[p] is 2p, that for b[p] is 2p + 1.
  const { bidOf, starts } = bidsByRowAndFile(order);
  const manyOf = (bid: number) => copies[(bid & 1) === 0 ? b[bid >> 1]! : a[bid >> 1]!]!;
  const bids = new Float64Array(pairs * 2).map((_, bid) => odds[bid >> 1]!);
  const others = new Float64Array(pairs * 2);
  const sumOthers = () => {
    for (let group = 0; group + 1 < starts.length; group++) sumEachOther(bidOf, starts, group, bids, others, manyOf);
  };
  for (let round = 0; round < roundsMax; round++) {
    sumOthers();
    let moved = 0;
    for (let bid = 0; bid < bids.length; bid++) {
      const own = odds[bid >> 1]!;
      if (own === 0) continue;
      // What one bids is its odds less by what bids for itself; half way there, for else two would answer one another for ever.
      const next = Math.sqrt((bids[bid]! * own) / (1 + others[bid ^ 1]!));
      moved = Math.max(moved, Math.abs(Math.log2(next / bids[bid]!)));
      bids[bid] = next;
    }
    if (moved < settled) break;
  }
  sumOthers();
  const weighed = odds.map((own, pair) => Math.log2(own / ((1 + others[pair * 2]!) * (1 + others[pair * 2 + 1]!))));
  const aloneOf = new Float64Array(rows).fill(1);
  const tied = new Uint8Array(pairs);
  for (let group = 0; group + 1 < starts.length; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    let [some, best, most, alike] = [0, -Infinity, -Infinity, 0];
    for (let at = from; at < to; at++) {
      const bid = bidOf[at]!;
      const of = weighed[bid >> 1]!;
      some += manyOf(bid) / (1 + 2 ** -of);
      if (of > best) best = of;
    }
    for (let at = from; at < to; at++) {
      const bid = bidOf[at]!;
      if (weighed[bid >> 1]! < best - alikeBits) continue;
      alike += manyOf(bid);
      most = Math.max(most, bits[bid >> 1]!);
    }
    const first = bidOf[from]!;
    aloneOf[(first & 1) === 0 ? a[first >> 1]! : b[first >> 1]!]! *= Math.max(0, 1 - some);
    // Where the best cannot be told, the next best is not the answer either.
    if (alike > 1 && best > -Infinity && most >= joinBits) for (let at = from; at < to; at++) tied[bidOf[at]! >> 1] = 1;
  }
  for (let pair = 0; pair < pairs; pair++) if (copies[a[pair]!]! > 1 || copies[b[pair]!]! > 1) tied[pair] = 1;
  return { bits: weighed, aloneOf, tied };
}

/** Bids in groups of those made for one row by the rows of one file. */
function bidsByRowAndFile({ a, b, sourceOf }: RivalsOrder): { bidOf: Int32Array; starts: Int32Array } {
  const groups = new Map<number, number>();
  const groupOf = new Int32Array(a.length * 2);
  const sizes: number[] = [];
  for (let bid = 0; bid < groupOf.length; bid++) {
    const [x, y] = [a[bid >> 1]!, b[bid >> 1]!];
    const [row, by] = (bid & 1) === 0 ? [x, y] : [y, x];
    const key = row * 256 + sourceOf[by]!;
    let group = groups.get(key);
    if (group === undefined) {
      groups.set(key, (group = sizes.length));
      sizes.push(0);
    }
    groupOf[bid] = group;
    sizes[group]!++;
  }
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, group) => (starts[group + 1] = starts[group]! + size));
  const next = starts.slice();
  const bidOf = new Int32Array(groupOf.length);
  groupOf.forEach((group, bid) => (bidOf[next[group]!++] = bid));
  return { bidOf, starts };
}

/** Of each bid of a group the sum of the others, those of the same row's copies among them. */
function sumEachOther(
  bidOf: Int32Array,
  starts: Int32Array,
  group: number,
  bids: Float64Array,
  others: Float64Array,
  manyOf: (bid: number) => number,
): void {
  const [from, to] = [starts[group]!, starts[group + 1]!];
  let all = 0;
  for (let at = from; at < to; at++) all += manyOf(bidOf[at]!) * bids[bidOf[at]!]!;
  for (let at = from; at < to; at++) {
    const bid = bidOf[at]!;
    const own = bids[bid]!;
    // The difference of two nearly equal numbers says nothing: where one outweighs all, the others are added by themselves.
    if (own === 0 || own * 2 < all) others[bid] = all - own;
    else {
      let rest = (manyOf(bid) - 1) * own;
      for (let other = from; other < to; other++)
        if (other !== at) rest += manyOf(bidOf[other]!) * bids[bidOf[other]!]!;
      others[bid] = rest;
    }
  }
}
