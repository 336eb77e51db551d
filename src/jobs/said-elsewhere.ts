import type { FieldAcross, ValueOfSide } from '../identity/across-sides.ts';
import type { ExplanationStep } from '../identity/explain-pair.ts';
import type { PairElsewhere } from '../model/pair-evidence.ts';

const valuesShown = 3;

/**
 * Fields in which other rows of the two sides say something else than the two rows, or where one of these says nothing: as those rows are read
 * by whoever asks, since nothing of what an excerpt leaves out is in it.
 */
export function saidElsewhere(
  across: readonly FieldAcross[],
  steps: readonly Pick<ExplanationStep, 'field' | 'a' | 'b'>[],
): PairElsewhere[] {
  return across.flatMap(({ field, a, b, nearest, against }) => {
    const own = steps.find((step) => step.field === field);
    const [left, right] = [others(a, own?.a), others(b, own?.b)];
    return left.values.length + right.values.length === 0 ? [] : [{ field, a: left, b: right, nearest, against }];
  });
}

function others(said: readonly ValueOfSide[], own: string | undefined): PairElsewhere['a'] {
  const rest = said.filter(({ value }) => value !== own);
  return {
    values: rest.slice(0, valuesShown).map((each) => ({ ...each })),
    more: Math.max(0, rest.length - valuesShown),
  };
}
