import { NIBRS_CIRCUMSTANCES } from '../../model/values/nibrs-tables.ts';
import { asWritten } from '../as-written.ts';
import type { FieldValues, RecordBuilder } from '../feed.ts';
import { readWholeNumber } from '../read-number.ts';
import type { offenseFields } from './case-fields.ts';
import { readOffense, readWeapon } from './read-offense.ts';

type OffenseField = keyof typeof offenseFields;

/** Whether a row says anything of an offense. */
export function hasOffense(row: FieldValues<OffenseField>): boolean {
  return row.has('offense_code') || row.has('offense');
}

/** Adds the offense of a row: its NIBRS code where code or words lead to one, and what was written. */
export function addOffense(
  row: FieldValues<OffenseField>,
  record: RecordBuilder,
  caseKey: string,
  weaponWords = '',
): void {
  const written = [asWritten(row.text('offense_code')), asWritten(row.text('offense'))];
  const code = readOffense(row.text('offense_code'), row.text('offense'));
  const weapon = readWeapon(row.text('weapon_code'), weaponWords);
  const circumstance = row.text('circumstance').padStart(2, '0');
  record.add('offense', {
    case_key: caseKey,
    sequence: readWholeNumber(row.text('offense_seq')),
    offense_code: code?.code ?? null,
    offense_raw: written.filter((text) => text !== null).join(' ') || null,
    weapon_code: weapon ? `${weapon.code}${weapon.automatic ? 'A' : ''}` : null,
    attempted: readAttempted(row.text('attempted')),
    circumstance: circumstance in NIBRS_CIRCUMSTANCES ? circumstance : asWritten(row.text('circumstance')),
  });
}

/** What tells the offenses of one incident apart: its number, else the code or words. */
export function offenseKey(row: FieldValues<OffenseField>): string {
  return row.text('offense_seq') || row.text('offense_code') || row.text('offense');
}

function readAttempted(cell: string): boolean | null {
  if (/^(A|ATT.*|TRUE|Y|YES)$/i.test(cell)) return true;
  return /^(C|COM.*|FALSE|N|NO)$/i.test(cell) ? false : null;
}
