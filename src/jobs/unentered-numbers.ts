import type pg from 'pg';
import type { FileWarning } from '../sources/file-warning.ts';
import { findUnenteredNumbers } from '../store/unentered-numbers.ts';

/** Leads of an import that tie nothing yet: an end is named by an IBIS number alone, and no entry says whose it is. */
export async function unenteredNumbers(client: pg.ClientBase, agencyId: number, run: number): Promise<FileWarning[]> {
  const found = await findUnenteredNumbers(client, agencyId, run);
  if (found === null) return [];
  const { rows, line } = found;
  return [
    {
      code: 'ballistic.number-in-no-entry',
      rows,
      message: `Rows that name an end by its IBIS number alone, which no entry has: ${rows} (the first: line ${line}). Of which case it is, is not known, and such an end ties nothing: import the entries.`,
    },
  ];
}
