import { describe, expect, test } from 'vitest';
import { fieldOfWarning, rowWarnings } from '../model/row-warnings.ts';
import { csvOf, readWhole } from '../../test/read-whole-feed.ts';
import { etraceFeed } from './etrace/feed.ts';
import { noteUnread } from './note-unread.ts';
import { recoveriesFeed } from './recoveries/feed.ts';

const noted = (cell: string, read: unknown = null) => {
  const warnings: string[] = [];
  noteUnread(cell, read, 'firearm.type-unread', warnings);
  return warnings;
};

describe('a cell that is filled and not read', () => {
  test.each(['LONG GUN', 'BLUNDERBUSS', 'ZZ9', 'arma'])('%s is told', (cell) =>
    expect(noted(cell)).toEqual(['firearm.type-unread']),
  );

  test.each(['', ' - ', 'U', 'UNK', 'Unknown', 'N/A', 'n.a.', 'NONE', '???', 'Not on file', 'REDACTED'])(
    '%s says that nothing is known, and is not told',
    (cell) => expect(noted(cell)).toEqual([]),
  );

  test('that was read is not told', () => expect(noted('RIFLE', 'R')).toEqual([]));
});

test('an import says of how many rows a coded field was left out, with the column', async () => {
  const text = csvOf(
    ['Property Number', 'Serial Number', 'Make', 'Type', 'Caliber', 'Test Fired', 'Possessor Name', 'Possessor Sex', 'Possessor State', 'Possessor Zip', 'Recovery State'], // prettier-ignore
    ['P1', 'A1001', 'GLOCK', 'SHG', '9MM', 'Y', 'Bexley, Orla', 'F', 'MD', '21201', 'MD'],
    ['P2', 'A1002', 'GLOCK', 'LONG GUN', 'BIG', 'SOMEDAY', 'Norrby, Piers', 'ZZ', 'QQ', 'ABC', 'MDX'],
    ['P3', 'A1003', 'GLOCK', 'UNK', 'UNKNOWN', '', 'Ibsley, Silas', 'U', '', '', ''],
  );
  const { warnings, rows } = await readWhole(`${text}\n`, { feed: recoveriesFeed });
  expect(rows).toHaveLength(3);
  expect(Object.fromEntries(warnings.map(({ code, rows: count, column }) => [code, [count, column]]))).toEqual({
    'firearm.type-unread': [1, 'Type'],
    'firearm.calibre-unread': [1, 'Caliber'],
    'recovery.test-fired-unread': [1, 'Test Fired'],
    'person.sex-unread': [1, undefined],
    'address.state-unread': [1, undefined],
    'address.zip-unread': [1, undefined],
  });
});

test('so does one of traces', async () => {
  const text = csvOf(
    ['Trace Number', 'Serial Number', 'Recovery Date', 'Stolen', 'Multiple Sale', 'Miles', 'Obliterated'],
    ['T1001', 'A1001', '1/2/2024', 'Y', '2', '12.5', 'OBLITERATED'],
    ['T1002', 'A1002', '1/2/2024', 'PERHAPS', 'SOME', 'FAR', 'HALF'],
  );
  const { warnings } = await readWhole(`${text}\n`, { feed: etraceFeed });
  expect(warnings.map(({ code, column }) => [code, column]).toSorted()).toEqual([
    ['firearm.obliterated-unread', 'Obliterated'],
    ['trace.miles-unread', 'Miles'],
    ['trace.multiple-sale-unread', 'Multiple Sale'],
    ['trace.stolen-unread', 'Stolen'],
  ]);
});

test('every column named with a warning belongs to a warning there is', () => {
  expect(Object.keys(fieldOfWarning).filter((code) => !(code in rowWarnings))).toEqual([]);
});
