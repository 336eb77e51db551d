import { plainText } from '../../model/values/plain-text.ts';
import { cleanSerialNumber } from '../../model/values/serial-number.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { dealerCells, dealerFieldNames, dealerFields } from '../dealer-fields.ts';
import {
  type Field,
  type FieldValues,
  type RecordBuilder,
  reject,
  type RowContext,
  rowLayout,
  type RowOutcome,
} from '../feed.ts';
import { firearmCells, firearmFields } from '../firearm-fields.ts';
import { fieldGot, numberGot } from '../number-got.ts';
import { observeDealer, type ObservedDealer } from '../observe-dealer.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { withFirearmWords } from '../split-firearm-words.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { observePlace, type ObservedPlace } from '../observe-place.ts';
import { personCells, personFieldNames, personFields } from '../person-fields.ts';
import { placeCells, placeFieldNames, placeFields } from '../place-fields.ts';
import { readDay } from '../read-day.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { cleanTheftKind, type TheftKind } from './report-kind.ts';
import { headerList } from '../header-list.ts';

const dealerNames = dealerFieldNames('dealer');
const victimNames = personFieldNames('victim');
const theftNames = placeFieldNames('theft');

const firearm = firearmFields();

/** Columns of theft and loss reports, dealers' (ATF Form 3310.11) and police. */
const fields = {
  report_number: {
    kind: 'identifier',
    about: 'Number of the report; with the serial number the key of the record.',
    aliases: headerList(`
      Report Number, Report No, Report #, Report ID, Theft Report Number, Theft Report, Theft Number, Loss Report
      Number, Theft Loss Number, Theft Loss ID, FFL Theft Loss Number, FFL Theft Loss Report Number, ATF Issued
      Number, ATF Theft Number`),
  },
  report_type: {
    kind: 'category',
    about: 'Burglary or loss at a dealer, loss in shipment, burglary of a home or vehicle.',
    aliases: headerList(`
      Report Type, Type of Report, Theft Type, Type of Theft, Incident Type, Loss Type, Type of Incident, Crime
      Type, Offense, Theft Loss Type`),
  },
  stolen_on: {
    kind: 'date',
    about: 'Day of the theft or loss, where known.',
    aliases: headerList(`
      Theft Date, Date of Theft, Stolen Date, Date Stolen, Stolen On, Date of Loss, Loss Date, Date of Theft Loss,
      Occurred, Occurred Date, Date Occurred, Occurrence Date, Incident Date, Offense Date, Date of Occurrence, DOT,
      Theft Dt`),
  },
  reported_on: {
    kind: 'date',
    about: 'Day it was reported.',
    aliases: headerList(`
      Reported, Reported On, Report Date, Date Reported, Reported Date, Date of Report, Discovery Date, Date
      Discovered`),
  },
  ...dealerFields({
    prefix: 'dealer',
    owner: 'the licensee it was stolen from',
    words: ['Dealer', 'Licensee', 'Retailer', 'Store'],
    more: {
      licence: headerList(`
        FFL, FFL Number, FFL No, FFL #, FFL License Number, License Number, Federal Firearms License Number`),
      name: headerList('FFL Name, FFL Business Name, Business Name, Trade Name, Business'),
      street: ['FFL Address', 'FFL Street', 'Business Address'],
      city: ['FFL City'],
      state: ['FFL State'],
      zip: ['FFL Zip'],
      phone: ['FFL Phone'],
    },
  }),
  ...personFields({
    prefix: 'victim',
    owner: 'the victim',
    words: ['Victim', 'Vic', 'Owner', 'Complainant', 'Reporting Person', 'Reported By'],
    more: { name: headerList('Victim, Owner, Complainant, Reported By, Reporting Person') },
  }),
  ...placeFields({
    prefix: 'theft',
    owner: 'the theft',
    words: ['', 'Theft', 'Incident', 'Offense', 'Occurrence', 'Stolen From'],
  }),
  ...firearm,
  serial_number: {
    ...firearm.serial_number,
    aliases: [
      ...firearm.serial_number.aliases,
      'Stolen Gun Serial',
      'Stolen Firearm Serial Number',
      'Stolen Serial Number',
    ],
    required: true,
  },
  ncic_number: {
    kind: 'identifier',
    about: 'NIC number: the entry of the stolen gun in NCIC.',
    aliases: headerList('NIC Number, NIC, NIC No, NIC #, NCIC Number, NCIC #, NCIC Entry, NCIC Entry Number, NCIC'),
  },
  case_number: {
    kind: 'case-number',
    about: "The agency's case number.",
    aliases: headerList(`
      Agency Case Number, Agency Case No, Agency Case #, Case Number, Case No, Case #, Case ID, Case, OCA, Incident
      Number, Incident #, Complaint Number, Complaint #, CC Number, CC #, DR Number, RD Number, Police Report
      Number, Police Report, Police Case Number, Police Incident Number, Offense Number, Incident Report Number`),
  },
  status: {
    kind: 'category',
    about: 'Whether the firearm is still missing.',
    aliases: headerList(`
      Status, Report Status, Firearm Status, Recovered, Recovery Status, Current Status, NCIC Status, Disposition, Missing,
      Still Missing`),
  },
  remarks: {
    kind: 'text',
    about: 'Remarks.',
    aliases: headerList('Remarks, Comments, Notes, Comment, Narrative, Description'),
  },
  firearm_words: {
    kind: 'firearm-words',
    about: 'The firearm in one cell, read for what has no column of its own.',
    aliases: headerList(`
      Item Description, Property Description, Item Desc, Property Desc, Firearm Description, Gun Description, Weapon
      Description, Article Description`),
  },
} as const satisfies Record<string, Field>;

type TheftField = keyof typeof fields;
type TheftRow = FieldValues<TheftField>;

export const theftsLayout = rowLayout<TheftField>({
  name: 'thefts',
  title: 'Stolen and lost firearms, one row a firearm',
  fields,
  profiles: [],
  parseRow: parseTheft,
});

const dealerKinds: ReadonlySet<TheftKind | null> = new Set<TheftKind>(['DEALER_BURGLARY', 'DEALER_LOSS']);

const numbers = ['report_number', 'case_number', 'ncic_number'] as const;

function parseTheft(row: TheftRow, record: RecordBuilder, context: RowContext): RowOutcome {
  const reportNumber = cleanNumber(row.text('report_number'));
  const ncicNumber = cleanNumber(row.text('ncic_number'));
  const warnings: string[] = [];
  const caseFound = caseKey(row.text('case_number'), warnings);
  const number = reportNumber ?? caseFound ?? ncicNumber;
  if (number === null) {
    return reject(
      'theft.no-number',
      fieldGot(row, numbers),
      'a report, case or NIC number',
      numberGot(...numbers.map((field) => row.text(field))),
    );
  }
  const stolenOn = readDay(row.text('stolen_on'), context, warnings);
  const reportedOn = readDay(row.text('reported_on'), context, warnings);
  if (stolenOn !== null && reportedOn !== null && reportedOn < stolenOn) warnings.push('theft.reported-before-theft');
  const seenOn = stolenOn ?? reportedOn;
  const cells = firearmCells(row, 'stolen', seenOn, null);
  const firearmOrdinal = observeFirearm(record, withFirearmWords(cells, row.text('firearm_words'), warnings), warnings);
  if (firearmOrdinal === null) {
    return reject(
      'theft.no-firearm',
      'serial_number',
      'serial, make, model, calibre or type of a firearm',
      'all blank',
    );
  }
  const kind = readKind(row, warnings);
  const place = placeCells(row, theftNames, 'theft', seenOn);
  const dealer = dealerCells(row, dealerNames, 'theft-dealer', seenOn);
  observeDealer(record, dealerKinds.has(kind) ? atPremises(dealer, place) : dealer, warnings);
  observePerson(record, personCells(row, victimNames, 'theft-victim', seenOn), context, warnings);
  observePlace(record, place, context, warnings);
  observeIncident(record, { role: 'theft', seenOn, caseNumber: row.text('case_number') });
  record.add('theft_report', {
    report_number: reportNumber,
    kind,
    stolen_on: stolenOn,
    reported_on: reportedOn,
    ncic_number: ncicNumber,
    case_key: caseFound,
    status: asWritten(row.text('status')),
    firearm_ordinal: firearmOrdinal,
    warnings: sortedCodes(warnings),
  });
  const serial = cleanSerialNumber(row.text('serial_number'))?.clean || ncicNumber;
  // Without serial and NIC number two firearms of one report cannot be told apart by a key: their content is it.
  return { key: serial ? `${number}/${serial}` : null };
}

/** A dealer's report of a theft in the shop has one address, and it is the shop's; not so where no licensee is named. */
function atPremises(dealer: ObservedDealer, place: ObservedPlace): ObservedDealer {
  if (dealer.street || (!dealer.licence && !dealer.name)) return dealer;
  const { address = '', city = '', state = '', zip = '' } = place;
  return {
    ...dealer,
    street: address,
    city: dealer.city || city,
    state: dealer.state || state,
    zip: dealer.zip || zip,
  };
}

function readKind(row: TheftRow, warnings: string[]): TheftKind | null {
  const cell = row.text('report_type');
  if (cell === '') return null;
  const kind = cleanTheftKind(cell, row.has('dealer_licence') || row.has('dealer_name') ? 'dealer' : 'person');
  if (kind === null) warnings.push('theft.unknown-kind');
  return kind ?? 'OTHER';
}

function cleanNumber(raw: string): string | null {
  const text = plainText(raw);
  return /[A-Z0-9]/.test(text) ? text : null;
}
