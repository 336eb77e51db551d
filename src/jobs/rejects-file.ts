import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { rejectColumns, type Section } from '../sources/read-feed.ts';
import type { PreparedReject } from './prepared-batch.ts';

export interface RejectsFile {
  add(section: Section, rejects: readonly PreparedReject[]): Promise<void>;
  /** Puts the file in place and gives its path; null when nothing was rejected. */
  close(): Promise<string | null>;
  discard(): Promise<void>;
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/**
 * The rows of one import that were rejected, as CSV under their own header with the reason in front: mend the cells and
 * import the file again; the columns of the reason are not read.
 */
export function openRejectsFile(folder: string, run: number, sourceName: string): RejectsFile {
  const path = join(
    folder,
    `run-${run}-${basename(sourceName).replace(/\.(gz|csv|txt|xlsx|ndjson|json)$/gi, '')}-rejects.csv`,
  );
  const temporary = `${path}.part`;
  let out: WriteStream | undefined;
  let lastSection = -1;
  return {
    async add(section, rejects) {
      if (rejects.length === 0) return;
      if (!out) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        out = createWriteStream(temporary, { mode: 0o600 });
        await once(out, 'open');
      }
      let text = '';
      if (section.section !== lastSection) {
        if (lastSection >= 0) text += '\r\n';
        text += line([...rejectColumns, ...section.columns]);
        lastSection = section.section;
      }
      for (const each of rejects) {
        const cells = section.columns.map((_, at) => each.cells[at] ?? '');
        text += line([
          String(each.line),
          each.code,
          each.field ?? '',
          each.expected,
          each.got,
          ...cells,
          ...each.cells.slice(section.columns.length),
        ]);
      }
      if (!out.write(text)) await once(out, 'drain');
    },
    async close() {
      if (!out) return null;
      out.end();
      await once(out, 'finish');
      await rename(temporary, path);
      return path;
    },
    async discard() {
      if (!out) return;
      out.destroy();
      await rm(temporary, { force: true });
    },
  };
}
