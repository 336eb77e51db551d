import { cleanCalibre } from '../../model/values/calibre.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import {
  type Field,
  type FieldValues,
  type RecordBuilder,
  reject,
  type RowContext,
  rowLayout,
  type RowOutcome,
} from '../feed.ts';
import { firearmCells, firearmFields } from '../firearm-fields.ts';
import { numberGot } from '../number-got.ts';
import { observeIncident } from '../observe-incident.ts';
import { obliterationCells, obliterationFields } from '../obliteration-fields.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { observePlace } from '../observe-place.ts';
import { placeCells, placeFieldNames, placeFields } from '../place-fields.ts';
import { readDay, readDayAndInstant } from '../read-day.ts';
import { sortedCodes } from '../sorted-codes.ts';
import { cleanEventType, cleanEvidenceKind, type EventType } from './ballistic-words.ts';
import { cleanIbisId } from './ibis-id.ts';
import { firstWritten, isNothingWritten } from './nothing-written.ts';
import { headerList } from '../header-list.ts';

const sceneNames = placeFieldNames('scene');

/** Columns of an IBIS acquisition list. */
const fields = {
  ibis_id: {
    kind: 'identifier',
    about: 'IBIS number of the acquisition: the key of the record.',
    aliases: headerList(`
      IBIS ID, IBIS Number, IBIS No, IBIS #, IBIS, IBIS Entry, IBIS Entry Number, IBIS Entry ID, IBIS Case ID, NIBIN
      ID, NIBIN Number, NIBIN Entry Number, NIBIN Entry ID, Acquisition ID, Acquisition Number, IBIS Exhibit ID`),
    required: true,
  },
  site: {
    kind: 'category',
    about: 'Site that entered it.',
    aliases: headerList('Site, NIBIN Site, Site Name, Site Code, IBIS Site, Acquisition Site, Region, Server'),
  },
  entered_at: {
    kind: 'date-time',
    about: 'When the image was entered.',
    aliases: headerList(`
      Entered At, Entry Date, Date Entered, Entered, Entered On, NIBIN Entry Date, IBIS Entry Date, Acquired At,
      Acquisition Date, Date Acquired, Date of Entry, Entry Date Time, Date Entered Into NIBIN, Imaged, Date Imaged`),
  },
  entered_by: {
    kind: 'text',
    about: 'Who entered it.',
    aliases: headerList('Entered By, Operator, Technician, Acquired By, Entry Technician'),
  },
  event_type: {
    kind: 'category',
    about: 'Whether the item is from a scene or was test fired.',
    aliases: headerList(`
      Event Type, Event, Entry Type, Acquisition Type, Exhibit Type, Evidence or Test Fire, Test Fire or Evidence,
      Source Type`),
  },
  item_number: {
    kind: 'identifier',
    about: "The agency's number of the item.",
    aliases: headerList(`
      Item Number, Item, Item No, Item #, Exhibit, Exhibit Number, Exhibit #, Evidence Number, Evidence #, Evidence
      Item, Property Number, Agency Item Number`),
  },
  lab_number: {
    kind: 'identifier',
    about: "The laboratory's number.",
    aliases: headerList(`
      Lab Number, Lab No, Lab #, Laboratory Number, Lab Case Number, Lab Item Number, Lab ID, Laboratory Case Number`),
  },
  case_number: {
    kind: 'case-number',
    about: "The agency's case number.",
    aliases: headerList(`
      Agency Case Number, Agency Case No, Agency Case #, Case Number, Case No, Case #, Case ID, Case, Agency Case,
      Incident Number, Incident #, CC Number, CC #, Complaint Number, DR Number, RD Number, Report Number, OCA`),
  },
  event_on: {
    kind: 'date',
    about: 'Day of the shooting, or of the test fire.',
    aliases: headerList(`
      Event Date, Date of Event, Incident Date, Occurrence Date, Date of Occurrence, Offense Date, Crime Date,
      Occurred, Date of Incident, Date of Offense, Shooting Date`),
  },
  crime_type: {
    kind: 'category',
    about: 'Crime as the site writes it.',
    aliases: headerList(`
      Crime Type, Crime, Offense, Offense Type, Type of Crime, Crime Description, Incident Type, Event Crime Type`),
  },
  evidence_kind: {
    kind: 'category',
    about: 'What the item is: cartridge case, bullet, firearm, live round, fragment.',
    aliases: headerList(`
      Evidence Kind, Evidence Type, Item Type, Kind, Type of Evidence, Specimen Type, Exhibit Kind, Evidence
      Description, Ballistic Type`),
  },
  collected_at: {
    kind: 'date-time',
    about: 'When the item was collected.',
    aliases: headerList(`
      Collected At, Collected, Collection Date, Date Collected, Recovered At, Recovery Date, Date Recovered, Date of
      Recovery`),
  },
  ...firearmFields(),
  ...obliterationFields,
  ...placeFields({
    prefix: 'scene',
    owner: 'the scene',
    words: ['', 'Scene', 'Event', 'Incident', 'Crime Scene', 'Occurrence'],
  }),
  remarks: { kind: 'text', about: 'Remarks.', aliases: headerList('Remarks, Comments, Notes, Comment') },
} as const satisfies Record<string, Field>;

type EntryField = keyof typeof fields;

export const entriesLayout = rowLayout<EntryField>({
  name: 'entries',
  title: 'IBIS acquisitions, one row an item',
  fields,
  profiles: [],
  parseRow: parseEntry,
});

/** A recovered firearm's test fire is not a shooting: what is tied to it must not look like a scene. */
const rolesOf: Readonly<Record<EventType, { incident: string; place: string }>> = {
  SCENE: { incident: 'ballistic-scene', place: 'scene' },
  TEST_FIRE: { incident: 'test-fire', place: 'test-fire' },
};
const rolesUnknown = { incident: 'ballistic-event', place: 'ballistic-event' };

function parseEntry(row: FieldValues<EntryField>, record: RecordBuilder, context: RowContext): RowOutcome {
  const ibisId = cleanIbisId(row.text('ibis_id'));
  if (ibisId === null) {
    return reject(
      'ballistic.no-ibis-id',
      'ibis_id',
      'the IBIS number of the acquisition',
      numberGot(row.text('ibis_id')),
    );
  }
  const warnings: string[] = [];
  const caseNumber = row.text('case_number');
  const itemNumber = readNumber(row.text('item_number'));
  const labNumber = readNumber(row.text('lab_number'));
  const caseFound = caseKey(caseNumber, warnings);
  if (caseFound === null && itemNumber === null && labNumber === null) {
    return reject(
      'ballistic.no-item',
      'case_number',
      'a case, item or laboratory number',
      `IBIS number ${ibisId} and none of them`,
    );
  }
  const eventType = readWord(row.text('event_type'), cleanEventType, 'ballistic.unknown-event-type', warnings);
  const roles = eventType === null ? rolesUnknown : rolesOf[eventType];
  const eventOn = readDay(row.text('event_on'), context, warnings);
  const entered = readInstant(row.text('entered_at'), context, warnings);
  const calibre = row.text('calibre');
  const calibreCode = calibre === '' ? null : (cleanCalibre(calibre)?.code ?? null);

  const firearm = observeTestFired(row, record, { eventType, eventOn }, warnings);
  observeIncident(record, { role: roles.incident, seenOn: eventOn, caseNumber });
  observePlace(record, placeCells(row, sceneNames, roles.place, eventOn), context, warnings);
  const kind = readWord(row.text('evidence_kind'), cleanEvidenceKind, 'ballistic.unknown-evidence-kind', warnings);
  record.add('ballistic_item', {
    item_number: itemNumber,
    lab_number: labNumber,
    case_key: caseFound,
    kind,
    calibre_code: calibreCode,
    collected_at: readInstant(row.text('collected_at'), context, warnings),
  });
  record.add('ballistic_entry', {
    ibis_id: ibisId,
    site: asWritten(row.text('site')),
    entered_at: entered,
    event_type: eventType,
    event_on: eventOn,
    crime_type: asWritten(row.text('crime_type')),
    item_number: itemNumber,
    case_key: caseFound,
    calibre_code: calibreCode,
    firearm_ordinal: firearm,
    warnings: sortedCodes(warnings),
  });
  return { key: ibisId, subject: [caseFound] };
}

const readNumber = (cell: string) => (isNothingWritten(cell) ? null : cell.trim().toUpperCase());

/**
 * A calibre alone is the item's, not a firearm's: only a make, model or serial number says that a firearm is known. Of a
 * test fire a word for nothing says it too: there was a firearm to fire, whatever could be read from it.
 */
function observeTestFired(
  row: FieldValues<EntryField>,
  record: RecordBuilder,
  { eventType, eventOn }: { eventType: EventType | null; eventOn: string | null },
  warnings: string[],
) {
  const cells = [row.text('serial_number'), row.text('make'), row.text('model')];
  const known = eventType === 'TEST_FIRE' ? cells.some((cell) => cell !== '') : firstWritten(...cells) !== null;
  if (!known) return null;
  const said = { ...firearmCells(row, 'test-fired', eventOn, null), obliteration: obliterationCells(row) };
  return observeFirearm(record, said, warnings);
}

function readWord<C>(cell: string, clean: (raw: string) => C | null, code: string, warnings: string[]): C | null {
  if (cell === '') return null;
  const word = clean(cell);
  if (word === null) warnings.push(code);
  return word;
}

/** An instant; where only the day is written, the day's first moment and `time.day-only`. */
function readInstant(cell: string, context: RowContext, warnings: string[]): string | null {
  const { day, instant } = readDayAndInstant(cell, context, warnings);
  if (day === null || instant !== null) return instant;
  warnings.push('time.day-only');
  return readDayAndInstant(`${day} 00:00`, context, warnings).instant;
}
