import type { GuessedColumn, PairEvidence } from './guess-layout.ts';

/** Scores so near that chance decides between them. */
const closeBy = 1;
/** Without a header that says anything the values alone must decide, and few of them do. */
const closeByValues = 2.5;

/**
 * For each column that was given a field, another that may as well have it: either the two exchanged would fit nearly as
 * well, or the other was left out and fits the field nearly as well. Null where none comes near. `chosen` is the field's
 * index of each column, or -1.
 */
export function rivalsOf(
  evidence: readonly (readonly PairEvidence[])[],
  chosen: readonly number[],
  columns: readonly GuessedColumn[],
): (number | null)[] {
  const plausible = ({ score, values, against }: PairEvidence) => score > 0 && values > -1 && against === 0;
  return chosen.map((field, at) => {
    if (field < 0) return null;
    const own = evidence[at]![field]!;
    let best: { at: number; loss: number } | null = null;
    for (const [other, its] of chosen.entries()) {
      if (other === at || columns[other]!.fits.column.filled === 0) continue;
      const taken = evidence[other]![field]!;
      // A second of the same is named so: it is no rival of the first.
      if (!plausible(taken) || columns[other]!.words.again !== columns[at]!.words.again) continue;
      let loss = own.score - taken.score;
      if (its >= 0) {
        const given = evidence[at]![its]!;
        if (!plausible(given)) continue;
        loss += evidence[other]![its]!.score - given.score;
      }
      const near = columns[at]!.unnamed && columns[other]!.unnamed ? closeByValues : closeBy;
      if (loss <= near && (best === null || loss < best.loss)) best = { at: other, loss };
    }
    return best?.at ?? null;
  });
}
