/**
 * Words by which nobody may say how sure they are of a lead: percentages, and words that claim what only an examiner at a microscope can conclude.
 *
 * **Source.** A lead is a possible association and no identification (the National Crime Gun Intelligence Governing Board's recommended practices); the
 * Department of Justice's uniform language for firearms and toolmarks (2020) bars “100 % certain”, “to the exclusion of all others”, zero error and degrees of
 * certainty. **Input.** What a person wrote, English or Spanish. **Output.** The words that may not stand there, as written; null where there are none.
 * **Limits.** Words: what means the same by others is not found.
 */
export function wordsOfCertainty(text: string): string | null {
  // Digits and letters of other widths, and what is set apart to look otherwise, are read as what they stand for.
  const read = text.normalize('NFKC').replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  for (const barred of [percentage, claims, hechos]) {
    const found = barred.exec(read);
    if (found !== null) return found[0].trim();
  }
  return null;
}

const number = String.raw`(?:\d[\d\s.,]*|one hundred|a hundred|ninety[- ]?\w*|cien(?:to)?|noventa(?: y \w+)?)`;
const percentage = new RegExp(
  String.raw`${number}\s*(?:%|٪|‰|per\s*-?\s*cent\b|pct\b|por\s*ciento\b|out of (?:100|a hundred)\b|de cada (?:100|cien)\b)`,
  'iu',
);
const claims =
  /(?<!\b(?:not|less than|never) )(?<![\p{L}])(?:(?:absolutely |completely |quite |fairly )?certain(?:ty|ly)?|matche?[sd]?|matching|positive(?:ly)?|conclusive(?:ly)?|definite(?:ly)?|undoubted(?:ly)?|unquestionabl[ey]|identified|identification|same (?:gun|firearm|weapon|pistol)|no (?:other|doubt)|without (?:a |any )?doubt|beyond (?:a |any |all )?(?:reasonable )?doubt|to the exclusion of|zero error|guarante\w+)(?![\p{L}])/iu;
const hechos =
  /(?<!\b(?:no|sin|poca) )(?<![\p{L}])(?:certeza|segur[oa]s?|seguridad|coincid\w+|concluyente(?:mente)?|definitiv[oa](?:mente)?|identificad[oa]s?|identificaci[oó]n|la misma (?:arma|pistola)|el mismo arma|indudable(?:mente)?|con exclusi[oó]n de)(?![\p{L}])|(?<![\p{L}])sin (?:ninguna |lugar a )?dudas?(?![\p{L}])/iu;
