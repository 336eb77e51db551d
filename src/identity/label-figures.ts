/**
 * What is known of some pairs, held against what a model says of them: by threshold, by source, by form of name.
 *
 * **Source.** Numbers behind which fingerprints stand as labels nobody had to give; precision and recall as in any detection.
 * **Input.** A table, pairs with their bits, which pairs are known to be of one thing or of two. **Output.** Counts: numerators and
 * denominators, no shares.
 * **Limits.** People with such a number are those who were arrested: what holds of them need not hold of others.
 */
import type { EncodedTable } from './encoded-table.ts';

export interface LabelledPair {
  readonly a: number;
  readonly b: number;
  /** Without what the label itself says; −Infinity where the pair was never compared. */
  readonly bits: number;
  readonly same: boolean;
}

export interface LabelCounts {
  /** Labelled pairs in all, also those never compared. */
  readonly same: number;
  readonly different: number;
  readonly byThreshold: readonly AtThreshold[];
  readonly figures: readonly LabelFigure[];
}

export interface LabelFigure {
  readonly by: string;
  readonly same: number;
  readonly different: number;
  readonly joinedSame: number;
  readonly joinedDifferent: number;
  readonly byThreshold: readonly AtThreshold[];
}

export interface AtThreshold {
  readonly bits: number;
  readonly same: number;
  readonly different: number;
}

export interface LabelOrder {
  readonly pairs: readonly LabelledPair[];
  /** In all, where `pairs` leaves out such as were never compared. */
  readonly differentInAll: number;
  readonly acceptBits: number;
  /** Sources and forms a record belongs to. */
  readonly groupsOf: (record: number) => readonly string[];
}

const thresholdLeast = -8;
const thresholdMost = 20;

export function labelFigures({ pairs, differentInAll, acceptBits, groupsOf }: LabelOrder): LabelCounts {
  const groups = new Map<string, LabelledPair[]>();
  for (const pair of pairs)
    for (const by of new Set([...groupsOf(pair.a), ...groupsOf(pair.b)])) {
      const of = groups.get(by);
      if (of) of.push(pair);
      else groups.set(by, [pair]);
    }
  const countsOf = (by: string, of: readonly LabelledPair[]): LabelFigure => {
    const same = of.filter((pair) => pair.same).length;
    return { by, same, different: of.length - same, joinedSame: 0, joinedDifferent: 0, byThreshold: atThresholds(of) };
  };
  const all = countsOf('all', pairs);
  return {
    same: all.same,
    different: differentInAll,
    byThreshold: all.byThreshold,
    figures: figuresAt(
      [all, ...[...groups].map(([by, of]) => countsOf(by, of)).sort((x, y) => (x.by < y.by ? -1 : 1))],
      acceptBits,
    ),
  };
}

/** The figures at another threshold: at the next whole bit, where it is none. */
export function figuresAt(figures: readonly LabelFigure[], acceptBits: number): LabelFigure[] {
  return figures.map((figure) => {
    const at = figure.byThreshold.find(({ bits }) => bits >= acceptBits);
    return { ...figure, joinedSame: at?.same ?? 0, joinedDifferent: at?.different ?? 0 };
  });
}

function atThresholds(pairs: readonly LabelledPair[]): AtThreshold[] {
  const found = [];
  for (let bits = thresholdLeast; bits <= thresholdMost; bits++) {
    const above = pairs.filter((pair) => pair.bits >= bits);
    const same = above.filter((pair) => pair.same).length;
    found.push({ bits, same, different: above.length - same });
  }
  return found;
}

/**
 * The threshold to propose first: the usual one, or the least above it at which labelled pairs, taken one by one, are of one thing often
 * enough. Groups are stricter than pairs. Null where labels are too few to say: then people decide.
 */
export function thresholdToPropose(counts: Pick<LabelCounts, 'byThreshold'>, usualBits: number): number | null {
  const enough = counts.byThreshold.find(
    ({ bits, same, different }) =>
      bits >= usualBits && same + different >= labelsLeast && same >= pairPrecisionAsked * (same + different),
  );
  return enough?.bits ?? null;
}

/** Of a hundred labelled pairs at the threshold, without the number that labels them, two may be of two. */
const pairPrecisionAsked = 0.98;

/** Fewer labelled pairs than this say nothing of one in a hundred. */
const labelsLeast = 200;
const precisionAsked = 0.99;

/** The least threshold above which 99 of 100 labelled pairs are of one thing; null where labels are too few to say. */
export function suggestThreshold(counts: LabelCounts): { readonly acceptBits: number; readonly labels: number } | null {
  for (const { bits, same, different } of counts.byThreshold)
    if (same + different >= labelsLeast && same >= precisionAsked * (same + different))
      return { acceptBits: bits, labels: same + different };
  return null;
}

/** What a family name looks like, said without saying whose it is: forms in which records are kept differently well. */
export function nameFormsOf(table: EncodedTable): (record: number) => string[] {
  const family = table.fields.find(({ type }) => type === 'family-name');
  if (!family) return () => [];
  const { values, valueOf, counts, filled } = family;
  const often = Math.max(2, filled / 1000);
  return (record) => {
    const value = valueOf[record]!;
    if (value === 0) return ['family name missing'];
    const name = values.text(value);
    const forms = [(counts[value] ?? 1) >= often ? 'frequent family name' : 'rare family name'];
    if (name.includes(' ') || name.includes('-')) forms.push('two family names');
    if (name.length <= 3) forms.push('family name of three letters or fewer');
    return forms;
  };
}
