import { plainText } from '../../model/values/plain-text.ts';
import { numbersSomething } from './nothing-written.ts';

/**
 * IBIS number of an acquisition in one spelling, so that a lead finds the entries it names: upper case, one hyphen
 * wherever something else separates its parts. Null where the cell holds no figure but zeros:
 * `PENDING` in two rows is no entry they share.
 */
export function cleanIbisId(raw: string): string | null {
  const text = plainText(raw)
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return numbersSomething(text) ? text : null;
}
