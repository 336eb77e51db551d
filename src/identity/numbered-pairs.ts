/**
 * Pairs of rows that both bear a number of a register of which everybody has one: labels nobody had to give.
 *
 * **Source.** Numbers behind which fingerprints stand, as in the validation of linked court records (docs/references.md).
 * **Input.** A table with an `authoritative` field, the pairs scored. **Output.** Pairs that bear one number or two, with their bits but those of
 * the number, and how many numbers were shared by several
 * people; null where no field is authoritative.
 * **Limits.** A number three people share is not told from one person of three names: it is dropped from the fourth on.
 */
import { isPlaceholderIdentifier } from '../model/values/identifier.ts';
import { isOther } from './comparison.ts';
import { distinctRows } from './distinct-rows.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { LabelledPair } from './label-figures.ts';
import type { RecordComparison } from './open-comparisons.ts';
import type { PairScorer } from './pair-scorer.ts';
import type { ScoredPairs } from './score-pairs.ts';
import { isShared } from './shared-numbers.ts';

export interface NumberedPairs {
  readonly pairs: LabelledPair[];
  /** Pairs of two numbers in all, also those never compared. */
  readonly differentInAll: number;
  /** Numbers under which more people stand than a person has names or birth dates, and the rows that bear them. */
  readonly sharedNumbers: number;
  readonly sharedRows: number;
}

/** Pairs of one number that are heard at most, those of some twenty rows: else one person of many rows, or one number of many, would speak for all. */
const pairsOfNumberMax = 200;

export function numberedPairs(
  table: EncodedTable,
  links: Pick<ScoredPairs, 'a' | 'b' | 'bits'>,
  { comparison, scorer }: { readonly comparison: RecordComparison; readonly scorer: PairScorer },
): NumberedPairs | null {
  const register = table.fields.findIndex(({ authoritative }) => authoritative);
  if (register < 0) return null;
  const { valueOf, values } = table.fields[register]!;
  // Rows that say the same are one row: comparing them with each other would say nothing.
  const rowsOf = Map.groupBy(
    distinctRows(table)
      .firstOf.toSorted()
      .filter((record) => valueOf[record] !== 0),
    (record) => valueOf[record]!,
  );
  let [sharedNumbers, sharedRows] = [0, 0];
  for (const [number, rows] of rowsOf) {
    if (isPlaceholderIdentifier(values.text(number))) rowsOf.delete(number);
    else if (isShared(rows, table, comparison)) {
      rowsOf.delete(number);
      sharedNumbers++;
      sharedRows += rows.length;
    }
  }
  const { levels } = comparison.fields[register]!;
  const withoutNumber = (a: number, b: number, bits: number) =>
    bits - scorer.steps(a, b).find(({ field }) => field === register)!.bits;
  const pairs: LabelledPair[] = [];
  const bitsOfSame = new Map<number, number>();
  for (let at = 0; at < links.bits.length; at++) {
    const [a, b] = [Math.min(links.a[at]!, links.b[at]!), Math.max(links.a[at]!, links.b[at]!)];
    const [x, y] = [valueOf[a]!, valueOf[b]!];
    if (!rowsOf.has(x) || !rowsOf.has(y)) continue;
    if (x === y) bitsOfSame.set(a * table.records + b, links.bits[at]!);
    // A number some slips of a key from another is no label of either.
    else if (isOther(levels[comparison.level(register, a, b) - 1]!))
      pairs.push({ a, b, bits: withoutNumber(a, b, links.bits[at]!), same: false });
  }
  let [rowsInAll, together] = [0, 0];
  for (const rows of rowsOf.values()) {
    rowsInAll += rows.length;
    together += pairsAmong(rows.length);
    for (const [a, b] of somePairs(rows)) {
      const bits = bitsOfSame.get(a * table.records + b);
      pairs.push({ a, b, bits: bits === undefined ? -Infinity : withoutNumber(a, b, bits), same: true });
    }
  }
  return { pairs, differentInAll: pairsAmong(rowsInAll) - together, sharedNumbers, sharedRows };
}

const pairsAmong = (rows: number) => (rows * (rows - 1)) / 2;

/** All pairs of some rows, or as many as are heard, taken at even steps through all. */
function* somePairs(rows: readonly number[]): Generator<readonly [number, number]> {
  const all = pairsAmong(rows.length);
  const heard = Math.min(all, pairsOfNumberMax);
  for (let step = 0; step < heard; step++) {
    const place = Math.floor((step * all) / heard);
    // Pairs counted 1-0, 2-0, 2-1, 3-0, …
    const later = Math.floor((1 + Math.sqrt(1 + 8 * place)) / 2);
    yield [rows[place - pairsAmong(later)]!, rows[later]!];
  }
}
