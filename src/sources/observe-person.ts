import { asWritten } from './as-written.ts';
import type { RecordBuilder, RowContext } from './feed.ts';

/** What a record says of one person. Texts are cells as they stand in the file; blank or left out where there is none. */
export interface ObservedPerson {
  /** `purchaser`, `possessor`, `associate`, `victim`, `suspect`, `arrestee`, `theft-victim`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. Birth dates after it are refused. */
  readonly seenOn: string | null;
  /** Whole name in one cell (`SMITH, JOHN A JR` or `John A. Smith Jr.`), where the feed does not split it. */
  readonly name?: string;
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
 * Adds one `person_observation` and returns its ordinal. Null, and nothing added, where name, alias, birth date, street,
 * phone and identifier are all blank: age, sex and race alone name no one. Codes of what was odd join `warnings`.
 */
export function observePerson(
  record: RecordBuilder,
  person: ObservedPerson,
  _context: RowContext,
  _warnings: string[] = [],
): number | null {
  const nameRaw = asWritten(person.name) ?? nameOfParts(person);
  const alias = asWritten(person.alias);
  const bornRaw = asWritten(person.born);
  const addressRaw = asWritten(person.street);
  const phoneRaw = asWritten(person.phone);
  const idRaw = asWritten(person.idNumber);
  if (!nameRaw && !alias && !bornRaw && !addressRaw && !phoneRaw && !idRaw) return null;
  return record.add('person_observation', {
    role: person.role,
    seen_on: person.seenOn,
    name_raw: nameRaw,
    alias,
    born_raw: bornRaw,
    race: asWritten(person.race),
    address_raw: addressRaw,
    city: asWritten(person.city),
    state: asWritten(person.state),
    zip: asWritten(person.zip),
    id_type: asWritten(person.idType),
    id_state: asWritten(person.idState),
  });
}

/** `SMITH JR, JOHN ALLEN`: split names in the order records are filed by, as the one raw name. */
function nameOfParts(person: ObservedPerson): string | null {
  const family = [asWritten(person.familyName), asWritten(person.suffix)].filter(Boolean).join(' ');
  const given = [asWritten(person.givenName), asWritten(person.middleName)].filter(Boolean).join(' ');
  if (family === '') return given === '' ? null : given;
  return given === '' ? family : `${family}, ${given}`;
}
