/**
 * How often two records of different things agree at each level of each comparison (u).
 *
 * **Source.** Fellegi and Sunter (1969), eq. 4; equal values in closed form, Σ n(n−1) ÷ N(N−1), the other levels from pairs drawn at
 * random.
 * **Input.** Records, comparisons, random numbers. **Output.** u of each level of each field, among pairs where both sides say something.
 * **Limits.** Pairs of the same thing are among those drawn: `withoutSame` takes them out once their share is known.
 */
import type { Comparison } from './comparison.ts';
import type { EncodedField, EncodedTable } from './encoded-table.ts';
import type { RecordComparison } from './open-comparisons.ts';

const chancePairs = 120_000;

export function chanceAgreement(
  table: EncodedTable,
  comparison: RecordComparison,
  random: () => number,
  pairs = chancePairs,
): Float64Array[] {
  const counts = comparison.fields.map(({ levels }) => new Float64Array(levels.length));
  const { records } = table;
  for (let pair = 0; pair < pairs; pair++) {
    const a = Math.floor(random() * records);
    const b = Math.floor(random() * records);
    if (a === b) continue;
    for (let field = 0; field < counts.length; field++) {
      const level = comparison.level(field, a, b);
      if (level > 0) counts[field]![level - 1]!++;
    }
  }
  return counts.map((levels, place) => {
    const equal = equalByChance(table.fields[place]!, comparison.fields[place]!);
    const others = levels.reduce((sum, count) => sum + count, 0) - levels[0]!;
    // Half a pair for each level in thought: one never drawn is rare, and not impossible.
    const thought = 0.5;
    const sum = others + thought * (levels.length - 1);
    return levels.map((count, level) => (level === 0 ? equal : ((count + thought) / sum) * (1 - equal)));
  });
}

/** Share of the pairs that both say something and say the same, where that is the first level. */
function equalByChance({ counts, filled }: EncodedField, { same }: Comparison): number {
  let equal = 0;
  for (let value = 1; value < counts.length; value++)
    if (counts[value]! > 1 && (same === undefined || same(value) === 1)) equal += counts[value]! * (counts[value]! - 1);
  const pairs = filled * (filled - 1);
  return pairs === 0 ? 0.5 : Math.min(0.999, Math.max(equal, 1) / pairs);
}

/**
 * u without the pairs of the same thing, of which there is a share `prior` that agrees as m says. Where a block of the field told which share of
 * the pairs that agree in it is of the same thing (`sameOfEqual`), u of equal values is the rest of them: where nearly all are, the difference of
 * two nearly equal numbers says nothing, and of rows that bear a number more are of one thing than of all.
 */
export function withoutSame(u: Float64Array, m: Float64Array, prior: number, sameOfEqual: number | null): Float64Array {
  const left = u.map((share, level) => {
    const rest = level === 0 && sameOfEqual !== null ? share * (1 - sameOfEqual) : share - prior * m[level]!;
    return Math.max(rest, share * leastLeft) / (1 - prior);
  });
  const sum = left.reduce((before, each) => before + each, 0);
  return left.map((share) => share / sum);
}

const leastLeft = 0.02;
