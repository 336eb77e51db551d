import { plainText } from '../../model/values/plain-text.ts';

/** What people and systems write where there is nothing to write. A filled cell is no number, no item and no entry by itself. */
const nothing = new Set(
  'NA,N A,NONE,NO,NOT,NULL,NIL,UNK,UNKNOWN,TBD,TBA,PENDING,PEND,BLANK,NOT YET,NOT ISSUED,NOT ASSIGNED,UNASSIGNED,NOT APPLICABLE,NOT AVAILABLE,NOT GIVEN,NOT KNOWN,NO HIT,NO NUMBER,NO ITEM,NO CASE,NO IBIS,AWAITING,REQUESTED,SEE REMARKS,SEE NOTES,SEE REPORT'.split(
    ',',
  ),
);

/** Whether a cell says that there is nothing, or that it will be written later. */
export function isNothingWritten(cell: string): boolean {
  const words = plainText(cell)
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
  return words === '' || nothing.has(words) || /^0+$/.test(words);
}

/** Of some cells the first that says something; null where none does. */
export const firstWritten = (...cells: readonly (string | undefined)[]): string | null =>
  cells.find((cell) => cell !== undefined && !isNothingWritten(cell)) ?? null;

/** A number of a lead, hit or entry: it has figures, and not zeros throughout; words and placeholders number nothing. */
export const numbersSomething = (cell: string): boolean =>
  /\d/.test(cell) && !/^[^1-9]*00[^1-9]*$/.test(cell) && !isNothingWritten(cell);
