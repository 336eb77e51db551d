import { expect, test } from 'vitest';
import { csvOf, readWhole } from '../../test/read-whole-feed.ts';
import { recoveriesFeed } from './recoveries/feed.ts';
import { beginsAsFormula } from './odd-cells.ts';

test.each(['=CMD|A1', ' =SUM(A1)', '=1+1', "'=CMD", '@SUM(1)', '+A1', '＝CMD'])('%s begins as a formula', (cell) =>
  expect(beginsAsFormula(cell)).toBe(true),
);

test.each(['ABC123', '="0123"', '+1 410 555 0100', '-5', '#12', '@', '=', "'ABC", '(none)', '12=AB'])(
  '%s does not',
  (cell) => expect(beginsAsFormula(cell)).toBe(false),
);

const header = ['Property Number', 'Serial Number', 'Make', 'Possessor Last Name', 'Remarks'];

test('an import says of cells that begin as a formula how many rows, where, and what a serial number was kept as', async () => {
  const text = csvOf(
    header,
    ['P1', '=CMD|A1', 'GLOCK', '', ''],
    ['P2', 'A1002', 'GLOCK', '=NORRBY', '=SUM(A1)'],
    ['P3', 'A1003', 'GLOCK', '', '=SUM(A1)'],
  );
  const { warnings, rows } = await readWhole(`${text}\n`, { feed: recoveriesFeed });
  expect(rows).toHaveLength(3);
  const [told] = warnings.filter((each) => each.code === 'cell.formula');
  expect(told).toMatchObject({ rows: 2, first: { line: 2, column: 'Serial Number', value: '=CMD|A1 → CMDA1' } });
});

test('of a cell that may hold a name only its sign is quoted', async () => {
  const text = csvOf(header, ['P2', 'A1002', 'GLOCK', '=NORRBY', '']);
  const { warnings } = await readWhole(`${text}\n`, { feed: recoveriesFeed });
  expect(JSON.stringify(warnings)).not.toContain('NORRBY');
  expect(warnings).toMatchObject([{ code: 'cell.formula', first: { column: 'Possessor Last Name', value: '=…' } }]);
});

test('a cell of more than a thousand characters is refused with its column and length, unless people write there at length', async () => {
  const text = csvOf(
    header,
    ['P1', 'A'.repeat(1001), 'GLOCK', '', ''],
    ['P2', 'A1002', 'GLOCK', 'B'.repeat(2 ** 19), ''],
    ['P3', 'A1003', 'GLOCK', 'C'.repeat(1000), 'R'.repeat(5000)],
    ['P4', 'A1004', `GLOCK${' '.repeat(2000)}`, '', ''],
  );
  const { rejects, rows, warnings } = await readWhole(`${text}\n`, { feed: recoveriesFeed });
  expect(rows).toHaveLength(2);
  expect(warnings).toEqual([]);
  expect(rejects).toMatchObject([
    {
      line: 2,
      code: 'cell.too-long',
      field: 'serial_number',
      expected: 'at most 1000 characters in the column Serial Number',
      got: '1001 characters',
    },
    { line: 3, code: 'cell.too-long', field: 'possessor_last_name', got: '524288 characters' },
  ]);
});
