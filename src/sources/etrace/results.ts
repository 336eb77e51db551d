import { asWritten } from '../as-written.ts';
import { dealerCells, dealerFieldNames } from '../dealer-fields.ts';
import { type FieldValues, type RecordBuilder, reject, type RowContext, rowLayout, type RowOutcome } from '../feed.ts';
import { firearmCells } from '../firearm-fields.ts';
import { numberGot } from '../number-got.ts';
import { noteUnread, readAnswer } from '../note-unread.ts';
import { observeDealer } from '../observe-dealer.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { observePlace } from '../observe-place.ts';
import { personCells, personFieldNames } from '../person-fields.ts';
import { placeCells, placeFieldNames } from '../place-fields.ts';
import { namesDay, readDay } from '../read-day.ts';
import { daysBetween } from '../../model/values/days-between.ts';
import { readFlag } from '../read-flag.ts';
import { readNumber } from '../read-number.ts';
import { remember } from '../remember.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { cleanCompletion } from './completion-family.ts';
import { rejectUndatedTrace } from './reject-undated-trace.ts';
import { readTimeToCrime } from './read-time-to-crime.ts';
import { resultFields, type ResultField } from './results-fields.ts';
import { cleanTraceNumber } from '../clean-trace-number.ts';

const completionOf = remember(cleanCompletion);
const distributorNames = dealerFieldNames('distributor');
const dealerNames = dealerFieldNames('dealer');
const purchaserNames = personFieldNames('purchaser');
const possessorNames = personFieldNames('possessor');
const associateNames = personFieldNames('associate');
const recoveryNames = placeFieldNames('recovery');

type ResultRow = FieldValues<ResultField>;

export const resultsLayout = rowLayout<ResultField>({
  name: 'results',
  title: 'eTrace results, one row a trace',
  fields: resultFields,
  profiles: [],
  parseRow: parseResult,
});

interface TraceDays {
  requestedOn: string | null;
  completedOn: string | null;
  shippedOn: string | null;
  soldOn: string | null;
  recoveredOn: string | null;
  madeOn: string | null;
}

function parseResult(row: ResultRow, record: RecordBuilder, context: RowContext): RowOutcome {
  const written = row.text('trace_number');
  const traceNumber = cleanTraceNumber(written);
  if (traceNumber === null) {
    return reject('trace.no-number', 'trace_number', 'an ATF trace number, T and digits', numberGot(written));
  }
  const warnings: string[] = [];
  const days = readDays(row, context, warnings);
  const undated = rejectUndatedTrace(row, days, warnings);
  if (undated) return undated;

  const firearm = observeFirearm(
    record,
    firearmCells(row, 'traced', days.recoveredOn ?? days.requestedOn, days.madeOn),
    warnings,
  );
  const parties = observeParties(row, record, context, days, warnings);
  if (firearm === null && Object.values(parties).every((ordinal) => ordinal === null)) {
    return reject(
      'trace.nothing-identified',
      null,
      'a firearm, a dealer or a person',
      `trace number ${traceNumber} and none of them`,
    );
  }
  const multipleSale = readMultipleSale(row.text('multiple_sale'), warnings);
  addTransactions(record, days, { firearm, multipleSale, ...parties });
  addRecovery(row, record, context, { traceNumber, firearm, recoveredOn: days.recoveredOn, warnings });
  addResult(row, record, days, { traceNumber, multipleSale, warnings });
  return { key: traceNumber, stateOn: days.completedOn };
}

function readDays(row: ResultRow, context: RowContext, warnings: string[]): TraceDays {
  const days: TraceDays = {
    requestedOn: readDay(row.text('requested_on'), context, warnings),
    completedOn: readDay(row.text('completed_on'), context, warnings),
    shippedOn: readDay(row.text('shipped_on'), context, warnings),
    soldOn: readDay(row.text('sold_on'), context, warnings),
    recoveredOn: readDay(row.text('recovered_on'), context, warnings),
    madeOn: readDay(row.text('manufactured_on'), context, warnings),
  };
  if (isBefore(days.requestedOn, days.recoveredOn)) warnings.push('trace.requested-before-recovery');
  if (isBefore(days.completedOn, days.requestedOn)) warnings.push('trace.completed-before-request');
  if (isBefore(days.soldOn, days.shippedOn)) warnings.push('trace.sold-before-shipment');
  if (isBefore(days.soldOn ?? days.shippedOn ?? days.recoveredOn, days.madeOn)) warnings.push('trace.made-too-late');
  return days;
}

function isBefore(earlier: string | null, later: string | null): boolean {
  return earlier !== null && later !== null && earlier < later;
}

function observeParties(
  row: ResultRow,
  record: RecordBuilder,
  context: RowContext,
  days: TraceDays,
  warnings: string[],
) {
  const found = days.recoveredOn ?? days.requestedOn;
  return {
    distributor: observeDealer(record, dealerCells(row, distributorNames, 'distributor', days.shippedOn), warnings),
    dealer: observeDealer(record, dealerCells(row, dealerNames, 'retail-dealer', days.soldOn), warnings),
    purchaser: observePerson(record, personCells(row, purchaserNames, 'purchaser', days.soldOn), context, warnings),
    possessor: observePerson(record, personCells(row, possessorNames, 'possessor', found), context, warnings),
    associate: observePerson(record, personCells(row, associateNames, 'associate', found), context, warnings),
  };
}

interface TransactionParts {
  firearm: number | null;
  distributor: number | null;
  dealer: number | null;
  purchaser: number | null;
  multipleSale: boolean | null;
}

/**
 * A distributor who is named shipped it, and a purchaser who is named bought it, on whatever day: a day that is missing or
 * cannot be read leaves the transaction undated. A sale whose dealer and purchaser are redacted is still the sale of the
 * firearm. A dealer named without day and purchaser is as far as the trace came: no sale is recorded.
 */
function addTransactions(record: RecordBuilder, days: TraceDays, parts: TransactionParts): void {
  if (parts.distributor !== null && (parts.firearm !== null || parts.dealer !== null)) {
    record.add('transaction', {
      kind: 'SHIPMENT',
      happened_on: days.shippedOn,
      firearm_ordinal: parts.firearm,
      from_ordinal: parts.distributor,
      to_ordinal: parts.dealer,
    });
  }
  const dated = days.soldOn !== null && (parts.firearm !== null || parts.dealer !== null);
  if (dated || parts.purchaser !== null) {
    record.add('transaction', {
      kind: 'RETAIL_SALE',
      happened_on: days.soldOn,
      multiple_sale: parts.multipleSale,
      firearm_ordinal: parts.firearm,
      from_ordinal: parts.dealer,
      to_ordinal: parts.purchaser,
    });
  }
}

interface RecoveryParts {
  traceNumber: string;
  firearm: number | null;
  recoveredOn: string | null;
  warnings: string[];
}

function addRecovery(row: ResultRow, record: RecordBuilder, context: RowContext, parts: RecoveryParts): void {
  const { traceNumber, firearm, recoveredOn, warnings } = parts;
  const place = observePlace(record, placeCells(row, recoveryNames, 'recovery', recoveredOn), context, warnings);
  const incident = observeIncident(
    record,
    {
      role: 'recovery',
      seenOn: recoveredOn,
      caseNumber: row.text('case_number'),
    },
    warnings,
  );
  // A day that cannot be kept, such as one in the future, is no reason to lose that there was a recovery.
  const stated = namesDay(row.text('recovered_on'), context);
  if (recoveredOn === null && place === null && incident === null && !stated) return;
  record.add('recovery', { recovered_on: recoveredOn, trace_number: traceNumber, firearm_ordinal: firearm });
}

interface ResultParts {
  traceNumber: string;
  multipleSale: boolean | null;
  warnings: string[];
}

function addResult(row: ResultRow, record: RecordBuilder, days: TraceDays, parts: ResultParts): void {
  const { traceNumber, multipleSale, warnings } = parts;
  const completionRaw = asWritten(row.text('completion'));
  const completion = completionRaw === null ? null : completionOf(completionRaw);
  if (completionRaw !== null && completion === null) warnings.push('trace.unknown-completion');
  const reported = readTimeToCrime(row.text('time_to_crime'), warnings);
  const miles = readNumber(row.text('miles'));
  noteUnread(row.text('miles'), miles, 'trace.miles-unread', warnings);
  const stolen = readAnswer(row.text('stolen'), 'trace.stolen-unread', warnings);
  record.add('trace_result', {
    trace_number: traceNumber,
    requested_on: days.requestedOn,
    completed_on: days.completedOn,
    status: asWritten(row.text('status')),
    completion_code: completion,
    completion_raw: completionRaw,
    ori: asWritten(row.text('ori')),
    crime_code: asWritten(row.text('crime_code')),
    sold_on: days.soldOn,
    recovered_on: days.recoveredOn,
    time_to_crime_days: timeToCrime(days, reported, warnings),
    time_to_crime_reported_days: reported,
    multiple_sale: multipleSale,
    stolen,
    miles_reported: miles,
    remarks: asWritten(row.text('remarks')),
    sale_event: asWritten(row.text('sale_event')),
    warnings: sortedCodes(warnings),
  });
}

/**
 * Recovery minus retail sale, in days. Where the days of the row cannot all be true, one of them is an error: the measure is
 * left out and flagged, never imputed.
 */
function timeToCrime(days: TraceDays, reported: number | null, warnings: string[]): number | null {
  if (days.soldOn === null || days.recoveredOn === null) return null;
  const computed = daysBetween(days.soldOn, days.recoveredOn);
  if (reported !== null && Math.abs(computed - reported) > 1) warnings.push('trace.time-to-crime-differs');
  if (computed < 0) warnings.push('trace.negative-time-to-crime');
  const inOrder =
    computed >= 0 &&
    !isBefore(days.soldOn, days.shippedOn) &&
    !isBefore(days.soldOn, days.madeOn) &&
    !isBefore(days.requestedOn, days.recoveredOn) &&
    !isBefore(days.completedOn, days.recoveredOn);
  return inOrder ? computed : null;
}

/** A flag, or how many firearms were in the sale. */
function readMultipleSale(cell: string, warnings: string[]): boolean | null {
  const flag = readFlag(cell);
  if (flag !== null) return flag;
  const firearms = readNumber(cell);
  noteUnread(cell, firearms, 'trace.multiple-sale-unread', warnings);
  return firearms === null ? null : firearms > 1;
}
