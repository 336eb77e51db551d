/**
 * What a statistician looks at before believing an answer: how full the fields are, what was learnt from what, how weights are spread, how
 * large the groups are, which records say too little to be joined to anything.
 *
 * **Source.** The charts of Splink (Linacre et al., IJPDS 7:3, 2022): completeness, unlinkables, m and u, iterations, weights; precision and
 * recall by threshold as in any detection.
 * **Input.** A table and its answer, and a truth where there is one. **Output.** Counts and shares, ready to be drawn.
 * **Limits.** The histogram holds pairs that were kept; those under the least bits kept are only counted among the pairs compared.
 */
import type { Deduped } from './dedupe-table.ts';
import type { EncodedTable } from './encoded-table.ts';

export interface Diagnosis {
  /** Of each field the share of records that say something, and how many distinct values there are. */
  readonly completeness: readonly { readonly field: string; readonly filled: number; readonly values: number }[];
  readonly sessions: readonly {
    readonly block: string;
    readonly pairs: number;
    readonly pairsSame: number;
    readonly prior: number;
    readonly logLikelihoods: readonly number[];
  }[];
  /** Pairs kept by whole bits of their score: from `bits` up to the next. With a truth, how many are of one thing. */
  readonly histogram: readonly { readonly bits: number; readonly pairs: number; readonly same: number | null }[];
  /** By threshold: what would be right among pairs of at least so many bits. Empty without a truth. */
  readonly byThreshold: readonly {
    readonly bits: number;
    readonly precision: number;
    readonly recall: number;
  }[];
  /** How many groups have so many records. */
  readonly clusterSizes: readonly { readonly size: number; readonly clusters: number }[];
  /** Records whose own words would not be enough to know them again: identical to another they would still not be joined. */
  readonly unlinkable: number;
  /** The same of the records of each source, and of each form of family name. */
  readonly groups: readonly GroupFigures[];
}

export interface GroupFigures {
  readonly by: string;
  readonly records: number;
  /** Of each field the records that say something. */
  readonly filled: readonly number[];
  readonly unlinkable: number;
}

/** `groupsOf`: sources and forms of name a record belongs to. */
export function diagnose(
  table: EncodedTable,
  deduped: Deduped,
  truthOf: Int32Array | null,
  groupsOf: (record: number) => readonly string[] = () => [],
): Diagnosis {
  const { links, clusterOf, sessions } = deduped;
  const byBits = new Map<number, { pairs: number; same: number }>();
  for (let pair = 0; pair < links.bits.length; pair++) {
    const bits = Math.floor(links.bits[pair]!);
    const of = byBits.get(bits) ?? { pairs: 0, same: 0 };
    of.pairs++;
    if (truthOf && truthOf[links.a[pair]!] === truthOf[links.b[pair]!]) of.same++;
    byBits.set(bits, of);
  }
  const unlinkable = deduped.findUnlinkable();
  const histogram = [...byBits].sort(([x], [y]) => x - y);
  const sizes = new Map<number, number>();
  for (const members of countsOf(clusterOf)) sizes.set(members, (sizes.get(members) ?? 0) + 1);
  return {
    completeness: table.fields.map(({ name, filled, values }) => ({
      field: name,
      filled: filled / table.records,
      values: values.size - 1,
    })),
    sessions: sessions.map(({ block, pairs, pairsSame, prior, logLikelihoods }) => ({
      block,
      pairs,
      pairsSame,
      prior,
      logLikelihoods,
    })),
    histogram: histogram.map(([bits, { pairs, same }]) => ({ bits, pairs, same: truthOf ? same : null })),
    byThreshold: truthOf ? thresholds(histogram, truePairs(truthOf, table)) : [],
    clusterSizes: [...sizes].sort(([x], [y]) => x - y).map(([size, clusters]) => ({ size, clusters })),
    unlinkable: unlinkable.reduce((sum, each) => sum + each, 0),
    groups: groupFigures(table, unlinkable, groupsOf),
  };
}

function groupFigures(
  { records, fields }: EncodedTable,
  unlinkable: Uint8Array,
  groupsOf: (record: number) => readonly string[],
): GroupFigures[] {
  const groups = new Map<string, { by: string; records: number; filled: number[]; unlinkable: number }>();
  for (let record = 0; record < records; record++)
    for (const by of groupsOf(record)) {
      const of = groups.get(by) ?? { by, records: 0, filled: fields.map(() => 0), unlinkable: 0 };
      groups.set(by, of);
      of.records++;
      of.unlinkable += unlinkable[record]!;
      fields.forEach(({ valueOf }, field) => {
        if (valueOf[record] !== 0) of.filled[field]!++;
      });
    }
  return [...groups.values()].sort((x, y) => (x.by < y.by ? -1 : 1));
}

function thresholds(
  histogram: readonly (readonly [bits: number, of: { readonly pairs: number; readonly same: number }])[],
  all: number,
): Diagnosis['byThreshold'] {
  let [pairs, same] = [0, 0];
  return histogram
    .toReversed()
    .map(([bits, of]) => {
      pairs += of.pairs;
      same += of.same;
      return { bits, precision: same / pairs, recall: all === 0 ? 1 : same / all };
    })
    .reverse();
}

/** Pairs of the same thing among those that may be compared. */
function truePairs(truthOf: Int32Array, { linkOnly, sourceOf }: EncodedTable): number {
  const half = (n: number) => (n * (n - 1)) / 2;
  const sum = (counts: Iterable<number>) => [...counts].reduce((all, n) => all + half(n), 0);
  const within = linkOnly
    ? sum(countsOf(Float64Array.from(truthOf, (thing, record) => thing * 256 + sourceOf[record]!)))
    : 0;
  return sum(countsOf(truthOf)) - within;
}

function countsOf(numbers: Int32Array | Float64Array): number[] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts.values()];
}
