/**
 * Cartridges that one firearm may fire though their calibres are called otherwise: chambers of revolvers and of .22 rifles take the shorter rounds
 * from which the longer were drawn out.
 *
 * **Source.** SAAMI Z299.1 and Z299.3: chambers of .357 Magnum, .44 Magnum, .454 Casull, .327 Federal Magnum and .22 Long Rifle share diameter and rim with
 * the cartridges named beside them; so do those of .45 Colt and .410 in firearms made for both. **Input.** Two codes of calibres. **Output.** Whether one
 * chamber takes both. **Limits.** What fires by adapters, by conversion or against the maker's word is not among them.
 */
const chambers: readonly (readonly string[])[] = [
  ['357MAG', '38SPL'],
  ['44MAG', '44SPL'],
  ['454CASULL', '45COLT'],
  ['45COLT410', '45COLT'],
  ['45COLT410', '410GA'],
  ['327FED', '32HR', '32SWL', '32SW'],
  ['22LR', '22SHORT'],
];

export const oneChamberTakes = (a: string, b: string): boolean =>
  a === b || chambers.some((codes) => codes.includes(a) && codes.includes(b));
