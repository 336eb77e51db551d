import { observeVehicle } from '../observe-vehicle.ts';
import { vehicleCells, vehicleFields } from '../vehicle-fields.ts';
import { plainText } from '../../model/values/plain-text.ts';
import { asWritten } from '../as-written.ts';
import {
  type Field,
  type FieldValues,
  type RecordBuilder,
  reject,
  type RowContext,
  rowLayout,
  type RowOutcome,
} from '../feed.ts';
import { firearmCells, firearmFields, firearmSubject, readObliterated } from '../firearm-fields.ts';
import { numberGot } from '../number-got.ts';
import { obliterationCells, obliterationFields } from '../obliteration-fields.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { observeIncident } from '../observe-incident.ts';
import { observePerson } from '../observe-person.ts';
import { observePlace } from '../observe-place.ts';
import { personCells, personFieldNames, personFields } from '../person-fields.ts';
import { placeCells, placeFieldNames, placeFields } from '../place-fields.ts';
import { namesDay, readDay } from '../read-day.ts';

import { sortedCodes } from '../sorted-codes.ts';
import { rejectUndatedTrace } from './reject-undated-trace.ts';
import { resultFields } from './results-fields.ts';
import { readTraceNumber } from '../clean-trace-number.ts';
import { headerList } from '../header-list.ts';

const possessorNames = personFieldNames('possessor');
const recoveryNames = placeFieldNames('recovery');

const { requested_on, recovered_on, priority, project_code, ori, agency, requestor, case_number, crime_code, remarks } =
  resultFields;

/** Columns of a request after ATF Form 3312.1, as systems of record export it. */
const fields = {
  request_number: {
    kind: 'identifier',
    about: "The agency's number of the request: the key of the record.",
    aliases: headerList(`
      Request Number, Request No, Request #, Request ID, Trace Request Number, Trace Request ID, Trace Request #`),
    required: true,
  },
  trace_number: {
    kind: 'identifier',
    about: 'ATF trace number, once the request is acknowledged.',
    aliases: resultFields.trace_number.aliases,
  },
  requested_on,
  priority,
  urgent_justification: {
    kind: 'text',
    about: 'Why the request is urgent.',
    aliases: headerList('Urgent Justification, Justification, Reason for Urgency, Urgent Reason'),
  },
  special_instructions: {
    kind: 'text',
    about: 'Instructions to the tracing centre.',
    aliases: ['Special Instructions', 'Instructions'],
  },
  crime_code,
  project_code,
  ori,
  agency,
  requestor,
  case_number,
  ...firearmFields(),
  ...obliterationFields,
  ...personFields({
    prefix: 'possessor',
    owner: 'the possessor',
    words: ['Possessor', 'Poss', 'Recovered From', 'Suspect', 'Arrestee'],
    more: { name: ['Possessor', 'Recovered From', 'Possessed By'] },
  }),
  recovered_on,
  ...placeFields({
    prefix: 'recovery',
    owner: 'the recovery',
    words: ['Recovery', 'Recovered', 'Rec'],
    more: { address: ['Place of Recovery', 'Recovery Site'], city: ['City of Recovery'], state: ['State of Recovery'] },
  }),
  ...vehicleFields,
  state: {
    kind: 'category',
    about: 'Where the request stands: DRAFT, SUBMITTED, ACKNOWLEDGED, IN_PROCESS, COMPLETED, …',
    aliases: headerList('State, Request State, Status, Request Status, Trace Status'),
  },
  remarks,
} as const satisfies Record<string, Field>;

type RequestField = keyof typeof fields;

export const requestsLayout = rowLayout<RequestField>({
  name: 'requests',
  title: 'Trace requests (ATF Form 3312.1), one row a firearm',
  fields,
  profiles: [],
  parseRow: parseRequest,
});

function parseRequest(row: FieldValues<RequestField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const requestNumber = plainText(row.text('request_number'));
  if (!/[A-Z0-9]/.test(requestNumber)) {
    return reject(
      'trace.no-request-number',
      'request_number',
      'the number of the request',
      numberGot(row.text('request_number')),
    );
  }
  const warnings: string[] = [];
  const requestedOn = readDay(row.text('requested_on'), context, warnings);
  const recoveredOn = readDay(row.text('recovered_on'), context, warnings);
  const undated = rejectUndatedTrace(row, { requestedOn, recoveredOn }, warnings);
  if (undated) return undated;
  if (requestedOn !== null && recoveredOn !== null && requestedOn < recoveredOn) {
    warnings.push('trace.requested-before-recovery');
  }
  const seenOn = recoveredOn ?? requestedOn;
  const manufacturedOn = readDay(row.text('manufactured_on'), context, warnings);
  const cells = { ...firearmCells(row, 'traced', seenOn, manufacturedOn), obliteration: obliterationCells(row) };
  const firearm = observeFirearm(record, cells, warnings);
  if (firearm === null) {
    return reject(
      'trace.no-firearm',
      'serial_number',
      'serial, make, model, calibre or type of a firearm',
      'all blank',
    );
  }
  const traceNumber = readTraceNumber(row.text('trace_number'), warnings);
  observePerson(record, personCells(row, possessorNames, 'possessor', seenOn), context, warnings);
  const place = observePlace(record, placeCells(row, recoveryNames, 'recovery', recoveredOn), context, warnings);
  observeIncident(record, { role: 'recovery', seenOn: recoveredOn, caseNumber: row.text('case_number') }, warnings);
  if (recoveredOn !== null || place !== null || namesDay(row.text('recovered_on'), context)) {
    record.add('recovery', { recovered_on: recoveredOn, trace_number: traceNumber, firearm_ordinal: firearm });
  }
  observeVehicle(record, vehicleCells(row, 'recovery', seenOn));
  record.add('trace_request', {
    request_number: requestNumber,
    trace_number: traceNumber,
    requested_on: requestedOn,
    priority: asWritten(row.text('priority'))?.toUpperCase() ?? null,
    crime_code: asWritten(row.text('crime_code')),
    project_code: asWritten(row.text('project_code')),
    ori: asWritten(row.text('ori')),
    state: readState(row.text('state')),
    obliterated: readObliterated(row.text('obliterated')),
    warnings: sortedCodes(warnings),
  });
  return { key: requestNumber, subject: firearmSubject(cells) };
}

/** `In process` and `IN-PROCESS` are `IN_PROCESS`; states of other systems are kept as they are. */
function readState(cell: string): string | null {
  const state = plainText(cell)
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return state === '' ? null : state;
}
