import type { ComparisonFigures } from '../model/candidate-pairs.ts';
import type { PairFigures } from '../store/candidate-pairs.ts';

/** What the engine says of a pair, as it is shown. */
export function figuresOf(pair: PairFigures): ComparisonFigures {
  const { request, rank, score, congruentCells, cellsCompared, wholeScanCorrelation, undetermined, expectedByChance } =
    pair;
  return {
    request,
    rank,
    score,
    congruentCells,
    cellsCompared,
    wholeScanCorrelation,
    logRatio:
      pair.log10 === null
        ? null
        : { log10: pair.log10, low: pair.low ?? pair.log10, high: pair.high ?? pair.log10, cut: pair.cut ?? 'none' },
    undetermined,
    expectedByChance,
    foundAt: pair.foundAt,
  };
}
