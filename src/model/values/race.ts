/**
 * Race and ethnicity as recorded, in the codes of NIBRS.
 *
 * Recorded for aggregate reporting alone: they are never compared, never a feature of a score, never a reason for a
 * link, and no comparator may read them or anything that stands for them.
 *
 * **Source.** FBI NIBRS User Manual, data elements 29 and 30; the words of Baltimore's, Philadelphia's and New York's
 * open data.
 * **Limits.** What an officer recorded, not what a person says of themselves.
 */

import { plainText } from './plain-text.ts';

export type Race = 'W' | 'B' | 'I' | 'A' | 'P' | 'U';
export type Ethnicity = 'H' | 'N' | 'U';

export interface RecordedRace {
  race: Race | null;
  /** Set where the text of the race says it, as `White Hispanic` does. */
  ethnicity: Ethnicity | null;
}

const RACES: Readonly<Record<Race, string>> = {
  W: 'W,WHITE,CAUCASIAN,WHITE NOT HISPANIC',
  B: 'B,BLACK,BLACK OR AFRICAN AMERICAN,AFRICAN AMERICAN,BLACK AFRICAN AMERICAN',
  I: 'I,AMERICAN INDIAN OR ALASKA NATIVE,AMERICAN INDIAN ALASKAN NATIVE,AMERICAN INDIAN ALASKA NATIVE,NATIVE AMERICAN,AMERICAN INDIAN',
  A: 'A,ASIAN,ASIAN PACIFIC ISLANDER',
  P: 'P,NATIVE HAWAIIAN OR OTHER PACIFIC ISLANDER,PACIFIC ISLANDER,NATIVE HAWAIIAN',
  U: 'U,UNKNOWN,UNK,NONE REPORTED,OTHER,MULTIPLE',
};

const ETHNICITIES: Readonly<Record<Ethnicity, string>> = {
  H: 'H,HISPANIC,HISPANIC OR LATINO,LATINO,LATINA,HISPANIC LATINO,Y,YES,1',
  N: 'N,NOT HISPANIC OR LATINO,NON HISPANIC,NOT HISPANIC,NO,0',
  U: 'U,UNKNOWN,UNK',
};

const NOT_WORDS = /[^A-Z0-9]+/g;
const RACE_BY_TEXT = byText(RACES);
const ETHNICITY_BY_TEXT = byText(ETHNICITIES);
const HISPANIC = /^(?:(WHITE|BLACK) )?(?:HISPANIC|LATINO|LATINA|HISPANIC OR LATINO)(?: (WHITE|BLACK))?$/;

/** Reads a race; null where nothing is recorded. Never throws. */
export function cleanRace(raw: string): RecordedRace | null {
  const text = keyOf(raw);
  const race = RACE_BY_TEXT.get(text);
  if (race !== undefined) return { race, ethnicity: null };
  const hispanic = HISPANIC.exec(text);
  if (!hispanic) return null;
  return { race: RACE_BY_TEXT.get(hispanic[1] ?? hispanic[2] ?? '') ?? null, ethnicity: 'H' };
}

/** Reads an ethnicity; null where nothing is recorded. Never throws. */
export function cleanEthnicity(raw: string): Ethnicity | null {
  return ETHNICITY_BY_TEXT.get(keyOf(raw)) ?? null;
}

function keyOf(raw: string): string {
  return plainText(raw).replace(NOT_WORDS, ' ').trim();
}

function byText<Code extends string>(table: Readonly<Record<Code, string>>): ReadonlyMap<string, Code> {
  return new Map(
    (Object.keys(table) as Code[]).flatMap((code) => table[code].split(',').map((text) => [text, code] as const)),
  );
}
