import { expect, test } from 'vitest';
import { allFeeds } from './all-feeds.ts';
import { HeaderReader } from './guess-header.ts';
import { findHeaderRow } from './guess-header-row.ts';

const reader = new HeaderReader(
  Object.values(allFeeds).flatMap(({ layouts }) =>
    layouts.flatMap((layout) => (layout.shape === 'rows' ? [layout] : [])),
  ),
);
const find = (cells: readonly (readonly string[])[]) =>
  findHeaderRow(
    cells.map((row, at) => ({ line: at + 1, cells: [...row] })),
    reader,
  );
const data = Array.from({ length: 9 }, (_, at) => [
  `24-00${at}1`,
  `3/${at + 1}/2024`,
  at % 2 === 0 ? 'PISTOL' : 'RIFLE',
  `AB${at}4412`,
]);

test('headers no word of which is known are headers where the rows under them are of another form', () => {
  const found = find([['Zorb', 'Quix', 'Flim', 'Grond'], ...data]);
  expect(found).toMatchObject({ columns: ['Zorb', 'Quix', 'Flim', 'Grond'], unnamed: false, place: {} });
  expect(found!.data).toHaveLength(9);
});

test('rows whose values are known words do not take the place of a header in another language above them', () => {
  const found = find([
    ['Beleg', 'Waffennummer', 'Hersteller', 'Laufmass', 'Waffenart', 'Fundort'],
    ['Q-1001', 'ZQWX70011', 'GLOCK', '9MM', 'PISTOL', '1 WHARF RD'],
    ['Q-1002', 'ZQWX70022', 'TAURUS', '9MM', 'PISTOL', '2 WHARF RD'],
    ['', 'ZQWX70033', 'RUGER', '38', 'REVOLVER', '3 WHARF RD'],
    ['Q-1004', 'ZQWX70044', 'RUGER', '38', 'REVOLVER', '4 WHARF RD'],
  ]);
  expect(found).toMatchObject({ unnamed: false });
  expect(found!.columns[0]).toBe('Beleg');
});

test('a first row like those under it is no header', () => {
  const found = find(data);
  expect(found).toMatchObject({ columns: ['column 1', 'column 2', 'column 3', 'column 4'], unnamed: true });
  expect([found!.place, found!.data.length]).toEqual([{ headerLine: 0 }, 9]);
});

test('titles above rows without a header are titles', () => {
  const found = find([['Guns seized'], ...data]);
  expect([found!.above, found!.unnamed, found!.data.length]).toEqual([['Guns seized'], true, 9]);
});

test('two lines are a header where the upper one tells apart what the lower one says twice', () => {
  const found = find([
    ['Monthly report'],
    ['', 'Seizure', 'Gun', '', 'Release'],
    ['Case', 'Date', 'Type', 'Serial', 'Date'],
    ...data.map((row) => [...row, '1/1/2025']),
  ]);
  expect(found).toMatchObject({
    columns: ['Case', 'Seizure Date', 'Type', 'Serial', 'Release Date'],
    place: { headerLines: 2 },
    above: ['Monthly report'],
  });
});

test('a letter is no table', () => {
  expect(find([['Dear all'], ['please find the figures enclosed.']])).toBeNull();
});
