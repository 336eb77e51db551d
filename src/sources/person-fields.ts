import type { FieldValues } from './feed.ts';
import { type BlockPart, blockFieldNames, type FieldBlock, fieldBlock } from './field-block.ts';
import type { ObservedPerson } from './observe-person.ts';
import { headerList } from './header-list.ts';

const parts = {
  name: { kind: 'full-name', about: 'Whole name', aliases: ['Name', 'Full Name'] },
  last_name: {
    kind: 'family-name',
    about: 'Family name',
    aliases: headerList('Last Name, Last, LName, Last Nm, Surname, Family Name, Name Last, LastName'),
  },
  first_name: {
    kind: 'given-name',
    about: 'Given name',
    aliases: headerList('First Name, First, FName, First Nm, Given Name, Forename, Name First'),
  },
  middle_name: {
    kind: 'given-name',
    about: 'Middle name',
    aliases: headerList('Middle Name, Middle, MName, Middle Initial, MI, Name Middle, Middle Nm'),
  },
  suffix: {
    kind: 'category',
    about: 'Suffix',
    aliases: headerList(`
    Suffix, Name Suffix, Suffix Name, Sfx, Generation`),
  },
  alias: { kind: 'text', about: 'Alias', aliases: headerList('Alias, AKA, Nickname, Moniker, Street Name Alias') },
  dob: {
    kind: 'birth-date',
    about: 'Date of birth',
    aliases: headerList('DOB, Date of Birth, Birth Date, Birthdate, Birthday, D.O.B., Birth Dt, Date Birth, BDate'),
  },
  age: { kind: 'number', about: 'Age in years', aliases: headerList('Age, Age Years, Age at Recovery, Age at Arrest') },
  birth_place: {
    kind: 'text',
    about: 'Place of birth',
    aliases: headerList('POB, Place of Birth, Birth Place, Birthplace, Country of Birth, Birth State'),
  },
  sex: { kind: 'sex', about: 'Sex', aliases: headerList('Sex, Gender, Sex Code, Sex Cd') },
  race: {
    kind: 'race',
    about: 'Race as recorded (aggregate reporting only)',
    aliases: ['Race', 'Race Code', 'Race Cd'],
  },
  ethnicity: {
    kind: 'race',
    about: 'Ethnicity as recorded (aggregate reporting only)',
    aliases: ['Ethnicity', 'Ethnic'],
  },
  height: { kind: 'text', about: 'Height', aliases: ['Height', 'Hgt', 'Ht'] },
  weight: { kind: 'text', about: 'Weight', aliases: headerList('Weight, Wgt, Wt, Weight Lbs') },
  street: {
    kind: 'address',
    about: 'Street address',
    aliases: headerList(`
      Street, Address, Street Address, Address 1, Address Line 1, Addr, Residence, Residence Address, Home Address,
      Res Address`),
  },
  city: {
    kind: 'city',
    about: 'City of residence',
    aliases: headerList('City, Residence City, Home City, Res City, Address City'),
  },
  county: { kind: 'text', about: 'County of residence', aliases: ['County', 'Residence County'] },
  state: {
    kind: 'state',
    about: 'State of residence',
    aliases: headerList('State, Residence State, Home State, Res State, St, Address State, State Code'),
  },
  zip: {
    kind: 'zip',
    about: 'ZIP code of residence',
    aliases: headerList('Zip, Zip Code, Zipcode, Postal Code, Residence Zip, Res Zip, Zip 5'),
  },
  phone: {
    kind: 'phone',
    about: 'Phone',
    aliases: headerList('Phone, Phone Number, Telephone, Tel, Home Phone, Cell, Cell Phone, Mobile'),
  },
  id_type: {
    kind: 'category',
    about: 'Kind of identifier',
    aliases: headerList(`
      ID Type, Identification Type, Type of ID, ID Kind, Type of Identification, ID Description, ID 1 Type`),
  },
  id_state: {
    kind: 'state',
    about: 'State that issued the identifier',
    aliases: headerList('ID State, OLN State, DL State, License State, ID Issuing State, ID 1 State, OLS'),
  },
  id_number: {
    kind: 'identifier',
    about: 'Identifier',
    aliases: headerList(`
      ID Number, ID No, ID, Identification Number, OLN, DL Number, DL, Drivers License, License Number, ID 1 Number,
      SID, State ID`),
  },
} as const satisfies Record<string, BlockPart>;

export type PersonPart = keyof typeof parts;

/** Columns that tell of one person, e.g. `purchaser_last_name`. */
export const personFields = <P extends string>(block: FieldBlock<P, PersonPart>) => fieldBlock(block, parts);

export const personFieldNames = <P extends string>(prefix: P) => blockFieldNames(prefix, parts);

/** What a row says of the person whose fields are named. */
export function personCells<F extends string>(
  row: FieldValues<F>,
  names: Readonly<Record<PersonPart, NoInfer<F>>>,
  role: string,
  seenOn: string | null,
): ObservedPerson {
  return {
    role,
    seenOn,
    name: row.text(names.name),
    familyFirst: row.familyFirst?.(names.name) ?? false,
    familyName: row.text(names.last_name),
    givenName: row.text(names.first_name),
    middleName: row.text(names.middle_name),
    suffix: row.text(names.suffix),
    alias: row.text(names.alias),
    born: row.text(names.dob),
    age: row.text(names.age),
    sex: row.text(names.sex),
    race: row.text(names.race),
    street: row.text(names.street),
    city: row.text(names.city),
    state: row.text(names.state),
    zip: row.text(names.zip),
    phone: row.text(names.phone),
    idType: row.text(names.id_type),
    idState: row.text(names.id_state),
    idNumber: row.text(names.id_number),
  };
}
