/**
 * Identifying numbers of persons: driver licence, state identification card, passport, criminal-history numbers.
 *
 * Social security numbers are refused here, with a reason and without the number, so that no column of identifying
 * numbers holds one and nobody is joined by one. The record as received and the stored reject keep their cells all the
 * same, to the letter; `mask-social-security.ts` hides them wherever cells leave the store.
 *
 * **Source.** ATF Form 3312.1 part VI and ATF Form 3310.4 items 8 to 10 (identification number, type, state); NCIC Code
 * Manual, miscellaneous number codes; Social Security Administration, "Social Security Number Randomization".
 * **Limits.** Nine digits with no type are refused as well: they may be a social security number. A driver licence of
 * nine digits, stated to be one, is kept, since many states number so. Words without a figure are no number.
 */

import { isFiller } from './filler-figures.ts';
import { plainText } from './plain-text.ts';
import { cleanState } from './us-state.ts';

export type IdentifierType =
  | 'driver-licence'
  | 'state-id'
  | 'passport'
  | 'state-criminal-history'
  | 'fbi-number'
  | 'military'
  | 'alien-registration'
  | 'other';

export type Identifier =
  | { kind: 'identifier'; type: IdentifierType; state: string | null; number: string }
  | { kind: 'refused'; reason: 'ssn-not-kept' };

export interface IdentifierText {
  number: string;
  /** The agency's word for the type, where there is a column for it. */
  type?: string;
  /** The issuing state, where there is a column for it. */
  state?: string;
}

const TYPES: Readonly<Record<IdentifierType, string>> = {
  'driver-licence': `DL OLN DRIVERSLICENSE DRIVERLICENSE DRIVERLICENCE OPERATORSLICENSE LICENSE DRIVERS DRIVERSLIC ODL
    DRIVERSLICENCE OPERATORLICENSE DLN COMMERCIALDRIVERSLICENSE CDL`,
  'state-id': `ID STATEID IDCARD STATEIDCARD IDENTIFICATIONCARD STATEIDENTIFICATION STATEIDENTIFICATIONCARD NONDRIVERID
    STATEISSUEDID MVAID DMVID SOUNDEX`,
  passport: 'PASSPORT PP PASSPORTNUMBER USPASSPORT',
  'state-criminal-history': 'SID STATEIDENTIFICATIONNUMBER SIDNUMBER CII CORI',
  'fbi-number': 'FBI FBINUMBER UCN FBINO',
  military: 'MILITARY MILITARYID MD MILITARYIDENTIFICATION DODID',
  'alien-registration':
    'ALIEN ALIENREGISTRATION ANUMBER AR ALIENREGISTRATIONNUMBER USCIS PERMANENTRESIDENTCARD GREENCARD',
  other: 'OTHER MISC CONCEALEDCARRYPERMIT PERMIT CCWPERMIT FOID FOIDCARD',
};

const TYPE_BY_TEXT: ReadonlyMap<string, IdentifierType> = new Map(
  (Object.keys(TYPES) as IdentifierType[]).flatMap((type) =>
    TYPES[type].split(/\s+/).map((text) => [text, type] as const),
  ),
);

const SSN_TYPES = /^(?:SSN|SOC|SS|SOCSEC|SOCIALSECURITY|SOCIALSECURITYNUMBER|SOCIALSECURITYNO|SSAN)$/;
const SSN_WRITTEN = /^\d{3}[- ]\d{2}[- ]\d{4}$/;
const SSN_LABELLED = /\b(?:SSN|SOC(?:IAL)? SEC)/;
const NINE_DIGITS = /^\d{9}$/;
const NOT_ALPHANUMERIC = /[^A-Z0-9]+/g;
const LABELLED =
  /^(?:([A-Z]{2})[\s/-]+)?(DL|OLN|OL|ID|SID|FBI|UCN|PP|PASSPORT|SSN|SOC)(?:\s*(?:NUMBER|NO))?[\s.:#/-]+(?:([A-Z]{2})[\s.:#/-]+)?(?=\S*\d)/;
const NO_NUMBER = /^(?:0+|9+|[A-Z]*)$/;
const SPREADSHEET_TAIL = /^(\d+)\.0+$/;

/** Reads an identifying number; null where there is none. A social security number is refused. Never throws. */
export function cleanIdentifier({ number, type, state }: IdentifierText): Identifier | null {
  let text = plainText(number).replace(SPREADSHEET_TAIL, '$1');
  let typeText = plainText(type ?? '').replace(NOT_ALPHANUMERIC, '');
  let stateText = state ?? '';
  const label = LABELLED.exec(text);
  if (label) {
    const labelState = label[1] ?? label[3] ?? '';
    if (labelState === '' || cleanState(labelState)) {
      text = text.slice(label[0].length);
      if (typeText === '') typeText = label[2]!.replace(/^OL$/, 'OLN');
      if (stateText.trim() === '') stateText = labelState;
    }
  }
  if (SSN_TYPES.test(typeText) || SSN_LABELLED.test(text) || SSN_WRITTEN.test(text)) return refused(text);
  const compact = text.replace(NOT_ALPHANUMERIC, '');
  const known = TYPE_BY_TEXT.get(typeText);
  if (known === undefined && NINE_DIGITS.test(compact)) return refused(text);
  if (NO_NUMBER.test(compact)) return null;
  return { kind: 'identifier', type: known ?? 'other', state: cleanState(stateText)?.code ?? null, number: compact };
}

/** Blank and filler are nothing to refuse. */
function refused(text: string): Identifier | null {
  return /\d/.test(text) ? { kind: 'refused', reason: 'ssn-not-kept' } : null;
}

/** Shorter numbers were issued, few and long ago, and are read off the wrong line of a card more often than off the right one. */
const charactersMin = 5;
const figuresMin = 4;
const LETTERS = /\p{L}+/gu;

/**
 * Whether an identifying number, cleaned, names nobody: too short for any licence, passport or file number, or filler
 * (11111111, 123456789, A1234567). It is kept and found as written; nobody is joined by it.
 */
export function isPlaceholderIdentifier(number: string): boolean {
  const figures = number.replace(LETTERS, '');
  return number.length < charactersMin || figures.length < figuresMin || isFiller(figures);
}
