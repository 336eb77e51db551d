/**
 * What is known of some pairs, held against what a model says of them: by threshold, by source, by form of name.
 *
 * **Source.** Numbers behind which fingerprints stand as labels nobody had to give; precision and recall as in any detection; bounds of shares as
 * Wilson 1927 has them (`stats/share-interval.ts`).
 * **Input.** A table, pairs with their bits, which pairs are known to be of one thing or of two. **Output.** Counts: numerators and
 * denominators, no shares.
 * **Limits.** People with such a number are those who were arrested: what holds of them need not hold of others.
 */
import { binomialAtLeast } from '../stats/binomial.ts';
import { wilsonInterval } from '../stats/share-interval.ts';
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

/** Of a hundred labelled pairs at the line, without the number that labels them, so many are of one where a model may join by itself at first. */
const pairShareToPropose = 0.98;
/** The same where labels would set the line. */
const pairShareToSuggest = 0.99;
/** Bits above a line whose labelled pairs speak for it: sixteen times the odds at most. Surer pairs say nothing of those at the line. */
const bandBitsMost = 4;
/** By chance labels speak so much against a line that holds in one of forty cases. */
const againstAtMost = 0.025;

export interface BorneOut {
  readonly acceptBits: number;
  /** Labelled pairs in the band that bears the line out: at it or less than `toBits`. */
  readonly labels: number;
  /** Of these, pairs of two. */
  readonly different: number;
  /** Where the band ends; null where nothing above ends it. */
  readonly toBits: number | null;
  /** The same pairs by what they are known from, in the order given. */
  readonly each: readonly { readonly labels: number; readonly different: number }[];
}

type Counted = Pick<LabelCounts, 'byThreshold'>;
/** One pair of two may be a slip of whoever labelled it: few labels of one kind speak against a line from so many on. */
const differentMin = 2;

/**
 * The least whole bit at which labelled pairs are of one thing often enough, told by those just above it and not by all above: thousands of sure
 * pairs say nothing of the few at the line. Labels of several kinds (numbers of a register, judgements of people) are counted together.
 *
 * Bits are asked from the top down. One is a line where of its own labelled pairs no less than the share asked is of one, and of the narrowest
 * band from it upwards, up to four bits, Wilson's lower bound at 95 of 100 is no less than the share. The first whose own pairs speak
 * against the share (exact binomial test, .025) ends the search, whatever lies below it, those of one kind of labels alone if two of them are of
 * two: thousands of pairs of people who were arrested say nothing of those about whom people were asked. One of which too few are labelled to say
 * does not: pairs that score more are no less of one than those of a line below. No line is a bit of which nothing is labelled, nor the lowest of
 * the scale, at which pairs were kept and not told from those below. Null where labels bear none out.
 */
export function leastBorneOut(kinds: readonly Counted[], share: number): BorneOut | null {
  const scale = kinds[0]?.byThreshold ?? [];
  const bandOf = ({ byThreshold }: Counted, at: number, to: number) => {
    const from = (place: number) => byThreshold[place] ?? { same: 0, different: 0 };
    const [same, different] = [from(at).same - from(to).same, from(at).different - from(to).different];
    return { same, different, labels: same + different };
  };
  const band = (at: number, to: number) => {
    const each = kinds.map((kind) => bandOf(kind, at, to));
    const sum = (of: 'same' | 'different' | 'labels') => each.reduce((before, kind) => before + kind[of], 0);
    return { same: sum('same'), different: sum('different'), labels: sum('labels'), each };
  };
  const speaksAgainst = ({ different, labels }: { different: number; labels: number }) =>
    binomialAtLeast(different, labels, 1 - share) < againstAtMost;
  const top = scale.length;
  let found: BorneOut | null = null;
  for (let at = top - 1; at > 0; at--) {
    const own = band(at, at + 1);
    if (own.labels === 0) continue;
    const alone = own.each.some((kind) => kind.different >= differentMin && speaksAgainst(kind));
    if (alone || (own.same < share * own.labels && speaksAgainst(own))) return found;
    if (own.same < share * own.labels) continue;
    const ends = Array.from({ length: bandBitsMost }, (_, more) => Math.min(top, at + 1 + more));
    const end = ends.find((to) => {
      const { same, labels } = band(at, to);
      return wilsonInterval(same, labels).low >= share;
    });
    if (end === undefined) continue;
    const { labels, different, each } = band(at, end);
    found = {
      acceptBits: scale[at]!.bits,
      labels,
      different,
      toBits: scale[end]?.bits ?? null,
      each: each.map((kind) => ({ labels: kind.labels, different: kind.different })),
    };
  }
  return found;
}

/**
 * The threshold to propose first: the usual one, or the least above it that labels bear out. Never below what was labelled. Null where they bear
 * none out: then people decide.
 */
export function thresholdToPropose(kinds: readonly Counted[], usualBits: number): number | null {
  const least = leastBorneOut(kinds, pairShareToPropose);
  return least === null ? null : Math.max(usualBits, least.acceptBits);
}

/** The line labels would set: the least at which 99 of 100 labelled pairs just above it are of one thing; null where they bear none out. */
export function suggestThreshold(kinds: readonly Counted[]): BorneOut | null {
  return leastBorneOut(kinds, pairShareToSuggest);
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
