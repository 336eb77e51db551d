import { open, mkdir, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { maskReject } from '../model/values/mask-social-security.ts';
import { guardCell } from '../sources/guard-cell.ts';
import { rejectColumns, type Section } from '../sources/feed-batch.ts';
import type { PreparedReject } from './prepared-batch.ts';

export interface RejectsFile {
  add(section: Section, rejects: readonly PreparedReject[]): Promise<void>;
  /** Writes everything to the disk; false when nothing was rejected. */
  finish(): Promise<boolean>;
  /** Gives the file its name and tells its path; null when nothing was rejected. */
  keep(): Promise<string | null>;
  discard(): Promise<void>;
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells: readonly string[]) => `${cells.map((each) => cell(guardCell(each))).join(',')}\r\n`;

/** The header of a section: the reason in front of the columns of the file. */
export const rejectsHeader = (columns: readonly string[]) => line([...rejectColumns, ...columns]);

/**
 * A rejected row with its reason, under `columns`. One that was too short, or of which nothing was received, stays so: it
 * is rejected again until somebody looks at it.
 */
export function rejectsLine(columns: readonly string[], reject: PreparedReject): string {
  const { code, field, expected, got, cells } = reject;
  const isShort = code === 'row.too-few-cells' || cells.length === 0;
  // Rows of sheets and JSON end at their last filled cell.
  const blanks = isShort ? [] : Array.from({ length: Math.max(0, columns.length - cells.length) }, () => '');
  return line([String(reject.line), code, field ?? '', expected, got, ...cells, ...blanks]);
}

/**
 * The rows of one import that were rejected, as CSV under their own header with the reason in front: mend the cells and
 * import the file again; the columns of the reason are not read. `folder` null: no such file is written.
 */
export function openRejectsFile(folder: string | null, run: number, sourceName: string): RejectsFile {
  if (folder === null) return noRejectsFile;
  const shortName = basename(sourceName)
    .replace(/\.(gz|csv|txt|tsv|xlsx|ndjson|jsonl|json)$/gi, '')
    .replace(/\.(csv|txt|tsv|xlsx|ndjson|jsonl|json)$/gi, '');
  // A name may have 255 bytes.
  const path = join(
    folder,
    `run-${run}-${Buffer.from(shortName).subarray(0, 180).toString().replaceAll('\ufffd', '')}-rejects.csv`,
  );
  const temporary = `${path}${unfinished}`;
  let out: FileHandle | undefined;
  let last = { section: -1, columns: 0 };
  return {
    async add(section, rejects) {
      if (rejects.length === 0) return;
      if (!out) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        out = await open(temporary, 'w', 0o600);
      }
      let text = '';
      // The columns of JSON may grow: the header is given again, and opens a section of its own when it is read.
      if (section.section !== last.section || section.columns.length !== last.columns) {
        if (last.section >= 0) text += '\r\n';
        text += rejectsHeader(section.columns);
        last = { section: section.section, columns: section.columns.length };
      }
      const about = { columns: section.columns, fields: section.mapping.columns };
      for (const each of rejects) text += rejectsLine(section.columns, maskReject(each, about));
      await out.appendFile(text);
    },
    async finish() {
      if (!out) return false;
      await out.sync();
      await out.close();
      return true;
    },
    async keep() {
      if (!out) return null;
      await rename(temporary, path);
      return path;
    },
    async discard() {
      if (!out) return;
      await out.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

const noRejectsFile: RejectsFile = {
  add: () => Promise.resolve(),
  finish: () => Promise.resolve(false),
  keep: () => Promise.resolve(null),
  discard: () => Promise.resolve(),
};

const unfinished = '.part';

/** Removes the unfinished rejects files of runs that are no longer alive: their process was killed. */
export async function removeUnfinishedRejects(
  folder: string,
  isAlive: (run: number) => Promise<boolean>,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const run = /^run-(\d+)-.*\.part$/.exec(name)?.[1];
    if (run !== undefined && !(await isAlive(Number(run)))) await rm(join(folder, name), { force: true });
  }
}
