import { expect, test } from 'vitest';
import { csvOf, readWhole, typedRows } from '../../test/read-whole-feed.ts';
import { etraceFeed } from './etrace/feed.ts';
import { recoveriesFeed } from './recoveries/feed.ts';

test('a recovery in the future is kept without a day, and the warning quotes the day', async () => {
  const traces = csvOf(
    ['Trace Number', 'Serial Number', 'Make', 'Purchase Date', 'Recovery Date'],
    ['T1001', 'A1001', 'GLOCK', '01/02/2020', '01/04/2021'],
    ['T1002', 'A1002', 'GLOCK', '01/02/2020', '01/04/2099'],
    ['T1003', 'A1003', 'GLOCK', '01/02/2020', '13/45/2024'],
    ['T1004', 'A1004', 'GLOCK', '01/02/2020', 'UNKNOWN'],
  );
  const { rows, warnings } = await readWhole(`${traces}\n`, { feed: etraceFeed });
  expect(
    rows.map(({ typed }) => typedRows([{ typed } as never], 'recovery').map((each) => each['recovered_on'])),
  ).toEqual([['2021-01-04'], [null], [null], []]);
  expect(rows[1]!.cells).toContain('01/04/2099');
  expect(warnings).toMatchObject([
    { code: 'date.after-receipt', rows: 1, first: { line: 3, column: 'Recovery Date', value: '01/04/2099' } },
    { code: 'date.impossible', rows: 1, first: { line: 4, column: 'Recovery Date', value: '13/45/2024' } },
  ]);
  expect(warnings[0]!.message).toContain('first: line 3, column Recovery Date, 01/04/2099');
});

test('so is one of the property room', async () => {
  const text = csvOf(['Property Number', 'Make', 'Recovered At'], ['P1', 'GLOCK', '2099-01-04 10:00']);
  const { rows, warnings } = await readWhole(`${text}\n`, { feed: recoveriesFeed });
  expect(typedRows(rows, 'recovery')).toMatchObject([
    { property_number: 'P1', recovered_on: null, recovered_at: null, warnings: ['date.after-receipt'] },
  ]);
  expect(warnings).toMatchObject([{ first: { line: 2, column: 'Recovered At', value: '2099-01-04 10:00' } }]);
});

test('nothing but a date is quoted', async () => {
  const text = csvOf(
    ['Trace Number', 'Serial Number', 'Purchase Date', 'Recovery Date'],
    ['T1001', 'A1001', '01/02/2020', 'BEXLEY, ORLA'],
    ['T1002', 'A1002', '01/02/2020', '219-09-9999'],
  );
  const { warnings } = await readWhole(`${text}\n`, { feed: etraceFeed });
  expect(warnings.map(({ code, first }) => [code, first])).toEqual([['date.impossible', undefined]]);
});
