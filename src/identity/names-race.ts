/**
 * Says whether the header of a column names race, ethnic origin or the colour of a skin.
 *
 * **Source.** Headers of police and court files in English and Spanish, with the codes of NCIC (RAC, ETH, SKN).
 * **Input.** A header as it stands in a file. **Output.** Yes or no.
 * **Limits.** A header is all that is asked: a column called otherwise that holds race is not found by it.
 */

const words = new Set(
  'race races racial rac raza racialgroup eth ethn skn skin piel tez complexion nationality nacionalidad ancestry caucasian asian africanamerican hisp hispind hispcd hispflag raceth raceethn tribe tribal'.split(
    ' ',
  ),
);
/** Written in one with the person it is of, or with what it is: VICTIMRACE, racecd. TRACE, GRACE and TERRACE are none. */
const joined =
  /^(?:v|vic|vict|victim|s|susp|suspect|o|off|offender|arr|arrestee|perp|perpetrator|subj|subject|person|def|defendant|purch|purchaser|buyer|possessor|owner|driver|inmate|p|is|d|m|f|wit|witness|comp|complainant|decd|decedent|deceased|citizen|civilian|officer|ofcr|patient|resident|student|respondent|applicant|juvenile|mother|father|child|bridged|primary|self|perceived|apparent|census|omb|ucr|fbi|nibrs)?race(?:s|cd|code|codes|desc|descr|description|txt|text|name|id|type|cat|category|group|eth|ethn|hisp|sex|gender|value|label)?$/;
const inside = /ethnic|etnia|etnic|hispanic|hispan[oa]s?$|^(?:is|non)?latin(?:o|a|x|e)s?$|complexion|^skin/;
/** A column that is called so and nothing else, as where each answer has a column of its own. */
const whole = new Set('black white'.split(' '));
const people = new Set(
  'victim vic suspect susp offender arrestee perpetrator perp subject person defendant purchaser buyer possessor owner driver inmate'.split(
    ' ',
  ),
);
/** Say nothing of what is meant. */
const formal = new Set('code cd desc description text txt name id value type of the'.split(' '));

export function namesRace(header: string): boolean {
  const plain = header.normalize('NFD').replace(/\p{M}+/gu, '');
  // Small beside capital letters, figures and signs part words: VictimRace, RACECode, race1.
  const parts = (plain.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
  const all = parts.join(' ');
  if (parts.some((word) => words.has(word) || joined.test(word) || inside.test(word))) return true;
  if (/\b(?:national origin|african american|native american|pacific islander)\b/.test(all)) return true;
  if (whole.has(all)) return true;
  // Of a person and of nothing the person has: a suspect's hair, eyes, clothes and vehicle have colours as well.
  const telling = parts.filter((word) => !formal.has(word));
  return (
    telling.length === 2 && telling.some((word) => people.has(word)) && telling.some((word) => /^colou?r$/.test(word))
  );
}
