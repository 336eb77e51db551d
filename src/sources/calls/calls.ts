import { observeVehicle } from '../observe-vehicle.ts';
import { vehicleCells } from '../vehicle-fields.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout, type FieldValues, type RecordBuilder, type RowContext, type RowOutcome } from '../feed.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePlace } from '../observe-place.ts';
import { degreesOf } from '../place-degrees.ts';
import { placeCells, placeFieldNames } from '../place-fields.ts';
import { readEventTime, type EventTime } from '../read-event-time.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { callFields, type CallField } from './call-fields.ts';
import { speaksOfGunfire } from './classify-call.ts';

const placeNames = placeFieldNames('');

/** Calls for service from dispatch, one row an event. */
export const calls = rowLayout<CallField>({
  name: 'calls',
  title: 'Calls for service',
  fields: callFields,
  profiles: [],
  parseRow,
});

function parseRow(row: FieldValues<CallField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const warnings: string[] = [];
  const eventNumber = row.text('event_number');
  if (eventNumber === '') return reject('calls.no-event', 'event_number', 'an event number', 'nothing');
  const received = readEventTime({ date: row.text('received'), clock: row.text('received_time') }, context, warnings);
  const { day } = received;
  if (day === null) {
    return reject('calls.no-time', 'received', `a date up to ${context.receivedOn}`, received.raw ?? 'nothing');
  }
  const [initialType, finalType] = [row.text('initial_type'), row.text('final_type')];
  const precision = row.text('precision');
  const cells = { ...placeCells(row, placeNames, 'call', day), ...degreesOf(row) };
  observePlace(record, precision === '' ? cells : { ...cells, precision }, context, warnings);
  const caseNumber = row.text('case_number');
  if (caseKey(caseNumber, warnings) !== null) observeIncident(record, { role: 'call', seenOn: day, caseNumber });
  const later = (name: CallField) => readLater(row.text(name), received, context, warnings);
  const times = {
    dispatched: later('dispatched'),
    enRoute: later('en_route'),
    onScene: later('on_scene'),
    cleared: later('cleared'),
  };
  if (isOutOfOrder([received.instant, times.dispatched, times.onScene, times.cleared])) warnings.push('time.order');
  observeVehicle(record, vehicleCells(row, 'call', day));
  record.add('call_for_service', {
    event_number: eventNumber,
    received_at: received.instant,
    dispatched_at: times.dispatched,
    en_route_at: times.enRoute,
    on_scene_at: times.onScene,
    cleared_at: times.cleared,
    initial_type: asWritten(initialType) ?? asWritten(row.text('type_code')),
    final_type: asWritten(finalType),
    priority: asWritten(row.text('priority')),
    disposition: asWritten(row.text('disposition')),
    gunfire:
      !/SHOT\s*SPOT|\bSST\b/i.test(row.text('source')) &&
      speaksOfGunfire(initialType || row.text('type_code'), finalType),
    district: asWritten(row.text('district')) ?? asWritten(row.text('beat')),
    duplicate_of: asWritten(row.text('duplicate_of')),
    warnings: sortedCodes(warnings),
  });
  // Some systems begin their numbers again every year or day.
  return { key: `${eventNumber}/${day}` };
}

/** A later time of the same event; a clock alone is that of the day of receipt, or of the next where it would lie before it. */
function readLater(cell: string, received: EventTime, context: RowContext, warnings: string[]): string | null {
  if (cell === '') return null;
  if (!/^\d{1,2}:\d{2}(:\d{2})?\s*([AP]\.?M\.?)?( GMT)?$/i.test(cell) || received.day === null) {
    return readEventTime({ date: cell }, context, warnings).instant;
  }
  const sameDay = readEventTime(
    { date: received.day, clock: cell },
    { ...context, dateOrder: 'ymd' },
    warnings,
  ).instant;
  if (!sameDay || !received.instant) return sameDay;
  const [begun, dayLong] = [Date.parse(received.instant), 86_400_000];
  let at = Date.parse(sameDay);
  if (at < begun) at += dayLong;
  // The day in UTC is not the local one: east of it a clock of the same hour may be of the day before.
  else if (cell.endsWith(' GMT') && at - dayLong >= begun) at -= dayLong;
  return new Date(at).toISOString();
}

function isOutOfOrder(instants: readonly (string | null)[]): boolean {
  const known = instants.filter((instant) => instant !== null);
  return known.some((instant, i) => i > 0 && instant < known[i - 1]!);
}
