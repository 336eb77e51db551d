import type { ColumnValues } from './guess-column-values.ts';

interface FieldHint {
  readonly field: RegExp;
  readonly value: RegExp;
  /** Added where nearly all values look so. */
  readonly gain: number;
  /** Taken away where few do. */
  readonly loss: number;
}

/** A year and a number, in either order, behind a letter or none: `24-000123`, `A-10001-23`. */
const caseForm = /^(?:[A-Z]{1,4}-)?(?:(?:19|20)?\d{2}-\d{3,8}|\d{3,8}-(?:19|20)?\d{2})$/i;
const notCaseForm = new RegExp(`^(?!${caseForm.source.slice(1)})`, 'i');

/** Whether nearly all values are written as numbers of cases are. */
export const caseLike = ({ values }: ColumnValues) =>
  values.length > 0 && values.filter((value) => caseForm.test(value)).length >= values.length * 0.9;

/** Fields whose values look like themselves beyond their kind. Data: add what tells a field from its neighbours. */
const hints: readonly FieldHint[] = [
  { field: /_seq$/, value: /^\d{1,2}$/, gain: 0.3, loss: 2.5 },
  { field: /(?:^|_)age$/, value: /^(?:1[0-1]\d|\d{1,2})(?:\.0)?$|^\D*$|-|\+/, gain: 0.7, loss: 3 },
  { field: /^year$/, value: /^(?:19|20)\d\d$/, gain: 1, loss: 4 },
  { field: /^month$/, value: /^(?:0?[1-9]|1[0-2])$|^[A-Z]{3,}|^\d{4}-\d\d/i, gain: 0.3, loss: 4 },
  { field: /^hour$/, value: /^(?:[01]?\d|2[0-4])(?::00)?(?:\s*[AP]M)?$|-/i, gain: 1.5, loss: 4 },
  // Hours alone are no clock.
  { field: /_time$/, value: /[:.]|\d{3,}|[AP]\.?M/i, gain: 0, loss: 4 },
  // Parts of a body and kinds of wounds; whether somebody died is another question.
  { field: /^wound$/, value: /^(?!.*FATAL|DEAD|DECEASED|DIED|SURVIVED|ALIVE)(?=.*\p{L}{2})/iu, gain: 0, loss: 8 },
  { field: /^injury$/, value: /\p{L}/u, gain: 0, loss: 2 },
  // In the words that say it, and not in yes and no.
  {
    field: /^fatal$/,
    value: /FATAL|^(?:DEAD|DEATH|DIED|DECEASED|KILLED|HOMICIDE|SURVIV|ALIVE|WOUNDED|INJURED)/i,
    gain: 5,
    loss: 0,
  },
  {
    field: /^victims$/,
    value: /^\d{1,3}(?:\.0)?$|^(?:Y|N|YES|NO|T|F|TRUE|FALSE|SINGLE|MULTIPLE|SEVERAL)$/i,
    gain: 0.3,
    loss: 8,
  },
  {
    field: /^day_of_week$/,
    value: /^(?:[1-7]|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\S*)$/i,
    gain: 1,
    loss: 3,
  },
  { field: /^trace_number$/, value: /^T?\d{6,}$/i, gain: 0.5, loss: 2 },
  { field: /^ori$/, value: /^[A-Z]{2}[A-Z0-9]{5,7}$/i, gain: 1, loss: 1.5 },
  { field: /^ncic_number$/, value: /^[A-Z]\d{8,9}$/i, gain: 2, loss: 0.5 },
  {
    field: /^(?:rounds|cartridge_cases|injuries|arrests|suspects)$/,
    value: /^\d{1,3}(?:\.0)?$|^[A-Z]+$/i,
    gain: 0.3,
    loss: 2.5,
  },
  { field: /^weapon_code$/, value: /^\d\dA?$|[A-Z]{3,}/i, gain: 0, loss: 1 },
  { field: /(?:^|_)code(?:_2)?$/, value: /^[A-Z0-9.-]{1,6}$/i, gain: 0.7, loss: 0.7 },
  {
    field: /^evidence_kind$/,
    value: /CARTRIDGE|CASING|BULLET|PROJECTILE|FRAGMENT|SHELL|FIREARM|ROUND|CASQUILLO|BALA|TEST FIRE/i,
    gain: 1,
    loss: 0.5,
  },
  { field: /^event_type$/, value: /TEST|SCENE|EVIDENCE|CRIME|PRUEBA/i, gain: 1, loss: 1.5 },
  { field: /_half$/, value: /^[ap]\.?\s*m\.?$/i, gain: 2, loss: 4 },
  { field: /^inside_outside$/, value: /^(?:I|O|IN|OUT)|SIDE|DOOR/i, gain: 0.7, loss: 1.5 },
  { field: /^report_url$/, value: /^https?:/i, gain: 1, loss: 3 },
  // Days in some exports, yes and no in others: both are read.
  { field: /^(?:confirmed|retracted)_on$/, value: /^(?:Y|N|YES|NO|T|F|TRUE|FALSE)$/i, gain: 5, loss: 0 },
  { field: /^kind$/, value: /\b(?:HITS?|LEADS?)$|POTENTIAL|^[HL]$/i, gain: 6, loss: 3 },
  {
    field: /^conclusion$/,
    value: /IDENT|^ID$|SAME|INCONC|^INC$|ELIM|EXCLU|DIFFERENT|SUITABLE|INSUFFICIENT|VALUE|CONFIRMED|UNDETERMINED/i,
    gain: 0.3,
    loss: 8,
  },
  { field: /^(?:dealer|distributor)_name$/, value: /\p{L}{3}/u, gain: 0.3, loss: 4 },
  // Prose, where a category has a word or two.
  {
    field: /^(?:remarks|narrative|details|urgent_justification|special_instructions)$/,
    value: /(?:\S+\s+){3}\S/,
    gain: 0.5,
    loss: 2,
  },
  { field: /^case_number$/, value: caseForm, gain: 0.7, loss: 0 },
  { field: /^(?:property|report)_number$/, value: notCaseForm, gain: 0, loss: 1.5 },
  {
    field: /^type$/,
    value: /^(?:SINGLE|MULTIPLE|PROBABLE|POSSIBLE)\b|GUNSHOT|GUNFIRE|GUN FIRE|SHOTS|DISPARO|FIREWORK/i,
    gain: 4.5,
    loss: 0,
  },
  { field: /^initial_type$/, value: /GUNSHOT|GUNFIRE|GUN FIRE|SHOTS|DISPARO|FIREWORK/i, gain: 2.5, loss: 0 },
  // Of a code and its words the words say more; figures alone say nothing to who has no list of them.
  { field: /^(?:initial|final)_type$/, value: /\p{L}{2}/u, gain: 0, loss: 1.5 },
  { field: /^(?:initial|final)_type$/, value: /\p{L}{2}[\s/-]+\p{L}/u, gain: 0.3, loss: 0 },
  {
    field: /^premises/,
    value: /^(?!(?:ST|STREET|AVE?|AVENUE|BLVD|RD|DR|LN|CT|PL|WAY|HWY|PKWY|CIR|TER)\.?$)/i,
    gain: 0,
    loss: 3,
  },
  // How a firearm was lost is not where it is now.
  { field: /^status$/, value: /^(?!.*(?:BURG|LARCEN|PROWL|THEFT|ROBBE))/i, gain: 0, loss: 3 },
  { field: /^serial_number$/, value: notCaseForm, gain: 0, loss: 2 },
  { field: /^report_type$/, value: /BURGLAR|LARCEN|ROBBER|THEFT|LOSS|LOST|STOLEN|ROBO/i, gain: 2.5, loss: 0 },
  { field: /suffix$/, value: /^(?:JR|SR|I{1,3}|IV|V)\.?$/i, gain: 1, loss: 2.5 },
];

/** What the values say for or against one field among those of its kind. */
export function fieldEvidence(field: string, { values }: ColumnValues): number {
  if (values.length === 0) return 0;
  let evidence = 0;
  for (const hint of hints) {
    if (!hint.field.test(field)) continue;
    const share = values.filter((value) => hint.value.test(value)).length / values.length;
    evidence += share >= 0.8 ? hint.gain : share < 0.5 ? -hint.loss : 0;
  }
  return evidence;
}
