import { cleanCalibre } from '../../../src/model/values/calibre.ts';
import { cleanFirearmType } from '../../../src/model/values/firearm-type.ts';
import type { Formats } from './format.ts';
import type { Words } from './words.tsx';

/**
 * Names under which codes come (of facts, of what an event tells, of columns read) and where their words stand. A value
 * without words there is as the source wrote it, and stays so.
 */
const families: Readonly<Record<string, string>> = {
  after: 'after',
  circumstance: 'circumstance',
  classification: 'classification',
  completion: 'completion',
  completion_code: 'completion',
  conclusion: 'conclusion',
  disposition: 'dispositionOf',
  entered: 'entered',
  ethnicity: 'ethnicity',
  event_type: 'entered',
  exceptional: 'clearance',
  injury: 'injury',
  inside_outside: 'insideOutside',
  kind: 'kindOf',
  'licence-type': 'licenceType',
  licence_type: 'licenceType',
  loss_code: 'loss',
  'no-serial': 'noSerial',
  no_serial_reason: 'noSerial',
  offense_code: 'offence',
  part: 'part',
  precision: 'evidence.precision',
  premises: 'location',
  priority: 'priority',
  qualifiers: 'qualifier',
  race: 'race',
  relationship: 'relationship',
  role: 'role',
  sex: 'sex',
  state: 'requestState',
  status: 'statusOf',
  until: 'event',
  untilTie: 'tie',
  victim_type: 'victim',
  weapon_code: 'weapon',
};
/** Where a name means something else in one table or event. */
const familiesOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gunshot_alert: { classification: 'heard' },
  licensed: { type: 'licenceType' },
};

type Reader = Pick<Words, 'say' | 'sayIfKnown'>;

/** The words of a coded value; null where it is none. `of`: the table or event it stands in. */
function codeWords(name: string, value: string, { say, sayIfKnown }: Reader, of: string): string | null {
  const family = familiesOf[of]?.[name] ?? families[name];
  if (family !== undefined) return sayIfKnown(`${family}.${value}`);
  if (name === 'calibre' || name === 'calibre_code') {
    const calibre = cleanCalibre(value);
    return calibre === null || calibre.code === 'OTHER' ? null : calibre.name;
  }
  if (name === 'type' || name === 'type_code') {
    // As rows are compared: pistols and revolvers are both handguns.
    if (value === 'HANDGUN') return say('family.handgun');
    if (value === 'LONG GUN') return say('family.longGun');
    const type = cleanFirearmType(value)?.family;
    return type === undefined || type === 'other' ? null : say(`family.${type}`);
  }
  return null;
}

/** A value as people read it: codes in words, yes and no, days and numbers as the reader's language writes them. */
export function valueText(
  name: string,
  value: unknown,
  words: Reader,
  formats: Pick<Formats, 'dayOrMoment' | 'number'>,
  of = '',
): string {
  if (typeof value === 'boolean') return words.say(value ? 'evidence.yes' : 'evidence.no');
  if (typeof value === 'number')
    return Number.isInteger(value) && name !== 'year' ? formats.number(value) : String(value);
  if (Array.isArray(value)) return value.map((each) => valueText(name, each, words, formats, of)).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  return (
    codeWords(name, value, words, of) ?? (/^\d{4}-\d{2}-\d{2}(T.*Z)?$/.test(value) ? formats.dayOrMoment(value) : value)
  );
}
