/**
 * Whether words put where a value should stand say that there is none: NOT ON FILE, UNABLE TO READ, SEE REPORT, UNKOWN.
 *
 * **Source.** NCIC Operating Manual and agency exports, as far as published; the list is ours.
 * **Limits.** A list of words is never complete: it gives a better reason and label, and nothing may be joined because a text
 * is not in it. Made for fields whose values hold other words seldom; in a street or a name `SEE` and `SAME` are words too.
 */

const WORDS: ReadonlySet<string> = new Set(
  `NONE NOT CANNOT CANT COULDNT UNABLE WITHOUT NOTHING REFUSED REFUSE REFUSES WITHHELD REDACTED CONFIDENTIAL SEE SAME MISSING
  VARIOUS MULTIPLE PENDING TBD BLANK NULL NIL UNAVAILABLE INVISIBLE UNSURE UNSPECIFIED UNLISTED UNRECORDED`.split(
    /\s+/,
  ),
);
/** Beginnings, because these are misspelt in many ways: UNKOWN, ILLEGABLE, UNDETERMINABLE, UNIDENTIFIABLE. */
const STEM = /^(?:UNK|UNREAD|UNDETER|UNIDENT|ILLEG|ILLIG|NOTVIS|NOTREAD|NOTON|NOTAV|NOVIS|NOSER|NOMARK|NONUM)/;
const PHRASE = /^NO\s+\p{L}|\bON FILE\b|\bN\/A\b/u;
const NOT_LETTERS = /[^\p{L}]+/u;

/** Asked of plain text (`plain-text.ts`); words that stand beside a figure say something. */
export function saysNothing(text: string): boolean {
  if (/\p{N}/u.test(text)) return false;
  return PHRASE.test(text) || text.split(NOT_LETTERS).some((word) => WORDS.has(word) || STEM.test(word));
}
