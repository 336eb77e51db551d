import { STREET_ORDINALS, STREET_SUFFIXES } from '../model/values/address-words.ts';

/**
 * An address as it compares: one writing for each kind of street, unit and number of a street, the unit behind the street.
 *
 * **Source.** USPS Publication 28, §§ 213, 233 and appendix C. **Input.** An address in capitals, with its signs. **Output.** Words, a space between.
 * **Limits.** Kinds of street that are names as often (PARK, GREEN, FOREST) stay as they are, and so does the word after the number of the building.
 * A number before a slash is the unit (4/123 MAIN ST, as in Australia and Canada), after the number of the building a half.
 */
export function addressWords(text: string): string {
  const behind = text
    .replace(UNIT_SLASH, '$2 $3 APT $1')
    .replace(/#\s*(?=[A-Z0-9])/g, ' APT ')
    .replace(NOT_WORD, ' ')
    .trim()
    .replace(UNIT_FIRST, '$3 $1 $2');
  const words = behind.split(/ +/);
  const building = words.findIndex((word) => /^\d/.test(word));
  return words.map((word, at) => oneWriting(word, at - building)).join(' ');
}

const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const UNIT_SLASH = /^\s*([A-Z]?\d+[A-Z]?)\s*\/\s*(\d+[A-Z]?)\s+(.*)$/;
const UNIT_FIRST =
  /^(APT|APARTMENT|APMT|APPT|UNIT|UNT|FLAT|STE|SUITE|RM|ROOM|FL|FLOOR|LOT|BLDG|BUILDING) ([A-Z]{0,2}\d*[A-Z]?) (\d.*)$/;
const KINDS: ReadonlySet<string> = new Set(
  'ALY AVE BLVD CIR CT DR HWY LN PKWY PL PLZ RD SQ ST TER TRL TPKE EXPY'.split(' '),
);
const UNITS: ReadonlyMap<string, string> = new Map(
  'APARTMENT:APT APMT:APT APPT:APT UNIT:APT UNT:APT FLAT:APT SUITE:STE ROOM:RM FLOOR:FL BUILDING:BLDG'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** `after`: how many words behind the number of the building. */
function oneWriting(word: string, after: number): string {
  if (word === 'SAINT') return 'ST';
  if (after === 1) return STREET_ORDINALS.get(word) ?? word;
  const kind = STREET_SUFFIXES.get(word);
  return kind !== undefined && KINDS.has(kind) ? kind : (UNITS.get(word) ?? STREET_ORDINALS.get(word) ?? word);
}
