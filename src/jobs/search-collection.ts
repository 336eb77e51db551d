import { existsSync } from 'node:fs';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { Failure } from '../model/errors.ts';
import { cleanCharacteristic, sureClass } from '../model/firearm-class.ts';
import { inTransaction, type Database } from '../store/database.ts';
import {
  saveCorrelation,
  saveCorrelationProgress,
  saveFailedCorrelation,
  takeCorrelation,
  type FoundCandidate,
  type StoredCorrelation,
} from '../store/correlation-requests.ts';
import { findScan, findSearchedScans, type SearchedScan } from '../store/exhibit-scans.ts';
import { findExhibits } from '../store/exhibits.ts';
import { readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import { collectionFolder, isDamage, remakeCollection } from './collect-scans.ts';
import { loadExhibit } from './compare-scans.ts';
import { brokeOff, leaseSeconds, triesMost, type ScanWork } from './prepare-exhibit-scan.ts';
import { calibrationPath, scanPath } from './scan-files.ts';
import { openScanIndex } from './scan-index.ts';
import { searchScanIndex, type ScanCandidate } from './search-scans.ts';
import { settleExhibits } from './settle-exhibits.ts';
import { takeStep } from './step-exhibit.ts';

const toldMilliseconds = 500;
const program = 'flashlight';

/** Runs the oldest search that waits; false where none does. */
export async function searchNext(database: Database, work: ScanWork): Promise<boolean> {
  const { agencyId, worker, onNews } = work;
  const pool = database.pool('import');
  const asked = await inTransaction(pool, (client) =>
    takeCorrelation(client, agencyId, { worker, seconds: leaseSeconds }),
  );
  if (asked === null) return false;
  const fail = (failure: { code: string; message: string }) =>
    inTransaction(pool, (client) =>
      saveFailedCorrelation(client, agencyId, { request: asked.request, worker }, failure),
    );
  try {
    await search(database, work, asked);
  } catch (error) {
    if (error instanceof Taken) onNews('a search was taken over by another worker', { request: asked.request });
    else if (error instanceof Failure && error.code === 'scan.calibration')
      await fail({ code: error.code, message: error.message });
    else {
      onNews('a search broke off, which is tried again', { request: asked.request, err: error });
      if (isDamage(error)) await remakeCollection(database, work, error);
      if (asked.tries >= triesMost) await fail(brokeOff);
    }
  }
  return true;
}

/** Another worker took the search while this one said nothing. */
class Taken extends Error {}

async function search(database: Database, work: ScanWork, asked: StoredCorrelation): Promise<void> {
  const { agencyId, dataDir, worker } = work;
  const pool = database.pool('import');
  const held = { request: asked.request, worker };
  const { scan, searched, own } = await inTransaction(pool, async (client) => ({
    scan: (await findScan(client, agencyId, asked.scan))!,
    searched: await findSearchedScans(client, agencyId),
    own: (await findExhibits(client, agencyId, [asked.exhibit]))[0]!,
  }));
  // One surface may have been kept for two exhibits before that was refused: neither hides the other, nor itself.
  const bySurface = Map.groupBy(
    searched.filter(({ exhibit }) => exhibit !== asked.exhibit),
    ({ surfaceSha256 }) => surfaceSha256,
  );
  const query = await loadExhibit(scanPath(dataDir, scan.surfaceSha256!));
  const calibration = await calibrationOf(dataDir);
  const folder = collectionFolder(work);
  let toldAt = performance.now();
  let telling: Promise<boolean> = Promise.resolve(true);
  const found = await searchScanIndex(
    { ...query, file: scan.file, sha256: scan.surfaceSha256! },
    folder,
    {
      top: asked.top,
      calibration,
      queryClass: sureClass(own),
      // What lies under a code of several kinds, like OTHER, leaves nobody out.
      only: Object.fromEntries(
        Object.entries(asked.only).flatMap(([name, value]) =>
          cleanCharacteristic(name, value) === null ? [] : [[name, [value]]],
        ),
      ),
      exhaustive: asked.exhaustive,
      classOf: ({ sha256 }) => {
        const known = bySurface.get(sha256)?.[0];
        return known === undefined ? null : classOf(known);
      },
      sceneOf: (sha256) => bySurface.get(sha256)?.[0]?.caseKey ?? null,
    },
    (_what, done, of) => {
      if (performance.now() - toldAt < toldMilliseconds) return;
      toldAt = performance.now();
      telling = telling.then(() => saveCorrelationProgress(pool, agencyId, held, { done, of, seconds: leaseSeconds }));
      // Heard of below, where the search ends.
      telling.catch(() => undefined);
    },
  );
  await telling;
  const candidates = found.candidates
    .flatMap((candidate) => bySurface.get(candidate.file)!.map((scan) => keptCandidate(candidate, scan)))
    .filter(({ exhibit }, n, all) => all.findIndex((other) => other.exhibit === exhibit) === n)
    .map((candidate, n) => ({ ...candidate, rank: n + 1 }));
  const saved = await inTransaction(pool, async (client) => {
    const done = await saveCorrelation(client, agencyId, held, {
      indexed: await sizeOf(folder),
      compared: found.compared,
      otherClass: found.otherClass,
      unknownClass: found.unknownClass,
      stages: found.stages,
      engine: fastMethod,
      calibration: calibration?.class ?? null,
      candidates,
    });
    if (!done) return false;
    const touched = [...new Set([asked.exhibit, ...candidates.map((each) => each.exhibit)])];
    const exhibit = (await findExhibits(client, agencyId, touched, 'change')).find(
      (each) => each.exhibit === asked.exhibit,
    );
    if (exhibit?.state === 'IMAGED') {
      const turn = { agencyId, actor: program, now: new Date().toISOString() };
      const note = `${found.compared}`;
      await takeStep(client, turn, exhibit, {
        step: 'correlate',
        to: 'CORRELATED',
        at: turn.now,
        note,
        byProgram: true,
      });
    }
    // Whoever was looked through without a lead has a candidate again, and who has none is.
    await settleExhibits(
      client,
      { agencyId, actor: program, now: new Date().toISOString() },
      { exhibits: touched, note: null },
    );
    return true;
  });
  if (!saved) throw new Taken();
}

async function sizeOf(folder: string): Promise<number> {
  const index = await openScanIndex(folder);
  try {
    return index.scans.length;
  } finally {
    await index.close();
  }
}

const calibrationOf = async (dataDir: string): Promise<CalibrationSet | null> =>
  existsSync(calibrationPath(dataDir)) ? readCalibrationSet(calibrationPath(dataDir)) : null;

/** What is known of the class of a scan's exhibit: what is not, is left out. */
const classOf = ({ calibre, aperture, breechFace }: SearchedScan): Readonly<Record<string, string>> => ({
  ...(calibre === null ? {} : { calibre }),
  ...(aperture === null ? {} : { aperture }),
  ...(breechFace === null ? {} : { breechFace }),
});

function keptCandidate(candidate: ScanCandidate, { exhibit, scan }: SearchedScan): FoundCandidate {
  const ratio = candidate.logLikelihoodRatio;
  const determined = ratio.kind === 'determined' ? ratio : null;
  return {
    rank: candidate.rank,
    exhibit,
    scan,
    score: candidate.score,
    congruentCells: candidate.congruentCells,
    congruentCellsReverse: candidate.congruentCellsReverse,
    cellsCompared: candidate.cellsCompared,
    cellsComparedReverse: candidate.cellsComparedReverse,
    wholeScanCorrelation: candidate.wholeScanCorrelation,
    logRatio: determined?.log10 ?? null,
    logRatioLow: determined?.low ?? null,
    logRatioHigh: determined?.high ?? null,
    ratioCut: determined?.cut ?? null,
    undetermined: ratio.kind === 'undetermined' ? ratio.code : null,
    expectedByChance: candidate.expectedByChance,
  };
}
