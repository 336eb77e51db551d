import { rowWarnings, type RowWarningCode } from '../../../src/model/row-warnings.ts';

/** What was odd about a row, in the words of the importers. */
const warningWords = Object.fromEntries(
  Object.entries(rowWarnings).map(([code, words]) => [`warning.${code}`, words]),
) as { readonly [Code in RowWarningCode as `warning.${Code}`]: (typeof rowWarnings)[Code] };

/** Texts of the page of a source row, in English. */
export const recordEn = {
  'row.masked': 'A social security number: kept as received, shown to nobody',
  'row.cellsTitle': 'As received, {read} of {all} columns read',
  'row.allCells': 'Empty cells too',
  'row.empty': 'empty',
  'row.versionsTitle': { one: '{n} version', other: '{n} versions' },
  'row.versionOne': 'This row came in once. A later file that says otherwise would be the next version.',
  'row.this': 'this one',
  'row.newest': 'the newest',
  'row.compare': 'Compared with version {n}',
  'row.compareNone': 'The cells are the same as in version {n}; the row was sent again in another form.',
  'row.changes': { one: '{n} cell differs from version {other}', other: '{n} cells differ from version {other}' },
  'row.before': 'Version {n}',
  'row.added': 'not in version {n}',
  'row.removed': 'only in version {n}',
  'row.older': 'There is a newer version of this row. This one is kept and must not be relied on alone.',
  'row.openNewest': 'Open the newest',
  'row.readNone': 'Nothing was read from it into tables.',
  'row.speaksNone': 'It speaks of no firearm, person, dealer, place or incident.',
  'row.handlingTitle': 'Where it may go',
  'row.warningsTitle': 'Odd, but kept',
  'row.identity': 'What makes it this row',

  'handling.FTS-TIAHRT':
    'Firearms trace data from ATF: for law enforcement and prosecutors, in a criminal investigation only.',
  'handling.NIBIN-LEAD': 'Unconfirmed ballistic lead: for investigation only.',
  'handling.NIBIN-HIT': 'Ballistic hit concluded by an examiner.',
  'handling.CITY-RMS': 'The city’s own police records.',
  'handling.CITY-PUBLIC': 'Already published by the agency.',
  'handling.MULTSALE-20D':
    'Report of a multiple sale: to be destroyed within 20 days unless the purchaser is prohibited.',
  'handling.VENDOR-CONF': 'Under the terms of a vendor’s contract.',
  'handling.JUVENILE': 'Names a person under 18.',

  'table.firearm_observation': 'Firearm, as observed',
  'table.person_observation': 'Person, as observed',
  'table.dealer_observation': 'Dealer, as observed',
  'table.place_observation': 'Place, as observed',
  'table.vehicle_observation': 'Vehicle, as observed',
  'table.incident_observation': 'Incident, as observed',
  'table.transaction': 'Sale or transfer',
  'table.recovery': 'Recovery',
  'table.theft_report': 'Report of theft or loss',
  'table.incident': 'Incident',
  'table.offense': 'Offense',
  'table.victim': 'Victim',
  'table.suspect': 'Suspect',
  'table.gunshot_alert': 'Gunshot alert',
  'table.call_for_service': 'Call for service',
  'table.ballistic_entry': 'Ballistic entry',
  'table.ballistic_link': 'Ballistic link',
  'table.trace_request': 'Trace request',
  'table.trace_result': 'Trace result',
  'table.dealer_licence': 'Licence on a monthly list',
  'table.dealer_inspection': 'Inspection',

  ...warningWords,
} as const;
