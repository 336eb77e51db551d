import { cleanSex } from '../../model/values/sex.ts';
import { asWritten } from '../as-written.ts';
import type { FieldValues, RecordBuilder, RowContext } from '../feed.ts';
import { noteUnread, readAnswer } from '../note-unread.ts';
import { observePerson } from '../observe-person.ts';
import { personCells, personFieldNames, type PersonPart } from '../person-fields.ts';
import { readAge } from '../read-age.ts';
import { readFlag } from '../read-flag.ts';
import { readWholeNumber } from '../read-number.ts';
import { recordedRace } from '../recorded-race.ts';
import { sortedCodes } from '../sorted-codes.ts';
import type { victimFields } from './case-fields.ts';

export type VictimField = keyof typeof victimFields | `victim_${PersonPart}`;

const names = personFieldNames('victim');

export interface VictimOf {
  readonly caseKey: string;
  readonly happenedOn: string | null;
  readonly happenedAt: string | null;
  readonly happenedRaw: string | null;
}

/** Whether a row says anything of a victim. */
export function hasVictim(row: FieldValues<VictimField>): boolean {
  return ['victim_seq', 'victim_type', names.last_name, names.name, names.dob, names.age, names.sex, names.race].some(
    (field) => row.has(field as VictimField),
  );
}

/** Adds the victim of a row and what it says of the person. */
export function addVictim(
  row: FieldValues<VictimField>,
  record: RecordBuilder,
  context: RowContext,
  of: VictimOf,
): void {
  const warnings: string[] = [];
  observePerson(record, personCells(row, names, 'victim', of.happenedOn), context, warnings);
  const sex = cleanSex(row.text(names.sex));
  noteUnread(row.text(names.sex), sex, 'person.sex-unread', warnings);
  const fatal = readAnswer(row.text('fatal'), 'victim.fatal-unread', warnings);
  record.add('victim', {
    case_key: of.caseKey,
    sequence: readWholeNumber(row.text('victim_seq')),
    victim_type: asWritten(row.text('victim_type')),
    fatal,
    shot: readFlag(row.text('shot')) ?? (/GUN ?SHOT|\bGSW\b/i.test(row.text('injury')) ? true : null),
    age_years: readAge(row.text(names.age), warnings),
    sex: sex === 'U' ? null : sex,
    ...recordedRace(row.text(names.race), row.text(names.ethnicity)),
    injury: asWritten(row.text('injury')),
    relationship: asWritten(row.text('relationship')),
    happened_at: of.happenedAt,
    happened_on: of.happenedOn,
    happened_raw: of.happenedRaw,
    warnings: sortedCodes(warnings),
  });
}
