import { plainText } from '../../model/values/plain-text.ts';

/**
 * IBIS number of an acquisition in one spelling, so that a lead finds the entries it names: upper case, one hyphen
 * wherever something else separates its parts. Null where the cell holds no letter or digit.
 */
export function cleanIbisId(raw: string): string | null {
  const text = plainText(raw)
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return text === '' || text === 'N-A' || text === 'NONE' || text === 'UNKNOWN' ? null : text;
}
