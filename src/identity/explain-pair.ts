/**
 * Why two records are held for one thing or not: the bits of each field, from the chance of any two records to the sum.
 *
 * **Source.** The waterfall of weights as in Splink (Linacre et al., IJPDS 7:3, 2022).
 * **Input.** Two records of a table, its comparisons, a model. **Output.** Steps in the order they are counted; they add up to the score.
 * **Limits.** It explains the pair alone: a group may hold together two records that do not by themselves.
 */
import type { EncodedTable } from './encoded-table.ts';
import type { RecordComparison } from './open-comparisons.ts';
import type { PairScorer } from './pair-scorer.ts';

export interface PairExplanation {
  readonly priorBits: number;
  readonly steps: readonly ExplanationStep[];
  readonly bits: number;
  /** Probability that the two are of the same thing, by the model. */
  readonly probability: number;
}

export interface ExplanationStep {
  readonly field: string;
  readonly a: string;
  readonly b: string;
  readonly level: string;
  readonly description: string;
  readonly bits: number;
  /** Of the bits, those that the rarity of the value adds or takes. */
  readonly rarityBits: number;
  /** Of the bits, those taken because what is alike weighs no more than the same value on both sides would. */
  readonly boundBits: number;
  /** The field whose agreement explains part of this one's, where one does. */
  readonly explainedBy: string | null;
}

/** Of two serial numbers worn in other places. */
const tooWorn = { description: 'too few characters can be read on both sides' };

export function explainPair(
  table: EncodedTable,
  comparison: RecordComparison,
  scorer: PairScorer,
  a: number,
  b: number,
): PairExplanation {
  const steps = scorer.steps(a, b).map(({ field, level, bits, rarity, bound, explainedBy }) => {
    const { name, type, values, valueOf } = table.fields[field]!;
    const said = level === 0 ? null : comparison.fields[field]!.levels[level - 1]!;
    const isTooWorn = level === 0 && type === 'firearm-serial' && valueOf[a] !== 0 && valueOf[b] !== 0;
    return {
      field: name,
      a: values.text(valueOf[a]!),
      b: values.text(valueOf[b]!),
      level: said?.name ?? 'missing',
      description: isTooWorn ? tooWorn.description : (said?.description ?? 'one of them says nothing'),
      bits,
      rarityBits: rarity,
      boundBits: bound,
      explainedBy: explainedBy === null ? null : table.fields[explainedBy]!.name,
    };
  });
  const bits = steps.reduce((sum, step) => sum + step.bits, scorer.priorBits);
  return { priorBits: scorer.priorBits, steps, bits, probability: 1 / (1 + 2 ** -bits) };
}
