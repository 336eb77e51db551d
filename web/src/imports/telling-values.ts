import type { Preview } from '../../../src/model/import-answers.ts';

/** Columns of what is read that one can search for, the most telling first. */
const telling = ['serial_clean', 'licence_number', 'case_raw', 'trace_number', 'family_name'];
const valuesKept = 6;

/** Values of the first accepted rows that a search finds again, at most one a row. */
export function tellingValues(rows: Preview['rows']): string[] {
  const values: string[] = [];
  for (const row of rows) {
    if (row.outcome !== 'accepted') continue;
    const found = telling
      .flatMap((column) => row.read.map((each) => each.values[column]))
      .find((value) => typeof value === 'string' && value.trim().length > 2) as string | undefined;
    if (found !== undefined && !values.includes(found)) values.push(found);
    if (values.length === valuesKept) break;
  }
  return values;
}

const keyOf = (run: number) => `flashlight.came-in.${run}`;

/** Kept for this tab, so that the page of the run can lead to what it brought. */
export function keepValues(run: number, values: readonly string[]): void {
  try {
    sessionStorage.setItem(keyOf(run), JSON.stringify(values));
  } catch {
    // The page of the run still leads to the board.
  }
}

export function keptValues(run: number): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(run)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((value) => typeof value === 'string') : [];
  } catch {
    return [];
  }
}
