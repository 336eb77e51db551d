import { plainText } from '../model/values/plain-text.ts';

/** A case number as compared: upper case, without the decimals a spreadsheet adds (`202115056366.0`); null where blank. */
export function caseKey(cell: string): string | null {
  const text = plainText(cell).replace(/^(\d+)\.0+$/, '$1');
  return text === '' ? null : text;
}
