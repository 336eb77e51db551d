import type pg from 'pg';
import type { ImportRun, RunEntity } from '../model/import-answers.ts';
import { entityId } from '../model/ids.ts';
import type { EntityKind } from '../model/tables.ts';
import { maskReject } from '../model/values/mask-social-security.ts';
import {
  findRejects,
  findRun,
  findRunEntities,
  findRuns,
  type RunWithSections,
  type SavedReject,
} from '../store/runs.ts';
import { rejectsHeader, rejectsLine } from './rejects-file.ts';

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

/** The rows an import rejected, in the order of the file; null where there is no such import. */
export async function listRejects(
  client: pg.ClientBase,
  agencyId: number,
  run: number,
  page: { after?: number | undefined; limit: number },
): Promise<Page<SavedReject, number> | null> {
  const found = await findRun(client, agencyId, run);
  if (!found) return null;
  const rejects = await findRejects(client, agencyId, run, { ...page, limit: page.limit + 1 });
  const items = rejects.slice(0, page.limit).map((reject) => {
    const section = found.sections.find((each) => each.section === reject.section);
    return maskReject(reject, { columns: section?.columns ?? [], fields: section?.mapping.columns ?? {} });
  });
  return { items, next: rejects.length > page.limit ? items.at(-1)!.reject : null };
}

/** Where a page of entities ended: the first observation of its last one. */
export interface RunEntityAt {
  readonly record: number;
  readonly ordinal: number;
}

/** The entities the records of an import speak of, in the order of the file; null where there is no such import. */
export async function listRunEntities(
  client: pg.ClientBase,
  agencyId: number,
  run: number,
  page: { after?: RunEntityAt | undefined; kind?: EntityKind | undefined; limit: number },
): Promise<Page<RunEntity, RunEntityAt> | null> {
  const found = await findRunEntities(client, agencyId, run, { ...page, limit: page.limit + 1 });
  if (!found) return null;
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ entity, kind, label, record, line, fresh }) => ({
      id: entityId(kind, entity),
      kind,
      label,
      record,
      line,
      fresh,
    })),
    next: last && found.length > page.limit ? { record: last.record, ordinal: last.ordinal } : null,
  };
}

/** The rejects file of an import (see `rejects-file.ts`), in pieces, read from the store as the reader takes them. */
export async function* writeRejects(
  nextPage: (after: number | undefined) => Promise<Page<SavedReject, number>>,
  run: RunWithSections,
): AsyncGenerator<string> {
  let section = -1;
  for (let after: number | undefined; ;) {
    const page = await nextPage(after);
    let text = '';
    for (const reject of page.items) {
      const columns = run.sections.find((each) => each.section === reject.section)?.columns ?? [];
      if (reject.section !== section) {
        if (section >= 0) text += '\r\n';
        text += rejectsHeader(columns);
        section = reject.section;
      }
      text += rejectsLine(columns, reject);
    }
    yield text;
    if (page.next === null) return;
    after = page.next;
  }
}
