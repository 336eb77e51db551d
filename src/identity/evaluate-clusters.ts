/**
 * How well pairs and clusters agree with a truth that is known.
 *
 * **Source.** Pairwise precision, recall and F1; B-cubed (Bagga and Baldwin, LREC 1998), each record counted once.
 * **Input.** Cluster and true thing of each record. **Output.** Shares with their numerators and denominators.
 * **Limits.** Pairs counted are those of all records, also those that no block brought together.
 */
export interface PairAgreement {
  readonly pairsFound: number;
  readonly pairsTrue: number;
  readonly pairsRight: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface ClusterAgreement extends PairAgreement {
  readonly bCubed: { readonly precision: number; readonly recall: number; readonly f1: number };
}

/** Of files without duplicates of their own, pairs within one are none that could be found: `sourceOf` is then the file of each record. */
export function evaluateClusters(
  clusterOf: Int32Array,
  truthOf: Int32Array,
  sourceOf: Uint8Array | null = null,
): ClusterAgreement {
  const records = clusterOf.length;
  const found = countsOf(clusterOf);
  const things = countsOf(truthOf);
  // Both numbers in one, exactly: they are below the number of records and twice that, so that 2^53 is not reached under 60 million.
  const radix = things.length;
  const bothOf = Float64Array.from(clusterOf, (cluster, record) => cluster * radix + truthOf[record]!);
  const both = bothOf.toSorted();
  let pairsRight = 0;
  let precision = 0;
  let recall = 0;
  for (let from = 0, to = 0; from < records; from = to) {
    while (to < records && both[to] === both[from]) to++;
    const n = to - from;
    pairsRight += pairsOf(n);
    precision += (n * n) / found[Math.floor(both[from]! / radix)]!;
    recall += (n * n) / things[both[from]! % radix]!;
  }
  const pairs = (counts: Int32Array) => counts.reduce((sum, n) => sum + pairsOf(n), 0);
  return {
    ...agreement(
      pairs(found) - pairsWithin(clusterOf, sourceOf),
      pairs(things) - pairsWithin(truthOf, sourceOf),
      pairsRight - pairsWithin(bothOf, sourceOf),
    ),
    bCubed: shares(precision / Math.max(1, records), recall / Math.max(1, records)),
  };
}

const pairsOf = (n: number) => (n * (n - 1)) / 2;

/** Pairs of one number whose records are of one file; none where files are all the same. */
function pairsWithin(numbers: ArrayLike<number>, sourceOf: Uint8Array | null): number {
  if (sourceOf === null) return 0;
  // Numbers of both kinds in one are below 2^45 for six million records, with the file below 2^53.
  const within = Float64Array.from(numbers, (each, record) => each * 256 + sourceOf[record]!).sort();
  let pairs = 0;
  for (let from = 0, to = 0; from < within.length; from = to) {
    while (to < within.length && within[to] === within[from]) to++;
    pairs += pairsOf(to - from);
  }
  return pairs;
}

/** How often each number comes. */
function countsOf(numbers: Int32Array): Int32Array {
  const counts = new Int32Array(numbers.reduce((most, each) => (each > most ? each : most), -1) + 1);
  for (const each of numbers) counts[each]!++;
  return counts;
}

export function agreement(pairsFound: number, pairsTrue: number, pairsRight: number): PairAgreement {
  const precision = pairsFound === 0 ? 1 : pairsRight / pairsFound;
  const recall = pairsTrue === 0 ? 1 : pairsRight / pairsTrue;
  return { pairsFound, pairsTrue, pairsRight, ...shares(precision, recall) };
}

function shares(precision: number, recall: number): { precision: number; recall: number; f1: number } {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Pairs of records with even odds or better: those of the rows they stand in, and, unless all were compared across files, those within a row. */
export function recordPairs(
  links: { readonly a: Int32Array; readonly b: Int32Array; readonly bits: Float64Array },
  standsFor: Int32Array,
  within: boolean,
): number {
  const copies = countsOf(standsFor);
  let found = within ? copies.reduce((sum, n) => sum + pairsOf(n), 0) : 0;
  for (let at = 0; at < links.a.length; at++)
    if (links.bits[at]! >= 0) found += copies[links.a[at]!]! * copies[links.b[at]!]!;
  return found;
}

/** Pairs with even odds or better, held against a truth; records that say the same count as a pair each. */
export function pairAgreementOf({
  links,
  standsFor,
  truthOf,
  sourceOf,
}: {
  links: { readonly a: Int32Array; readonly b: Int32Array; readonly bits: Float64Array };
  standsFor: Int32Array;
  truthOf: Int32Array;
  /** Where only records of different files are compared, the file of each. */
  sourceOf: Uint8Array | null;
}): PairAgreement {
  const { starts, truths, counts } = truthsByFirst(standsFor, truthOf);
  let right = 0;
  for (let at = 0; at < links.a.length; at++) {
    if (links.bits[at]! < 0) continue;
    const [x, y] = [links.a[at]!, links.b[at]!];
    for (let i = starts[x]!, j = starts[y]!; i < starts[x + 1]! && j < starts[y + 1]!;) {
      if (truths[i] === truths[j]) right += counts[i++]! * counts[j++]!;
      else if (truths[i]! < truths[j]!) i++;
      else j++;
    }
  }
  if (!sourceOf) right += counts.reduce((sum, n) => sum + pairsOf(n), 0);
  const all = countsOf(truthOf).reduce((sum, n) => sum + pairsOf(n), 0) - pairsWithin(truthOf, sourceOf);
  return agreement(recordPairs(links, standsFor, !sourceOf), all, right);
}

/** Of the records that one stands for: the things they are of in order, and how many are of each. */
function truthsByFirst(
  standsFor: Int32Array,
  truthOf: Int32Array,
): { starts: Int32Array; truths: Int32Array; counts: Int32Array } {
  const records = standsFor.length;
  const radix = countsOf(truthOf).length;
  const both = Float64Array.from(standsFor, (first, record) => first * radix + truthOf[record]!).sort();
  const starts = new Int32Array(records + 1);
  const truths = new Int32Array(records);
  const counts = new Int32Array(records);
  let used = -1;
  for (let at = 0; at < records; at++) {
    if (at === 0 || both[at] !== both[at - 1]) {
      used++;
      truths[used] = both[at]! % radix;
      starts[Math.floor(both[at]! / radix) + 1]!++;
    }
    counts[used]!++;
  }
  for (let record = 0; record < records; record++) starts[record + 1]! += starts[record]!;
  return { starts, truths, counts };
}

export interface LabelAgreement extends PairAgreement {
  readonly pairsLabelled: number;
}

/** What is held for one, held against pairs a person looked at: only those pairs count. */
export function evaluateLabels(
  pairs: readonly { readonly a: number; readonly b: number; readonly same: boolean }[],
  areOne: (a: number, b: number) => boolean,
): LabelAgreement {
  let found = 0;
  let right = 0;
  let truths = 0;
  for (const { a, b, same } of pairs) {
    const together = areOne(a, b);
    if (together) found++;
    if (same) truths++;
    if (together && same) right++;
  }
  return { ...agreement(found, truths, right), pairsLabelled: pairs.length };
}
