import { describe, expect, test } from 'vitest';
import { csvOf, readWhole, typedRows } from '../../test/read-whole-feed.ts';
import { allFeeds } from './all-feeds.ts';
import type { Mapping } from './feed.ts';
import { joinHeaderLines, uniqueColumns } from './header-columns.ts';

test('a name that stands twice takes the group over it, one that stands once does not', () => {
  const upper = ['', 'Victim', '', 'Suspect', '', ''];
  const lower = ['Case', 'Age', 'Sex', 'Age', 'Sex', 'Beat'];
  expect(joinHeaderLines(upper, lower)).toEqual([
    'Case',
    'Victim Age',
    'Victim Sex',
    'Suspect Age',
    'Suspect Sex',
    'Beat',
  ]);
});

test('what the lower line leaves blank is named by the upper one alone', () => {
  expect(joinHeaderLines(['Case', 'Seized', ''], ['', 'Date', 'Place'])).toEqual(['Case', 'Date', 'Place']);
});

test('headers are made unique, blank ones are named by their place', () => {
  expect(uniqueColumns(['Date', ' ', 'Date', ''])).toEqual(['Date', 'column 2', 'Date (2)', 'column 4']);
});

const rows = [
  ['24-001', '03/07/2024', 'GLOCK', 'AB12345'],
  ['24-002', '03/08/2024', 'RUGER', 'K77120'],
] as const;
const byPlace: Mapping = {
  feed: 'recoveries',
  layout: 'recoveries',
  columns: { 'column 1': 'case_number', 'column 2': 'recovered_at', 'column 3': 'make', 'column 4': 'serial_number' },
  headerLine: 0,
};
const serials = (read: Awaited<ReturnType<typeof readWhole>>) =>
  typedRows(read.rows, 'firearm_observation').map((each) => each.serial_clean);

describe('a mapping that names the line of the header', () => {
  test('reads a file without one from its first row', async () => {
    const read = await readWhole(csvOf(rows[0], rows[1]), { feed: allFeeds.recoveries, mapping: byPlace });
    expect([read.failure, read.rejects, serials(read)]).toEqual([null, [], ['AB12345', 'K77120']]);
    expect(read.sections[0]!.columns).toEqual(['column 1', 'column 2', 'column 3', 'column 4']);
  });

  test('skips titles above a file without one', async () => {
    const read = await readWhole(`Guns 2024\n${csvOf(rows[0], rows[1])}`, {
      feed: allFeeds.recoveries,
      mapping: byPlace,
    });
    expect([read.failure, read.rejects, serials(read)]).toEqual([null, [], ['AB12345', 'K77120']]);
    expect(read.skipped).toEqual([{ line: 1, why: 'above the header' }]);
  });

  test('reads the mended rejects of a file without one, which have a header', async () => {
    const header = ['reject_line', 'reject_code', 'column 1', 'column 2', 'column 3', 'column 4'];
    const mended = csvOf(header, ['1', 'date.impossible', ...rows[0]]);
    const read = await readWhole(mended, { feed: allFeeds.recoveries, mapping: byPlace });
    expect([read.failure, read.rejects, serials(read)]).toEqual([null, [], ['AB12345']]);
  });

  test('takes that line and no other for the header', async () => {
    const columns = { Case: 'case_number', Date: 'recovered_at', Make: 'make', Serial: 'serial_number' };
    const header = Object.keys(columns);
    const text = csvOf(header, header, rows[0]);
    const mapping: Mapping = { feed: 'recoveries', layout: 'recoveries', columns, headerLine: 2 };
    const read = await readWhole(text, { feed: allFeeds.recoveries, mapping });
    expect([read.sections[0]!.headerLine, serials(read)]).toEqual([2, ['AB12345']]);
    const elsewhere = await readWhole(text, { feed: allFeeds.recoveries, mapping: { ...mapping, headerLine: 3 } });
    expect(elsewhere.failure).toMatchObject({
      code: 'feed.unrecognised',
      message: expect.stringContaining('on line 3'),
    });
  });

  test('joins the two lines of a header of two', async () => {
    const columns = { Case: 'case_number', 'Seizure Date': 'recovered_at', Make: 'make', Serial: 'serial_number' };
    const mapping: Mapping = { feed: 'recoveries', layout: 'recoveries', columns, headerLines: 2 };
    const text = csvOf(
      ['', 'Seizure', 'Gun', '', 'Release'],
      ['Case', 'Date', 'Make', 'Serial', 'Date'],
      [...rows[0], ''],
    );
    const read = await readWhole(text, { feed: allFeeds.recoveries, mapping });
    expect([read.failure, serials(read)]).toEqual([null, ['AB12345']]);
    expect(read.sections[0]!.columns).toEqual(['Case', 'Seizure Date', 'Make', 'Serial', 'Release Date']);
  });
});
