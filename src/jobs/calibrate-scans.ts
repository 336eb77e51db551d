import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { firearmsLeast, fitCountModel, type KnownPair } from '../ballistics/count-ratio.ts';
import { Failure } from '../model/errors.ts';
import type { FirearmClass } from '../model/firearm-class.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { countedCells, type CalibrationSet } from './calibration-set.ts';
import { openSourceFile } from './open-source-file.ts';
import type { ScanExhibit } from './compare-scans.ts';
import { compareAll, loadCollection, scanPaths, type UnreadScan } from './scan-matrix.ts';
import { expectFolderOf, refuseToOverwrite, writeWhole } from './write-whole.ts';

export interface Calibrated {
  readonly out: string;
  readonly scans: number;
  /** Scans of the folder that the truth does not name. */
  readonly unnamed: readonly string[];
  /** Pairs of which too little overlapped to count. */
  readonly undetermined: number;
  readonly unread: readonly UnreadScan[];
  readonly set: Omit<CalibrationSet, 'drawn'>;
}

/** Compares all scans of a folder whose firearms a truth names, and writes what their counts say as a calibration set, whole or not at all. */
export async function calibrateScans(
  {
    folder,
    truth,
    words,
    firearmClass,
    out,
    workers,
  }: {
    folder: string;
    truth: string;
    words: string;
    /** Of all firearms that the truth names. */
    firearmClass: FirearmClass;
    out: string;
    workers: number;
  },
  progress: (what: string, done: number, of: number) => void,
): Promise<Calibrated> {
  await expectFolderOf(out);
  await refuseToOverwrite([truth, ...(await scanPaths(folder))], [out]);
  const firearmOf = await readTruth(truth);
  const { exhibits, unread } = await loadCollection(folder, (done, of) => progress('made ready', done, of));
  const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
  const named = exhibits.filter(({ file }) => firearmOf.has(nameOf(file)));
  expectOnce(folder, named);
  const rows = await compareAll(named, workers, (done) => progress('compared', done, named.length - 1));
  const pairs = rows.flat();
  const known = pairs
    .filter(({ score }) => score !== null)
    .map((pair): KnownPair => ({
      firearmA: firearmOf.get(pair.a)!,
      firearmB: firearmOf.get(pair.b)!,
      ...countedCells(pair),
    }));
  const model = fitCountModel(known);
  if (typeof model === 'string') throw unfit(folder, model);
  const set: CalibrationSet = {
    format: 'flashlight-calibration-1',
    method: fastMethod,
    class: words,
    firearmClass,
    ...model,
    drawn: [...model.drawn],
    byFirearm: [...model.byFirearm],
  };
  await writeWhole(out, `${JSON.stringify(set)}\n`);
  const { drawn: _drawn, ...told } = set;
  return {
    out,
    scans: named.length,
    unnamed: exhibits.map(({ file }) => nameOf(file)).filter((file) => !firearmOf.has(file)),
    undetermined: pairs.length - known.length,
    unread,
    set: told,
  };
}

/** One scan under two names would be a pair of one firearm that is alike in everything. */
function expectOnce(folder: string, named: readonly ScanExhibit[]): void {
  const before = new Map<string, string>();
  for (const { file, sha256 } of named) {
    const same = before.get(sha256);
    if (same !== undefined)
      throw new Failure(
        'scan.truth',
        `${folder}: expected each scan once, got the same bytes as ${same} and ${file}: leave one of them out.`,
        { detail: { path: folder } },
      );
    before.set(sha256, file);
  }
}

function unfit(folder: string, reason: 'too-few-firearms' | 'does-not-tell-apart'): Failure {
  const message =
    reason === 'too-few-firearms'
      ? `${folder}: expected scans of ${firearmsLeast} firearms or more, of two cartridge cases or more each, got fewer: add scans, or to the truth.`
      : `${folder}: expected counts that tell pairs of one firearm from pairs of two; these do not, so that no ratio can be borne out: check the truth.`;
  return new Failure('scan.unfit-study', message, { detail: { path: folder } });
}

/** The firearm of each file: columns `file`, and `firearm` or another whose name begins so. */
async function readTruth(path: string): Promise<Map<string, string>> {
  const reader = await openTable((await openSourceFile(path)).bytes);
  const firearmOf = new Map<string, string>();
  let columns: { file: number; firearm: number } | null = null;
  for await (const { rows } of reader.batches())
    for (const { cells } of rows) {
      const row = cells.map((cell) => cell.trim());
      if (columns === null) columns = columnsOf(path, row);
      else if (row[columns.file] && row[columns.firearm]) {
        const file = row[columns.file]!;
        if (firearmOf.has(file)) throw noTruth(path, `${file} twice`);
        firearmOf.set(file, row[columns.firearm]!);
      }
    }
  if (firearmOf.size === 0) throw noTruth(path, 'none with both');
  return firearmOf;
}

function columnsOf(path: string, header: readonly string[]): { file: number; firearm: number } {
  const columns = {
    file: header.indexOf('file'),
    firearm: header.includes('firearm')
      ? header.indexOf('firearm')
      : header.findIndex((name) => name.startsWith('firearm')),
  };
  if (columns.file < 0 || columns.firearm < 0) throw noTruth(path, `columns ${header.join(', ')}`);
  return columns;
}

function noTruth(path: string, got: string): Failure {
  return new Failure(
    'scan.truth',
    `${path}: expected rows with a file and its firearm, in columns file and firearm; got ${got}.`,
    {
      detail: { path },
    },
  );
}
