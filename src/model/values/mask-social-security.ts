/**
 * Social security numbers in the cells of a record, hidden wherever cells are shown or written to a file. The
 * record and the stored reject keep them as received; typed columns of identifying numbers never have them (`identifier.ts`).
 *
 * **Source.** Three, two and four digits parted (Social Security Administration, the number's printed form); the columns
 * and words that name one; what `cleanIdentifier` refuses in a column of identifiers.
 * **Input.** Cells with the columns they stand under and the fields these were read as. **Output.** The same cells, each
 * number replaced by a mask that keeps none of its digits.
 * **Limits.** Nine digits without a word or a column that says what they are may be anything, and are shown. A serial, case
 * or telephone number written three-two-four is shown in its own field; in any other cell it is hidden.
 */
import { cleanIdentifier } from './identifier.ts';

export const socialSecurityMask = '•••-••-••••';

/** A row as far as hiding needs it. */
export interface RowCells {
  readonly cells: readonly string[];
  /** Headers, cell by cell; a row may be longer. */
  readonly columns: readonly string[];
  /** Header → field; headers of no field are not in it. */
  readonly fields: Readonly<Record<string, string>>;
}

const parted = /(?<![\d-])\d{3}[-.\s\u2010-\u2014]\d{2}[-.\s\u2010-\u2014]\d{4}(?![\d-])/g;
const labelled =
  /\b(SSA?N|SOC(?:IAL)?\.?\s?SEC(?:URITY|\.)?)((?:\s{0,3}(?:NUMBERS?|NO|NR|NBR|IS|WAS|LAST\s*4|LAST\s*FOUR)\b){0,3}[\s.:#=()-]{0,8})\d(?:[\d\s.\u2010-\u2014-]{0,12}\d)?/gi;
/** SSN, SSNo, SSAN_NBR, SS #, SS No., Soc Sec, Social #, Seguro Social. */
const namingColumn =
  /\bSSA?N[A-Z]{0,9}\d?\b|\bSSA?\W*(?:NO|NR|NBR|NUM|NUMBER|LAST)\b|\bSSA?\W?#|\bSOC(?:IAL)?\W*(?:SEC|#|(?:NO|NR|NBR|NUM|NUMBER)\b)|\bSEGURO\W*SOCIAL/i;
/** Words of a header, whether parted by underscores or by capitals (`victimSSN`). */
const wordsOf = (header: string) => header.replaceAll('_', ' ').replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ');
/** Fields whose own numbers may be written three-two-four. */
const otherNumbers =
  /serial|case|licen[cs]e|ffl|phone|trace|property|ibis|item|event|alert|incident|report|request|lead|hit/;

/** The cells as they may be shown. */
export function maskCells({ cells, columns, fields }: RowCells): string[] {
  const fieldOf = columns.map((column) => fields[column] ?? fields[column.trim()] ?? null);
  const under = (field: string) => cells[fieldOf.indexOf(field)] ?? '';
  return cells.map((cell, at) => {
    const field = fieldOf[at] ?? null;
    if (/\d/.test(cell) && namingColumn.test(wordsOf(columns[at] ?? ''))) return socialSecurityMask;
    if (field !== null && /(^|_)id_number$/.test(field)) {
      const part = (name: string) => under(field.replace(/id_number$/, name));
      const found = cleanIdentifier({ number: cell, type: part('id_type'), state: part('id_state') });
      if (found?.kind === 'refused') return socialSecurityMask;
    }
    const whole = cell.trim().replace(parted, '') === '';
    return whole && field !== null && otherNumbers.test(field) ? cell : maskText(cell);
  });
}

/** A text in which a number may stand among words. */
export function maskText(text: string): string {
  if (!/\d/.test(text)) return text;
  return text
    .replace(labelled, (_, label: string, between: string) => `${label}${between}${socialSecurityMask}`)
    .replace(parted, socialSecurityMask);
}

/** Whether a social security number stands in a text somebody writes: one with a word that says so, or one written three-two-four. */
export const holdsSocialSecurity = (text: string): boolean => maskText(text) !== text;

/** Values read from a row, by column of their table. */
export function maskValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      typeof value === 'string' && !otherNumbers.test(column) ? maskText(value) : value,
    ]),
  );
}

/** A rejected row: what was got is a cell of it, or words around one. */
export function maskReject<R extends { readonly cells: readonly string[]; readonly got: string }>(
  reject: R,
  about: Omit<RowCells, 'cells'>,
): R {
  const cells = maskCells({ ...about, cells: reject.cells });
  const hidden = reject.cells.filter((cell, at) => cell !== cells[at] && cell.trim() !== '');
  const got = hidden.reduce((text, cell) => text.replaceAll(cell.trim(), () => socialSecurityMask), reject.got);
  return { ...reject, cells, got: maskText(got) };
}

/** Samples of one column. */
export function maskSamples<
  C extends { readonly column: string; readonly field: string | null; readonly sample: readonly string[] },
>(guessed: C): C {
  const { column, field } = guessed;
  const fields: Record<string, string> = field === null ? {} : { [column]: field };
  const sample = guessed.sample.flatMap((cell) => maskCells({ cells: [cell], columns: [column], fields }));
  return { ...guessed, sample: [...new Set(sample)] };
}
