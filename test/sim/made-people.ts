import { personRecords, recordProfiles, type PersonRecord } from '../../src/town/person-records.ts';

/** The columns of a list of recoveries that names possessors. */
export const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,' +
  'Possessor Last Name,Possessor First Name,Possessor DOB,Possessor Address,Possessor City,Possessor State,Possessor Zip,Possessor Phone,Possessor ID Type,Possessor ID State,Possessor ID Number';

/** Nobody: drawn from the generator, a firearm for each. */
export const people = [...personRecords('store-1', 160, recordProfiles.city)].filter(
  ({ givenName, familyName }) => givenName !== '' && familyName !== '',
);

/** The property number of a person's firearm. */
export const property = ({ id }: PersonRecord) => `P${id.padStart(5, '0')}`;
const clean = (text: string) => text.replaceAll(',', ' ');
export const row = (person: PersonRecord) =>
  [
    property(person),
    `24-${person.id.padStart(6, '0')}`,
    '01/05/2024 10:00',
    'PISTOL,GLOCK,19,9MM',
    `K${person.id.padStart(3, '0')}${(Number(person.id) * 7919) % 9973}`,
    clean(person.familyName),
    clean(person.givenName),
    person.born,
    clean(person.street),
    clean(person.city),
    'MD',
    person.postcode,
    person.phone,
    person.idNumber === '' ? ',,' : `DL,MD,${person.idNumber}`,
  ].join(',');
