import { cleanAddress, cleanZip } from '../model/values/address.ts';
import { cleanBirthDate } from '../model/values/birth-date.ts';
import { cleanIdentifier, type IdentifierType } from '../model/values/identifier.ts';
import { cleanPersonName, type PersonName } from '../model/values/person-name.ts';
import { cleanPhone } from '../model/values/phone.ts';
import { cleanSex } from '../model/values/sex.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder, RowContext } from './feed.ts';
import { noteUnread } from './note-unread.ts';
import { readAge } from './read-age.ts';
import { stateCode } from './state-code.ts';

/** What a record says of one person. Texts are cells as they stand in the file; blank or left out where there is none. */
export interface ObservedPerson {
  /** `purchaser`, `possessor`, `associate`, `victim`, `suspect`, `arrestee`, `theft-victim`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. Births after it are flagged. */
  readonly seenOn: string | null;
  /** Whole name in one cell (`SMITH, JOHN A JR` or `John A. Smith Jr.`), where the feed does not split it. */
  readonly name?: string;
  /** The column of whole names says that the family name comes first. */
  readonly familyFirst?: boolean;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly middleName?: string;
  readonly suffix?: string;
  readonly alias?: string;
  /** Date of birth as written. */
  readonly born?: string;
  readonly age?: string;
  readonly sex?: string;
  readonly race?: string;
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly phone?: string;
  readonly idType?: string;
  readonly idState?: string;
  readonly idNumber?: string;
}

/**
 * Adds one `person_observation` and returns its ordinal. Null, and nothing added, where the record says nothing by which
 * a person could be told from another: age, sex and race alone name no one, and neither does `UNKNOWN` or `JOHN DOE`
 * beside blanks. Codes of what was odd join `warnings`: `person.birth-date-impossible`, `person.birth-date-filler`
 * (1 January and the like, or no day), `person.born-after-record`, `person.ssn-refused`, `person.organisation` (its name is kept as written alone),
 * `age.impossible`, and `person.sex-unread`, `person.phone-unread`, `address.state-unread`, `address.zip-unread`.
 */
export function observePerson(
  record: RecordBuilder,
  person: ObservedPerson,
  context: RowContext,
  warnings: string[] = [],
): number | null {
  const alias = asWritten(person.alias);
  const bornRaw = asWritten(person.born);
  const addressRaw = asWritten(person.street);
  const phoneRaw = asWritten(person.phone);
  const idRaw = asWritten(person.idNumber);
  const nameRaw = asWritten(person.name) ?? nameOfParts(person);
  if (!nameRaw && !alias && !bornRaw && !addressRaw && !phoneRaw && !idRaw) return null;
  const name = nameRaw === null ? null : cleanName(person);
  if (!alias && !bornRaw && !addressRaw && !phoneRaw && !idRaw && name?.kind === 'nobody') return null;
  const named = name?.kind === 'person' ? name : null;
  if (name?.kind === 'organisation') warnings.push('person.organisation');
  const sex = person.sex ? cleanSex(person.sex) : null;
  noteUnread(person.sex, sex, 'person.sex-unread', warnings);
  const phone = phoneRaw === null ? null : cleanPhone(phoneRaw);
  noteUnread(phoneRaw, phone, 'person.phone-unread', warnings);
  const state = person.state ? stateCode(person.state) : null;
  noteUnread(person.state, state, 'address.state-unread', warnings);
  const zip = person.zip ? cleanZip(person.zip) : null;
  noteUnread(person.zip, zip, 'address.zip-unread', warnings);
  const address = addressRaw === null ? null : cleanAddress(addressRaw);
  return record.add('person_observation', {
    role: person.role,
    seen_on: person.seenOn,
    name_raw: nameRaw,
    family_name: named?.family ?? null,
    given_name: named?.given ?? null,
    middle_name: named?.middle ?? null,
    suffix: named?.suffix ?? null,
    alias,
    born_on: bornRaw === null ? null : bornOn(bornRaw, person.seenOn, context, warnings),
    born_raw: bornRaw,
    age_years: person.age ? readAge(person.age, warnings) : null,
    sex: sex === 'U' ? null : sex,
    race: asWritten(person.race),
    address: address?.canonical ?? null,
    address_raw: addressRaw,
    city: asWritten(person.city) ?? address?.city ?? null,
    state: person.state ? state : (address?.state ?? null),
    zip: person.zip ? zip : (address?.zip ?? null),
    phone: phone && !phone.placeholder ? phone.number : null,
    ...identifierOf(idRaw, person, warnings),
  });
}

function cleanName(person: ObservedPerson): PersonName {
  return cleanPersonName({
    full: person.name ?? '',
    familyFirst: person.familyFirst ?? false,
    family: person.familyName ?? '',
    given: person.givenName ?? '',
    middle: person.middleName ?? '',
    suffix: person.suffix ?? '',
  });
}

/** `SMITH JR, JOHN ALLEN`: split names in the order records are filed by, as the one raw name. */
function nameOfParts({ familyName, givenName, middleName, suffix }: ObservedPerson): string | null {
  const family = joined(familyName, suffix);
  const given = joined(givenName, middleName);
  if (family === '') return given === '' ? null : given;
  return given === '' ? family : `${family}, ${given}`;
}

function joined(first = '', second = ''): string {
  const [a, b] = [first.trim(), second.trim()];
  if (a === '' || b === '') return a || b;
  return `${a} ${b}`;
}

const SAYS_NO_DATE = /^(?:[-.?/\s0]*|UNK(?:NOWN)?|N\/?A|NONE|NULL)$/i;
const FILLER = /^(?:0?1[-/]0?1[-/](?:1900|1800)|1[89]00-01-01)\b/;

/**
 * A day by which birth dates can be compared, or null: a filler would make strangers agree. A birth after the day of the
 * record is kept, for it is as likely that the record's day is wrong.
 */
function bornOn(raw: string, seenOn: string | null, context: RowContext, warnings: string[]): string | null {
  if (SAYS_NO_DATE.test(raw)) return null;
  const born = cleanBirthDate(raw, { latest: context.receivedOn, order: context.dateOrder });
  if (born === null) warnings.push(FILLER.test(raw) ? 'person.birth-date-filler' : 'person.birth-date-impossible');
  else if (born.placeholder) warnings.push('person.birth-date-filler');
  else if (seenOn !== null && born.date > seenOn) warnings.push('person.born-after-record');
  return born === null || born.placeholder ? null : born.date;
}

/** Short forms of the kinds, as trace forms write them. */
const ID_TYPES: Readonly<Record<IdentifierType, string>> = {
  'driver-licence': 'DL',
  'state-id': 'ID',
  passport: 'PP',
  'state-criminal-history': 'SID',
  'fbi-number': 'FBI',
  military: 'MIL',
  'alien-registration': 'AR',
  other: 'OTHER',
};

function identifierOf(number: string | null, { idType = '', idState = '' }: ObservedPerson, warnings: string[]) {
  const none = { id_type: null, id_state: null, id_number: null };
  if (number === null) return none;
  const identifier = cleanIdentifier({ number, type: idType, state: idState });
  if (identifier?.kind === 'refused') warnings.push('person.ssn-refused');
  if (identifier?.kind !== 'identifier') return none;
  return { id_type: ID_TYPES[identifier.type], id_state: identifier.state, id_number: identifier.number };
}
