import { expect, test } from 'vitest';
import { day, guessTable, numbered, of, type MadeColumn } from '../../test/guess-table.ts';

const later =
  (year: number, days: number): MadeColumn =>
  (row) =>
    new Date(Date.parse(day(year)(row)) + days * 86_400_000).toISOString().slice(0, 10);
const traces = {
  'Trace Ref': numbered('T2023'),
  Make: of('GLOCK,RUGER,TAURUS'),
  Serial: numbered('KX'),
  SeizedOn: day(2023),
};
const columnsOf = (columns: Readonly<Record<string, MadeColumn>>) => {
  const guess = guessTable('traces.csv', { ...traces, ...columns });
  return Object.fromEntries(guess.columns.map((column) => [column.column, column]));
};

test('a day that lies after the completion of the trace is no day of the request, and the answer says why', () => {
  const found = columnsOf({ TraceOpened: later(2023, 5), TraceClosed: later(2023, 14), EntryDt: later(2023, 44) });
  expect(found['TraceOpened']!.field).toBe('requested_on');
  expect(found['TraceClosed']!.field).toBe('completed_on');
  expect(found['EntryDt']).toMatchObject({
    field: null,
    why: expect.stringContaining('as requested_on most rows would have it after TraceClosed (completed_on)'),
  });
});

test('nothing is proposed that most rows contradict, where no other column may be it', () => {
  const found = columnsOf({ TraceClosed: later(2023, 14), EntryDt: later(2023, 44) });
  expect(found['EntryDt']!.field).not.toBe('requested_on');
});

test('a few slips among the days change no proposal', () => {
  const slip: MadeColumn = (row) => (row % 10 === 0 ? later(2023, 60)(row) : later(2023, 5)(row));
  const found = columnsOf({ 'Request Date': slip, TraceClosed: later(2023, 14) });
  expect(found['Request Date']!.field).toBe('requested_on');
  expect(found['TraceClosed']!.field).toBe('completed_on');
});

test('a header known for a field keeps it whatever the days say', () => {
  const found = columnsOf({ 'Request Date': later(2023, 44), 'Date Completed': later(2023, 14) });
  expect(found['Request Date']!.field).toBe('requested_on');
});
