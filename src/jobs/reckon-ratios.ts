import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { Failure } from '../model/errors.ts';
import { sureClass, unknownClass, type KnownClass } from '../model/firearm-class.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findExhibits } from '../store/exhibits.ts';
import { saveRatios, takeStaleSearch, type KeptCounts, type ReckonedRatio } from '../store/kept-ratios.ts';
import { chanceCandidates, likelihoodRatio, readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import type { ScanWork } from './prepare-exhibit-scan.ts';
import { calibrationPath } from './scan-files.ts';

/**
 * Reckons the ratios of one search anew by the calibration set in force and by what is sure of the exhibits' classes now; false where all are.
 * Classes are corrected and sets replaced after a search ended, and a ratio of another class would be a wrong answer that looks right.
 */
export async function reckonRatios(database: Database, { agencyId, dataDir, onNews }: ScanWork): Promise<boolean> {
  let held: HeldSet;
  try {
    held = await setInForce(calibrationPath(dataDir));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    onNews('the calibration set cannot be read: ratios stay as they are', { err: error });
    return false;
  }
  return inTransaction(database.pool('import'), async (client) => {
    const search = await takeStaleSearch(client, agencyId, held.sha256);
    if (search === null) return false;
    const exhibits = await findExhibits(client, agencyId, [
      ...new Set([search.exhibit, ...search.candidates.map(({ exhibit }) => exhibit)]),
    ]);
    const classes = new Map(exhibits.map((each) => [each.exhibit, sureClass(each)]));
    const classOf = (exhibit: number) => classes.get(exhibit) ?? unknownClass;
    await saveRatios(client, agencyId, {
      request: search.request,
      sha256: held.sha256,
      calibration: held.set?.class ?? null,
      ratios: search.candidates.map((each) =>
        // Counts of another version are none that a set of this one speaks of.
        reckoned(each, search.engine === fastMethod ? held.set : null, {
          compared: search.compared,
          classes: [classOf(search.exhibit), classOf(each.exhibit)],
        }),
      ),
    });
    return true;
  });
}

function reckoned(
  counts: KeptCounts,
  set: CalibrationSet | null,
  { compared, classes }: { readonly compared: number; readonly classes: readonly [KnownClass, KnownClass] },
): ReckonedRatio {
  const ratio = likelihoodRatio({ ...counts, mode: 'fast' }, set, classes);
  const determined = ratio.kind === 'determined' ? ratio : null;
  return {
    rank: counts.rank,
    logRatio: determined?.log10 ?? null,
    logRatioLow: determined?.low ?? null,
    logRatioHigh: determined?.high ?? null,
    ratioCut: determined?.cut ?? null,
    undetermined: ratio.kind === 'undetermined' ? ratio.code : null,
    expectedByChance: determined === null || set === null ? null : chanceCandidates(counts, set, compared),
  };
}

interface HeldSet {
  readonly sha256: string;
  readonly set: CalibrationSet | null;
}

let last: (HeldSet & { readonly path: string; readonly stamp: string }) | null = null;

/** The set of a data directory, read again where its file is another. */
async function setInForce(path: string): Promise<HeldSet> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  if (found === null) return { sha256: 'none', set: null };
  const stamp = `${found.ino} ${found.size} ${found.mtimeNs}`;
  if (last?.path === path && last.stamp === stamp) return last;
  const set = await readCalibrationSet(path);
  last = {
    path,
    stamp,
    set,
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  };
  return last;
}
