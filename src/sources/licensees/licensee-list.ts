import { cleanLicenceNumber, joinLicenceNumber, type LicenceNumber } from '../../model/values/licence-number.ts';
import { asWritten } from '../as-written.ts';
import {
  reject,
  rowLayout,
  type Field,
  type FieldValues,
  type RecordBuilder,
  type RowContext,
  type RowOutcome,
} from '../feed.ts';
import { observeDealer } from '../observe-dealer.ts';
import { observePlace } from '../observe-place.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { snapshotMonth } from './snapshot-month.ts';

type PartField = 'region' | 'district' | 'county' | 'type' | 'expiry' | 'sequence';
type ListField =
  | 'licence_name'
  | 'business_name'
  | 'premise_street'
  | 'premise_city'
  | 'premise_state'
  | 'premise_zip'
  | 'mail_street'
  | 'mail_city'
  | 'mail_state'
  | 'mail_zip'
  | 'phone'
  | 'longitude'
  | 'latitude';

const listFields: Readonly<Record<ListField, Field>> = {
  licence_name: {
    kind: 'text',
    about: 'Licensee: person or company',
    aliases: ['License Name', 'Licensee Name', 'Licensee', 'Licence Name', 'Name', 'Lic Name'],
  },
  business_name: {
    kind: 'text',
    about: 'Name the business goes by',
    aliases: ['Business Name', 'Trade Name', 'DBA', 'Doing Business As', 'Company', 'Store Name'],
  },
  premise_street: {
    kind: 'address',
    about: 'Street of the premises',
    aliases: [
      'Premise Street',
      'Premises Street',
      'Premise Address',
      'Premises Address',
      'Address',
      'Street',
      'Street Address',
    ],
  },
  premise_city: { kind: 'city', about: 'City of the premises', aliases: ['Premise City', 'Premises City', 'City'] },
  premise_state: {
    kind: 'state',
    about: 'State of the premises',
    aliases: ['Premise State', 'Premises State', 'State'],
  },
  premise_zip: {
    kind: 'zip',
    about: 'ZIP code of the premises',
    aliases: [
      'Premise Zip Code',
      'Premise Zip',
      'Premises Zip',
      'Premises Zip Code',
      'Zip',
      'Zip Code',
      'Zipcode',
      'Postal Code',
    ],
  },
  mail_street: {
    kind: 'address',
    about: 'Mailing address',
    aliases: ['Mail Street', 'Mailing Street', 'Mailing Address', 'Mail Address'],
  },
  mail_city: { kind: 'city', about: 'City of the mailing address', aliases: ['Mail City', 'Mailing City'] },
  mail_state: { kind: 'state', about: 'State of the mailing address', aliases: ['Mail State', 'Mailing State'] },
  mail_zip: {
    kind: 'zip',
    about: 'ZIP code of the mailing address',
    aliases: ['Mail Zip Code', 'Mail Zip', 'Mailing Zip', 'Mailing Zip Code'],
  },
  phone: {
    kind: 'phone',
    about: 'Telephone',
    aliases: ['Voice Phone', 'Phone', 'Telephone', 'Phone Number', 'Voice Telephone'],
  },
  longitude: {
    kind: 'longitude',
    about: 'Longitude of the premises',
    aliases: ['Longitude', 'Lon', 'Lng', 'Long', 'X'],
  },
  latitude: { kind: 'latitude', about: 'Latitude of the premises', aliases: ['Latitude', 'Lat', 'Y'] },
};

const atfColumns = {
  'Lic Regn': 'region',
  'Lic Dist': 'district',
  'Lic Cnty': 'county',
  'Lic Type': 'type',
  'Lic Xprdte': 'expiry',
  'Lic Seqn': 'sequence',
  'License Name': 'licence_name',
  'Business Name': 'business_name',
  'Premise Street': 'premise_street',
  'Premise City': 'premise_city',
  'Premise State': 'premise_state',
  'Premise Zip Code': 'premise_zip',
  'Mail Street': 'mail_street',
  'Mail City': 'mail_city',
  'Mail State': 'mail_state',
  'Mail Zip Code': 'mail_zip',
  'Voice Phone': 'phone',
};

/**
 * ATF's monthly list of federal firearms licensees (tab text): the licence number in six columns. Headers are spelled
 * `Lic Regn` with a row of dashes under them until about 2014, `LIC_REGN` since.
 *
 * Each month is kept apart, so that a sale can be joined to the licence as it was then.
 */
export const licenseeList = rowLayout<ListField | PartField>({
  name: 'list',
  title: 'ATF list of federal firearms licensees, monthly',
  // Copies of the list in circulation end in the middle of a row.
  endMayBeCut: true,
  fields: {
    region: {
      kind: 'category',
      about: 'Region of the licence',
      aliases: ['Lic Regn', 'License Region', 'Region'],
      required: true,
    },
    district: {
      kind: 'category',
      about: 'District of the licence',
      aliases: ['Lic Dist', 'License District', 'District'],
      required: true,
    },
    county: {
      kind: 'category',
      about: 'County of the licence (FIPS)',
      aliases: ['Lic Cnty', 'License County', 'County Code', 'County'],
    },
    type: {
      kind: 'category',
      about: 'Type of licence: 01 dealer, 02 pawnbroker, …',
      aliases: ['Lic Type', 'License Type', 'Type', 'FFL Type'],
    },
    expiry: {
      kind: 'category',
      about: 'Expiry: digit of the year and letter of the month',
      aliases: ['Lic Xprdte', 'Lic Expdte', 'License Expiration', 'Expiration', 'Xprdte'],
    },
    sequence: {
      kind: 'identifier',
      about: 'Sequence number of the licence',
      aliases: ['Lic Seqn', 'License Sequence', 'Sequence', 'Seqn'],
      required: true,
    },
    ...listFields,
  },
  // `LIC_REGN` and `Lic Regn` are one header to the reader.
  profiles: [{ name: 'atf', publisher: 'ATF', columns: atfColumns }],
  parseRow(row, record, context) {
    const month = snapshotMonth(context.fileName, context.receivedOn);
    const expiry = row.text('expiry');
    const written = joinLicenceNumber({
      region: row.text('region'),
      district: row.text('district'),
      county: row.text('county'),
      type: row.text('type'),
      expiry,
      sequence: row.text('sequence'),
    });
    const key = `${row.text('region')}-${row.text('district').padStart(2, '0')}-${row.text('sequence').padStart(5, '0')}`;
    // Five months of 2014 have no expiry, and a few rows one that is none: the key still names the licensee.
    const licence = cleanLicenceNumber(written, month) ?? cleanLicenceNumber(key);
    return addLicence(row, record, context, {
      month,
      written: licence?.number ? written : key,
      licence,
      type: row.text('type'),
      county: row.text('county'),
    });
  },
});

/** Lists by other publishers, with the licence number in one column. */
export const numberedList = rowLayout<ListField | 'licence' | 'type'>({
  name: 'numbered-list',
  title: 'List of federal firearms licensees with the number in one column',
  fields: {
    licence: {
      kind: 'licence-number',
      about: 'Federal firearms licence number',
      aliases: [
        'FFL',
        'FFL Number',
        'FFL No',
        'FFL #',
        'License Number',
        'Licence Number',
        'FFL License Number',
        'RDS Key',
        'Federal Firearms License',
      ],
      required: true,
    },
    type: { kind: 'category', about: 'Type of licence', aliases: ['License Type', 'FFL Type', 'Type', 'Lic Type'] },
    ...listFields,
  },
  profiles: [],
  parseRow(row, record, context) {
    const month = snapshotMonth(context.fileName, context.receivedOn);
    const written = row.text('licence');
    return addLicence(row, record, context, {
      month,
      written,
      licence: cleanLicenceNumber(written, month),
      type: row.text('type'),
      county: '',
    });
  },
});

interface ReadLicence {
  readonly month: string;
  readonly written: string;
  readonly licence: LicenceNumber | null;
  readonly type: string;
  readonly county: string;
}

function addLicence(
  row: FieldValues<ListField>,
  record: RecordBuilder,
  context: RowContext,
  read: ReadLicence,
): RowOutcome {
  const { month, licence } = read;
  if (!licence)
    return reject('licensees.licence', 'licence', 'a licence number R-DD-CCC-TT-YM-SSSSS or its key', read.written);
  const warnings = licence.warnings.map((warning) => `licence.${warning}`);
  const [street, city, state, zip] = [
    text(row, 'premise_street'),
    text(row, 'premise_city'),
    text(row, 'premise_state'),
    text(row, 'premise_zip'),
  ];
  if (city === '' || state === '') warnings.push('premises.incomplete');
  const [licenceName, businessName] = [text(row, 'licence_name'), text(row, 'business_name')];
  const place = {
    role: 'premises',
    seenOn: month,
    address: street,
    city,
    state,
    zip,
    longitude: text(row, 'longitude'),
    latitude: text(row, 'latitude'),
  };
  observeDealer(
    record,
    {
      role: 'licensee',
      seenOn: month,
      licence: read.written,
      name: businessName || licenceName,
      street,
      city,
      state,
      zip,
      phone: text(row, 'phone'),
    },
    warnings,
  );
  // The premises of a licensee of another city are not in ours: nothing is filled in.
  observePlace(record, place, { ...context, city: null, state: null }, warnings);
  const mail = [
    text(row, 'mail_street'),
    text(row, 'mail_city'),
    `${text(row, 'mail_state')} ${text(row, 'mail_zip')}`.trim(),
  ];
  record.add('dealer_licence', {
    licence_number: licence.number,
    licence_key: licence.key,
    licence_type: licence.type ?? (/^\d{1,2}$/.test(read.type) ? read.type.padStart(2, '0') : null),
    expires_on: licence.expiresOn && lastDayOfMonth(licence.expiresOn),
    county_code: licence.county ?? (/^\d{1,3}$/.test(read.county) ? read.county.padStart(3, '0') : null),
    licence_name: asWritten(licenceName),
    business_name: asWritten(businessName),
    snapshot_month: month,
    mail_address: mail.filter(Boolean).join(', ').toUpperCase() || null,
    warnings: sortedCodes(warnings),
  });
  return { key: `${licence.key}/${month.slice(0, 7)}` };
}

/** ATF prints `NULL` where there is no business name. */
function text(row: FieldValues<ListField>, field: ListField): string {
  const cell = row.text(field);
  return cell === 'NULL' ? '' : cell;
}

function lastDayOfMonth(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const length =
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : [4, 6, 9, 11].includes(month)
        ? 30
        : 31;
  return `${day.slice(0, 7)}-${length}`;
}
