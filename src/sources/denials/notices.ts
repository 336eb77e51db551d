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
import { headerList } from '../header-list.ts';
import { noteUnread } from '../note-unread.ts';
import { observePerson } from '../observe-person.ts';
import { readDay } from '../read-day.ts';
import { readFlag } from '../read-flag.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { stateCode } from '../state-code.ts';

/** Who it was, when, where and on what ground: what a notice says of the person beyond that is not read. */
const fields = {
  notice_number: {
    kind: 'identifier',
    about: 'Number of the transaction (NTN) or of the notice; the key of the record.',
    aliases: headerList(`
      NTN, NICS Transaction Number, Transaction Number, Denial Number, Denial Notice Number, Denial Notification Number,
      Notice Number, Denial ID`),
  },
  denied_on: {
    kind: 'date',
    about: 'Day the purchase was denied.',
    aliases: headerList('Denial Date, Denied On, Date of Denial, Date Denied, Denied Date, Denial Dt, Deny Date'),
    required: true,
  },
  state: {
    kind: 'state',
    about: 'State where the purchase was sought.',
    aliases: headerList('State of Purchase, Purchase State, State of Attempt, Attempt State, Denial State, FFL State'),
  },
  reason: {
    kind: 'category',
    about: 'Ground of the denial, as a category; blank where it was withheld.',
    aliases: headerList('Denial Reason, Denial Category, Prohibition, Prohibitor, Prohibiting Category, Reason Denied'),
    named: true,
  },
  overturned: {
    kind: 'flag',
    about: 'Whether the denial was overturned since: it then counts for nothing.',
    aliases: headerList('Overturned, Denial Overturned, Appeal Granted, Denial Reversed, Reversed'),
    named: true,
  },
  denied_name: {
    kind: 'full-name',
    about: 'Whole name of who was denied.',
    aliases: headerList('Denied Name, Denied Person, Denied Person Name, Name of Denied Person, Name'),
  },
  denied_last_name: {
    kind: 'family-name',
    about: 'Family name of who was denied.',
    aliases: headerList('Denied Last Name, Denied Person Last Name, Last Name, Surname'),
  },
  denied_first_name: {
    kind: 'given-name',
    about: 'Given name of who was denied.',
    aliases: headerList('Denied First Name, Denied Person First Name, First Name, Given Name'),
  },
  denied_middle_name: {
    kind: 'given-name',
    about: 'Middle name of who was denied.',
    aliases: headerList('Denied Middle Name, Denied Person Middle Name, Middle Name'),
  },
  denied_dob: {
    kind: 'birth-date',
    about: 'Date of birth of who was denied.',
    aliases: headerList('Denied DOB, Denied Person DOB, DOB, Date of Birth, Birth Date'),
    required: true,
  },
} as const satisfies Record<string, Field>;

type NoticeField = keyof typeof fields;

/**
 * Notices of denied purchases that local police are given (18 U.S.C. 925B; NICS Denial Notification Act of 2022, 34 U.S.C. 40901 note), one row a
 * denial. They have no form of the Bureau's: states and field offices list them each in their own way.
 */
export const notices = rowLayout<NoticeField>({
  name: 'notices',
  title: 'Notices of denied purchases, one row a denial',
  fields,
  profiles: [],
  parseRow,
});

function parseRow(row: FieldValues<NoticeField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const warnings: string[] = [];
  const deniedOn = readDay(row.text('denied_on'), context, warnings);
  if (deniedOn === null)
    return reject('denials.no-day', 'denied_on', `a date up to ${context.receivedOn}`, row.text('denied_on'));
  const person = observePerson(
    record,
    {
      role: 'denied',
      seenOn: deniedOn,
      name: row.text('denied_name'),
      familyName: row.text('denied_last_name'),
      givenName: row.text('denied_first_name'),
      middleName: row.text('denied_middle_name'),
      born: row.text('denied_dob'),
    },
    context,
    warnings,
  );
  if (person === null)
    return reject(
      'denials.no-person',
      'denied_name',
      'a name or a date of birth',
      row.text('denied_name') || 'nothing',
    );
  const state = stateCode(row.text('state'));
  noteUnread(row.text('state'), state, 'address.state-unread', warnings);
  const noticeNumber = asWritten(row.text('notice_number'))?.toUpperCase() ?? null;
  record.add('purchase_denial', {
    notice_number: noticeNumber,
    denied_on: deniedOn,
    state,
    reason: asWritten(row.text('reason')),
    overturned: readFlag(row.text('overturned')),
    warnings: sortedCodes(warnings),
  });
  return { key: noticeNumber };
}
