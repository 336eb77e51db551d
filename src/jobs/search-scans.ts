import { basename } from 'node:path';
import { chanceCandidates, likelihoodRatio, type CalibrationSet, type LikelihoodRatio } from './calibration-set.ts';
import { createScanComparer, loadExhibit } from './compare-scans.ts';
import { comparedPair, loadCollection, type ComparedPair, type UnreadScan } from './scan-matrix.ts';

export interface ScanCandidate extends Omit<ComparedPair, 'a' | 'b'> {
  readonly file: string;
  readonly rank: number;
  readonly logLikelihoodRatio: LikelihoodRatio;
  /** If all that were compared were of other firearms, how many would be as alike or more; null without a calibration set that holds. */
  readonly expectedByChance: number | null;
}

export interface ScanSearch {
  readonly query: string;
  /** Scans the query was compared with. */
  readonly compared: number;
  /** The likeliest first; those of whom nothing can be said last. */
  readonly candidates: readonly ScanCandidate[];
  readonly unread: readonly UnreadScan[];
  readonly seconds: number;
}

/** Compares a scan with every other of a folder: the likeliest, as candidates for a person to look at. */
export async function searchScans(
  queryFile: string,
  folder: string,
  { top, calibration }: { readonly top: number; readonly calibration: CalibrationSet | null },
  progress: (done: number, of: number) => void,
): Promise<ScanSearch> {
  const began = performance.now();
  const query = await loadExhibit(queryFile);
  const { exhibits, unread } = await loadCollection(folder, progress);
  const compare = createScanComparer();
  // The query itself, where it lies in the folder, is no candidate.
  const others = exhibits.filter(({ sha256 }) => sha256 !== query.sha256);
  const ranked = others
    .map((other) => comparedPair(query, other, compare))
    .sort(
      (p, q) =>
        (q.score ?? -1) - (p.score ?? -1) ||
        (q.wholeScanCorrelation ?? -1) - (p.wholeScanCorrelation ?? -1) ||
        (p.b < q.b ? -1 : 1),
    );
  return {
    query: basename(queryFile),
    compared: others.length,
    candidates: ranked.slice(0, top).map(({ a: _a, b, ...pair }, at) => {
      const logLikelihoodRatio = likelihoodRatio({ ...pair, mode: 'fast' }, calibration);
      const holds = calibration !== null && logLikelihoodRatio.kind === 'determined';
      const expectedByChance = holds ? chanceCandidates(pair, calibration, others.length) : null;
      return { rank: at + 1, file: b, ...pair, logLikelihoodRatio, expectedByChance };
    }),
    unread,
    seconds: Number(((performance.now() - began) / 1000).toFixed(3)),
  };
}
