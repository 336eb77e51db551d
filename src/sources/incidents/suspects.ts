import { observeVehicle } from '../observe-vehicle.ts';
import { vehicleCells, vehicleFields } from '../vehicle-fields.ts';
import { alsoCalled } from '../also-called.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import { reject, rowLayout, type Field } from '../feed.ts';
import { numberGot } from '../number-got.ts';
import { field } from '../named-field.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { personCells, personFieldNames, personFields } from '../person-fields.ts';
import { readDay } from '../read-day.ts';
import { readWholeNumber } from '../read-number.ts';
import { caseField } from './case-fields.ts';

const person = personFields({
  prefix: 'suspect',
  owner: 'the suspect',
  words: ['Suspect', 'Susp', 'Arrestee', 'Offender', 'Defendant', 'Perpetrator', 'Perp', ''],
});
const names = personFieldNames('suspect');

const required = (named: Field) => ({ ...named, required: true as const });

/** Suspects and arrestees of incidents, one row a person. */
export const suspects = rowLayout({
  name: 'suspects',
  title: 'Suspects and arrestees of incidents',
  fields: {
    case_number: caseField,
    suspect_seq: required(
      field(
        'number',
        'Number of the person within the incident',
        `
        Suspect Seq, Suspect Sequence, Suspect No, Suspect Number, Arrestee Seq, Arrestee Sequence,
        Arrestee Number, Offender Seq, Offender Number, Seq, Sequence, Person Seq
      `,
      ),
    ),
    part: field(
      'category',
      'SUSPECT or ARRESTEE',
      'Role, Person Role, Involvement, Person Type, Part, Involvement Type, Type',
    ),
    arrested_on: field(
      'date',
      'Date of arrest',
      `
      Arrest Date, Date of Arrest, Arrested, Date Arrested, Arrest Date Time, Booking Date
    `,
    ),
    charge: field(
      'text',
      'Charge',
      `
      Charge, Charges, Charge Description, Arrest Charge, Offense, Charge Statute, Offense Description
    `,
    ),
    arrest_number: field(
      'identifier',
      'Number of the arrest',
      'Arrest Number, Arrest ID, Booking Number, Arrest No, CB Number, CB_NO',
    ),
    ...person,
    ...vehicleFields,
    suspect_id_number: alsoCalled(person.suspect_id_number, 'SID Number', 'FBI Number'),
  },
  profiles: [],
  parseRow(row, record, context) {
    const warnings: string[] = [];
    const caseNumber = row.text('case_number');
    const key = caseKey(caseNumber);
    if (key === null)
      return reject('suspects.no-case', 'case_number', 'a case number with all its digits', numberGot(caseNumber));
    const arrestedOn = readDay(row.text('arrested_on'), context, warnings);
    const part = partOf(row.text('part'), arrestedOn !== null || row.has('arrest_number'));
    const role = part === 'ARRESTEE' ? 'arrestee' : 'suspect';
    observeIncident(record, { role, seenOn: arrestedOn, caseNumber });
    observePerson(record, personCells(row, names, role, arrestedOn), context, warnings);
    observeVehicle(record, vehicleCells(row, role, arrestedOn));
    record.add('suspect', {
      case_key: key,
      sequence: readWholeNumber(row.text('suspect_seq')),
      part,
      arrested_on: arrestedOn,
      charge: asWritten(row.text('charge')),
    });
    return { key: row.has('suspect_seq') ? `${key}/${row.text('suspect_seq')}` : null };
  },
});

function partOf(cell: string, arrested: boolean): 'SUSPECT' | 'ARRESTEE' {
  if (/ARREST|DEFENDANT|CHARGED/i.test(cell)) return 'ARRESTEE';
  return cell === '' && arrested ? 'ARRESTEE' : 'SUSPECT';
}
