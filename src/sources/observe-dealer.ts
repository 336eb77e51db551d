import { cleanAddress, cleanZip } from '../model/values/address.ts';
import { cleanLicenceNumber, isRetailSeller, type LicenceNumber } from '../model/values/licence-number.ts';
import { cleanPhone } from '../model/values/phone.ts';
import { plainText } from '../model/values/plain-text.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder } from './feed.ts';
import { noteUnread } from './note-unread.ts';
import { remember } from './remember.ts';
import { stateCode } from './state-code.ts';

// The same dealers stand in row after row.
const licenceOf = remember((raw) => cleanLicenceNumber(raw));
const addressOf = remember((raw) => cleanAddress(raw));
const nameOf = remember(normaliseName);

/** What a record says of one federal firearms licensee. Texts are cells as they stand in the file. */
export interface ObservedDealer {
  /** `retail-dealer`, `distributor`, `theft-dealer`, `licensee`, `inspected`. */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly licence?: string;
  readonly name?: string;
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly phone?: string;
}

/**
 * Adds one `dealer_observation` and returns its ordinal. Null, and nothing added, where licence, name and street are all
 * blank: a town alone names no dealer. Codes of what was odd join `warnings`: `licence.unreadable`,
 * `licence.district-state` (the licensing district is of another state than the premises; licensees do move),
 * `licence.not-a-seller` (a collector or ammunition maker as `retail-dealer`).
 */
export function observeDealer(record: RecordBuilder, dealer: ObservedDealer, warnings: string[] = []): number | null {
  const licenceRaw = asWritten(dealer.licence);
  const nameRaw = asWritten(dealer.name);
  const street = asWritten(dealer.street);
  if (!licenceRaw && !nameRaw && !street) return null;
  const licence = licenceRaw === null ? null : licenceOf(licenceRaw);
  const address = street === null ? null : addressOf(street);
  const state = (dealer.state ? stateCode(dealer.state) : address?.state) ?? null;
  const phone = dealer.phone ? cleanPhone(dealer.phone) : null;
  const zip = dealer.zip ? cleanZip(dealer.zip) : null;
  if (dealer.state) noteUnread(dealer.state, state, 'address.state-unread', warnings);
  noteUnread(dealer.zip, zip, 'address.zip-unread', warnings);
  noteUnread(dealer.phone, phone, 'dealer.phone-unread', warnings);
  if (licenceRaw !== null) noteLicence(licence, state, dealer.role, warnings);
  return record.add('dealer_observation', {
    role: dealer.role,
    seen_on: dealer.seenOn,
    licence_raw: licenceRaw,
    licence_number: licence?.number ?? null,
    licence_key: licence?.key ?? null,
    name_raw: nameRaw,
    name: nameRaw === null ? null : nameOf(nameRaw),
    address: address?.canonical ?? null,
    city: asWritten(dealer.city) ?? address?.city ?? null,
    state,
    zip: dealer.zip ? zip : (address?.zip ?? null),
    phone: phone && !phone.placeholder ? phone.number : null,
  });
}

function noteLicence(licence: LicenceNumber | null, state: string | null, role: string, warnings: string[]) {
  if (!licence) return void warnings.push('licence.unreadable');
  if (state && licence.stateExpected.length > 0 && !licence.stateExpected.includes(state))
    warnings.push('licence.district-state');
  if (role === 'retail-dealer' && licence.type !== null && !isRetailSeller(licence.type))
    warnings.push('licence.not-a-seller');
}

const NOT_NAME = /[^\p{L}\p{N}]+/gu;
const DOTS = /[.']+/g;

/** Upper case, words parted by single spaces, `&` as AND: L.L.C. is LLC, SMITH'S is SMITHS. */
function normaliseName(raw: string): string | null {
  const name = plainText(raw).replace(DOTS, '').replaceAll('&', ' AND ').replace(NOT_NAME, ' ').trim();
  return name === '' ? null : name;
}
