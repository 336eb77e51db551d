import type pg from 'pg';
import type { FileWarning } from '../sources/file-warning.ts';
import { findOtherFirearms } from '../store/other-firearms.ts';

/** No city's file names as many; past it the keys of a file would fill the memory, and nothing is told. */
const keysMax = 200_000;

/**
 * Keys of the theft reports of one file. A report may list several firearms, so each is known by the report and its serial
 * number, and one whose serial number is corrected is a further firearm: the one named before stays reported stolen. Whether
 * a firearm is a correction or one more, no file says; that it may be is told.
 */
export class ReportedFirearms {
  private readonly keys = new Set<string>();

  add(keys: readonly string[]): void {
    for (const key of keys) if (this.keys.size <= keysMax) this.keys.add(key);
  }

  /** Firearms new under a report whose firearms of earlier files are not all in this one. */
  async warnings(client: pg.ClientBase, agencyId: number, run: number): Promise<FileWarning[]> {
    if (this.keys.size === 0 || this.keys.size > keysMax) return [];
    const others = (await findOtherFirearms(client, agencyId, run)).filter((each) => !this.keys.has(each.before));
    const [first] = others;
    if (!first) return [];
    const rows = new Set(others.map((each) => each.line)).size;
    return [
      {
        code: 'theft.other-firearm',
        rows,
        message: `Rows that name another firearm under a report than an earlier file did, while the earlier one is not in this file: ${rows} (the first: line ${first.line}, ${first.key.slice(0, 40)}; before: ${first.before.slice(0, 40)}). Both stay reported stolen. Where the serial number was corrected, the earlier one is not: compare the report.`,
      },
    ];
  }
}
