import { NCIC_FAMILIES } from '../model/values/crime-code.ts';
import { plainText } from '../model/values/plain-text.ts';
import { saysNothing } from '../model/values/says-nothing.ts';
import { cleanState } from '../model/values/us-state.ts';
import {
  formFields,
  formKeys,
  type FormField,
  type FormKey,
  type TraceRequestForm,
} from '../model/trace-request-form.ts';
import { error, warning, type RequestCheck } from './check-context.ts';
import { isUnitedStates } from './check-firearm.ts';
import { dayOf } from '../model/values/calendar-arithmetic.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { socialSecurityItems } from '../model/social-security-items.ts';

/**
 * Checks of the parts beside the firearm: days, codes, persons, and whether it was asked before.
 *
 * **Source.** ATF Form 3312.1 parts I to IV and VI to VIII; NCIC Operating Manual (ORI, uniform offense classifications).
 * **Input.** A form, the day, and what else was asked. **Output.** What is wrong, or null. **Limits.** An ORI is held
 * against its shape, not against a list; an NCIC code against the families, not against every code.
 */

/** No living person is older than this, as far as is known (122 years). */
const ageYearsMax = 110;
const ageYearsMin = 10;

/** Whether what stands in an item is a word or a mark put where the item should be: UNKNOWN, N/A, NONE, ?. */
export function namesNothing(key: FormKey, text: string): boolean {
  const plain = plainText(text);
  // Receivers are made for several calibres, and say so.
  if (key === 'calibre' && /\bMULTI/.test(plain)) return false;
  return !/[\p{L}\p{N}]/u.test(plain) || /^(?:N\W?A|NO|X+|TBD|TBA)$/.test(plain) || saysNothing(plain);
}

/** The serial number and the model have checks of their own: firearms that bear none are traced all the same. */
const mayBeNone: ReadonlySet<FormKey> = new Set(['serial_number', 'model']);

export const itemsMissing: RequestCheck = (form) => {
  const obliterated = form.serial_obliterated === 'Y';
  const missing = formKeys.filter((key) => {
    if (!(formFields[key] as FormField).mandatory || (obliterated && key === 'serial_number')) return false;
    return form[key] === undefined || (!mayBeNone.has(key) && namesNothing(key, form[key]));
  });
  return missing.length === 0
    ? null
    : error(
        'form.items-missing',
        missing,
        `The form asks for these items of every firearm, and they are blank or say nothing (UNKNOWN, N/A): ${missing.map((key) => formFields[key].item + ' ' + formFields[key].caption.toLowerCase()).join('; ')}.`,
        'Fill them in.',
      );
};

export const modelUnknown: RequestCheck = ({ model }) =>
  model !== undefined && namesNothing('model', model)
    ? warning(
        'model.none',
        ['model'],
        'No model is named. The tracing centre has to find the firearm by maker, type and serial number alone.',
        'Look for markings on frame, slide and barrel; acknowledge it where the firearm bears none.',
      )
    : null;

export const yesOrNo: RequestCheck = (form) => {
  const wrong = (['serial_obliterated', 'restoration_attempted'] as const).filter(
    (key) => form[key] !== undefined && form[key] !== 'Y' && form[key] !== 'N',
  );
  return wrong.length === 0
    ? null
    : error('form.yes-no', wrong, 'Expected Y or N; got something else.', 'Write Y or N, or leave it blank.');
};

/** States and ZIP codes of places in the United States; whoever lives elsewhere says so by the country. */
function placesOf(form: TraceRequestForm): { readonly states: readonly FormKey[]; readonly zips: readonly FormKey[] } {
  const people = (['possessor', 'associate'] as const).filter((who) => isUnitedStates(form[`${who}_country`] ?? 'US'));
  return {
    states: ['recovery_state', 'importer_state', ...people.map((who) => `${who}_state` as const)],
    zips: ['recovery_zip', ...people.map((who) => `${who}_zip` as const)],
  };
}

export const stateUnknown: RequestCheck = (form) => {
  const wrong = placesOf(form).states.filter((key) => form[key] !== undefined && cleanState(form[key]) === null);
  return wrong.length === 0
    ? null
    : error(
        'form.state',
        wrong,
        'Expected a state, the District of Columbia or a territory, by postal code or name; got something else.',
        'Write the postal code (MD). Where somebody lives abroad, give the country of residence.',
      );
};

/** Plates and licences of Canada and Mexico are given by states of their own. */
export const issuerUnknown: RequestCheck = (form) => {
  const keys = ['vehicle_state', 'possessor_id_state', 'associate_id_state'] as const;
  const odd = keys.filter((key) => form[key] !== undefined && cleanState(form[key]) === null);
  return odd.length === 0
    ? null
    : warning(
        'form.issuer',
        odd,
        'The state that issued a plate or an identifier is none of the United States.',
        'Look at it again; acknowledge it where it is of another country.',
      );
};

export const zipShape: RequestCheck = (form) => {
  const wrong = placesOf(form).zips.filter(
    (key) => form[key] !== undefined && !/^\d{5}(?:[- ]?\d{4})?$/.test(form[key]),
  );
  return wrong.length === 0
    ? null
    : error(
        'form.zip',
        wrong,
        'Expected a ZIP code: five digits, or nine; got something else.',
        'Write the ZIP code again, or leave it blank. Where somebody lives abroad, give the country of residence.',
      );
};

export const daysUnread: RequestCheck = (form) => {
  const days: readonly FormKey[] = [
    'date_of_request',
    'recovery_date',
    'possessor_dob',
    'possessor_alias_dob',
    'associate_dob',
    'associate_alias_dob',
  ];
  const wrong = days.filter((key) => form[key] !== undefined && dayOf(form[key]) === null);
  return wrong.length === 0
    ? null
    : error(
        'form.days-unread',
        wrong,
        'Expected a day of the calendar as year, month and day (2024-05-06); got something else.',
        'Write the day again.',
      );
};

export const priorityUnread: RequestCheck = ({ priority }) =>
  priority === undefined || priority === 'ROUTINE' || priority === 'URGENT'
    ? null
    : error('form.priority', ['priority'], 'Expected ROUTINE or URGENT; got something else.', 'Choose one of the two.');

export const recoveryAfterRequest: RequestCheck = ({ recovery_date, date_of_request }) => {
  const [recovered, requested] = [dayOf(recovery_date), dayOf(date_of_request)];
  return recovered !== null && requested !== null && recovered > requested
    ? error(
        'recovery.after-request',
        ['recovery_date', 'date_of_request'],
        `The firearm was recovered on ${recovered}, after the day of the request (${requested}).`,
        'Correct the one that is wrong.',
      )
    : null;
};

export const dayInFuture: RequestCheck = ({ recovery_date, date_of_request }, { today }) => {
  const late = (['recovery_date', 'date_of_request'] as const).filter((key) => {
    const day = dayOf(key === 'recovery_date' ? recovery_date : date_of_request);
    return day !== null && day > today;
  });
  return late.length === 0
    ? null
    : error('form.day-in-future', late, `A day lies after today (${today}).`, 'Correct it.');
};

function birthImplausible(prefix: 'possessor' | 'associate'): RequestCheck {
  return (form, { today }) => {
    const key = `${prefix}_dob` as const;
    const born = dayOf(form[key]);
    if (born === null) return null;
    const on = dayOf(form.recovery_date) ?? today;
    const years = daysBetween(born, on) / 365.25;
    if (years < 0 || years > ageYearsMax)
      return error(
        `${prefix}.birth-impossible`,
        [key, 'recovery_date'],
        `By this date of birth the ${prefix} was ${years < 0 ? 'not yet born' : `over ${ageYearsMax} years old`} on ${on}.`,
        'Correct the date of birth, or leave it blank.',
      );
    return years < ageYearsMin
      ? warning(
          `${prefix}.birth-unlikely`,
          [key, 'recovery_date'],
          `By this date of birth the ${prefix} was under ${ageYearsMin} years old on ${on}.`,
          'Look at it again; acknowledge it where it is right.',
        )
      : null;
  };
}

export const possessorBirth = birthImplausible('possessor');
export const associateBirth = birthImplausible('associate');

export const crimeCodeUnknown: RequestCheck = ({ ncic_crime_code: code }) =>
  code === undefined || (/^\d{4}$/.test(code) && code.slice(0, 2) in NCIC_FAMILIES)
    ? null
    : error(
        'crime-code.unknown',
        ['ncic_crime_code'],
        'Expected an NCIC offense code: four digits, the first two a family (09 homicide, 12 robbery, 13 assault, 52 weapon offenses); got something else.',
        'Look the code up in the NCIC Code Manual.',
      );

export const oriShape: RequestCheck = ({ ori }) =>
  ori === undefined || (/^[A-Z]{2}[A-Z0-9]{7}$/.test(ori) && cleanState(ori.slice(0, 2))?.code === ori.slice(0, 2))
    ? null
    : error(
        'ori.shape',
        ['ori'],
        'Expected nine characters that begin with the postal code of a state (MDBPD0000); got something else.',
        "Give the agency's ORI as NCIC has it.",
      );

export const urgentWithoutReason: RequestCheck = ({ priority, urgent_justification: reason }) =>
  priority === 'URGENT' && reason === undefined
    ? error(
        'urgent.no-justification',
        ['urgent_justification', 'priority'],
        'An urgent request says why it is urgent.',
        'Write the reason, or make the request routine.',
      )
    : null;

export const askedBefore: RequestCheck = (_, { sameFirearm }) => {
  const open = sameFirearm.filter(({ kind }) => kind === 'open-request');
  const list = (of: typeof sameFirearm) =>
    of
      .slice(0, 3)
      .map(({ number, on }) => `${number}${on === null ? '' : ` of ${on}`}`)
      .join(', ');
  if (open.length > 0)
    return error(
      'request.duplicate',
      ['serial_number', 'manufacturer'],
      `A request for the same serial number and make is open already: ${list(open)}.`,
      'Go on with that one, and withdraw this one.',
    );
  return sameFirearm.length === 0
    ? null
    : warning(
        'request.asked-before',
        ['serial_number', 'manufacturer'],
        `The agency asked for the same serial number and make before: ${list(sameFirearm)}.`,
        'Look at that result first; acknowledge it where the firearm came back to the street and was recovered again.',
      );
};

export const socialSecurityWritten: RequestCheck = (form) => {
  const items = socialSecurityItems(form);
  return items.length === 0
    ? null
    : error(
        'person.social-security',
        items,
        'What stands there has the form of a social security number, which is kept nowhere here: the form cannot be saved with it.',
        'Give the number of a driver licence or state identity card, or none.',
      );
};
