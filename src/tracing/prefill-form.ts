import { formFields, formKeys, tidyForm, type FormKey, type TraceRequestForm } from '../model/trace-request-form.ts';
import type { TracingSettings } from '../model/tracing-settings.ts';
import { namesNothing } from './check-request.ts';
import { socialSecurityItems } from '../model/social-security-items.ts';

/**
 * A form as far as it can be filled from what is recorded.
 *
 * **Source.** Rows of the property room, and of the other records of the same firearm. **Input.** What they say, each with
 * its record. **Output.** A form, and from which record each item is. **Limits.** Of the firearm's other records an item is
 * taken only where the recovery leaves it blank and all of them say the same; an associate only where a record names one.
 */
export interface RecordedPerson {
  readonly record: number;
  readonly family: string | null;
  readonly given: string | null;
  readonly middle: string | null;
  readonly suffix: string | null;
  readonly alias: string | null;
  readonly born: string | null;
  readonly sex: string | null;
  readonly race: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly phone: string | null;
  readonly idType: string | null;
  readonly idState: string | null;
  readonly idNumber: string | null;
}

export interface RecordedFirearm {
  readonly record: number;
  readonly serial: string | null;
  readonly obliterated: boolean | null;
  readonly make: string | null;
  readonly makeCode: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly type: string | null;
  readonly importer: string | null;
  readonly country: string | null;
}

export interface RecordedRecovery {
  readonly record: number;
  readonly source: number;
  readonly key: string;
  readonly propertyNumber: string | null;
  readonly traceNumber: string | null;
  readonly recoveredOn: string | null;
  readonly caseNumber: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly plate: string | null;
  readonly plateState: string | null;
  readonly vin: string | null;
  readonly firearm: RecordedFirearm;
  /** What other records of the firearm say. */
  readonly otherwise: readonly RecordedFirearm[];
  readonly possessor: RecordedPerson | null;
  readonly associate: RecordedPerson | null;
  /** What the incident of the recovery is classed as, and its record. */
  readonly classification: { readonly text: string; readonly record: number } | null;
}

/** NCIC codes by what an incident is classed as: of a family without telling its kind. Others are for a person to choose. */
const crimeCodes: Readonly<Record<string, string>> = {
  'fatal-shooting': '0999',
  homicide: '0999',
  'non-fatal-shooting': '1399',
  assault: '1399',
  robbery: '1299',
};

/** NCIC type codes as the form asks for them. */
const formTypes = ['PR', 'PD', 'P', 'R', 'S'];

export interface Prefilled {
  readonly form: TraceRequestForm;
  readonly prefilled: Readonly<Record<string, number>>;
}

export function prefillForm(
  recovery: RecordedRecovery,
  { today, ori, settings }: { today: string; ori: string | null; settings: TracingSettings },
): Prefilled {
  const form: { [K in FormKey]?: string } = {};
  const prefilled: Record<string, number> = {};
  const put = (key: FormKey, value: string | null, record: number | null) => {
    if (value === null || value.trim() === '') return;
    // What a clerk put where nothing was known is no value to send on; of a serial number it says why there is none.
    if (formFields[key].part === 'V' && key !== 'serial_number' && namesNothing(key, value)) return;
    form[key] = value.trim();
    if (record !== null) prefilled[key] = record;
  };
  const { requester } = settings;
  put('date_of_request', today, null);
  put('priority', 'ROUTINE', null);
  put('ori', requester.ori || ori, null);
  put('department_unit', requester.department, null);
  put('mailing_address', requester.mailingAddress, null);
  put('agency_phone', requester.phone, null);
  put('agency_case_no', recovery.caseNumber, recovery.record);
  if (recovery.classification)
    put('ncic_crime_code', crimeCodes[recovery.classification.text] ?? null, recovery.classification.record);
  putFirearm(recovery, put);
  putPerson('possessor', recovery.possessor, put);
  putPerson('associate', recovery.associate, put);
  put('vehicle_plate', recovery.plate, recovery.record);
  put('vehicle_state', recovery.plateState, recovery.record);
  put('vehicle_vin', recovery.vin, recovery.record);
  put('recovery_date', recovery.recoveredOn, recovery.record);
  put('recovery_street', recovery.street, recovery.record);
  put('recovery_city', recovery.city, recovery.record);
  put('recovery_state', recovery.state, recovery.record);
  put('recovery_zip', recovery.zip, recovery.record);
  const filled = tidyForm(cut(form));
  // No row of the property room brings one into a request, whatever item it was written into.
  for (const key of socialSecurityItems(filled)) {
    delete filled[key];
    delete prefilled[key];
  }
  return { form: filled, prefilled };
}

type Put = (key: FormKey, value: string | null, record: number | null) => void;

function putFirearm({ firearm, otherwise }: RecordedRecovery, put: Put): void {
  const say = (key: FormKey, of: (each: RecordedFirearm) => string | null) => {
    const own = of(firearm);
    if (own !== null) return put(key, own, firearm.record);
    const said = otherwise.filter((each) => of(each) !== null);
    const [first] = said;
    if (first !== undefined && said.every((each) => of(each)!.toUpperCase() === of(first)!.toUpperCase()))
      put(key, of(first), first.record);
  };
  say('serial_number', ({ serial }) => serial);
  put('serial_obliterated', firearm.obliterated === null ? null : firearm.obliterated ? 'Y' : 'N', firearm.record);
  say('manufacturer', ({ make }) => make);
  say('manufacturer_code', ({ makeCode }) => makeCode);
  say('model', ({ model }) => model);
  say('calibre', ({ calibre }) => calibre);
  say('firearm_type', ({ type }) => (type === null ? null : (formTypes.find((each) => type.startsWith(each)) ?? type)));
  say('importer', ({ importer }) => importer);
  say('country_of_origin', ({ country }) => country);
}

function putPerson(prefix: 'possessor' | 'associate', person: RecordedPerson | null, put: Put): void {
  if (person === null) return;
  const { record } = person;
  put(`${prefix}_last_name`, person.family, record);
  put(`${prefix}_first_name`, person.given, record);
  put(`${prefix}_middle_name`, person.middle, record);
  put(`${prefix}_suffix`, person.suffix, record);
  put(`${prefix}_alias`, person.alias, record);
  put(`${prefix}_dob`, person.born, record);
  put(`${prefix}_sex`, person.sex, record);
  put(`${prefix}_race`, person.race, record);
  put(`${prefix}_street`, person.street, record);
  put(`${prefix}_city`, person.city, record);
  put(`${prefix}_state`, person.state, record);
  put(`${prefix}_zip`, person.zip, record);
  put(`${prefix}_phone`, person.phone, record);
  put(`${prefix}_id_type`, person.idType, record);
  put(`${prefix}_id_state`, person.idState, record);
  put(`${prefix}_id_number`, person.idNumber, record);
}

/** Records may hold longer texts than an item does. */
const cut = (form: TraceRequestForm): TraceRequestForm =>
  Object.fromEntries(
    formKeys.flatMap((key) =>
      form[key] === undefined ? [] : [[key, form[key].slice(0, formFields[key].charactersMax)]],
    ),
  );
