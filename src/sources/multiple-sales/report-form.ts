import { plainText } from '../../model/values/plain-text.ts';

/** ATF form of a report of a multiple sale. */
type ReportForm = '3310.4' | '3310.12';

/** Reads which form a report is on: `ATF F 3310.4`, `3310.12`, `handguns`; null where it says neither. */
export function cleanReportForm(cell: string): ReportForm | null {
  const text = plainText(cell).replace(/[^A-Z0-9]+/g, '');
  if (/331012$|RIFLE/.test(text)) return '3310.12';
  return /33104$|HANDGUN|PISTOL|REVOLVER/.test(text) ? '3310.4' : null;
}
