import type { ModelDiagnosis } from '../../../src/model/identity.ts';

type Histogram = ModelDiagnosis['histogram'];
type LabelFigures = ModelDiagnosis['labels'][number]['figures'][number];
type Labels = Pick<ModelDiagnosis['labels'][number], 'byThreshold' | 'same' | 'different'>;

/** Pairs at or above so many bits. Between two whole bits it is a part of the bin, and so a guess. */
export function pairsFrom(histogram: Histogram, bits: number): { pairs: number; exact: boolean } {
  let pairs = 0;
  let exact = true;
  for (const bin of histogram) {
    if (bin.bits >= bits) pairs += bin.pairs;
    else if (bin.bits + 1 > bits && bin.pairs > 0) {
      pairs += Math.round(bin.pairs * (bin.bits + 1 - bits));
      exact = false;
    }
  }
  return { pairs, exact };
}

/** What two thresholds would do with the pairs of the histogram. */
export function sharesOf(
  histogram: Histogram,
  { acceptBits, reviewBits }: { acceptBits: number | null; reviewBits: number },
): { join: number; ask: number; exact: boolean } {
  const above = acceptBits === null ? { pairs: 0, exact: true } : pairsFrom(histogram, acceptBits);
  const asked = pairsFrom(histogram, reviewBits);
  return {
    join: above.pairs,
    ask: Math.max(0, asked.pairs - above.pairs),
    exact: above.exact && asked.exact,
  };
}

export interface CurvePoint {
  readonly bits: number;
  readonly x: number;
  readonly y: number;
}

/** Of those of one, how many are at or above each threshold, against how many of those of two are. Highest threshold first. */
export function operatingPoints({ byThreshold, same, different }: Labels): CurvePoint[] {
  if (same === 0 || different === 0) return [];
  return byThreshold
    .toSorted((a, b) => b.bits - a.bits)
    .map((each) => ({ bits: each.bits, x: each.different / different, y: each.same / same }));
}

/** Of those at or above each threshold, how many are of one, against how many of those of one are there. */
export function precisionPoints({ byThreshold, same }: Labels): CurvePoint[] {
  if (same === 0) return [];
  return byThreshold
    .toSorted((a, b) => b.bits - a.bits)
    .filter((each) => each.same + each.different > 0)
    .map((each) => ({ bits: each.bits, x: each.same / same, y: each.same / (each.same + each.different) }));
}

/** The point whose threshold is the least at or above the one in use; null where none is. */
export function pointAt(points: readonly CurvePoint[], bits: number | null): CurvePoint | null {
  return bits === null ? null : (points.filter((each) => each.bits >= bits).at(-1) ?? null);
}

/** Numerators and denominators of precision and recall. */
export function partsOf(figures: LabelFigures) {
  return {
    precision: { n: figures.joinedSame, of: figures.joinedSame + figures.joinedDifferent },
    recall: { n: figures.joinedSame, of: figures.same },
  };
}

export interface SizeBand {
  readonly from: number;
  readonly to: number;
  readonly clusters: number;
}

/** From where larger entities are counted together. */
const bandsFrom = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1_000];

/** Entities by their rows: each size below ten, larger ones in bands as far as there are any. */
export function sizeBands(sizes: ModelDiagnosis['clusterSizes']): SizeBand[] {
  const largest = Math.max(0, ...sizes.map((each) => each.size));
  return bandsFrom.flatMap((from, at) => {
    const to = Math.min((bandsFrom[at + 1] ?? Infinity) - 1, Math.max(from, largest));
    const clusters = sizes
      .filter(({ size }) => size >= from && size <= to)
      .reduce((sum, each) => sum + each.clusters, 0);
    return clusters === 0 ? [] : [{ from, to, clusters }];
  });
}

/** Height of a column: thousands of pairs that are of two stand beside a few that are of one, so digits are compared, not numbers. */
export function columnHeight(pairs: number, most: number): number {
  return most <= 0 ? 0 : Math.log10(1 + pairs) / Math.log10(1 + most);
}
