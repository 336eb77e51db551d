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

export function evaluateClusters(clusterOf: Int32Array, truthOf: Int32Array): ClusterAgreement {
  const both = new Map<number, number>();
  const found = new Map<number, number>();
  const things = new Map<number, number>();
  const count = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
  const records = clusterOf.length;
  for (let record = 0; record < records; record++) {
    count(found, clusterOf[record]!);
    count(things, truthOf[record]!);
    count(both, clusterOf[record]! * 4294967296 + truthOf[record]!);
  }
  const pairs = (map: Map<number, number>) => [...map.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  let precision = 0;
  let recall = 0;
  for (const [key, n] of both) {
    precision += (n * n) / found.get(Math.floor(key / 4294967296))!;
    recall += (n * n) / things.get(key % 4294967296)!;
  }
  return {
    ...agreement(pairs(found), pairs(things), pairs(both)),
    bCubed: shares(precision / Math.max(1, records), recall / Math.max(1, records)),
  };
}

export function agreement(pairsFound: number, pairsTrue: number, pairsRight: number): PairAgreement {
  const precision = pairsFound === 0 ? 1 : pairsRight / pairsFound;
  const recall = pairsTrue === 0 ? 1 : pairsRight / pairsTrue;
  return { pairsFound, pairsTrue, pairsRight, ...shares(precision, recall) };
}

function shares(precision: number, recall: number): { precision: number; recall: number; f1: number } {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
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
  const copies = new Map<number, Map<number, number>>();
  for (let record = 0; record < standsFor.length; record++) {
    const first = standsFor[record]!;
    const of = copies.get(first) ?? new Map<number, number>();
    of.set(truthOf[record]!, (of.get(truthOf[record]!) ?? 0) + 1);
    copies.set(first, of);
  }
  let found = 0;
  let right = 0;
  const pairsOf = (n: number) => (n * (n - 1)) / 2;
  const add = (x: ReadonlyMap<number, number>, y: ReadonlyMap<number, number>) => {
    for (const [truth, n] of x) {
      right += n * (y.get(truth) ?? 0);
      for (const each of y.values()) found += n * each;
    }
  };
  for (let at = 0; at < links.a.length; at++)
    if (links.bits[at]! >= 0) add(copies.get(links.a[at]!)!, copies.get(links.b[at]!)!);
  if (!sourceOf)
    for (const of of copies.values()) {
      const all = [...of.values()].reduce((sum, n) => sum + n, 0);
      found += pairsOf(all);
      for (const n of of.values()) right += pairsOf(n);
    }
  const things = new Map<number, Map<number, number>>();
  for (let record = 0; record < truthOf.length; record++) {
    const of = things.get(truthOf[record]!) ?? new Map<number, number>();
    const source = sourceOf?.[record] ?? record;
    of.set(source, (of.get(source) ?? 0) + 1);
    things.set(truthOf[record]!, of);
  }
  let truths = 0;
  for (const of of things.values()) {
    const all = [...of.values()].reduce((sum, n) => sum + n, 0);
    truths += pairsOf(all);
    for (const n of of.values()) truths -= pairsOf(n);
  }
  return agreement(found, truths, right);
}

export interface LabelAgreement extends PairAgreement {
  readonly pairsLabelled: number;
}

/** Groups held against pairs a person looked at: only those pairs count. */
export function evaluateLabels(
  clusterOf: Int32Array,
  pairs: readonly { readonly a: number; readonly b: number; readonly same: boolean }[],
): LabelAgreement {
  let found = 0;
  let right = 0;
  let truths = 0;
  for (const { a, b, same } of pairs) {
    const together = clusterOf[a] === clusterOf[b];
    if (together) found++;
    if (same) truths++;
    if (together && same) right++;
  }
  return { ...agreement(found, truths, right), pairsLabelled: pairs.length };
}
