import type { Field } from '../feed.ts';
import { firearmFields } from '../firearm-fields.ts';
import { headerList } from '../header-list.ts';

function endFields<E extends 'a' | 'b'>(end: E, ordinal: '1' | '2', owner: string, words: readonly string[]) {
  const letter = end.toUpperCase();
  const aliases = (nouns: readonly string[]) =>
    nouns.flatMap((noun) => [
      `${noun} ${letter}`,
      `${noun} ${ordinal}`,
      `${letter} ${noun}`,
      ...words.map((word) => `${word} ${noun}`),
    ]);
  const fields: Record<string, Field> = {
    [`case_${end}`]: {
      kind: 'case-number',
      about: `Case of ${owner}.`,
      aliases: aliases([
        'Case',
        'Case Number',
        'Agency Case Number',
        'Agency Case',
        'Incident',
        'Incident Number',
        'CC Number',
        'Complaint',
        'Complaint Number',
        'CN',
        'CCN',
        'CRN',
        'Report',
        'Report Number',
        'RD',
        'Event',
      ]),
    },
    [`item_${end}`]: {
      kind: 'identifier',
      about: `Item number of ${owner}.`,
      aliases: aliases([
        'Item',
        'Item Number',
        'Exhibit',
        'Exhibit Number',
        'Evidence',
        'Evidence Number',
        'Property Number',
      ]),
    },
    [`ibis_${end}`]: {
      kind: 'identifier',
      about: `IBIS number of ${owner}.`,
      aliases: aliases(['IBIS', 'IBIS ID', 'IBIS Number', 'Acquisition', 'Acquisition ID', 'NIBIN ID', 'NIBIN Number']),
    },
    [`event_${end}_on`]: {
      kind: 'date',
      about: `Day of the event of ${owner}.`,
      aliases: aliases([
        'Event Date',
        'Incident Date',
        'Date',
        'Date of Event',
        'Offense Date',
        'Occurrence Date',
        'Date of Occurrence',
      ]),
    },
  };
  return fields as Record<`case_${E}` | `item_${E}` | `ibis_${E}` | `event_${E}_on`, Field>;
}

/** Columns leads and hits have in common. */
export const linkFields = {
  kind: {
    kind: 'category',
    about: 'LEAD (unconfirmed, investigative only) or HIT (concluded by an examiner).',
    aliases: headerList(`
      Kind, Lead or Hit, Lead/Hit, Link Type, Association Type, Record Type, Lead Type, Hit Type, NIBIN Type`),
  },
  status: {
    kind: 'category',
    about: 'Where the lead stands: DISSEMINATED, CONFIRMED_HIT, NOT_CONFIRMED, INCONCLUSIVE, …',
    aliases: headerList('Status, Lead Status, Hit Status, State, Confirmation Status, Disposition'),
  },
  issued_on: {
    kind: 'date',
    about: 'Day the lead was issued.',
    aliases: headerList(`
      Issued, Issued On, Issue Date, Date Issued, Lead Date, Date of Lead, Lead Issued, Lead Issued Date, Lead Issue
      Date, Disseminated, Date Disseminated, Dissemination Date, Notification Date, Lead Sent`),
  },
  issued_by: {
    kind: 'text',
    about: 'Who issued the lead.',
    aliases: headerList('Issued By, Technician, Lead Issued By, Originating Site, Site, Lead By'),
  },
  reviewer: {
    kind: 'text',
    about: 'Second reviewer.',
    aliases: headerList('Reviewer, Reviewed By, Second Reviewer, Peer Reviewer, Verified By'),
  },
  ...endFields('a', '1', 'A, a scene or the test fire', [
    'First',
    'Scene',
    'Evidence',
    'Reference',
    'Initiating',
    'Primary',
  ]),
  ...endFields('b', '2', 'B, a scene or the test fire', [
    'Second',
    'Linked',
    'Associated',
    'Related',
    'Target',
    'Other',
    'Secondary',
  ]),
  ...firearmFields(),
  examiner: {
    kind: 'text',
    about: 'Firearms examiner who concluded.',
    aliases: headerList(`
      Examiner, Confirmed By, Firearms Examiner, Examiner Name, Confirming Examiner, Concluded By, Firearm Examiner`),
  },
  conclusion: {
    kind: 'category',
    about: 'IDENTIFICATION, INCONCLUSIVE, ELIMINATION or UNSUITABLE.',
    aliases: headerList(`
      Conclusion, Examiner Conclusion, Result, Finding, Comparison Result, Microscopic Conclusion, Confirmation
      Result, Opinion`),
  },
  confirmed_on: {
    kind: 'date',
    about: 'Day an examiner concluded.',
    aliases: headerList(`
      Confirmed, Confirmed On, Confirmed Date, Date Confirmed, Confirmation Date, Hit Date, Date of Hit, Hit
      Confirmed, Hit Confirmed Date, Hit Confirmation Date, Date of Confirmation, Conclusion Date, Examined On,
      Verified Date`),
  },
  report_number: {
    kind: 'identifier',
    about: "Number of the examiner's report.",
    aliases: headerList(`
      Report Number, Report No, Report #, Report, Lab Report, Lab Report Number, Laboratory Report Number, Lab
      Number`),
  },
  retracted_on: {
    kind: 'date',
    about: 'Day the lead was withdrawn.',
    aliases: headerList(`
      Retracted, Retracted On, Retracted Date, Retraction Date, Date Retracted, Withdrawn, Withdrawn Date, Rescinded`),
  },
  remarks: {
    kind: 'text',
    about: 'Remarks.',
    aliases: headerList('Remarks, Comments, Notes, Comment, Narrative, Summary'),
  },
} as const satisfies Record<string, Field>;

export const hitNumberAliases = headerList(`
  Hit Number, Hit No, Hit #, Hit ID, Hit, NIBIN Hit Number, NIBIN Hit, NIBIN Hit #, NIBIN Hit ID`);

export const leadNumberAliases = headerList(`
  Lead Number, Lead No, Lead #, Lead ID, Lead, NIBIN Lead Number, NIBIN Lead, NIBIN Lead #, NIBIN Lead ID, Link
  Number, Link ID, Association Number, Notification Number, NIBIN Notification Number`);

export type LinkField = keyof typeof linkFields;
