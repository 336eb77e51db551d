const family = '(?:last|lst|surname|lname|family|apellidos?)';
const given = '(?:first|frst|given|fname|nombres?)';
const between = '(?: (?:name|nm|nombre))? ';
const familyFirst = new RegExp(`(?:^| )(?:${family}${between}${given}|lfm|lnfn)(?: |$)`);
const givenFirst = new RegExp(`(?:^| )(?:${given}${between}(?:(?:middle|mid|mi|m) )?(?:name )?${family}|fml)(?: |$)`);

/**
 * The order in which a header says whole names are written: `Suspect (Last First Middle)`, `NAME_LFM`, `First Last`; null
 * where it says none. Without it a name that has no comma is read with the family name last.
 */
export function nameOrder(header: string): 'family-first' | 'given-first' | null {
  const words = header
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  if (familyFirst.test(words)) return 'family-first';
  return givenFirst.test(words) ? 'given-first' : null;
}
