import type { RowWarningCode } from '../model/row-warnings.ts';
import { plainText } from '../model/values/plain-text.ts';
import { saysNothing } from '../model/values/says-nothing.ts';
import { readFlag } from './read-flag.ts';

const noAnswer: ReadonlySet<string> = new Set([
  'U',
  'UN',
  'NA',
  'N A',
  'ND',
  'N D',
  'NR',
  'X',
  'XX',
  'XXX',
  '0',
  '00000',
]);

/**
 * Adds `code` where a cell is filled with something that could not be read: what is left out without a word is missed by
 * nobody. Words for "not known" are no value.
 */
export function noteUnread(
  cell: string | null | undefined,
  read: unknown,
  code: RowWarningCode,
  warnings: string[],
): void {
  if (!cell || (read !== null && read !== undefined)) return;
  const text = plainText(cell)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (text === '' || noAnswer.has(text) || saysNothing(text) || saysNothing(plainText(cell))) return;
  warnings.push(code);
}

/** Yes or no; `code` where the cell is filled and says neither. */
export function readAnswer(cell: string, code: RowWarningCode, warnings: string[]): boolean | null {
  const answer = readFlag(cell);
  noteUnread(cell, answer, code, warnings);
  return answer;
}
