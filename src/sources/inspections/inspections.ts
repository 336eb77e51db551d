import { cleanLicenceNumber } from '../../model/values/licence-number.ts';
import { asWritten } from '../as-written.ts';
import { reject, rowLayout } from '../feed.ts';
import { observeDealer } from '../observe-dealer.ts';
import { observePlace } from '../observe-place.ts';
import { readDay } from '../read-day.ts';
import { readFlag } from '../read-flag.ts';
import { readWholeNumber } from '../read-number.ts';
import { readCitations } from './read-citations.ts';

/**
 * ATF's inspections of licensees, from the reports it released (18 USC 923(g)(1)(B)), as lines of JSON or as a table.
 * One record per inspection; the number ATF gives it (UI number) names it.
 */
export const inspections = rowLayout({
  name: 'inspections',
  title: 'ATF inspections of federal firearms licensees',
  fields: {
    ui_number: {
      kind: 'identifier',
      about: 'Number of the inspection',
      aliases: ['UI Number', 'Inspection Number', 'Inspection ID', 'UI', 'Report Number'],
      required: true,
    },
    ffl_number: {
      kind: 'licence-number',
      about: 'Licence number',
      aliases: ['FFL Number', 'FFL', 'License Number', 'Licence Number', 'FFL No', 'License'],
      required: true,
    },
    ffl_type: {
      kind: 'category',
      about: 'Kind of licensee in words',
      aliases: ['FFL Type', 'Type of Licensee', 'Licensee Type'],
    },
    ffl_proprietor: {
      kind: 'text',
      about: 'Licensee',
      aliases: ['FFL Proprietor', 'Proprietor', 'Licensee', 'Licensee Name', 'License Name', 'Owner'],
    },
    ffl_proprietor_2: {
      kind: 'text',
      about: 'Name the business goes by',
      aliases: ['FFL Proprietor 2', 'Business Name', 'Trade Name', 'DBA', 'Store Name'],
    },
    ffl_address: {
      kind: 'address',
      about: 'Street of the premises',
      aliases: ['FFL Address', 'Address', 'Street', 'Premise Street'],
    },
    ffl_city: { kind: 'city', about: 'City of the premises', aliases: ['FFL City', 'City', 'Premise City'] },
    ffl_state: { kind: 'state', about: 'State of the premises', aliases: ['FFL State', 'State', 'Premise State'] },
    ffl_zip: { kind: 'zip', about: 'ZIP code of the premises', aliases: ['FFL Zip', 'Zip', 'Zip Code', 'Premise Zip'] },
    ffl_county: { kind: 'text', about: 'County of the premises', aliases: ['FFL County', 'County'] },
    inspection_assign_date: {
      kind: 'date',
      about: 'Assigned',
      aliases: ['Inspection Assign Date', 'Assign Date', 'Assigned', 'Date Assigned', 'Assignment Date'],
    },
    inspection_complete_date: {
      kind: 'date',
      about: 'Completed',
      aliases: [
        'Inspection Complete Date',
        'Complete Date',
        'Completed',
        'Date Completed',
        'Inspection Date',
        'Completion Date',
      ],
    },
    final_disposition: {
      kind: 'category',
      about: 'Final disposition',
      aliases: ['Final Disposition', 'Disposition', 'Outcome', 'Result'],
    },
    final_disposition_2: {
      kind: 'category',
      about: 'Final disposition as the publisher standardised it; used where the first is blank',
      aliases: ['Final Disposition 2', 'Disposition Standardized'],
    },
    revocation_warranted: {
      kind: 'flag',
      about: 'The report says that revocation was warranted',
      aliases: ['Revocation Warranted', 'Warranted Revocation'],
    },
    revocation_recommended: { kind: 'flag', about: 'Revocation recommended', aliases: ['Revocation Recommended'] },
    revocation_effective_date: { kind: 'date', about: 'Revocation effective', aliases: ['Revocation Effective Date'] },
    violations: {
      kind: 'text',
      about: 'Sections cited, separated by commas',
      aliases: ['Violations', 'Violations Cited', 'Citations', 'Sections', 'Regulations Cited'],
    },
    citation_count: {
      kind: 'number',
      about: 'Citations counted by the publisher',
      aliases: ['Citation Count', 'Violation Count', 'Number of Violations', 'Citations Count', 'Total Violations'],
    },
    report_url: { kind: 'text', about: 'Report', aliases: ['Report URL', 'URL', 'Link', 'Report', 'PDF'] },
    longitude: {
      kind: 'longitude',
      about: 'Longitude of the premises',
      aliases: ['Longitude', 'Lon', 'Lng', 'Long', 'X'],
    },
    latitude: { kind: 'latitude', about: 'Latitude of the premises', aliases: ['Latitude', 'Lat', 'Y'] },
    license_type: {
      kind: 'category',
      about: 'Type of licence: 01 dealer, 02 pawnbroker, …',
      aliases: ['License Type', 'Licence Type', 'Lic Type'],
    },
    license_desc: { kind: 'text', about: 'Type of licence in words', aliases: ['License Desc', 'License Description'] },
  },
  profiles: [],
  parseRow(row, record, context) {
    const number = asWritten(row.text('ui_number'));
    const written = row.text('ffl_number');
    if (number === null) return reject('inspections.no-number', 'ui_number', 'the number of the inspection', 'nothing');
    if (written === '') return reject('inspections.no-licence', 'ffl_number', 'a licence number', 'nothing');
    const warnings: string[] = [];
    const assigned = readDay(row.text('inspection_assign_date'), context, warnings);
    const completed = readDay(row.text('inspection_complete_date'), context, warnings);
    const seenOn = completed ?? assigned;
    const licence = cleanLicenceNumber(written, seenOn ?? undefined);
    if (!licence)
      return reject('inspections.licence', 'ffl_number', 'a licence number R-DD-CCC-TT-YM-SSSSS or its key', written);
    const premises = {
      city: row.text('ffl_city'),
      state: row.text('ffl_state'),
      zip: row.text('ffl_zip'),
    };
    const name = row.text('ffl_proprietor_2') || row.text('ffl_proprietor');
    observeDealer(
      record,
      { role: 'inspected', seenOn, licence: written, name, street: row.text('ffl_address'), ...premises },
      warnings,
    );
    observePlace(
      record,
      {
        role: 'premises',
        seenOn,
        address: row.text('ffl_address'),
        longitude: row.text('longitude'),
        latitude: row.text('latitude'),
        ...premises,
      },
      { ...context, city: null, state: null },
      warnings,
    );
    record.add('dealer_inspection', {
      inspection_number: number,
      licence_key: licence.key,
      assigned_on: assigned,
      completed_on: completed,
      disposition: asWritten(row.text('final_disposition')) ?? asWritten(row.text('final_disposition_2')),
      revocation_warranted: readFlag(row.text('revocation_warranted')),
      citations: readCitations(row.text('violations')),
      citation_count: readWholeNumber(row.text('citation_count')),
      report_url: asWritten(row.text('report_url')),
    });
    return { key: number };
  },
});
