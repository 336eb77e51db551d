import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { readWhole } from '../../../test/read-whole-feed.ts';
import { inspectionsFeed } from './feed.ts';
import { inspections } from './inspections.ts';
import { readCitations } from './read-citations.ts';

const row = {
  ui_number: '763050-2015-0402-B1B',
  ffl_number: '8-52-005-01-6F-21093',
  ffl_proprietor: 'Example, Pat',
  ffl_proprietor_2: 'Example Arms',
  ffl_address: '1 Main St',
  ffl_city: 'Towson',
  ffl_state: 'MD',
  ffl_zip: '21204',
  inspection_assign_date: '2015-09-15',
  inspection_complete_date: '2015-12-01',
  final_disposition: 'Warning letter',
  revocation_warranted: 'N',
  violations: '478.21(a), 478.102(a), 18 USC 923(g)(1)(A), [MISSING]',
  citation_count: '4',
  longitude: '-76.6',
  latitude: '39.4',
};

describe('inspections', () => {
  test('an inspection, the licensee inspected and the premises', () => {
    const { of, outcome } = parseOne(inspections, row);
    expect(outcome).toEqual({ key: '763050-2015-0402-B1B' });
    expect(of('dealer_inspection')).toEqual([
      {
        inspection_number: '763050-2015-0402-B1B',
        licence_key: '8-52-21093',
        assigned_on: '2015-09-15',
        completed_on: '2015-12-01',
        disposition: 'Warning letter',
        revocation_warranted: false,
        citations: ['478.21', '478.102', '18 USC 923'],
        citation_count: 4,
        report_url: null,
      },
    ]);
    expect(of('dealer_observation')).toMatchObject([
      { role: 'inspected', name_raw: 'Example Arms', seen_on: '2015-12-01' },
    ]);
    expect(of('place_observation')).toMatchObject([{ role: 'premises', city: 'Towson' }]);
  });

  test('a section is one entry each time it is cited, without title and paragraph', () => {
    expect(readCitations('478.124(c)(1), 478.124(c)(5); 27 CFR § 478.126a | 27 CFR 478.125(e)')).toEqual([
      '478.124',
      '478.124',
      '478.126a',
      '478.125',
    ]);
    expect(readCitations('')).toEqual([]);
  });

  test.each([
    [{ ...row, ui_number: '' }, 'inspections.no-number'],
    [{ ...row, ffl_number: '' }, 'inspections.no-licence'],
    [{ ...row, ffl_number: 'pending' }, 'inspections.licence'],
  ])('a row that names no inspection or no licensee is rejected', (cells, code) => {
    expect(parseOne(inspections, cells).outcome).toMatchObject({ reject: { code } });
  });

  test('lines of JSON and a table of the same cells give the same records', async () => {
    const ndjson = await readWhole(`${JSON.stringify(row)}\n${JSON.stringify({ ...row, ui_number: '2' })}\n`, {
      feed: inspectionsFeed,
    });
    const keys = Object.keys(row);
    const cells = (of: Record<string, string>) => keys.map((key) => `"${of[key]}"`).join(',');
    const csv = await readWhole([keys.join(','), cells(row), cells({ ...row, ui_number: '2' })].join('\n'), {
      feed: inspectionsFeed,
    });
    expect(csv.rows).toHaveLength(2);
    expect(ndjson.rows.map(({ key, typed, content }) => ({ key, typed, content }))).toEqual(
      csv.rows.map(({ key, typed, content }) => ({ key, typed, content })),
    );
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(inspections));
});
