import { alsoCalled } from '../also-called.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout } from '../feed.ts';
import { numberGot } from '../number-got.ts';
import { field } from '../named-field.ts';
import { observeIncident } from '../observe-incident.ts';
import { personFields } from '../person-fields.ts';
import { readDay } from '../read-day.ts';
import { addVictim } from './add-victim.ts';
import { caseField, victimFields } from './case-fields.ts';

const person = personFields({ prefix: 'victim', owner: 'the victim', words: ['Victim', 'Vic', ''] });

/** Victims of incidents, one row a victim. */
export const victims = rowLayout({
  name: 'victims',
  title: 'Victims of incidents',
  fields: {
    case_number: caseField,
    ...victimFields,
    victim_seq: { ...alsoCalled(victimFields.victim_seq, 'Seq', 'Sequence', 'Person Seq'), required: true as const },
    ...person,
    happened_on: field(
      'date',
      'Day of the incident',
      'Incident Date',
      'Occurred Date',
      'Date',
      'Offense Date',
      'Date Occurred',
    ),
  },
  profiles: [],
  parseRow(row, record, context) {
    const caseNumber = row.text('case_number');
    const key = caseKey(caseNumber);
    if (key === null)
      return reject('victims.no-case', 'case_number', 'a case number with all its digits', numberGot(caseNumber));
    const happenedOn = readDay(row.text('happened_on'), context, []);
    observeIncident(record, { role: 'victim', seenOn: happenedOn, caseNumber });
    addVictim(row, record, context, {
      caseKey: key,
      happenedOn,
      happenedAt: null,
      happenedRaw: row.text('happened_on') || null,
    });
    return { key: row.has('victim_seq') ? `${key}/${row.text('victim_seq')}` : null };
  },
});
