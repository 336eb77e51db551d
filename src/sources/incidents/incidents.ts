import { NIBRS_EXCEPTIONAL_CLEARANCES } from '../../model/values/nibrs-tables.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout, type FieldValues, type RecordBuilder, type RowContext, type RowOutcome } from '../feed.ts';
import { numberGot } from '../number-got.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePlace } from '../observe-place.ts';
import { degreesOf } from '../place-degrees.ts';
import { placeCells, placeFieldNames } from '../place-fields.ts';
import { readDay } from '../read-day.ts';
import { readEventTime } from '../read-event-time.ts';
import { readWholeNumber } from '../read-number.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { addOffense, hasOffense, offenseKey } from './add-offense.ts';
import { addVictim, hasVictim } from './add-victim.ts';
import { classifyIncident } from './classify-incident.ts';
import { incidentFields, type IncidentField } from './incident-fields.ts';
import { readWeapon } from './read-offense.ts';

const placeNames = placeFieldNames('');

/**
 * Incidents of a records system or of a city's open data. Where the export joins an offense or a victim to each row, they
 * are read too, and the incident stands once a row: its case number names it.
 */
export const incidents = rowLayout<IncidentField>({
  name: 'incidents',
  title: 'Incidents',
  fields: incidentFields,
  profiles: [],
  parseRow,
});

function parseRow(row: FieldValues<IncidentField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const warnings: string[] = [];
  const caseNumber = row.text('case_number');
  const key = caseKey(caseNumber, warnings);
  if (key === null)
    return reject('incidents.no-case', 'case_number', 'a case number with all its digits', numberGot(caseNumber));
  const time = (date: IncidentField, clock: IncidentField) =>
    readEventTime({ date: row.text(date), clock: row.text(clock) }, context, warnings);
  const from = time('occurred_from', 'occurred_from_time');
  const to = time('occurred_to', 'occurred_to_time');
  const reported = time('reported', 'reported_time');
  const seenOn = from.day ?? to.day ?? reported.day;
  if (seenOn === null) {
    return reject('incidents.no-date', 'occurred_from', `a date up to ${context.receivedOn}`, from.raw ?? 'nothing');
  }
  if (from.instant && to.instant && to.instant < from.instant) warnings.push('time.to-before-from');
  const precision = row.text('precision');
  const place = { ...placeCells(row, placeNames, 'scene', seenOn), ...degreesOf(row) };
  observePlace(record, precision === '' ? place : { ...place, precision }, context, warnings);
  observeIncident(record, { role: 'incident', seenOn, caseNumber });
  const cartridgeCases = readCount(row.text('cartridge_cases'), warnings);
  const [classification, offense] = [row.text('classification'), row.text('offense') || row.text('offense_2')];
  record.add('incident', {
    case_key: key,
    occurred_from: from.instant,
    occurred_to: to.instant,
    occurred_raw: from.raw,
    reported_at: reported.instant,
    classification: classifyIncident({
      texts: [classification, offense],
      offenseCode: row.text('offense_code'),
      weapon: readWeapon(row.text('weapon_code'), row.text('weapon_words')),
      cartridgeCases,
    }),
    description: asWritten(classification) ?? asWritten(offense),
    district: asWritten(row.text('district')),
    beat: asWritten(row.text('beat')),
    neighborhood: asWritten(row.text('neighborhood')),
    premises: asWritten(row.text('premises') || row.text('premises_words')),
    inside_outside: readInsideOutside(row.text('inside_outside')),
    discovered: asWritten(row.text('discovered')),
    status: asWritten(row.text('status') || row.text('status_words')),
    cleared_on: readDay(row.text('cleared_on'), context, warnings),
    exceptional: readExceptional(row.text('exceptional')),
    cartridge_cases: cartridgeCases,
    warnings: sortedCodes(warnings),
  });
  const happened = { caseKey: key, happenedOn: from.day, happenedAt: from.instant, happenedRaw: from.raw };
  const parts = [row.has('row_number') && (hasOffense(row) || hasVictim(row)) ? `row ${row.text('row_number')}` : ''];
  if (hasOffense(row)) {
    addOffense(row, record, key, row.text('weapon_words'));
    if (parts[0] === '') parts.push(offenseKey(row));
  }
  if (hasVictim(row)) {
    addVictim(row, record, context, happened);
    if (parts[0] === '' && row.has('victim_seq')) parts.push(`victim ${row.text('victim_seq')}`);
    // Rows of one incident that differ in nothing but an unnumbered victim have no key of their own.
    else if (parts[0] === '') return { key: null };
  }
  return { key: [key, ...parts].filter(Boolean).join('/') };
}

function readInsideOutside(cell: string): 'I' | 'O' | null {
  if (/^I(N(SIDE|DOORS?)?)?$/i.test(cell)) return 'I';
  return /^(O(UT(SIDE|DOORS?)?)?|FRONT OF|REAR OF|OPPOSITE OF)$/i.test(cell) ? 'O' : null;
}

function readExceptional(cell: string): string | null {
  const code = cell.toUpperCase();
  return code in NIBRS_EXCEPTIONAL_CLEARANCES ? code : asWritten(cell);
}

function readCount(cell: string, warnings: string[]): number | null {
  if (cell === '') return null;
  const count = readWholeNumber(cell);
  if (count !== null && count >= 0 && count < 10_000) return count;
  warnings.push('cartridge-cases.unreadable');
  return null;
}
