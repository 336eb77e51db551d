import type { PlainKey, Words } from './words.tsx';

/**
 * Sentences the server writes in English, and the text that says the same in the reader's language. A sentence that is not
 * here is shown as the server wrote it.
 */
const known: readonly (readonly [RegExp, PlainKey])[] = [
  [/different dates of first retail sale are recorded/, 'conflict.saleDates'],
  [/dated after the firearm was recovered/, 'conflict.soldAfterRecovery'],
  [/dated after the last recorded recovery/, 'conflict.shotAfterRecovery'],
  [/dated before the first retail sale/, 'conflict.shotBeforeSale'],
  [/neither the first retail sale nor a recovery is recorded/, 'why.neither'],
  [/the first retail sale is not recorded/, 'why.noSale'],
  [/no recovery is recorded/, 'why.noRecovery'],
  [/sources differ on the first retail sale/, 'why.saleDates'],
  [/is dated before the sale/, 'why.recoveredBeforeSale'],
];

export function serverWords(sentence: string, { language, say }: Pick<Words, 'language' | 'say'>): string {
  if (language === 'en') return sentence;
  const found = known.find(([pattern]) => pattern.test(sentence));
  return found === undefined ? sentence : say(found[1] as 'conflict.saleDates');
}
