import { cleanCaseNumber } from '../model/values/case-number.ts';

/** A case number as compared, or null; digits a spreadsheet has lost join `warnings` as `case.digits-lost`. */
export function caseKey(cell: string, warnings: string[] = []): string | null {
  if (cell === '') return null;
  const number = cleanCaseNumber(cell);
  if (number?.damage === 'digits-lost') warnings.push('case.digits-lost');
  return number?.key ?? null;
}
