/**
 * What stands in the place of m where what was learnt cannot be: records of one thing do not agree less often than chance has it.
 *
 * **Source.** Ours; m above u of equal values is what makes agreement evidence (Fellegi and Sunter 1969, eq. 10).
 * **Input.** m and u of each field, its levels. **Output.** m to use, and which fields had to be changed.
 * **Limits.** A field of which nearly all rows say the same tells nothing, and may be learnt to tell a little less: it is left as it is. A field
 * written in two ways in two files agrees never: what is usual then speaks against pairs of one thing, and whoever reads the caution mends the file.
 */
import type { Caution } from './caution.ts';
import { meansOneText, type Level } from './comparison.ts';
import { mEqualUsual } from './estimate-weights.ts';

/**
 * Slips may be more frequent than what they are slips of (long addresses), and weigh more where chance hardly makes slips. Where they are over four
 * times as frequent, and weigh over twice as much, what was learnt is how two files differ, or none of the pairs that are equal were heard.
 */
const slipsForEqual = 4;
const slipOverEqual = 2;

/** Whether records of one thing were learnt to be equal less often than others are, or slips to say more than what they are slips of. */
export function isOdd(m: Float64Array, u: Float64Array, levels: readonly Level[]): boolean {
  // Where nearly all say the same, what is usual would be less than chance.
  if (u[0]! >= mEqualUsual) return false;
  const weight = m[0]! / u[0]!;
  return (
    weight < 1 ||
    levels.some(
      (level, at) =>
        at > 0 && meansOneText(level) && m[at]! > slipsForEqual * m[0]! && m[at]! / u[at]! > slipOverEqual * weight,
    )
  );
}

/** Equal values as often as is usual, the other levels in the shares they were learnt in. */
export function asUsual(m: Float64Array): Float64Array {
  const others = m.reduce((sum, share, level) => (level === 0 ? sum : sum + share), 0);
  return m.map((share, level) => (level === 0 ? mEqualUsual : ((1 - mEqualUsual) * share) / others));
}

export const oddWeights = (field: string): Caution => ({
  code: 'equal-speaks-against',
  field,
  message: `Of ${field} it was learnt that two records of one thing are equal less often than two others, or less than slips of it say: what is usual is used in its place. See whether it is written in one way in all files, and whether most records are of things of their own.`,
});
