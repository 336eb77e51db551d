import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../model/errors.ts';
import { createScanComparer, loadExhibit, type ComparedScans, type ScanExhibit } from './compare-scans.ts';
import { unreadable } from './open-plain-file.ts';
import { csvCell, expectFolderOf, refuseToOverwrite, writeLines } from './write-whole.ts';

export interface ComparedPair {
  readonly a: string;
  readonly b: string;
  readonly score: number | null;
  readonly congruentCells: number;
  readonly congruentCellsReverse: number;
  readonly cellsCompared: number;
  readonly cellsComparedReverse: number;
  readonly wholeScanCorrelation: number | null;
}

export interface UnreadScan {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

export interface ScanMatrix {
  readonly scans: number;
  readonly pairs: number;
  /** Of those, too little overlapped to say anything. */
  readonly undetermined: number;
  readonly unread: readonly UnreadScan[];
  readonly seconds: number;
}

/** The X3P files of a folder, by name; fails where there are none. */
export async function scanFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new Failure('file.missing', `Expected a folder of X3P files at ${folder}, found none: check the path.`, {
        detail: { path: folder },
      });
    throw unreadable(folder, error);
  });
  const scans = files.filter((file) => file.toLowerCase().endsWith('.x3p')).sort();
  if (scans.length === 0)
    throw new Failure('file.missing', `Expected X3P files in ${folder}, found none of ${files.length} files.`, {
      detail: { path: folder },
    });
  return scans;
}

/** The same with their folder. */
export async function scanPaths(folder: string): Promise<string[]> {
  return (await scanFiles(folder)).map((file) => join(folder, file));
}

/** Makes ready all X3P files of a folder, by name; those that cannot be read are told of. */
export async function loadCollection(
  folder: string,
  progress: (done: number, of: number) => void,
): Promise<{ exhibits: ScanExhibit[]; unread: UnreadScan[] }> {
  const scans = await scanFiles(folder);
  const exhibits: ScanExhibit[] = [];
  const unread: UnreadScan[] = [];
  for (const [at, file] of scans.entries()) {
    try {
      exhibits.push(await loadExhibit(join(folder, file)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unread.push({ file, code: error.code, message: error.message });
    }
    progress(at + 1, scans.length);
  }
  return { exhibits, unread };
}

/** Compares every two scans of a folder and writes them, in the order of their names, as CSV, whole or not at all. */
export async function writeScanMatrix(
  folder: string,
  out: string,
  workers: number,
  progress: (what: string, done: number, of: number) => void,
): Promise<ScanMatrix> {
  const began = performance.now();
  await expectFolderOf(out);
  await refuseToOverwrite(await scanPaths(folder), [out]);
  const { exhibits, unread } = await loadCollection(folder, (done, of) => progress('made ready', done, of));
  const rows = await compareAll(exhibits, workers, (done) => progress('compared', done, exhibits.length - 1));
  const pairs = rows.flat();
  const lines = pairs.map(
    ({ a, b, score, congruentCells, congruentCellsReverse, wholeScanCorrelation }) =>
      `${csvCell(a)},${csvCell(b)},${score ?? ''},${congruentCells},${congruentCellsReverse},${wholeScanCorrelation ?? ''}`,
  );
  const head = 'a,b,score,congruent_cells,congruent_cells_reverse,whole_scan_correlation';
  await writeLines(out, [head, ...lines]);
  return {
    scans: exhibits.length,
    pairs: pairs.length,
    undetermined: pairs.filter(({ score }) => score === null).length,
    unread,
    seconds: Number(((performance.now() - began) / 1000).toFixed(3)),
  };
}

export function comparedPair(
  a: ScanExhibit,
  b: ScanExhibit,
  compare: (a: ScanExhibit, b: ScanExhibit) => ComparedScans,
): ComparedPair {
  const { score, congruentCells, congruentCellsReverse, cellsCompared, cellsComparedReverse, wholeScanCorrelation } =
    compare(a, b);
  return {
    a: basename(a.file),
    b: basename(b.file),
    score: score === null ? null : Number(score.toFixed(6)),
    congruentCells,
    congruentCellsReverse,
    cellsCompared,
    cellsComparedReverse,
    wholeScanCorrelation,
  };
}

/** Each row by whichever thread is free; put together in their order, so the answer is that of one thread. */
export async function compareAll(
  exhibits: readonly ScanExhibit[],
  workers: number,
  progress: (rows: number) => void,
): Promise<ComparedPair[][]> {
  const rows: ComparedPair[][] = Array.from({ length: Math.max(0, exhibits.length - 1) }, () => []);
  if (workers <= 1 || rows.length <= 1) {
    const compare = await createScanComparer();
    for (let row = 0; row < rows.length; row++) {
      rows[row] = exhibits.slice(row + 1).map((other) => comparedPair(exhibits[row]!, other, compare));
      progress(row + 1);
    }
    return rows;
  }
  let [next, done] = [0, 0];
  const threads = Array.from(
    { length: Math.min(workers, rows.length) },
    () => new Worker(new URL('./compare-scans-worker.ts', import.meta.url), { workerData: exhibits }),
  );
  try {
    await Promise.all(
      threads.map(
        (thread) =>
          new Promise<void>((finished, failed) => {
            const give = () => (next < rows.length ? thread.postMessage(next++) : finished());
            thread.on('message', ({ row, pairs }: { row: number; pairs: ComparedPair[] }) => {
              rows[row] = pairs;
              progress(++done);
              give();
            });
            thread.once('error', failed);
            give();
          }),
      ),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return rows;
}
