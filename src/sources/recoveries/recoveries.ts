import { observeVehicle } from '../observe-vehicle.ts';
import { vehicleCells, vehicleFields } from '../vehicle-fields.ts';
import { plainText } from '../../model/values/plain-text.ts';
import { asWritten } from '../as-written.ts';
import { readTraceNumber } from '../clean-trace-number.ts';
import {
  type Field,
  type FieldValues,
  type RecordBuilder,
  reject,
  type RowContext,
  rowLayout,
  type RowOutcome,
} from '../feed.ts';
import { firearmCells, firearmFields, firearmSubject } from '../firearm-fields.ts';
import { obliterationCells, obliterationFields } from '../obliteration-fields.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { withFirearmWords } from '../split-firearm-words.ts';
import { fieldGot, numberGot } from '../number-got.ts';
import { readAnswer } from '../note-unread.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { observePlace } from '../observe-place.ts';
import { personCells, personFieldNames, personFields } from '../person-fields.ts';
import { placeCells, placeFieldNames, placeFields } from '../place-fields.ts';
import { readEventTime } from '../read-event-time.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { caseKey } from '../case-key.ts';
import { cleanLossCode } from './loss-code.ts';
import { headerList } from '../header-list.ts';

const possessorNames = personFieldNames('possessor');
const recoveryNames = placeFieldNames('recovery');

/** Columns of a property room's list of firearms. */
const fields = {
  property_number: {
    kind: 'identifier',
    about: 'Property number, unique within the agency: the key of the record.',
    aliases: headerList(`
      Property Number, Property No, Property #, Property ID, Property Tag, Property Tag Number, Property Control
      Number, Property Receipt Number, Property Receipt, Evidence Number, Evidence No, Evidence #, Evidence ID,
      Evidence Tag, Evidence Tag Number, Evidence Control Number, Inventory Number, Inventory #, Inventory ID,
      Voucher Number, Voucher #, Item Number, Item #, Item ID, Tag Number, Tag #, Barcode, Bar Code, Control Number,
      Firearm ID, Gun ID, Weapon ID`),
    required: true,
  },
  case_number: {
    kind: 'case-number',
    about: "The agency's case number: ties the recovery to the incident.",
    aliases: headerList(`
      Agency Case Number, Agency Case No, Agency Case #, Case Number, Case No, Case #, Case ID, Case, Incident
      Number, Incident #, Incident ID, Complaint Number, Complaint #, CC Number, CC #, CCN, DR Number, DR #, RD
      Number, RD #, Report Number, Police Report Number, OCA, DC Number, DC Key, Offense Number, IR Number`),
  },
  recovered_at: {
    kind: 'date-time',
    about: 'When the firearm was recovered, local time.',
    aliases: headerList(`
      Recovered At, Recovery Date, Date of Recovery, Recovered Date, Date Recovered, Recovered On, Recovered,
      RecoveryDate, Recovery Date Time, Recovery Datetime, Date Time Recovered, Seized Date, Seizure Date, Date
      Seized, Date Inventoried, Inventory Date, Date Submitted, Date Received, Intake Date, Date In, Recovery Dt,
      Property Date, Collected Date`),
  },
  recovered_time: {
    kind: 'time',
    about: 'Time of recovery, where the date stands in a column of its own.',
    aliases: headerList(`
      Recovery Time, Time of Recovery, Recovered Time, Time Recovered, Seizure Time, Inventory Time`),
  },
  ...firearmFields(),
  ...obliterationFields,
  ...placeFields({
    prefix: 'recovery',
    owner: 'the recovery',
    words: ['', 'Recovery', 'Recovered', 'Rec', 'Incident', 'Seizure'],
    more: {
      address: ['Place of Recovery', 'Recovery Site', 'Where Recovered'],
      city: ['City of Recovery'],
      state: ['State of Recovery'],
    },
  }),
  ...personFields({
    prefix: 'possessor',
    owner: 'the possessor',
    words: [
      'Possessor',
      'Poss',
      'Recovered From',
      'Suspect',
      'Arrestee',
      'Defendant',
      'Seized From',
      'Offender',
      'Subject',
    ],
    more: { name: headerList('Possessor, Recovered From, Possessed By, Seized From, Arrestee, Defendant, Suspect') },
  }),
  officer: {
    kind: 'text',
    about: 'Officer who took it in.',
    aliases: headerList(`
      Officer, Officer Name, Recovering Officer, Recovered By, Submitted By, Submitting Officer, Seizing Officer,
      Inventoried By, Booked By, Booking Officer, Taken By`),
  },
  loss_code: {
    kind: 'category',
    about: 'NIBRS type of property loss: 5 recovered, 6 seized.',
    aliases: headerList(`
      Loss Code, Loss Type, Property Loss Code, Property Loss Type, Type of Loss, Type Property Loss, Type Property
      Loss Etc, NIBRS Loss Code, Property Status Code, Custody Reason, Reason`),
  },
  status: {
    kind: 'category',
    about: 'Where the firearm is now.',
    aliases: headerList(`
      Status, Property Status, Disposition, Current Status, Evidence Status, Custody Status, Item Status`),
  },
  test_fired: {
    kind: 'flag',
    about: 'Whether it was test fired.',
    aliases: headerList(`
      Test Fired, Test Fire, Testfired, Test Fired YN, Test Fire Complete, Test Fired Flag, NIBIN Test Fired`),
  },
  trace_number: {
    kind: 'identifier',
    about: 'ATF trace number, where the property room writes it.',
    aliases: headerList(`
      Trace Number, Trace No, Trace #, ATF Trace Number, ATF Trace, eTrace Number, eTrace #, Trace ID, eTrace`),
  },
  stolen: {
    kind: 'flag',
    about: 'Whether it is listed as stolen.',
    aliases: headerList('Stolen, Stolen Gun, Reported Stolen, Stolen Flag, NCIC Stolen, NCIC Hit, Stolen Firearm'),
  },
  remarks: {
    kind: 'text',
    about: 'Remarks.',
    aliases: headerList('Remarks, Comments, Notes, Description, Comment'),
  },
  ...vehicleFields,
  firearm_words: {
    kind: 'firearm-words',
    about: 'The firearm in one cell, read for what has no column of its own.',
    aliases: headerList(`
      Item Description, Property Description, Item Desc, Property Desc, Firearm Description, Gun Description, Weapon
      Description, Evidence Description, Article Description`),
  },
} as const satisfies Record<string, Field>;

type RecoveryField = keyof typeof fields;

export const recoveriesLayout = rowLayout<RecoveryField>({
  name: 'recoveries',
  title: 'Firearms taken in by the property room, one row a firearm',
  fields,
  profiles: [],
  parseRow: parseRecovery,
});

const numbers = ['property_number', 'case_number'] as const;

function parseRecovery(row: FieldValues<RecoveryField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const written = plainText(row.text('property_number'));
  const propertyNumber = /[A-Z0-9]/.test(written) ? written : null;
  const warnings: string[] = [];
  if (propertyNumber === null) {
    // Published lists leave the number out: with its case the firearm is still told apart, by all that is written.
    if (caseKey(row.text('case_number')) === null) {
      return reject(
        'recovery.no-number',
        fieldGot(row, numbers),
        'the property number, or a case number',
        numberGot(...numbers.map((field) => row.text(field))),
      );
    }
    warnings.push('recovery.no-property-number');
  }
  const recovered = readEventTime(
    { date: row.text('recovered_at'), clock: row.text('recovered_time') },
    context,
    warnings,
  );
  if (recovered.day === null && warnings.includes('date.impossible')) {
    // The one date of the row: without it the recovery would vanish from every count by time.
    return reject('date.impossible', 'recovered_at', 'a day of the calendar', row.text('recovered_at'));
  }
  const cells = withFirearmWords(
    { ...firearmCells(row, 'recovered', recovered.day, null), obliteration: obliterationCells(row) },
    row.text('firearm_words'),
    warnings,
  );
  const firearm = observeFirearm(record, cells, warnings);
  if (firearm === null) {
    return reject(
      'recovery.no-firearm',
      'serial_number',
      'serial, make, model, calibre or type of a firearm',
      'all blank',
    );
  }
  observePerson(record, personCells(row, possessorNames, 'possessor', recovered.day), context, warnings);
  observePlace(record, placeCells(row, recoveryNames, 'recovery', recovered.day), context, warnings);
  observeIncident(record, { role: 'recovery', seenOn: recovered.day, caseNumber: row.text('case_number') }, warnings);
  observeVehicle(record, vehicleCells(row, 'recovery', recovered.day));
  record.add('recovery', {
    property_number: propertyNumber,
    recovered_at: recovered.instant,
    recovered_on: recovered.day,
    loss_code: readLossCode(row.text('loss_code'), warnings),
    status: asWritten(row.text('status')),
    test_fired: readAnswer(row.text('test_fired'), 'recovery.test-fired-unread', warnings),
    trace_number: readTraceNumber(row.text('trace_number'), warnings),
    firearm_ordinal: firearm,
    warnings: sortedCodes(warnings),
  });
  return { key: propertyNumber, subject: firearmSubject(cells) };
}

function readLossCode(cell: string, warnings: string[]): string | null {
  if (cell === '') return null;
  const code = cleanLossCode(cell);
  if (code === null) warnings.push('recovery.unknown-loss-code');
  return code;
}
