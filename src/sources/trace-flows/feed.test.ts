import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { rowContext } from '../../../test/parse-one-row.ts';
import { traceFlowsFeed } from './feed.ts';
import { sourceRecoveryMatrix } from './source-recovery-matrix.ts';

const names = ['MARYLAND', 'NEW YORK', 'VIRGINIA', 'CALIFORNIA', 'NEW JERSEY', 'ILLINOIS', 'DST OF COLUMBIA'];
const codes = ['MD', 'NY', 'VA', 'CA', 'NJ', 'IL', 'DC'];
/** Firearms from the state of the row found in the state of the column: all but Virginia receive more than they sell. */
const sources = [
  [287, 3, 12, 1, 4, 1, 30],
  [2, 136, 3, 1, 5, 1, 1],
  [86, 343, 900, 209, 227, 2, 54],
  [1, 2, 3, 1740, 1, 6, 1],
  [1, 9, 1, 1, 47, 1, 1],
  [1, 1, 2, 4, 1, 499, 1],
  [1, 1, 1, 1, 1, 1, 6],
];
const note =
  '- Includes Firearms Recovered and Traced between 1/1/2031 - 12/31/2031, or, if blank, the trace entry date.';

interface Sheet {
  readonly cells: readonly (readonly number[])[];
  readonly above: string;
  readonly corner: string;
  readonly beside: string;
  readonly note: string;
}

function sheetOf({ cells, above, corner, beside, note: last }: Sheet): string {
  const total = (row: readonly number[]) => row.reduce((a, b) => a + b, 0);
  const columns = cells[0]!.map((_, i) => total(cells.map((row) => row[i]!)));
  const wide = names.length + 3;
  const line = (...parts: string[]) => [...parts, ...Array<string>(wide - parts.length).fill('')];
  return csvOf(
    line(above),
    [corner, '', ...names, 'TOTALS'],
    ...cells.map((row, i) => [i === 0 ? beside : '', names[i]!, ...row.map(String), String(total(row))]),
    ['', 'TOTALS', ...columns.map(String), String(total(columns))],
    line('', last),
  );
}

const transposed = sources[0]!.map((_, column) => sources.map((row) => row[column]!));
const upright: Sheet = { cells: sources, above: 'Recovery State', corner: 'Source State', beside: '', note };
const turned: Sheet = { cells: transposed, above: 'Source State', corner: '', beside: 'Recovery State', note };

const flowsOf = async (sheet: string, fileName = 'x.csv') => {
  const whole = await readWhole(sheet, { feed: traceFlowsFeed, context: { fileName } });
  const flows = typedRows(whole.rows, 'trace_flow')
    .map(
      (flow) =>
        `${String(flow['year'])} ${String(flow['source_state'])}>${String(flow['recovery_state'])} ${String(flow['firearms'])}`,
    )
    .toSorted();
  return { ...whole, flows };
};

describe('source and recovery states', () => {
  test('a sheet and its transpose say the same', async () => {
    const one = await flowsOf(sheetOf(upright));
    const other = await flowsOf(sheetOf(turned));
    expect(one.flows).toHaveLength(49);
    expect(one.flows).toContain('2031 VA>MD 86');
    expect(one.flows).toContain('2031 VA>DC 54');
    expect(other.flows).toEqual(one.flows);
    expect([one.rejects, other.rejects]).toEqual([[], []]);
    expect(one.rows.map((row) => row.key)).toEqual(codes.map((code) => `2031/${code}`));
  });

  test('without titles the traffic tells which way round a sheet lies', async () => {
    const bare = { above: 'Firearms', corner: '', beside: '' };
    const one = await flowsOf(sheetOf({ ...upright, ...bare }));
    const other = await flowsOf(sheetOf({ ...turned, ...bare }));
    expect(one.flows).toContain('2031 VA>MD 86');
    expect(other.flows).toEqual(one.flows);
  });

  test('without titles and with traffic that says nothing, no row is kept', async () => {
    const even = sources.map((row, i) => row.map((_, j) => (i === j ? 100 : 10)));
    const { rows, rejects } = await flowsOf(sheetOf({ ...upright, cells: even, above: 'Firearms', corner: '' }));
    expect(rows).toEqual([]);
    expect(rejects.map(({ code }) => code)).toEqual(Array(7).fill('trace-flows.orientation'));
  });

  test('the year comes from the notes, else from the file name, else the rows are rejected', async () => {
    expect((await flowsOf(sheetOf(upright), 'cy_2009.csv')).flows[0]).toMatch(/^2031 /);
    const silent = sheetOf({ ...upright, note: '- Statistics are based on a query on May 1, 2015.' });
    expect((await flowsOf(silent, 'cy_2009.csv')).flows[0]).toMatch(/^2009 /);
    const { rejects } = await flowsOf(silent, 'final.csv');
    expect(rejects.map(({ code }) => code)).toEqual(Array(7).fill('trace-flows.no-year'));
  });

  test('a row whose cells do not add up to its printed total is rejected, the others are kept', async () => {
    const { rows, rejects } = await flowsOf(sheetOf(upright).replace('"287"', '"278"'));
    expect(rows).toHaveLength(6);
    expect(rejects).toMatchObject([{ code: 'trace-flows.row-total', got: '329' }]);
  });

  test('a blank cell is no row, a zero is one', async () => {
    const sheet = sheetOf(upright)
      .replace('"287","3"', '"287",""')
      .replace('"338"', '"335"')
      .replace('"2","136"', '"0","136"')
      .replace('"149"', '"147"');
    const { flows, rejects } = await flowsOf(sheet);
    expect(rejects).toEqual([]);
    expect(flows).toHaveLength(48);
    expect(flows).toContain('2031 NY>MD 0');
  });

  test('a state of no known name is a reject, not a gap', async () => {
    const { rejects, rows } = await flowsOf(sheetOf(upright).replace(',"ILLINOIS","1"', ',"ATLANTIS","1"'));
    expect(rejects).toMatchObject([{ code: 'trace-flows.state', got: 'ATLANTIS' }]);
    expect(rows).toHaveLength(6);
  });

  test('any sheet whatever is read or left alone without failing', () => {
    const cell = fc.oneof(
      fc.constantFrom(...names, 'TOTAL', 'Source State', 'Recovery State', '', '12', '-3', note),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), (cells) => {
        const rows = cells.map((each, i) => ({ line: i + 1, cells: each }));
        const recognised = sourceRecoveryMatrix.recognise(rows);
        const outcome = sourceRecoveryMatrix.parseSheet(rows, rowContext);
        return recognised || outcome.rows.length === 0;
      }),
      { numRuns: 500 },
    );
  });
});
