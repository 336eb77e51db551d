import type { TableName, TableValues } from '../../model/tables.ts';
import { plainText } from '../../model/values/plain-text.ts';
import { textHashes } from '../../model/text-hash.ts';
import { asWritten } from '../as-written.ts';
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
import { headerList } from '../header-list.ts';
import { numberGot } from '../number-got.ts';
import { observeDealer } from '../observe-dealer.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { observePerson } from '../observe-person.ts';
import { personCells, personFieldNames, personFields } from '../person-fields.ts';
import { readDay } from '../read-day.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { cleanReportForm } from './report-form.ts';

const dealerNames = dealerFieldNames('dealer');
const transfereeNames = personFieldNames('transferee');

/** Columns of a report of a multiple sale, one row a firearm. */
const fields = {
  report_number: {
    kind: 'identifier',
    about:
      'Number its dealer gave the report; with the dealer the key of the report, and with the firearm that of the record',
    aliases: headerList(`
      Multiple Sale Report Number, Multiple Sale Number, Multiple Sale Report, Multiple Sale ID, MS Number, MSR Number,
      Form 3310.4 Number, Report Number`),
    required: true,
  },
  form: {
    kind: 'category',
    about: 'ATF form: 3310.4 for handguns, 3310.12 for certain rifles',
    aliases: headerList('Form, ATF Form, Form Number, Report Form, Form Type'),
  },
  reported_on: {
    kind: 'date',
    about: 'Date of the report (item 1)',
    aliases: headerList('Report Date, Date of Report, Reported, Date Reported'),
  },
  received_on: {
    kind: 'date',
    about:
      'Day the agency received its copy: the days to its destruction run from here; the day of the import where it is not said',
    aliases: headerList('Received, Received On, Date Received, Receipt Date, Copy Received, Date of Receipt'),
  },
  transferred_on: {
    kind: 'date',
    about: 'Day the firearm was transferred (item 3)',
    aliases: headerList(`
      Transfer Date, Date of Transfer, Transferred On, Date Transferred, Disposition Date, Transfer Dt`),
    required: true,
  },
  connected_on: {
    kind: 'date',
    about: 'Day of another multiple sale this one is connected to (item 2c)',
    aliases: headerList('Connected Sale Date, Connected Multiple Sale, Connected Sale, Other Multiple Sale Date'),
  },
  event: {
    kind: 'text',
    about: 'Gun show or event where it was sold (item 2d)',
    aliases: headerList('Gun Show, Event, Gun Show or Event, Event Name, Gun Show Name'),
  },
  ...dealerFields({
    prefix: 'dealer',
    owner: 'the licensee who sold it',
    words: ['Dealer', 'Licensee', 'Transferor', 'FFL'],
    more: { licence: headerList('FFL, FFL Number, FFL No, FFL #, License Number'), name: ['Trade Name'] },
  }),
  ...firearmFields(),
  ...personFields({
    prefix: 'transferee',
    owner: 'the transferee',
    words: ['Transferee', 'Buyer'],
    more: { name: ['Transferee'] },
  }),
  business_entity: {
    kind: 'text',
    about: 'Business the firearms were bought for (item 13)',
    aliases: headerList('Business Entity, Transferee Business, Business Name of Transferee'),
  },
  additional: {
    kind: 'text',
    about: 'Additional information (item 14)',
    aliases: headerList('Additional Information, Additional Info, Remarks, Comments, Notes'),
  },
} as const satisfies Record<string, Field>;

type ReportField = keyof typeof fields;

export const reportsLayout = rowLayout<ReportField>({
  name: 'reports',
  title: 'Reports of multiple sales (ATF Forms 3310.4 and 3310.12), one row a firearm',
  fields,
  profiles: [],
  parseRow: parseReport,
});

function parseReport(row: FieldValues<ReportField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const reportNumber = plainText(row.text('report_number'));
  if (!/[A-Z0-9]/.test(reportNumber))
    return reject(
      'multiple-sale.no-number',
      'report_number',
      'the number of the report',
      numberGot(row.text('report_number')),
    );
  const warnings: string[] = [];
  const soldOn = readDay(row.text('transferred_on'), context, warnings);
  if (soldOn === null)
    return reject(
      'multiple-sale.no-day',
      'transferred_on',
      'a day of the calendar',
      numberGot(row.text('transferred_on')),
    );
  const form = cleanReportForm(row.text('form'));
  if (form === null && row.text('form') !== '') warnings.push('multiple-sale.unknown-form');
  const receivedOn = readDay(row.text('received_on'), context, warnings);
  // The days run from the receipt on paper: a day that cannot be read is no reason to keep the copy longer than from today.
  const cells = firearmCells(row, 'sold', soldOn, null);
  const said = new SaidOfSale();
  if (observeFirearm(said, cells, warnings) === null)
    return reject(
      'multiple-sale.no-firearm',
      'serial_number',
      'serial, make, model, calibre or type of a firearm',
      'all blank',
    );
  const dealer = observeDealer(said, dealerCells(row, dealerNames, 'retail-dealer', soldOn), warnings);
  observePerson(said, personCells(row, transfereeNames, 'purchaser', soldOn), context, warnings);
  if (dealer === null) warnings.push('multiple-sale.no-dealer');
  const of = said.values();
  const key = reportKey(reportNumber, of, row.text('dealer_licence'));
  record.add('multiple_sale', {
    report_number: reportNumber,
    report_key: key,
    form,
    reported_on: readDay(row.text('reported_on'), context, warnings),
    received_on: receivedOn ?? context.receivedOn,
    sold_on: soldOn,
    connected_on: readDay(row.text('connected_on'), context, warnings),
    event: asWritten(row.text('event')),
    ...of,
    business_entity: asWritten(row.text('business_entity')),
    additional: asWritten(row.text('additional')),
    warnings: sortedCodes(warnings),
  });
  // The key says of which firearm the row is without saying its number: keys stand in warnings and lists of the store.
  const firearm = [cells.serial, cells.make, cells.model, cells.calibre].map((text = '') => plainText(text)).join('/');
  const hash = textHashes(`${key}/${firearm}`).map((half) => half.toString(36));
  return { key: `${reportNumber}/${hash.join('')}` };
}

/** No longer than an index takes. */
const keyCharactersMax = 400;

/**
 * What tells a report from others: two dealers may give one number. The licence of the dealer, without one the name and place, without
 * a name the licence as written and the address.
 */
function reportKey(number: string, of: TableValues<'multiple_sale'>, licence: string): string {
  const who = of.dealer_name ? [of.dealer_name] : [plainText(licence), of.dealer_address];
  const dealer = [...who, plainText(of.dealer_city ?? ''), of.dealer_state].filter(Boolean).join(', ');
  return `${number}@${of.licence_key ?? dealer}`.slice(0, keyCharactersMax);
}

/**
 * What a report says, read as records are read and kept in the table of reports alone: no firearm, person or dealer is
 * observed, so that nothing is ever joined by what has to be destroyed (docs/adr/0020).
 */
class SaidOfSale implements RecordBuilder {
  private readonly said: { [T in TableName]?: TableValues<T> } = {};

  add<T extends TableName>(table: T, values: TableValues<T>): number {
    Object.assign(this.said, { [table]: values });
    return 0;
  }

  values(): TableValues<'multiple_sale'> {
    const { firearm_observation: firearm, dealer_observation: dealer, person_observation: person } = this.said;
    return {
      serial_raw: firearm?.serial_raw ?? null,
      serial_ncic: firearm?.serial_ncic ?? null,
      make_name: firearm?.make_name ?? null,
      make_family: firearm?.make_family ?? null,
      model: firearm?.model ?? null,
      calibre_code: firearm?.calibre_code ?? null,
      type_code: firearm?.type_code ?? null,
      importer: firearm?.importer ?? null,
      licence_number: dealer?.licence_number ?? null,
      licence_key: dealer?.licence_key ?? null,
      dealer_name: dealer?.name ?? null,
      dealer_address: dealer?.address ?? null,
      dealer_city: dealer?.city ?? null,
      dealer_state: dealer?.state ?? null,
      family_name: person?.family_name ?? null,
      given_name: person?.given_name ?? null,
      middle_name: person?.middle_name ?? null,
      suffix: person?.suffix ?? null,
      name_raw: person?.name_raw ?? null,
      born_on: person?.born_on ?? null,
      sex: person?.sex ?? null,
      address: person?.address ?? null,
      city: person?.city ?? null,
      state: person?.state ?? null,
      zip: person?.zip ?? null,
      id_type: person?.id_type ?? null,
      id_state: person?.id_state ?? null,
      id_number: person?.id_number ?? null,
    };
  }
}
