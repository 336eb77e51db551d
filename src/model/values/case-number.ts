/**
 * Case and incident numbers: one key under which the same number compares equal however it was typed.
 *
 * **Source.** NCIC Operating Manual, OCA field (nine characters, letters, digits and few signs); the damage that
 * spreadsheets do, seen in Philadelphia's shooting-victims data (every `dc_key` ends in `.0`).
 * **Output.** The number as written without blanks, and the key. **Limits.** Leading zeros are dropped only from a
 * number of digits alone, where a spreadsheet would have dropped them; between letters and hyphens they are kept.
 * Whether groups are of a fixed width is read off one number: a year, then groups of two or three digits, then at least four
 * or six. Two groups are taken for a year and a running number and run together, so that 2024-777 and 20-24777 are the same.
 * Text without a figure other than zero is no number, and neither is one figure throughout (99999999).
 * A number in scientific notation has lost its last digits: what remains is flagged and has no key, for it would name
 * other cases as well.
 */

import { plainText } from './plain-text.ts';

export interface CaseNumber {
  /** As written, in capitals, without surrounding blanks, repaired where that loses nothing. */
  number: string;
  /**
   * For comparing: letters and digits alone, with hyphens kept between groups that are not of a fixed width (2024-1-12 is not
   * 2024-11-2); null where digits were lost.
   */
  key: string | null;
  /** `repaired`: a trailing `.0` or lossless scientific notation. `digits-lost`: scientific notation that was rounded. */
  damage: 'none' | 'repaired' | 'digits-lost';
}

const FLOAT_TAIL = /^(-?\d+)\.0+$/;
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/;
const DIGITS = /^\d+$/;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/gu;
const EDGE_HYPHENS = /^-+|-+$/g;
const LEADING_ZEROS = /^0+(?=\d)/;
const LABEL =
  /^(?:CASE|INCIDENT|REPORT|COMPLAINT|CC|OCA|DC|RD|CR|IR)?\s*(?:NUMBER|NUM|NO|NBR)?\s*[.:#]+\s*(?=[\p{L}\p{N}])/u;
const FIGURE = /[1-9]/;
const FILLER = /^(?:9{4,}|(\d)\1{4,})$/;
const NOT_DIGITS = /\D+/g;

/** Reads a case number; null where there is none. Never throws. */
export function cleanCaseNumber(raw: string): CaseNumber | null {
  if (DIGITS.test(raw)) return whole(raw, 'none');
  const text = plainText(raw).replace(LABEL, '');
  const floated = FLOAT_TAIL.exec(text);
  if (floated) return whole(floated[1]!.replace('-', ''), 'repaired');
  const scientific = SCIENTIFIC.exec(text);
  if (scientific) {
    const spread = spreadOut(scientific);
    if (spread !== null) return spread;
  }
  return whole(text, 'none');
}

/** 2.02115E+11 stands for twelve digits of which six are known. */
function spreadOut([text, first, rest = '', exponent]: RegExpExecArray): CaseNumber | null {
  const length = Number(exponent) + 1;
  const digits = first! + rest;
  if (digits.length === length) return whole(digits, 'repaired');
  // Without a plus sign and a fraction this may be a real number such as 1E5 in 21-1E5.
  if (!text.includes('+') && rest === '') return null;
  return { number: text, key: null, damage: 'digits-lost' };
}

function whole(number: string, damage: CaseNumber['damage']): CaseNumber | null {
  const compact = number.replace(NOT_ALPHANUMERIC, hasFixedWidths(number) ? '' : '-').replace(EDGE_HYPHENS, '');
  const key = DIGITS.test(compact) && compact === number ? compact.replace(LEADING_ZEROS, '') : compact;
  // Words (SEE NOTES, FOUND PROPERTY) and filler: zeros alone, nines or another figure throughout.
  if (!FIGURE.test(key) || FILLER.test(key.replaceAll('-', ''))) return null;
  return { number, key, damage };
}

/** Whether the groups of a number may be run together without becoming another number of the same agency. */
function hasFixedWidths(number: string): boolean {
  const groups = number.split(NOT_ALPHANUMERIC).filter((group) => group !== '');
  if (groups.length < 3) return true;
  if (!groups.every((group) => DIGITS.test(group))) return groups.every((group) => !/^\d$/.test(group));
  const [first, last] = [groups[0]!, groups.at(-1)!];
  const inner = groups.slice(1, -1);
  if (!/^(?:\d{2}|(?:19|20)\d{2})$/.test(first)) return false;
  if (inner.every((group) => group.length === 2)) return last.length >= 4;
  return inner.every((group) => group.length === 3) && last.length >= 6;
}

/** Below so many figures a number is that of a row or a page as often as of a case. */
const figuresMin = 3;

/** Whether a key has too few figures to name one case of an agency. */
export function isShortCaseKey(key: string): boolean {
  return key.replace(NOT_DIGITS, '').length < figuresMin;
}
