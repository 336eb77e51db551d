/**
 * V32: every licence number ATF has published in its inspection reports (1,925 rows, of which the last is the
 * publisher's source note and 1,924 bear a number) and in its list of May 2013 (20,087 whole rows) is read as it stands. Needs `../shared/data/atf`, and is skipped where that is absent.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cleanLicenceNumber, joinLicenceNumber } from '../../src/model/values/licence-number.ts';
import { sharedData } from '../shared-data.ts';

const inspections = sharedData('atf/dealer-inspections-2014-2018.ndjson');
const list = sharedData('atf/ffl-list-2013-05.txt');
const absent = inspections === null || list === null;
if (absent)
  console.log('skipped: ../shared/data/atf (inspection reports and licensee list) is not beside the checkout');

const CANONICAL = /^[1-9]-\d{2}-\d{3}-\d{2}-\d[A-HJ-M]-\d{5}$/;

describe.skipIf(absent)('V32: published licence numbers', () => {
  test('every number of the inspection reports is read unchanged, in a state of its district', () => {
    const rows = readFileSync(inspections!, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string | undefined>);
    const numbered = rows.filter((row) => row['ffl_number'] !== undefined);
    const read = numbered.map((row) => ({
      row,
      licence: cleanLicenceNumber(row['ffl_number']!, row['inspection_complete_date']),
    }));
    expect(rows).toHaveLength(1925);
    expect(rows.filter((row) => row['ffl_number'] === undefined).map((row) => row['ui_number']?.slice(0, 7))).toEqual([
      'Source:',
    ]);
    expect(read).toHaveLength(1924);
    expect(read.filter(({ row, licence }) => licence?.number === row['ffl_number'])).toHaveLength(1924);
    expect(read.filter(({ licence }) => CANONICAL.test(licence!.number!))).toHaveLength(1924);
    expect(read.filter(({ row, licence }) => licence!.stateExpected.includes(row['ffl_state']!))).toHaveLength(1924);
    // Nine bear an expiry four or five years from the inspection, whichever decade is meant.
    const warned = read.filter(({ licence }) => licence!.warnings.length > 0);
    expect(warned.map(({ licence }) => licence!.warnings.join())).toEqual(Array(9).fill('expiry-decade-unresolved'));
  });

  test('all 20,087 whole rows of the list of May 2013 are read, and one expiry lies out of reach', () => {
    const [, , ...lines] = readFileSync(list!, 'latin1')
      .split('\n')
      .filter((line) => line.trim() !== '');
    const rows = lines.map((line) => line.split('\t')).filter((columns) => columns.length >= 6);
    const read = rows.map(([region, district, county, type, expiry, sequence, , , , , state]) => ({
      state,
      licence: cleanLicenceNumber(
        joinLicenceNumber({
          region: region!,
          district: district!,
          county: county!,
          type: type!,
          expiry: expiry!,
          sequence: sequence!,
        }),
        '2013-05-01',
      ),
    }));
    const known = read.filter(({ licence }) => licence?.number != null);
    const placed = known.filter(({ state, licence }) => state && licence!.stateExpected.includes(state));
    const warned = known.filter(({ licence }) => licence!.warnings.length > 0);
    console.log(`V32: ${known.length} of ${rows.length} list rows read, ${placed.length} in a state of their district`);
    expect(rows.length).toBeGreaterThanOrEqual(20_087);
    expect(known).toHaveLength(rows.length);
    expect(warned.map(({ licence }) => licence!.warnings)).toEqual([['expiry-decade-unresolved']]);
    // The last line of the file is cut off before its state.
    expect(placed.length).toBeGreaterThanOrEqual(rows.length - 1);
  });
});
