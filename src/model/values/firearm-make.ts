/**
 * Makes of firearms: one canonical name, the NCIC make code where known, and whether the name is an importer's.
 *
 * **Source.** ATF Form 3312.1 items 5c and 5h (the original maker is asked for, and the importer apart); NCIC Code
 * Manual, gun data codes; the table is `firearm-make-table.ts`, which says how far its codes can be relied upon.
 * **Input.** Text or a code. **Output.** {@link FirearmMake}, or null where the text names no make.
 * **Limits.** Misspellings are read only where the table lists them: no guessing. A make that is not in the table
 * keeps its normalised name, without a code. Compare makes by `family` or `name`, never by `code` alone, since most
 * makers have none here.
 */

import { FIREARM_MAKES, type MakeEntry } from './firearm-make-table.ts';
import { plainText } from './plain-text.ts';
import { saysNothing } from './says-nothing.ts';

export interface FirearmMake {
  /** NCIC make code, or null where it is not known. */
  code: string | null;
  /** False for a code from memory, which must not be typed into an inquiry unchecked. */
  codeVerified: boolean;
  name: string;
  /** Shared by makers whose records are confused with one another, such as Glock in Austria and in Georgia. */
  family: string;
  /** The name is an importer's or retailer's; the original maker is still to be found. */
  importer: boolean;
  /** In the table of makes. */
  known: boolean;
}

const PERIODS_AND_QUOTES = /[.'"]+/g;
const AMPERSANDS = /\s*(?:&|\+)\s*/g;
const NOT_WORDS = /[^\p{L}\p{N}]+/gu;
const HAS_LETTER = /\p{L}/u;

/** Company forms and countries that do not distinguish makers. */
const COMPANY_WORDS: ReadonlySet<string> = new Set(
  `INC INCORPORATED CORP CORPORATION CO COMPANY LLC LTD LIMITED LP LLP PLC GMBH GESMBH AG KG SA SPA SAS SRL AS OY AB DOO
  MFG MFR MANUFACTURING MANUFACTURER USA US AUSTRIA GERMANY ITALY BRAZIL BRASIL TURKEY SPAIN BELGIUM ISRAEL RUSSIA
  ARGENTINA CROATIA CZECHIA AUSTRALIA CANADA PHILIPPINES JAPAN
  AND`.split(/\s+/),
);

const NO_MAKE: ReadonlySet<string> = new Set(
  (
    'UNKNOWN,UNK,UNKN,UNKWN,NONE,NA,N A,ZZZ,OTHER,NULL,MISC,UNKNOWN MAKE,UNKNOWN MANUFACTURER,MAKE UNKNOWN,MAK UNK,' +
    'NOT LISTED,UNLISTED,UNDETERMINED,NOT AVAILABLE,NOT APPLICABLE,NO MARKINGS,ILLEGIBLE,OBLITERATED,BLANK'
  ).split(','),
);

/** Reads makes against the shipped table. */
export const cleanMake: (raw: string) => FirearmMake | null = makeCleaner([]);

/**
 * A cleaner that also knows `additional` makes, such as an agency's own NCIC code table; they take precedence over
 * the shipped ones.
 */
export function makeCleaner(additional: readonly MakeEntry[]): (raw: string) => FirearmMake | null {
  const byKey = new Map<string, FirearmMake>();
  addNames(byKey, additional);
  addNames(byKey, FIREARM_MAKES);
  // Codes come after names: a name that happens to be another maker's code stays a name.
  addCodes(byKey, additional);
  addCodes(byKey, FIREARM_MAKES);
  return (raw) => readMake(byKey, raw);
}

function readMake(byKey: ReadonlyMap<string, FirearmMake>, raw: string): FirearmMake | null {
  const direct = byKey.get(raw);
  if (direct) return direct;
  const words = keyOf(raw);
  const exact = byKey.get(words);
  if (exact) return exact;
  if (words === '' || NO_MAKE.has(words) || !HAS_LETTER.test(words)) return null;
  const known = knownInside(byKey, raw, words);
  if (known) return known;
  if (saysNothing(words)) return null;
  let name = words;
  for (let cut = lastCompanyWord(name); cut > 0; cut = lastCompanyWord(name)) {
    name = name.slice(0, cut);
    const found = byKey.get(name);
    if (found) return found;
  }
  if (NO_MAKE.has(name) || !HAS_LETTER.test(name)) return null;
  return { code: null, codeVerified: false, name, family: name, importer: false, known: false };
}

const BRACKETS = /[([{][^()[\]{}]{0,60}[)\]}]/g;
const SPACED_LETTERS = /\b(\p{L}) (?=\p{L}\b)/gu;

/** A known make with a remark in brackets (`BERSA (ARGENTINA)`), or with its letters set apart (`H S PRODUKT`). */
function knownInside(byKey: ReadonlyMap<string, FirearmMake>, raw: string, words: string): FirearmMake | undefined {
  const bare = /[([{]/.test(raw) ? byKey.get(keyOf(raw.replace(BRACKETS, ' '))) : undefined;
  return bare ?? byKey.get(words.replace(SPACED_LETTERS, '$1'));
}

/** Where the last word begins, if it is a company form and not the only word; else 0. */
function lastCompanyWord(name: string): number {
  const space = name.lastIndexOf(' ');
  return space > 0 && COMPANY_WORDS.has(name.slice(space + 1)) ? space : 0;
}

function keyOf(text: string): string {
  return plainText(text).replace(PERIODS_AND_QUOTES, '').replace(AMPERSANDS, ' AND ').replace(NOT_WORDS, ' ').trim();
}

function addNames(byKey: Map<string, FirearmMake>, entries: readonly MakeEntry[]): void {
  const makes = entries.map((entry) => ({ entry, make: makeOf(entry) }));
  for (const { entry, make } of makes) addUnlessThere(byKey, keyOf(entry.name), make);
  for (const { entry, make } of makes) for (const text of entry.also ?? []) addUnlessThere(byKey, keyOf(text), make);
}

function addCodes(byKey: Map<string, FirearmMake>, entries: readonly MakeEntry[]): void {
  for (const entry of entries) if (entry.code !== undefined) addUnlessThere(byKey, entry.code, makeOf(entry));
}

function addUnlessThere(byKey: Map<string, FirearmMake>, key: string, make: FirearmMake): void {
  if (!byKey.has(key)) byKey.set(key, make);
}

function makeOf(entry: MakeEntry): FirearmMake {
  return {
    code: entry.code ?? null,
    codeVerified: entry.verified ?? false,
    name: entry.name,
    family: entry.family ?? entry.name,
    importer: entry.importer ?? false,
    known: true,
  };
}
