import { caseKey } from '../case-key.ts';
import { reject, rowLayout } from '../feed.ts';
import { numberGot } from '../number-got.ts';
import { observeIncident } from '../observe-incident.ts';
import { addOffense, hasOffense, offenseKey } from './add-offense.ts';
import { caseField, offenseFields } from './case-fields.ts';

/** Offenses of incidents, one row an offense. */
export const offenses = rowLayout({
  name: 'offenses',
  title: 'Offenses of incidents',
  fields: {
    case_number: caseField,
    ...offenseFields,
    offense_seq: { ...offenseFields.offense_seq, required: true as const },
  },
  profiles: [],
  parseRow(row, record) {
    const caseNumber = row.text('case_number');
    const key = caseKey(caseNumber);
    if (key === null)
      return reject('offenses.no-case', 'case_number', 'a case number with all its digits', numberGot(caseNumber));
    if (!hasOffense(row))
      return reject('offenses.no-offense', 'offense_code', 'an offense, as code or words', 'nothing');
    observeIncident(record, { role: 'offense', seenOn: null, caseNumber });
    addOffense(row, record, key);
    return { key: `${key}/${offenseKey(row)}` };
  },
});
