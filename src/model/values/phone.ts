/**
 * Telephone numbers of the North American Numbering Plan, as ten digits.
 *
 * **Source.** ITU-T E.164 (country code 1) and the NANP numbering rules of ATIS-0300051: area code and exchange begin
 * with 2 to 9.
 * **Limits.** Numbers of other countries are not read. Numbers kept for fiction (555-0100 to 555-0199) and obvious
 * fillers are flagged, since they say nothing about who answers.
 */

export interface Phone {
  /** Ten digits. */
  number: string;
  extension: string | null;
  /** A filler such as 000-0000, 9999 throughout, or a fictional number: not to be compared. */
  placeholder: boolean;
}

const EXTENSION = /(?:\bEXT(?:ENSION)?|\bX|#)\s*[.:]?\s*(\d{1,6})\s*$/i;
const LETTERS = /[A-Za-z]/;
const LABEL = /^\s*(?:TEL|PHONE|PH|CELL|HOME|WORK|MOBILE|FAX|[CHWM])\s*[.:#)]?\s*(?=[\d(+])/i;
const NOT_DIGITS = /\D+/g;
const VALID = /^[2-9]\d{2}[2-9]\d{6}$/;
const REPEATED = /^(\d)\1{9}$/;
const FILLER = /^\d{3}(?:555(?:01\d\d|1212)|0{7}|1{7}|9{7}|1234567)$|^1234567890$/;
const SPREADSHEET_TAIL = /\.0+$/;

/** Reads a telephone number; null where it is none. Never throws. */
export function cleanPhone(raw: string): Phone | null {
  let text = raw.replace(SPREADSHEET_TAIL, '').replace(LABEL, '');
  let extension: string | null = null;
  const match = EXTENSION.exec(text);
  if (match) {
    extension = match[1]!;
    text = text.slice(0, match.index);
  }
  if (LETTERS.test(text)) return null;
  let digits = text.replace(NOT_DIGITS, '');
  if (digits.length === 11 && digits.startsWith('1')) digits = digits.slice(1);
  if (digits.length !== 10) return null;
  const placeholder = REPEATED.test(digits) || FILLER.test(digits);
  if (!placeholder && !VALID.test(digits)) return null;
  return { number: digits, extension, placeholder };
}
