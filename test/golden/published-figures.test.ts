/**
 * Figures of V16 to V20, V34 and V35 for which no table of rows is published: what is printed is put through the code that would compute it,
 * and must come out as printed. Tolerance: half a unit of the last printed digit.
 */
import { expect, test } from 'vitest';
import { cleanCompletion } from '../../src/sources/etrace/completion-family.ts';
import { fewestWith, gini, shareOfTop } from '../../src/stats/concentration.ts';
import { logisticFit } from '../../src/stats/logistic-fit.ts';
import { kaplanMeier, shareAfter } from '../../src/stats/survival.ts';
import { timeToCrimeTable } from '../../src/trafficking/time-to-crime-bins.ts';
import { traceMeasures } from '../../src/trafficking/trace-measures.ts';
import { traceReport } from '../../src/trafficking/trace-report.ts';
import { madePerson, madeTrace, soldAndRecovered } from '../made-traces.ts';

const percent = ({ numerator, denominator }: { numerator: number; denominator: number }, digits: number) =>
  ((100 * numerator) / denominator).toFixed(digits);

test('V17: of 1,929 dealers in California 82 sold half of the crime guns, 4.25 %', () => {
  // 82 dealers alike hold 50.2 %, the other 1,847 the rest.
  const counts = [...new Array<number>(82).fill(1847 * 502), ...new Array<number>(1847).fill(82 * 498)];
  expect(percent(shareOfTop(counts, 82), 1)).toBe('50.2');
  expect(fewestWith(counts, 0.502)).toBe(82);
  expect(percent({ numerator: 82, denominator: counts.length }, 2)).toBe('4.25');
  expect(gini(counts)).toBeCloseTo(0.502 - 82 / 1929, 10);
});

test('V18: one dealer in a hundred with half, one in five with nine in ten', () => {
  // Of 100 dealers: 1 with 50 of 100, 19 with 40, 80 with 10.
  const counts = [50 * 19 * 8, ...new Array<number>(19).fill(40 * 8), ...new Array<number>(80).fill(19)];
  expect(percent(shareOfTop(counts, 1), 0)).toBe('50');
  expect(percent(shareOfTop(counts, 20), 0)).toBe('90');
  expect(fewestWith(counts, 0.9)).toBe(20);
});

test('V16: ten dealers with a quarter, two of them with 11.2 %', () => {
  const counts = [560, 560, ...new Array<number>(8).fill(1725 / 10), ...new Array<number>(4990).fill(7500 / 4990)];
  expect(percent(shareOfTop(counts, 10), 0)).toBe('25');
  expect(percent(shareOfTop(counts, 2), 1)).toBe('11.2');
});

test('V19: of 164,137 requests of 1999 52 % came to a purchaser, about 10 and 11 % were too old or without a serial number', () => {
  // In the words exports have for how a trace ended, through their reading and the counts by it.
  const ended = [
    { words: 'PURCHASER IDENTIFIED', requests: 85_511 },
    { words: 'TOO OLD TO TRACE', requests: 15_750 },
    { words: 'SERIAL NUMBER INVALID', requests: 17_776 },
    { words: 'DEALER IDENTIFIED', requests: 164_137 - 85_511 - 15_750 - 17_776 },
  ].map(({ words, requests }) => ({ completion: cleanCompletion(words), requests }));
  const traces = ended.flatMap(({ completion, requests }) =>
    Array.from({ length: requests }, (_, at) =>
      madeTrace(`T${at}`, { completion, purchaser: completion === 'C_PURCHASER' ? madePerson(at) : null }),
    ),
  );
  const report = traceReport(traces, 'completion');
  expect(report.purchaserKnown).toEqual({ numerator: 85_511, denominator: 164_137, unknown: 0 });
  const share = (family: string) =>
    percent({ numerator: report.rows.find(({ label }) => label === family)!.traces, denominator: report.traces }, 1);
  expect(['C_PURCHASER', 'C_PRE1968', 'C_SERIAL_INVALID'].map(share)).toEqual(['52.1', '9.6', '10.8']);
});

test('V20: where 54 of 100 were recovered after three years, 46 have a short time', () => {
  const traces = Array.from({ length: 101 }, (_, at) =>
    madeTrace(`T${at}`, at === 100 ? {} : soldAndRecovered('2017-01-01', at < 54 ? 1_095 : 1_094)),
  );
  const overview = timeToCrimeTable(traces);
  expect(overview.short).toEqual({ numerator: 46, denominator: 100, unknown: 1 });
  expect(traceMeasures(traces).short).toEqual(overview.short);
});

test('V34: of 72,000 sold 3.2 % are recovered within five years, 4.7 % within ten, though later sales were followed less long', () => {
  // Half sold early and followed ten years, half followed five: the plain share after ten years would be 3.95 %.
  const followed = (years: number, within: readonly number[]) =>
    Array.from({ length: 36_000 }, (_, at) => {
      const step = within.findIndex((upTo) => at < upTo);
      return step < 0 ? { days: years * 365, event: false } : { days: 5 * 365 * (step + 1) - 1, event: true };
    });
  const steps = kaplanMeier([...followed(10, [1_152, 1_692]), ...followed(5, [1_152])]);
  expect((100 * (1 - shareAfter(steps, 5 * 365).share)).toFixed(1)).toBe('3.2');
  expect((100 * (1 - shareAfter(steps, 10 * 365).share)).toFixed(1)).toBe('4.7');
});

test('V35: 722 of 180,321 is 0.40 %, and odds of 1.33 for several bought on a day come out of rows drawn so', () => {
  expect(percent({ numerator: 722, denominator: 180_321 }, 2)).toBe('0.40');
  // A table of two by two with that odds ratio: 133 · 9,900 / (100 · 9,900).
  const cells = [
    { together: 1, outcome: true, rows: 133 },
    { together: 1, outcome: false, rows: 9_900 },
    { together: 0, outcome: true, rows: 100 },
    { together: 0, outcome: false, rows: 9_900 },
  ];
  const rows = cells.flatMap(({ together, outcome, rows: count }) =>
    Array.from({ length: count }, () => ({ row: [together], outcome })),
  );
  const fit = logisticFit({
    rows: rows.map(({ row }) => row),
    outcomes: rows.map(({ outcome }) => outcome),
    penalties: [0],
  });
  expect(Math.exp(fit.coefficients[0]!)).toBeCloseTo(1.33, 6);
});
