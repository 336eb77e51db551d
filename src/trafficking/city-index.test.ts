import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { componentNames } from '../model/trace-index.ts';
import { Random } from '../stats/random.ts';
import { cityIndex, coefficientsOf, outcomeRate, regressionRow, weightsFrom } from './city-index.ts';
import { declaredWeights } from './declared-weights.ts';
import { fitCityWeights } from './fit-city-weights.ts';
import { rankStability } from './rank-stability.ts';
import { contextsAsKnown, scoredFrom, traceContexts, type TraceContext } from './trace-context.ts';
import { tracesAsKnown } from './traces-as-known.ts';

const everything: TraceFacts = madeTrace('T1', {
  ...soldAndRecovered('2024-01-01', 0),
  dealer: madeDealer(1, { state: 'VA', inCity: false }),
  recovery: madePlace({ state: 'MD' }),
  purchaser: madePerson(1, { familyName: 'ADAMS', givenName: 'JO' }),
  possessor: madePerson(2, { familyName: 'BROWN', givenName: 'AL' }),
  multipleSale: true,
  obliterated: true,
  stolen: false,
  shootings: { hits: 2, leads: 0 },
});
const fullContext: TraceContext = { otherFirearms: 9, boughtTogether: 2, dealerRatio: 5 };
const noContext: TraceContext = { otherFirearms: null, boughtTogether: null, dealerRatio: null };

const days = fc.option(fc.integer({ min: 0, max: 8000 }), { nil: null });
const yesNo = fc.constantFrom(true, false, null);
const traces = fc
  .record({
    days,
    multiple: yesNo,
    obliterated: yesNo,
    stolen: yesNo,
    hits: fc.nat(4),
    leads: fc.nat(4),
    state: fc.constantFrom('VA', 'MD', null),
  })
  .map(({ days: known, multiple, obliterated, stolen, hits, leads, state }) =>
    madeTrace('T1', {
      ...(known === null ? {} : soldAndRecovered('2010-01-01', known)),
      multipleSale: multiple,
      obliterated,
      stolen,
      shootings: { hits, leads },
      dealer: madeDealer(1, { state }),
      recovery: madePlace({ state: 'MD' }),
    }),
  );
const contexts = fc.record({
  otherFirearms: fc.option(fc.nat(20), { nil: null }),
  boughtTogether: fc.option(fc.nat(3), { nil: null }),
  dealerRatio: fc.option(fc.double({ min: 0, max: 9, noNaN: true }), { nil: null }),
});

test('everything for it is 100, nothing known is an interval from 0 to 100', () => {
  expect(cityIndex(everything, fullContext, declaredWeights).score).toBeCloseTo(100, 9);
  const unknown = cityIndex(madeTrace('T2'), noContext, declaredWeights);
  expect(unknown.low).toBeCloseTo(0, 9);
  // That no shooting is tied to it is known.
  expect(unknown.high).toBeLessThan(100);
  expect(unknown.components.filter(({ value }) => value === null)).toHaveLength(componentNames.length - 1);
});

test('the score is the sum of its parts, within its interval, between 0 and 100', () => {
  fc.assert(
    fc.property(traces, contexts, (trace, context) => {
      const { score, low, high, components } = cityIndex(trace, context, declaredWeights);
      const base = cityIndex(madeTrace('T0'), noContext, declaredWeights).score;
      expect(components.reduce((sum, { contribution }) => sum + contribution, base)).toBeCloseTo(score, 9);
      expect(low).toBeLessThanOrEqual(score + 1e-9);
      expect(high).toBeGreaterThanOrEqual(score - 1e-9);
      expect(low).toBeGreaterThanOrEqual(-1e-9);
      expect(high).toBeLessThanOrEqual(100 + 1e-9);
    }),
  );
});

test('a longer time to crime never adds, and learning what was not recorded stays within the interval', () => {
  fc.assert(
    fc.property(traces, contexts, fc.nat(8000), fc.nat(8000), (trace, context, one, other) => {
      const at = (length: number) =>
        cityIndex({ ...trace, ...soldAndRecovered('2010-01-01', length) }, context, declaredWeights).score;
      expect(at(Math.max(one, other))).toBeLessThanOrEqual(at(Math.min(one, other)) + 1e-9);
      const unknown = cityIndex({ ...trace, timeToCrime: { kind: 'undetermined', why: '' } }, context, declaredWeights);
      expect(at(one)).toBeGreaterThanOrEqual(unknown.low - 1e-9);
      expect(at(one)).toBeLessThanOrEqual(unknown.high + 1e-9);
    }),
  );
});

test('a negative time to crime adds nothing and is not taken for a short one', () => {
  const negative = cityIndex(madeTrace('T1', soldAndRecovered('2024-01-01', -3)), noContext, declaredWeights);
  expect(negative.components[0]).toMatchObject({ name: 'time-to-crime', value: null, contribution: 0 });
});

test('weights go into rows and back, and rows give the same order as scores', () => {
  expect(weightsFrom('declared-1', 0, coefficientsOf(declaredWeights))).toEqual(declaredWeights);
  fc.assert(
    fc.property(traces, contexts, traces, contexts, (a, inA, b, inB) => {
      const of = (trace: TraceFacts, context: TraceContext) =>
        cityIndex(trace, context, declaredWeights).score - cityIndex(b, inB, declaredWeights).score;
      const rates = outcomeRate(a, inA, declaredWeights) - outcomeRate(b, inB, declaredWeights);
      if (Math.abs(rates) > 1e-9) expect(Math.sign(of(a, inA))).toBe(Math.sign(rates));
    }),
  );
});

test('a trace does not speak for itself: its own firearm and time are left out of its context', () => {
  const dealer = madeDealer(1);
  const purchaser = madePerson(1);
  const alone = traceContexts([madeTrace('T1', { ...soldAndRecovered('2024-01-01', 5), dealer, purchaser })]);
  expect(alone[0]).toMatchObject({ otherFirearms: 0, boughtTogether: 0 });
  const twice = [1, 2].map((at) =>
    madeTrace(`T${at}`, { ...soldAndRecovered('2024-01-01', 5), firearm: 'firearm:9', dealer, purchaser }),
  );
  // One firearm traced twice is one firearm.
  expect(traceContexts(twice).map(({ otherFirearms }) => otherFirearms)).toEqual([0, 0]);
  const three = ['2024-01-01', '2024-01-06', '2024-03-01'].map((soldOn, at) =>
    madeTrace(`T${at}`, { ...soldAndRecovered(soldOn, 5), dealer, purchaser }),
  );
  expect(traceContexts(three).map(({ otherFirearms, boughtTogether }) => [otherFirearms, boughtTogether])).toEqual([
    [2, 1],
    [2, 1],
    [2, 0],
  ]);
  expect(traceContexts([madeTrace('T1')])[0]).toEqual({ otherFirearms: null, boughtTogether: null, dealerRatio: null });
});

test('a firearm traced again does not speak for itself in the rate of its dealer', () => {
  const others = Array.from({ length: 20 }, (_, at) =>
    madeTrace(`T${100 + at}`, { ...soldAndRecovered('2010-01-01', at < 8 ? 100 : 4_000), dealer: madeDealer(2) }),
  );
  const of = (times: number) =>
    Array.from({ length: times }, (_, at) =>
      madeTrace(`T${at}`, { ...soldAndRecovered('2024-01-01', 5), firearm: 'firearm:77', dealer: madeDealer(1) }),
    );
  const ratio = (times: number) => traceContexts([...of(times), ...others])[0]!.dealerRatio;
  expect(ratio(6)).toBeCloseTo(ratio(1)!, 9);
});

test('what a trace is fitted with is what had come back by its own day: later traces change nothing of it', () => {
  const of = (at: number, soldOn: string, completedOn: string, more: Partial<TraceFacts> = {}) =>
    madeTrace(`T${at}`, {
      ...soldAndRecovered(soldOn, 20),
      completedOn,
      dealer: madeDealer(1),
      purchaser: madePerson(1),
      ...more,
    });
  const first = of(1, '2024-01-01', '2024-02-01');
  const second = of(2, '2024-01-02', '2024-03-01');
  // Recovered after it came back is impossible, and the later of the two days counts.
  expect(scoredFrom({ completedOn: '2024-02-01', recoveredOn: '2024-02-09' })).toBe('2024-02-09');
  expect(contextsAsKnown([second, first]).map((each) => [each?.otherFirearms, each?.boughtTogether])).toEqual([
    [1, 1],
    [0, 0],
  ]);
  // Today each knows of the other.
  expect(traceContexts([second, first]).map(({ otherFirearms }) => otherFirearms)).toEqual([1, 1]);
  expect(contextsAsKnown([madeTrace('T9')])).toEqual([null]);

  const day = (at: number) => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
  const many = fc.array(
    fc.record({ sold: fc.nat(300), days: fc.nat(2000), wait: fc.nat(60), dealer: fc.nat(3), purchaser: fc.nat(4) }),
    { minLength: 2, maxLength: 30 },
  );
  fc.assert(
    fc.property(many, (rows) => {
      const all = rows.map(({ sold, days: length, wait, dealer, purchaser }, at) =>
        madeTrace(`T${at}`, {
          ...soldAndRecovered(day(sold), length),
          completedOn: day(sold + length + wait),
          dealer: madeDealer(dealer),
          purchaser: madePerson(purchaser),
        }),
      );
      const whole = contextsAsKnown(all);
      const days = all.map((trace) => scoredFrom(trace)!);
      const cut = days.toSorted()[Math.floor(days.length / 2)]!;
      const early = all.filter((_, at) => days[at]! <= cut);
      expect(contextsAsKnown(early)).toEqual(whole.filter((_, at) => days[at]! <= cut));
    }),
  );
});

test('of ties to shootings those are fitted with that the laboratory had told by then', () => {
  const trace = madeTrace('T1', {
    ...soldAndRecovered('2024-01-01', 20),
    completedOn: '2024-02-01',
    shootings: { hits: 2, leads: 2 },
  });
  const tie = (incident: number, kind: 'hit' | 'lead', toldOn: string | null) => ({
    incident: `incident:${incident}` as const,
    on: '2024-01-10',
    tie: kind,
    toldOn,
  });
  const firearm = {
    firearm: trace.firearm,
    make: null,
    model: null,
    obliterated: null,
    noSerialReason: null,
    recoveredOn: null,
    recoveries: [],
    recoveredIn: null,
    theft: null,
    shootings: [
      tie(1, 'hit', '2024-02-01'),
      tie(2, 'hit', '2024-02-02'),
      tie(3, 'lead', '2024-01-30'),
      tie(4, 'lead', null),
    ],
  };
  const [known] = tracesAsKnown([trace], [firearm]);
  expect(known?.trace.shootings).toEqual({ hits: 1, leads: 1 });
  expect(tracesAsKnown([madeTrace('T2')], [])).toEqual([]);
});

/** Traces whose outcome is drawn from known weights. */
function drawnTraces(seed: string, count: number) {
  const random = new Random(seed);
  const truth = { ...declaredWeights, intercept: -3 };
  return Array.from({ length: count }, (_, at) => {
    const trace = madeTrace(`T${at}`, {
      ...soldAndRecovered(
        new Date(Date.UTC(2018, 0, 1) + at * 86_400_000 * 0.3).toISOString().slice(0, 10),
        Math.floor(random.exponential(1500)),
      ),
      dealer: madeDealer(1, { state: random.chance(0.5) ? 'VA' : 'MD', inCity: false }),
      recovery: madePlace({ state: 'MD' }),
      multipleSale: random.chance(0.2),
      obliterated: random.chance(0.1),
      stolen: random.chance(0.1),
    });
    const context = {
      otherFirearms: random.chance(0.8) ? 0 : random.between(1, 8),
      boughtTogether: 0,
      dealerRatio: random.lognormal(1, 0.5),
    };
    return { trace, context, outcome: random.chance(outcomeRate(trace, context, truth)) };
  });
}

test('weights fitted to outcomes are near those the outcomes were drawn from, calibrated and better out of time', () => {
  const fit = fitCityWeights({
    known: drawnTraces('fit', 4_000),
    declared: {
      ...declaredWeights,
      other: { ...declaredWeights.other, 'purchaser-other-firearms': 0, 'multiple-sale': 0 },
    },
    homeState: 'MD',
    version: 'city-1',
    random: new Random('bootstrap'),
  });
  if (fit.kind !== 'fitted') throw new Error(fit.why);
  expect(fit.weights.other['purchaser-other-firearms']).toBeGreaterThan(1.4);
  expect(fit.weights.other['multiple-sale']).toBeGreaterThan(1);
  expect(fit.weights.other['reported-stolen']).toBeLessThan(-1);
  const { report } = fit;
  expect(report.fitted.traces + report.calibrated.traces + report.reported.traces).toBe(4_000);
  expect(report.wins).toBe(true);
  expect(report.area.city).toBeGreaterThan(Math.max(report.area.reference, report.area.timeAlone));
  expect(report.calibration!.slope).toBeGreaterThan(0.8);
  expect(report.calibration!.slope).toBeLessThan(1.2);
  // Weights a fifth off shift some of the first, and leave most.
  const { kept, ...asked } = report.stability;
  expect(asked).toEqual({ top: 50, draws: 200, spread: 0.2 });
  expect(kept).toBeGreaterThan(25);
  expect(kept).toBeLessThan(50);
});

test('outcomes that have nothing to do with the trace do not win, and too few are said to be', () => {
  const random = new Random('noise');
  const noise = drawnTraces('noise', 1_000).map((each) => ({ ...each, outcome: random.chance(0.3) }));
  const order = { declared: declaredWeights, homeState: 'MD', version: 'city-1', random: new Random('bootstrap') };
  const fit = fitCityWeights({ known: noise, ...order });
  expect(fit.kind === 'fitted' && fit.report.wins).toBe(false);
  expect(fitCityWeights({ known: noise.slice(0, 60), ...order })).toMatchObject({
    kind: 'undetermined',
    why: expect.stringContaining('at least 25'),
  });
});

test('where the traces to calibrate on are told apart without an error no weights are given', () => {
  const known = drawnTraces('apart', 1_000).map((each) => ({ ...each, outcome: each.trace.multipleSale === true }));
  const declared = { ...declaredWeights, other: { ...declaredWeights.other, 'multiple-sale': 40 } };
  const fit = fitCityWeights({
    known,
    declared,
    homeState: 'MD',
    version: 'city-1',
    random: new Random('bootstrap'),
  });
  expect(fit).toMatchObject({ kind: 'undetermined', why: expect.stringContaining('without an error') });
});

test('what came of a lead came of all its traces: they are drawn together, and stand in one part in time', () => {
  const random = new Random('leads');
  // Leads of eight traces that follow one another, each lead with one outcome that hangs on nothing.
  const leads = drawnTraces('leads', 2_000)
    .sort((a, b) => (a.trace.recoveredOn! < b.trace.recoveredOn! ? -1 : 1))
    .map((each, at) => ({ ...each, lead: Math.floor((at + 3) / 8) }));
  const came = new Map(leads.map(({ lead }) => [lead, random.chance(0.4)]));
  const known = leads.map((each) => ({
    ...each,
    // Traces of a lead are alike, as those of one purchaser are.
    context: { ...each.context, otherFirearms: (each.lead * 7) % 9 },
    outcome: came.get(each.lead)!,
  }));
  const fitOf = (ties: (at: number) => string[]) => {
    const fit = fitCityWeights({
      known: known.map((each, at) => ({ ...each, ties: ties(at) })),
      declared: declaredWeights,
      homeState: 'MD',
      version: 'city-1',
      random: new Random('bootstrap'),
    });
    if (fit.kind !== 'fitted') throw new Error(fit.why);
    return fit.report;
  };
  const [alone, together] = [fitOf(() => []), fitOf((at) => [`lead ${known[at]!.lead}`])];
  const width = ({ gain }: typeof alone) => gain.high - gain.low;
  expect(alone.reported.groups).toBe(400);
  expect(together.reported.groups).toBeLessThan(60);
  expect(width(together)).toBeGreaterThan(1.5 * width(alone));
  const { fitted, calibrated, reported, leftOut } = together;
  expect(fitted.traces + calibrated.traces + reported.traces + leftOut).toBe(2_000);
  expect(leftOut).toBeGreaterThan(0);
  // One lead that goes on throughout stands in the last part alone.
  const through = fitOf((at) => (at % 10 === 0 ? ['through'] : []));
  expect([through.fitted.traces, through.calibrated.traces, through.reported.traces, through.leftOut]).toEqual([
    1_080, 360, 400, 160,
  ]);
});

test('the top stays where nothing is near it, and moves where all are alike', () => {
  const order = { top: 5, draws: 100, spread: 0.2, random: new Random('stability') };
  const far = Array.from({ length: 40 }, (_, at) =>
    at < 5 ? { trace: everything, context: fullContext } : { trace: madeTrace(`T${at}`), context: noContext },
  );
  expect(rankStability(far, declaredWeights, order).kept).toBe(1);
  const near = drawnTraces('near', 400);
  const found = rankStability(near, declaredWeights, order);
  expect(found.kept).toBeGreaterThan(0.3);
  expect(found.kept).toBeLessThan(1);
  expect(rankStability([], declaredWeights, order)).toMatchObject({ top: 0, kept: 1, stays: [] });
  expect(regressionRow(everything, fullContext)).toHaveLength(coefficientsOf(declaredWeights).length);
});

test('of a sale on which sources contradict each other neither dealer nor purchaser counts, for it or for what the purchaser bought besides', () => {
  const why = 'sources differ on the purchaser of the first retail sale';
  const disputed: TraceFacts = { ...everything, timeToCrime: { kind: 'undetermined', why } };
  const sure = madeTrace('T2', { purchaser: everything.purchaser, soldOn: '2024-01-01' });
  const [ofDisputed, ofSure] = traceContexts([disputed, sure]);
  expect(ofDisputed).toEqual({ otherFirearms: null, boughtTogether: null, dealerRatio: null });
  expect(ofSure).toMatchObject({ otherFirearms: 0, boughtTogether: 0 });
  const unknown = cityIndex(disputed, fullContext, declaredWeights).components.flatMap(({ name, value }) =>
    value === null ? [name] : [],
  );
  expect(unknown).toEqual(
    componentNames.filter((name) =>
      ['time-to-crime', 'unrecorded-transfer', 'out-of-state', 'out-of-city', 'multiple-sale'].includes(name),
    ),
  );
  // Where they contradict each other on the recovery alone, the sale stands.
  const recovery = 'sources differ on the day of one recovery: 2024-01-02, 2024-03-01';
  const sold = { ...everything, timeToCrime: { kind: 'undetermined', why: recovery } } as const;
  expect(traceContexts([sold, sure])[1]).toMatchObject({ otherFirearms: 1, boughtTogether: 1 });
});

test('a day of sale that cannot be true puts no two purchases together', () => {
  const { purchaser } = everything;
  const late = madeTrace('T1', { purchaser, soldOn: '2024-05-02', recoveredOn: '2024-01-01' });
  const other = madeTrace('T2', { purchaser, soldOn: '2024-05-01' });
  expect(traceContexts([late, other])).toMatchObject([
    { otherFirearms: 1, boughtTogether: 0 },
    { otherFirearms: 1, boughtTogether: 0 },
  ]);
});
