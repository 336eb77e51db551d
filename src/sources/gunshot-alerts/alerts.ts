import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout, type FieldValues, type RecordBuilder, type RowContext, type RowOutcome } from '../feed.ts';
import { noteUnread } from '../note-unread.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePlace } from '../observe-place.ts';
import { degreesOf } from '../place-degrees.ts';
import { placeCells, placeFieldNames } from '../place-fields.ts';
import { readDayAndInstant } from '../read-day.ts';
import { readEventTime, type EventTime } from '../read-event-time.ts';
import { readFlag } from '../read-flag.ts';
import { readNumber, readWholeNumber } from '../read-number.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { alertFields, type AlertField } from './alert-fields.ts';
import { alertProfiles } from './alert-profiles.ts';
import { classifyAlert, readDisposition, readQualifiers } from './classify-alert.ts';

const placeNames = placeFieldNames('');

/**
 * Alerts of a gunshot detection system, one row an alert: from the vendor's export, from dispatch, or as cities publish
 * them. Where dispatch times stand in the row, the event is kept as a call for service too, and not as a citizen's.
 */
export const alerts = rowLayout<AlertField>({
  name: 'alerts',
  title: 'Gunshot detection alerts',
  fields: alertFields,
  profiles: alertProfiles,
  parseRow,
});

type AlertRow = FieldValues<AlertField>;

function parseRow(row: AlertRow, record: RecordBuilder, context: RowContext): RowOutcome {
  const warnings: string[] = [];
  const at = detection(row, context, warnings);
  if (at.day === null) {
    return reject('alerts.no-time', 'detected', `a date up to ${context.receivedOn}`, at.raw ?? 'nothing');
  }
  const seenOn = at.day;
  const place = {
    ...placeCells(row, placeNames, 'alert', seenOn),
    ...degreesOf(row),
    ...(row.has('precision') ? { precision: row.text('precision') } : {}),
  };
  const rounds = wholeNumber(row, 'rounds', warnings);
  const cartridgeCases = wholeNumber(row, 'cartridge_cases', warnings);
  if (readFlag(row.text('is_alert')) === false) {
    // Gunfire the system did not report: there is no alert, and the city's own record of it is what counts as missed.
    observePlace(record, { ...place, role: 'scene' }, context, warnings);
    addIncident(row, record, { at, cartridgeCases, warnings });
    observeIncident(record, { role: 'incident', seenOn, caseNumber: row.text('linked_case') });
    return { key: null };
  }
  observePlace(record, place, context, warnings);
  observeIncident(record, { role: 'alert', seenOn, caseNumber: row.text('linked_case') });
  const published = readDayAndInstant(row.text('published'), context, warnings);
  const type =
    asWritten(row.text('type')) ?? asWritten(row.text('type_description')) ?? asWritten(row.text('final_type'));
  const eventNumber = asWritten(row.text('event_number'));
  const number = asWritten(row.text('alert_number'));
  if (published.instant && at.instant && published.instant < at.instant) warnings.push('published.before-detected');
  if (row.has('is_alert')) addIncident(row, record, { at, cartridgeCases, warnings });
  addCall(row, record, context);
  const accuracy = readNumber(row.text('accuracy').replace(/\s*(m|meters?|metres?)\.?$/i, ''));
  noteUnread(row.text('accuracy'), accuracy, 'alert.accuracy-unread', warnings);
  const classification = type === null ? null : classifyAlert(type);
  // What only says that there was an alert has no class to be read.
  if (!/SHOT ?SPOTTER|\bSST\b|GUN ?(?:SHOT|FIRE)|\bALERT/i.test(row.text('type')))
    noteUnread(row.text('type'), classification, 'alert.type-unread', warnings);
  record.add('gunshot_alert', {
    alert_number: number,
    coverage_area: asWritten(row.text('coverage_area')),
    detected_at: at.instant,
    detected_raw: at.raw,
    published_at: published.instant,
    classification,
    classification_raw: type,
    rounds,
    qualifiers: readQualifiers(row.text('qualifiers')),
    accuracy_m: accuracy,
    disposition: readDisposition(row.text('disposition')) ?? asWritten(row.text('disposition_code')),
    event_number: eventNumber,
    case_key: caseKey(row.text('linked_case')),
    warnings: sortedCodes(warnings),
  });
  return { key: keyOf(row, number ?? eventNumber, seenOn) };
}

/**
 * Vendors number alerts per server and begin again, so that the same number stands for alerts years apart; the day of
 * detection, and the coverage area where it is given, tell them apart.
 */
function keyOf(row: AlertRow, number: string | null, day: string): string | null {
  if (number === null) return null;
  return [row.text('coverage_area'), number, day].filter(Boolean).join('/');
}

function detection(row: AlertRow, context: RowContext, warnings: string[]): EventTime {
  if (row.has('detected')) {
    return readEventTime({ date: row.text('detected'), clock: row.text('detected_time') }, context, warnings);
  }
  if (!row.has('received')) return { day: null, instant: null, raw: null };
  const entry = readEventTime({ date: row.text('received') }, context, warnings);
  warnings.push('detected.time-of-entry');
  return entry;
}

function addIncident(
  row: AlertRow,
  record: RecordBuilder,
  found: { at: EventTime; cartridgeCases: number | null; warnings: string[] },
): void {
  const injuries = readWholeNumber(row.text('injuries'));
  record.add('incident', {
    case_key: caseKey(row.text('linked_case')),
    occurred_from: found.at.instant,
    occurred_raw: found.at.raw,
    classification: injuries !== null && injuries > 0 ? 'non-fatal-shooting' : 'shots-fired',
    description: asWritten(row.text('details')),
    district: asWritten(row.text('district')),
    neighborhood: asWritten(row.text('neighborhood')),
    cartridge_cases: found.cartridgeCases,
    warnings: sortedCodes(found.warnings),
  });
}

function addCall(row: AlertRow, record: RecordBuilder, context: RowContext): void {
  if (!row.has('event_number') || !(row.has('dispatched') || row.has('on_scene') || row.has('cleared'))) return;
  const warnings: string[] = [];
  const instant = (field: AlertField) => readDayAndInstant(row.text(field), context, warnings).instant;
  record.add('call_for_service', {
    event_number: asWritten(row.text('event_number')),
    received_at: instant('received'),
    dispatched_at: instant('dispatched'),
    en_route_at: instant('en_route'),
    on_scene_at: instant('on_scene'),
    cleared_at: instant('cleared'),
    initial_type: asWritten(row.text('initial_type')),
    final_type: asWritten(row.text('final_type')) ?? asWritten(row.text('type_description')),
    priority: asWritten(row.text('final_priority')) ?? asWritten(row.text('initial_priority')),
    disposition: asWritten(row.text('disposition')) ?? asWritten(row.text('disposition_code')),
    gunfire: false,
    district: asWritten(row.text('district')),
    duplicate_of: asWritten(row.text('duplicate_of')),
    warnings: sortedCodes(warnings),
  });
}

function wholeNumber(row: AlertRow, field: 'rounds' | 'cartridge_cases', warnings: string[]): number | null {
  const cell = row.text(field);
  if (cell === '') return null;
  const value = readWholeNumber(cell);
  if (value !== null && value >= 0 && value < 10_000) return value;
  warnings.push(`${field.replace('_', '-')}.unreadable`);
  return null;
}
