import { Type, type Static } from '@sinclair/typebox';

/**
 * What a request to trace a firearm says: the items of ATF Form 3312.1, one form a firearm.
 *
 * **Source.** ATF Form 3312.1 (National Tracing Center Trace Request), parts I to IX; docs/methods/tracing.md says which
 * item numbers are read off published copies and which are not.
 */
export interface FormField {
  /** Part of the form, I to IX. */
  readonly part: FormPart;
  /** Item as the form numbers it; that of the part where the letter is not known. */
  readonly item: string;
  /** Our own caption, not the form's words. */
  readonly caption: string;
  readonly charactersMax: number;
  /** The form asks for it of every firearm. */
  readonly mandatory?: true;
  /** Column of the CSV, which the feed `etrace` reads back where it has such a field. */
  readonly column: string;
}

export const formParts = {
  I: 'Request',
  II: 'Crime and project',
  III: 'ATF agent',
  IV: 'Requesting agency',
  V: 'Firearm',
  VI: 'Possessor',
  VII: 'Associate',
  VIII: 'Recovery',
  IX: 'Obliterated serial number',
} as const;
export type FormPart = keyof typeof formParts;

const short = 60;
const line = 200;
const long = 2000;

const field = (part: FormPart, item: string, caption: string, column: string, charactersMax = line) =>
  ({ part, item, caption, column, charactersMax }) as const;
const must = (part: FormPart, item: string, caption: string, column: string, charactersMax = line) =>
  ({ part, item, caption, column, charactersMax, mandatory: true }) as const;

/** Items of a person; the letters of part VII are those of part VI, as far as they are known. */
const personItems = {
  last_name: ['a', 'Family name', 'Last Name', line],
  first_name: ['a', 'Given name', 'First Name', line],
  middle_name: ['a', 'Middle name', 'Middle Name', line],
  suffix: ['a', 'Suffix', 'Suffix', short],
  alias: ['b', 'Alias', 'Alias', line],
  alias_dob: ['c', 'Date of birth under the alias', 'Alias DOB', short],
  height: ['d', 'Height', 'Height', short],
  weight: ['e', 'Weight', 'Weight', short],
  sex: ['f', 'Sex', 'Sex', short],
  ethnicity: ['g', 'Ethnicity as recorded', 'Ethnicity', short],
  race: ['h', 'Race as recorded', 'Race', short],
  street: ['i', 'Street address', 'Street', line],
  apartment: ['j', 'Apartment', 'Apartment', short],
  city: ['k', 'City', 'City', line],
  county: ['l', 'County', 'County', line],
  state: ['m', 'State', 'State', short],
  zip: ['n', 'ZIP code', 'Zip', short],
  country: ['o', 'Country', 'Residence Country', line],
  phone: ['p', 'Phone', 'Phone', short],
  dob: ['', 'Date of birth', 'DOB', short],
  place_of_birth: ['', 'Place of birth', 'Place of Birth', line],
  id_type: ['', 'Kind of identifier', 'ID Type', short],
  id_number: ['', 'Identifier', 'ID Number', short],
  id_state: ['', 'State that issued the identifier', 'ID State', short],
} as const;
type PersonItem = keyof typeof personItems;

function personFields<P extends 'possessor' | 'associate'>(
  prefix: P,
  { part, number, column }: { part: FormPart; number: number; column: string },
): { [K in PersonItem as `${P}_${K}`]: FormField } {
  return Object.fromEntries(
    Object.entries(personItems).map(([key, [letter, caption, title, charactersMax]]) => [
      `${prefix}_${key}`,
      field(part, `${number}${letter}`, caption, `${column} ${title}`, charactersMax),
    ]),
  ) as never;
}

export const formFields = {
  date_of_request: must('I', '1a', 'Date of request', 'Date of Request', short),
  priority: must('I', '1b', 'Priority', 'Priority', short),
  urgent_justification: field('I', '1b', 'Why it is urgent', 'Urgent Justification', long),
  special_instructions: field('I', '1c', 'Special instructions', 'Special Instructions', long),
  ncic_crime_code: must('II', '2a', 'NCIC crime code', 'Crime Code', short),
  project_code: field('II', '2b', 'Project code', 'Project Code', short),
  atf_org_code: field('III', '3a', 'ATF organisation code', 'ATF Organization Code', short),
  atf_phone: field('III', '3b', 'Phone, fax or e-mail of the agent', 'ATF Phone'),
  atf_agent_name: field('III', '3c', 'Name of the agent', 'ATF Agent'),
  atf_badge: field('III', '3d', 'Badge of the agent', 'ATF Badge', short),
  atf_case_no: field('III', '3e', 'ATF case number', 'ATF Case Number', short),
  atf_field_office: field('III', '3f', 'Field office', 'ATF Field Office'),
  ori: must('IV', '4a', 'ORI of the agency', 'ORI', short),
  agency_phone: field('IV', '4b', 'Phone, fax or e-mail of the agency', 'Agency Phone'),
  officer_name: field('IV', '4c', 'Name of the officer', 'Requestor'),
  officer_badge: field('IV', '4d', 'Badge of the officer', 'Officer Badge', short),
  agency_case_no: field('IV', '4e', 'Case number of the agency', 'Agency Case Number', short),
  department_unit: field('IV', '4f', 'Department and unit', 'Agency'),
  mailing_address: field('IV', '4g', 'Mailing address', 'Mailing Address', long),
  serial_number: must('V', '5a', 'Serial number of frame or receiver', 'Serial Number'),
  serial_obliterated: field('V', '5b', 'Serial number obliterated, Y or N', 'Obliterated', short),
  manufacturer: must('V', '5c', 'Manufacturer', 'Manufacturer'),
  manufacturer_code: field('V', '5c', 'NCIC code of the manufacturer', 'Manufacturer Code', short),
  firearm_type: must('V', '5d', 'Type', 'Type', short),
  calibre: must('V', '5e', 'Calibre or gauge', 'Caliber', short),
  model: must('V', '5f', 'Model', 'Model'),
  country_of_origin: must('V', '5g', 'Country of origin', 'Country of Origin'),
  importer: field('V', '5h', 'Importer', 'Importer'),
  importer_city: field('V', '5h', 'City of the importer', 'Importer City'),
  importer_state: field('V', '5h', 'State of the importer', 'Importer State', short),
  additional_markings: field('V', '5i', 'Additional markings', 'Additional Markings', long),
  ...personFields('possessor', { part: 'VI', number: 6, column: 'Possessor' }),
  vehicle_plate: field('VI', '6', 'Licence plate of the vehicle', 'License Plate', short),
  vehicle_state: field('VI', '6', 'State that issued the plate', 'Plate State', short),
  vehicle_vin: field('VI', '6', 'Vehicle identification number', 'VIN', short),
  ...personFields('associate', { part: 'VII', number: 7, column: 'Associate' }),
  recovery_date: must('VIII', '8', 'Date of recovery', 'Recovery Date', short),
  recovery_street: field('VIII', '8', 'Street address of the recovery', 'Recovery Address'),
  recovery_city: must('VIII', '8', 'City of the recovery', 'Recovery City'),
  recovery_county: field('VIII', '8', 'County of the recovery', 'Recovery County'),
  recovery_state: must('VIII', '8', 'State of the recovery', 'Recovery State', short),
  recovery_zip: field('VIII', '8', 'ZIP code of the recovery', 'Recovery Zip', short),
  obliterated_location: field('IX', '9', 'Where on the firearm the number stood', 'Obliterated Location'),
  obliterated_method: field('IX', '9', 'How it was obliterated', 'Obliteration Method'),
  restoration_attempted: field('IX', '9', 'Restoration attempted, Y or N', 'Restoration Attempted', short),
  restoration_laboratory: field('IX', '9', 'Laboratory', 'Restoration Laboratory'),
  restored_number: field('IX', '9', 'What was restored, ? for what was not', 'Restored Serial Number', short),
} as const satisfies Record<string, FormField>;

export type FormKey = keyof typeof formFields;
export const formKeys = Object.keys(formFields) as FormKey[];

/** A form filled in; what is left blank is left out. Days are `YYYY-MM-DD`. */
export const traceRequestFormSchema = Type.Object(
  Object.fromEntries(
    Object.entries(formFields as Record<string, FormField>).map(([key, { item, caption, charactersMax }]) => [
      key,
      Type.Optional(Type.String({ maxLength: charactersMax, description: `${caption} (item ${item})` })),
    ]),
  ) as { [K in FormKey]: ReturnType<typeof optionalText> },
  {
    additionalProperties: false,
    $id: 'TraceRequestForm',
    description: 'Items of ATF Form 3312.1 as filled in; blank items are left out',
  },
);
const optionalText = () => Type.Optional(Type.String());

export type TraceRequestForm = Static<typeof traceRequestFormSchema>;

/** A form without blanks around its items and without blank items. */
export function tidyForm(form: TraceRequestForm): TraceRequestForm {
  return Object.fromEntries(
    formKeys.flatMap((key) => {
      const text = form[key]?.trim() ?? '';
      return text === '' ? [] : [[key, text]];
    }),
  );
}
