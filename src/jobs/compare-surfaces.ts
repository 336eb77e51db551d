import { Failure } from '../model/errors.ts';
import type { ComparedExhibit, ComparedSurfaces, ScanVersion } from '../model/surface-comparison.ts';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { likelihoodRatio, readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import type { ComparedFiles } from './compare-files.ts';
import { RecentAnswers } from './recent-answers.ts';
import { calibrationPath, scanPath } from './scan-files.ts';
import { inSurfaceThread } from './surface-thread.ts';

/** Of some hundred bytes for each cell. */
const keptMost = 500;
const kept = new RecentAnswers<ComparedFiles>(keptMost);

/** The preparation of an exhibit that is looked at, where it is ready. */
export function readyScan({ scan, scans }: ComparedExhibit): (ScanVersion & { surfaceSha256: string }) | null {
  const found = scans.find((each) => each.scan === scan);
  return found?.state === 'PREPARED' && found.surfaceSha256 !== null
    ? { ...found, surfaceSha256: found.surfaceSha256 }
    : null;
}

/**
 * What the engine says of two exhibits' surfaces, and by the calibration set where there is one; null where one is not ready. Computed in a thread of its
 * own, once for a version of the engine and two surfaces.
 */
export async function compareSurfaces(
  dataDir: string,
  exhibits: readonly [ComparedExhibit, ComparedExhibit],
): Promise<ComparedSurfaces | null> {
  const [first, second] = exhibits.map(readyScan);
  if (first == null || second == null) return null;
  const { compared, drawn } = await kept.get(
    `${dataDir} ${fastMethod} ${first.surfaceSha256} ${second.surfaceSha256}`,
    async () => {
      const answer = await inSurfaceThread({
        what: 'compare',
        first: scanPath(dataDir, first.surfaceSha256),
        second: scanPath(dataDir, second.surfaceSha256),
      });
      if (answer.what !== 'compared') throw new Error(`A thread asked to compare answered with ${answer.what}.`);
      return answer.compared;
    },
  );
  const { mode: _, ...told } = compared;
  return {
    ...told,
    ...drawn,
    cells: [...drawn.cells],
    logLikelihoodRatio: likelihoodRatio(compared, await calibrationSet(dataDir), [
      exhibits[0].sureClass,
      exhibits[1].sureClass,
    ]),
  };
}

async function calibrationSet(dataDir: string): Promise<CalibrationSet | null> {
  return readCalibrationSet(calibrationPath(dataDir)).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'file.missing') return null;
    throw error;
  });
}
