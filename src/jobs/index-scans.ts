import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../model/errors.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { readyScan } from './compare-scans.ts';
import { openScan } from './open-scan.ts';
import { openSourceFile } from './open-source-file.ts';
import { openScanIndexWriter } from './scan-index.ts';
import { scanFiles, type UnreadScan } from './scan-matrix.ts';

export interface IndexedScans {
  readonly out: string;
  /** In the index now, of which so many were added. */
  readonly exhibits: number;
  readonly added: number;
  /** Already there: the same bytes. */
  readonly known: number;
  /** Of those, so many whose class is told otherwise than before. */
  readonly reclassified: number;
  readonly unread: readonly UnreadScan[];
  readonly seconds: number;
}

/** So many at most are made ready anew after a writer that was ended. */
const commitEvery = 50;

/**
 * Adds the scans of a folder to an index, made where there is none. A scan whose bytes are there already is not made ready again, so that a run that was
 * ended goes on where it was, but its class is put right by the list of classes; one that cannot be read is told of.
 */
export async function indexScans(
  { folder, out, classes }: { folder: string; out: string; classes: string | null },
  progress: (done: number, of: number) => void,
): Promise<IndexedScans> {
  const began = performance.now();
  const classOf = classes === null ? new Map<string, Record<string, string>>() : await readClasses(classes);
  const files = await scanFiles(folder);
  const index = await openScanIndexWriter(out);
  try {
    const unread: UnreadScan[] = [];
    let [added, known, reclassified, exhibits] = [0, 0, 0, 0];
    for (const [at, file] of files.entries()) {
      try {
        const scan = await openScan(join(folder, file));
        const [before, told] = [index.known.get(scan.sha256), classOf.get(file)];
        if (before !== undefined) {
          known++;
          if (told !== undefined && !isDeepStrictEqual(told, before)) {
            await index.reclassify(scan.sha256, told);
            reclassified++;
          }
        } else {
          await index.add(await readyScan(scan), file, told ?? {});
          added++;
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        unread.push({ file, code: error.code, message: error.message });
      }
      if ((at + 1) % commitEvery === 0) await index.commit();
      progress(at + 1, files.length);
    }
    exhibits = await index.commit();
    const seconds = Number(((performance.now() - began) / 1000).toFixed(3));
    return { out, exhibits, added, known, reclassified, unread, seconds };
  } finally {
    await index.close();
  }
}

/** What is known of each file beside its surface: a column `file`, every other one a characteristic of its class; blank is unknown. */
async function readClasses(path: string): Promise<Map<string, Record<string, string>>> {
  const reader = await openTable((await openSourceFile(path)).bytes);
  const classOf = new Map<string, Record<string, string>>();
  let header: string[] | null = null;
  for await (const { rows } of reader.batches())
    for (const { cells } of rows) {
      const row = cells.map((cell) => cell.trim());
      if (header === null) header = row;
      else {
        const names = header;
        const known = row.flatMap((cell, at) =>
          names[at] === 'file' || cell === '' || !names[at] ? [] : [[names[at], cell]],
        );
        const file = row[names.indexOf('file')] ?? '';
        if (classOf.has(file))
          throw new Failure('scan.classes', `${path}: expected each file once, got ${file} twice: leave one of them.`, {
            detail: { path },
          });
        classOf.set(file, Object.fromEntries(known) as Record<string, string>);
      }
    }
  if (!header?.includes('file') || header.length < 2)
    throw new Failure(
      'scan.classes',
      `${path}: expected a column file and one or more of what is known of each, like calibre; got ${header?.join(', ') ?? 'nothing'}.`,
      { detail: { path } },
    );
  return classOf;
}
