/**
 * V1–V10: ATF's source and recovery matrices of 2010–2017, read and added up. Figures: sums of the published workbooks; the
 * Maryland row of 2014 was printed by the Baltimore Sun too. Tolerance: half a unit of the last printed digit, and where
 * the printed figure has another cause, that is said. Needs `../shared/data/atf`.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { traceFlowsFeed } from '../../src/sources/trace-flows/feed.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows, type WholeFeed } from '../read-whole-feed.ts';

const years = [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017];
const absent = sharedIsAbsent('atf');

interface Flow {
  year: number;
  source_state: string;
  recovery_state: string;
  firearms: number;
}

describe.skipIf(absent)('V1–V10: source and recovery states', () => {
  const files = new Map<number, WholeFeed>();
  const flows: Flow[] = [];

  beforeAll(async () => {
    for (const year of years) {
      const name = `final_source_recovery_by_state-cy_${year}.xlsx`;
      const whole = await readWhole(await sharedFile(`atf/${name}`), {
        feed: traceFlowsFeed,
        context: { fileName: name },
      });
      files.set(year, whole);
      flows.push(...(typedRows(whole.rows, 'trace_flow') as unknown as Flow[]));
    }
  });

  const sum = (some: readonly Flow[]) => some.reduce((total, { firearms }) => total + firearms, 0);
  const into = (year: number, state: string) =>
    flows.filter((flow) => flow.year === year && flow.recovery_state === state);
  const traced = (year: number, state: string) => sum(into(year, state));
  const from = (year: number, state: string, source: string) =>
    sum(into(year, state).filter((flow) => flow.source_state === source));
  const inState = (year: number, state: string) => ((100 * from(year, state, state)) / traced(year, state)).toFixed(1);
  const outOfState = (year: number, state: string) => into(year, state).filter((flow) => flow.source_state !== state);
  const ironPipeline = (year: number, state: string) => {
    const outside = outOfState(year, state);
    const pipeline = outside.filter((flow) => ['PA', 'VA', 'NC', 'SC', 'GA', 'FL'].includes(flow.source_state));
    return ((100 * sum(pipeline)) / sum(outside)).toFixed(1);
  };
  const top = (year: number, state: string, n: number) =>
    outOfState(year, state)
      .toSorted((a, b) => b.firearms - a.firearms)
      .slice(0, n)
      .map((flow) => `${flow.source_state} ${flow.firearms}`);

  test('every workbook is read whole: 54 rows of states a year, nothing rejected, every printed row total met', () => {
    for (const [year, whole] of files) {
      expect(whole.failure, String(year)).toBeNull();
      expect(whole.rejects, String(year)).toEqual([]);
      expect(whole.rows, String(year)).toHaveLength(54);
      expect(new Set(whole.rows.map((row) => row.key)).size, String(year)).toBe(54);
    }
  });

  test('the printed column totals are met too, but for six of 2012 that ATF printed one to three too low', () => {
    for (const [year, whole] of files) {
      const totals = whole.skipped.filter(({ why }) => why.startsWith('printed totals')).map(({ why }) => why);
      expect(totals, String(year)).toEqual([
        year === 2012
          ? 'printed totals, which differ from the rows read for CALIFORNIA, GEORGIA, MICHIGAN, NORTH CAROLINA, OREGON'
          : 'printed totals, which agree with the rows read',
      ]);
    }
  });

  test('the year is found in the notes; only 2012, which has none, needs its file name', async () => {
    for (const year of years) {
      const content = await sharedFile(`atf/final_source_recovery_by_state-cy_${year}.xlsx`);
      const { rows, rejects } = await readWhole(content, {
        feed: traceFlowsFeed,
        context: { fileName: 'workbook.xlsx' },
      });
      if (year === 2012) {
        expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['trace-flows.no-year']));
        expect(rejects).toHaveLength(54);
      } else expect((typedRows(rows, 'trace_flow')[0] as unknown as Flow).year).toBe(year);
    }
  });

  test('V1: national totals traced to a source, and their in-state share', () => {
    const totals = years.map((year) => sum(flows.filter((flow) => flow.year === year)));
    expect(totals).toEqual([145_604, 149_276, 156_346, 166_426, 170_344, 190_538, 211_384, 239_175]);
    const shares = years.map((year, i) => {
      const own = flows.filter((flow) => flow.year === year && flow.source_state === flow.recovery_state);
      return (100 * sum(own)) / totals[i]!;
    });
    // The figures as printed compare the two labels letter by letter, so where a workbook spells the District of Columbia
    // or the Virgin Islands differently in rows and columns, their own are missed: 70.9 and 71.2 for 2012 and 2013.
    // Read as one place they are 70.95 and 71.28. For 2017 the matrix gives 70.851, printed cut as 70.8.
    expect(shares.map((share) => share.toFixed(1))).toEqual([
      '70.5',
      '70.6',
      '71.0',
      '71.3',
      '71.4',
      '71.2',
      '71.2',
      '70.9',
    ]);
    const printed = [70.5, 70.6, 70.9, 71.2, 71.4, 71.2, 71.2, 70.8];
    const bySpelling = years.map((year, i) => {
      const spelledApart = [2010, 2011, 2014].includes(year) ? ['VI'] : [2012, 2013].includes(year) ? ['VI', 'DC'] : [];
      const own = flows.filter(
        (flow) =>
          flow.year === year && flow.source_state === flow.recovery_state && !spelledApart.includes(flow.source_state),
      );
      return (100 * sum(own)) / totals[i]!;
    });
    bySpelling.forEach((share, i) => expect(Math.abs(share - printed[i]!), String(years[i])).toBeLessThan(0.052));
  });

  test('V2: Maryland, traced and of its own dealers', () => {
    expect([2010, 2014, 2017].map((year) => [traced(year, 'MD'), from(year, 'MD', 'MD'), inState(year, 'MD')])).toEqual(
      [
        [4314, 2634, '61.1'],
        [5079, 2871, '56.5'],
        [5886, 2775, '47.1'],
      ],
    );
  });

  test('V3: Maryland 2014, where the 2,208 from elsewhere came from', () => {
    expect(sum(outOfState(2014, 'MD'))).toBe(2208);
    expect(top(2014, 'MD', 6)).toEqual(['VA 533', 'PA 309', 'WV 179', 'NC 157', 'FL 129', 'GA 114']);
  });

  test('V4: Maryland 2017, six largest sources', () => {
    expect(top(2017, 'MD', 6)).toEqual(['VA 858', 'PA 383', 'WV 253', 'GA 230', 'NC 215', 'SC 147']);
  });

  test('V5: New York, in-state and Iron Pipeline shares', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'NY'))).toEqual(['31.1', '30.5', '24.3']);
    expect([2010, 2014, 2017].map((year) => ironPipeline(year, 'NY'))).toEqual(['62.8', '62.1', '62.6']);
  });

  test('V6: New Jersey, in-state and Iron Pipeline shares', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'NJ'))).toEqual(['20.5', '21.4', '18.1']);
    expect([2010, 2014, 2017].map((year) => ironPipeline(year, 'NJ'))).toEqual(['63.4', '71.1', '71.2']);
  });

  test('V7: Illinois, in-state share and Indiana as source', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'IL'))).toEqual(['50.8', '49.4', '47.8']);
    expect([2010, 2014, 2017].map((year) => from(year, 'IL', 'IN'))).toEqual([1053, 1041, 1623]);
  });

  test('V8: District of Columbia, in-state share and its two largest sources of 2017', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'DC'))).toEqual(['10.3', '4.4', '4.1']);
    expect(top(2017, 'DC', 2)).toEqual(['VA 538', 'MD 198']);
  });

  test('V9: California, in-state share and its two largest sources of 2017', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'CA'))).toEqual(['73.0', '71.3', '64.3']);
    expect(top(2017, 'CA', 2)).toEqual(['AZ 2185', 'NV 1554']);
  });

  test('V10: Massachusetts, in-state share, New Hampshire and Maine first', () => {
    expect([2010, 2014, 2017].map((year) => inState(year, 'MA'))).toEqual(['36.1', '41.1', '30.8']);
    for (const year of [2010, 2014, 2017]) {
      expect(top(year, 'MA', 2).map((each) => each.slice(0, 2))).toEqual(['NH', 'ME']);
    }
  });

  test('2012 and 2013 are transposed against their neighbours, and are read the right way round', () => {
    // More is recovered in New York than sold there, in every year and by more than half again.
    for (const year of years) {
      const sold = sum(flows.filter((flow) => flow.year === year && flow.source_state === 'NY'));
      expect(traced(year, 'NY') / sold, String(year)).toBeGreaterThan(1.5);
    }
  });
});
