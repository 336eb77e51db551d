/**
 * Sex as recorded, in the codes of NIBRS.
 *
 * **Source.** FBI NIBRS User Manual, data element 27; NCIC Code Manual, SEX field (which adds X).
 */

import { plainText } from './plain-text.ts';

export type Sex = 'M' | 'F' | 'X' | 'U';

const BY_TEXT: ReadonlyMap<string, Sex> = new Map([
  ...['M', 'MALE', 'MAN', 'BOY', 'MASCULINO', 'HOMBRE'].map((text) => [text, 'M'] as const),
  ...['F', 'FEMALE', 'WOMAN', 'GIRL', 'FEMENINO', 'MUJER'].map((text) => [text, 'F'] as const),
  ...['X', 'NONBINARY', 'NON-BINARY', 'NON BINARY', 'OTHER'].map((text) => [text, 'X'] as const),
  ...['U', 'UNK', 'UNKNOWN'].map((text) => [text, 'U'] as const),
]);

/** Reads a sex; null where nothing is recorded. Never throws. */
export function cleanSex(raw: string): Sex | null {
  return BY_TEXT.get(raw) ?? BY_TEXT.get(plainText(raw)) ?? null;
}
