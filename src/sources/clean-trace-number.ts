import { plainText } from '../model/values/plain-text.ts';

const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d+$/;
const CLEAN = /^T\d{1,20}$/;
const LABEL = /^(?:ATF|ETRACE|TRACE|NTC|NO|NUMBER|NBR|#|[\s.:#-])+(?=T?\s*\d)/;
const SEPARATORS = /[\s.#/_-]+/g;
const NUMBER = /^([A-Z]{0,4})(\d{1,20})([A-Z]{0,2})$/;

/**
 * Trace number in one spelling, `T` and the digits: `t 2024-0012345` and `20240012345` are `T20240012345`. Null where
 * the cell holds no number, or a spreadsheet has turned it into scientific notation and its last digits are gone.
 */
export function cleanTraceNumber(raw: string): string | null {
  if (CLEAN.test(raw)) return raw;
  const text = plainText(raw);
  if (text === '' || SCIENTIFIC.test(text)) return null;
  const number = NUMBER.exec(text.replace(LABEL, '').replace(SEPARATORS, ''));
  if (!number) return null;
  return `${number[1] || 'T'}${number[2]}${number[3]}`;
}

/** The trace number a cell beside other things gives, where it has one; `trace.number-unreadable` where it is none. */
export function readTraceNumber(cell: string, warnings: string[]): string | null {
  if (cell === '') return null;
  const traceNumber = cleanTraceNumber(cell);
  if (traceNumber === null && /\d/.test(cell)) warnings.push('trace.number-unreadable');
  return traceNumber;
}
