import { cleanSex } from '../../model/values/sex.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout, type FieldValues, type RecordBuilder, type RowContext, type RowOutcome } from '../feed.ts';
import { noteUnread } from '../note-unread.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { observePlace } from '../observe-place.ts';
import { personCells, personFieldNames } from '../person-fields.ts';
import { degreesOf } from '../place-degrees.ts';
import { placeCells, placeFieldNames } from '../place-fields.ts';
import { readAge } from '../read-age.ts';
import { readEventTime } from '../read-event-time.ts';
import { readFlag } from '../read-flag.ts';
import { recordedRace } from '../recorded-race.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { classifyVictim, readFatal } from './classify-victim.ts';
import { victimFields, type VictimField } from './victim-fields.ts';
import { victimProfiles } from './victim-profiles.ts';

const placeNames = placeFieldNames('');
const personNames = personFieldNames('victim');

/**
 * Victims of shootings, and where a city lists them together of homicides, robberies and assaults: one row a victim.
 *
 * No `incident` is made of a row: several victims of one shooting would make several incidents. Their shared case number,
 * where there is one, names the incident.
 */
export const victims = rowLayout<VictimField>({
  name: 'victims',
  title: 'Victims of shootings, as published by cities',
  fields: victimFields,
  profiles: victimProfiles,
  parseRow,
});

function parseRow(row: FieldValues<VictimField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const warnings: string[] = [];
  const at = readEventTime(
    { date: row.text('happened'), clock: row.text('happened_time'), half: row.text('happened_half') },
    context,
    warnings,
  );
  if (at.day === null) {
    return reject('shootings.no-date', 'happened', `a date up to ${context.receivedOn}`, at.raw ?? 'nothing');
  }
  const { fatal, shot } = classifyVictim({
    description: row.text('description') || row.text('incident_description'),
    weapon: row.text('weapon'),
    fatal: row.text('fatal'),
    gunshot: row.text('gunshot'),
    officerInvolved: row.text('officer_involved'),
    offenderInjured: row.text('offender_injured'),
    offenderDeceased: row.text('offender_deceased'),
  });
  if (readFlag(row.text('officer_involved'))) warnings.push('shooting.officer-involved');
  const precision = row.text('precision');
  const place = { ...placeCells(row, placeNames, 'scene', at.day), ...degreesOf(row) };
  observePlace(record, precision === '' ? place : { ...place, precision }, context, warnings);
  const caseNumber = row.text('case_number');
  observeIncident(record, { role: 'victim', seenOn: at.day, caseNumber });
  observePerson(record, personCells(row, personNames, 'victim', at.day), context, warnings);
  const sex = cleanSex(row.text('victim_sex'));
  noteUnread(row.text('victim_sex'), sex, 'person.sex-unread', warnings);
  if (readFatal(row.text('fatal')) === null) noteUnread(row.text('fatal'), null, 'victim.fatal-unread', warnings);
  const latino = row.text('latino');
  record.add('victim', {
    case_key: caseKey(caseNumber, warnings),
    victim_type: 'I',
    fatal,
    shot,
    age_years: readAge(row.text('victim_age'), warnings),
    sex: sex === 'U' ? null : sex,
    ...recordedRace(row.text('victim_race'), row.text('victim_ethnicity') || latino),
    injury: asWritten(row.text('wound')),
    happened_at: at.instant,
    happened_on: at.day,
    happened_raw: at.raw,
    warnings: sortedCodes(warnings),
  });
  return { key: asWritten(row.text('victim_id')) };
}
