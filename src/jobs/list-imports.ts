import type pg from 'pg';
import type { ImportRun } from '../model/answers.ts';
import { rejectColumns } from '../sources/read-feed.ts';
import { findRejects, findRun, findRuns, type RunWithSections, type SavedReject } from '../store/runs.ts';

/** A page of a list, and where the next one begins; null at the end. */
export interface Page<T, At> {
  readonly items: readonly T[];
  readonly next: At | null;
}

/** Imports, newest first. */
export async function listImports(
  client: pg.ClientBase,
  agencyId: number,
  page: { before?: number | undefined; limit: number },
): Promise<Page<ImportRun, number>> {
  const runs = await findRuns(client, agencyId, { ...page, limit: page.limit + 1 });
  const items = runs.slice(0, page.limit);
  return { items, next: runs.length > page.limit ? items.at(-1)!.run : null };
}

/** One import with the headers it found and the lines it passed over; null where there is none. */
export function loadImport(client: pg.ClientBase, agencyId: number, run: number): Promise<RunWithSections | null> {
  return findRun(client, agencyId, run);
}

type RejectAt = { section: number; line: number };

/** The rows an import rejected, in the order of the file; null where there is no such import. */
export async function listRejects(
  client: pg.ClientBase,
  agencyId: number,
  run: number,
  page: { after?: RejectAt | undefined; limit: number },
): Promise<Page<SavedReject, RejectAt> | null> {
  if (!(await findRun(client, agencyId, run))) return null;
  const rejects = await findRejects(client, agencyId, run, { ...page, limit: page.limit + 1 });
  const items = rejects.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: rejects.length > page.limit && last ? { section: last.section, line: last.line } : null };
}

/** A cell that a spreadsheet would run as a formula is made text (OWASP, "CSV Injection"). */
const inert = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text);
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvLine = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/**
 * The rejected rows as CSV under their own header, the reason in front: mend the cells and import it again. In pieces,
 * read from the store as the reader takes them. `inert` guards the reasons; the cells stay as received, for they are
 * imported again.
 */
export async function* writeRejects(
  nextPage: (after: RejectAt | undefined) => Promise<Page<SavedReject, RejectAt>>,
  run: RunWithSections,
): AsyncGenerator<string> {
  let section = -1;
  for (let after: RejectAt | undefined; ;) {
    const page = await nextPage(after);
    let text = '';
    for (const reject of page.items) {
      const columns = run.sections.find((each) => each.section === reject.section)?.columns ?? [];
      if (reject.section !== section) {
        if (section >= 0) text += '\r\n';
        text += csvLine([...rejectColumns, ...columns]);
        section = reject.section;
      }
      const cells = Array.from(
        { length: Math.max(columns.length, reject.cells.length) },
        (_, at) => reject.cells[at] ?? '',
      );
      const reason = [String(reject.line), reject.code, reject.field ?? '', reject.expected, reject.got];
      text += csvLine([...reason.map(inert), ...cells]);
    }
    yield text;
    if (page.next === null) return;
    after = page.next;
  }
}
