/**
 * The first word of certainty in what somebody wrote of a lead, as they wrote it, or null.
 *
 * **Source.** *Abruquah v. State* (Md. 2023): no unqualified identification; of a lead, nothing but a possible association. **Input.** Text in
 * English or Spanish, whatever width, accents or blanks it is written with. **Output.** What was found. **Limits.** A list of words: it stops
 * what is written out of habit, not what somebody means to hide. Words that deny certainty ("uncertain", "inconclusive") are none.
 */
export function certaintyIn(text: string): string | null {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .toLowerCase();
  return words.map((each) => each.exec(plain)?.[0]).find((found) => found !== undefined) ?? null;
}

const words: readonly RegExp[] = [
  // Shares of certainty, in signs, words and odds.
  /[\p{N} .,]*[%٪‰‱]/u,
  /\b[\w., ]{0,12}\bper ?-?cent(?:age)?\b/,
  /\b[\w., ]{0,12}\bpor ?-?cien(?:to)?\b/,
  /\bporcentaje\b/,
  /\p{N} ?(?:\/|out of|in|de|de cada) ?(?:1(?: ?0){2,}|a (?:hundred|thousand|million|billion)|(?:cien|mil|un millon)\b)/u,
  // Certainty in words.
  /\b(?:absolutely |almost )?certain(?:ly|ty)?\b/,
  /\b(?:definite(?:ly)?|definitive(?:ly)?|conclusive(?:ly)?|undoubted(?:ly)?|unquestionabl[ey]|guaranteed)\b/,
  /\b(?:no|without(?: any| a)?|beyond(?: any| a| all)?) (?:reasonable )?doubt\b/,
  /(?<!\w)match(|es|ed|ing)\b/,
  /\bsame (?:gun|firearm|weapon|pistol|rifle|revolver)\b/,
  /\b(?:certeza|ciert[oa]|segur[oa]|segur[oa]s|seguridad|seguramente|definitivamente|definitiv[oa]|concluyente(?:mente)?|indudable(?:mente)?)\b/,
  /\b(?:sin|fuera de|no (?:hay|cabe))(?: ninguna| toda| alguna)? duda\b/,
  /\bcoincid\w+/,
  /\bmism[oa] (?:arma|pistola|fusil|rifle|revolver)\b/,
];
