/**
 * V11, V12, V14 and V33: figures printed without a table of rows. Made data with the printed denominators goes through the code that counts
 * an agency's own traces, and must come out as printed. Tolerance: half a unit of the last printed digit.
 */
import { expect, test } from 'vitest';
import { percentOf } from '../../src/model/report-text.ts';
import { shareOf, type Share } from '../../src/model/share.ts';
import type { TraceFacts } from '../../src/model/trace-facts.ts';
import { byReference } from '../../src/jobs/index-traces.ts';
import { differenceInDifferences } from '../../src/stats/difference-in-differences.ts';
import { firearmClass, listTraces } from '../../src/trafficking/select-traces.ts';
import { traceMeasures } from '../../src/trafficking/trace-measures.ts';
import { traceReport } from '../../src/trafficking/trace-report.ts';
import { traceYear } from '../../src/trafficking/trace-year.ts';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../made-traces.ts';

const percent = ({ numerator, denominator }: Share, digits = 0) => ((100 * numerator) / denominator).toFixed(digits);

test('V11: the national means stand for 2006 to 2016 as printed, and for no other year', () => {
  // As the report of each year gives them beside the city's own mean.
  const nationalOf = (year: number) => {
    const report = traceYear({
      report: 'annual',
      year,
      audience: 'internal',
      place: { agency: 'Harbor City Police', city: 'Harbor City', state: 'MD' },
      traces: [madeTrace('T1', soldAndRecovered(`${year}-01-01`, 73))],
      firearms: [],
      published: [],
    });
    const { mean } = report.sections.find(({ id }) => id === 'time-to-crime')!;
    expect(mean!.value).toBeCloseTo(73 / 365.25, 9);
    return mean!.national?.value ?? null;
  };
  const years = Array.from({ length: 13 }, (_, at) => 2005 + at);
  expect(years.map(nationalOf)).toEqual([
    null,
    10.17,
    10.33,
    10.39,
    10.77,
    10.94,
    11.2,
    11.2,
    11.08,
    10.88,
    10.48,
    9.79,
    null,
  ]);
});

test('V12: of 52,915 firearms in New York 75 % handguns, 86 % of these from elsewhere, 70 % of those likely trafficked from six states', () => {
  const pipeline = ['PA', 'VA', 'NC', 'SC', 'GA', 'FL'];
  const [all, handguns] = [52_915, 39_686];
  // 12 % without a source; of those with one 86 % from other states, every second of them fast and passed on.
  const unknown = Math.round(handguns * 0.12);
  const outside = Math.round((handguns - unknown) * 0.86);
  const home = { recovery: madePlace({ state: 'NY' }), type: 'PI' };
  const of = (at: number): Partial<TraceFacts> => {
    if (at >= handguns) return { ...home, type: 'RI' };
    if (at < unknown) return home;
    if (at >= unknown + outside)
      return { ...home, dealer: madeDealer(1, { state: 'NY' }), ...soldAndRecovered('2010-01-01', 30) };
    const nth = at - unknown;
    const likely = nth % 2 === 0;
    const state = (nth >> 1) % 10 < 7 ? pipeline[(nth >> 1) % 6]! : 'OH';
    return {
      ...home,
      dealer: madeDealer(2, { state }),
      purchaser: madePerson(1, { familyName: 'A', givenName: 'B' }),
      possessor: madePerson(2, { familyName: 'C', givenName: 'D' }),
      ...soldAndRecovered('2000-01-01', likely ? 1_000 : 5_000),
    };
  };
  const traces = Array.from({ length: all }, (_, at) => madeTrace(`T${at}`, of(at)));
  const scores = new Map(byReference(traces, 'NY').map((index) => [index.traceNumber, index]));
  const standing = { index: scores, flags: new Map() };
  const handgun = listTraces(traces, { class: 'handgun' }, standing);
  expect(percent(shareOf(traces, (trace) => firearmClass(trace) === 'handgun'))).toBe('75');
  const { outOfState } = traceMeasures(handgun);
  expect([percent(outOfState), outOfState.unknown]).toEqual(['86', unknown]);
  // The published index from 90 on, as the list of the page opens it.
  const likely = listTraces(traces, { class: 'handgun', score: '90-100' }, standing);
  expect(likely).toHaveLength(Math.ceil(outside / 2));
  const bySource = new Map(traceReport(likely, 'source').rows.map(({ label, traces: of }) => [label, of]));
  const fromPipeline = pipeline.reduce((sum, state) => sum + (bySource.get(state) ?? 0), 0);
  expect(percent({ numerator: fromPipeline, denominator: likely.length, unknown: 0 })).toBe('70');
});

test('V14: of 2,543 firearms in Baltimore 82 % from outside the city, and 65 or 63 % from outside the state by what they are counted of', () => {
  const [all, known, away, outside] = [2_543, 2_465, 1_602, 2_021];
  const traces = Array.from({ length: all }, (_, at) =>
    madeTrace(`T${at}`, {
      recovery: madePlace({ state: 'MD', inCity: true }),
      dealer: at >= known ? null : madeDealer(at, { state: at < away ? 'VA' : 'MD', inCity: at >= outside }),
    }),
  );
  const { outOfState, outOfCity } = traceMeasures(traces);
  expect(percent(outOfCity)).toBe('82');
  // Of those with a known source, and of all traced: the share has the parts of both.
  expect(percentOf(outOfState)).toBe('65.0 %');
  expect(percent({ ...outOfState, denominator: outOfState.denominator + outOfState.unknown })).toBe('63');
  expect(outOfState).toEqual({ numerator: away, denominator: known, unknown: all - known });
});

test('V33: 52 % fewer where reviews were held against 9.2 % fewer elsewhere is 42.8 points, and about half of what was to be expected', () => {
  const found = differenceInDifferences({ before: 100, after: 48 }, { before: 1_000, after: 908 })!;
  expect((100 * found.changed).toFixed(0)).toBe('-52');
  expect((100 * found.comparedChanged).toFixed(1)).toBe('-9.2');
  expect((100 * found.difference).toFixed(1)).toBe('-42.8');
  expect(found.ratio!.value).toBeCloseTo(0.48 / 0.908, 12);
  // By hand: exp(1.96 · √(1/100 + 1/48 + 1/1000 + 1/908)) = 1.4272.
  expect(found.ratio!.high / found.ratio!.value).toBeCloseTo(1.4272, 3);
  // Nothing done is nothing found; the other way round is the inverse.
  expect(differenceInDifferences({ before: 50, after: 40 }, { before: 100, after: 80 })!.difference).toBeCloseTo(0, 12);
  const turned = differenceInDifferences({ before: 1_000, after: 908 }, { before: 100, after: 48 })!;
  expect(turned.ratio!.value).toBeCloseTo(1 / found.ratio!.value, 12);
  expect(differenceInDifferences({ before: 0, after: 4 }, { before: 10, after: 4 })).toBeNull();
  expect(differenceInDifferences({ before: 5, after: 0 }, { before: 10, after: 4 })!.ratio).toBeNull();
});
