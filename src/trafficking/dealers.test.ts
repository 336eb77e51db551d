import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeDealer, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { findLeads } from '../leads/find-leads.ts';
import { leadSettingsDefault } from '../leads/lead-settings.ts';
import { gammaDraw } from '../stats/gamma-poisson.ts';
import { Random } from '../stats/random.ts';
import { advocatesScore } from './advocates-score.ts';
import { dealerFunnel, type DealerCount } from './dealer-funnel.ts';
import { dealerRanks } from './dealer-ranks.ts';
import { dealersAnswer } from './dealer-standing.ts';
import { demandLetterYears } from './demand-letter.ts';

test('dealers who differ by chance alone lie within the limits as often as they say', () => {
  const random = new Random('funnel');
  const counts = Array.from({ length: 3_000 }, (_, at) => {
    const exposure = random.lognormal(1_000, 1);
    return { dealer: `dealer:${at}`, exposure, events: random.poisson(exposure * 0.01) };
  });
  const { points, overDispersion } = dealerFunnel(counts, 'sales');
  const within = points.filter(({ position }) => position === 'within').length / points.length;
  expect(within).toBeGreaterThan(0.93);
  expect(within).toBeLessThan(0.98);
  expect(points.filter(({ position }) => position.startsWith('far')).length / points.length).toBeLessThan(0.006);
  expect(overDispersion).toBeLessThan(1.15);
});

test('one that sells off the books among them lies far above, one that sells much does not', () => {
  const random = new Random('outlier');
  const usual = Array.from({ length: 300 }, (_, at) => ({
    dealer: `dealer:${at}`,
    exposure: 500,
    events: random.poisson(5),
  }));
  const { points } = dealerFunnel(
    [
      ...usual,
      { dealer: 'dealer:fast', exposure: 500, events: 40 },
      { dealer: 'dealer:large', exposure: 50_000, events: 500 },
    ],
    'sales',
  );
  expect(points.find(({ dealer }) => dealer === 'dealer:fast')!.position).toBe('far-above');
  expect(points.find(({ dealer }) => dealer === 'dealer:large')!.position).toBe('within');
});

test('limits enclose what is expected, the outer the inner; dealers without exposure are named, not drawn', () => {
  const counts = fc.array(
    fc.record({
      dealer: fc.uuid(),
      exposure: fc.nat(5_000),
      events: fc.nat(60),
      sizeClass: fc.constantFrom('01', '02'),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(counts, (some: DealerCount[]) => {
      const { points, leftOut } = dealerFunnel(some, 'sales');
      expect(points.length + leftOut.length).toBe(some.length);
      for (const { limits, expected } of points) {
        expect(limits.low998).toBeLessThanOrEqual(limits.low95);
        expect(limits.low95).toBeLessThanOrEqual(expected + 1e-9);
        expect(limits.high95).toBeGreaterThanOrEqual(expected - 0.8);
        expect(limits.high998).toBeGreaterThanOrEqual(limits.high95);
      }
    }),
  );
});

test('of so many traces all under three years is far above where half are usual, and one of one is not', () => {
  const usual = Array.from({ length: 60 }, (_, at) => ({
    dealer: `dealer:${at}`,
    exposure: 100,
    events: 40 + (at % 11),
  }));
  const { points } = dealerFunnel(
    [...usual, { dealer: 'dealer:all', exposure: 20, events: 20 }, { dealer: 'dealer:one', exposure: 1, events: 1 }],
    'traces',
  );
  const of = (id: string) => points.find(({ dealer }) => dealer === id)!;
  expect(of('dealer:all').position).toBe('far-above');
  expect(of('dealer:one').position).toBe('within');
  expect(of('dealer:all').limits.high998).toBeLessThan(20);
  for (const { limits, exposure } of points) {
    expect(limits.high998).toBeLessThanOrEqual(exposure);
    expect(limits.low998).toBeGreaterThanOrEqual(0);
  }
});

test('beside dealers who differ by chance alone, most with one or two, twenty of twenty lies far above', () => {
  const random = new Random('few each');
  const usual = Array.from({ length: 480 }, (_, at) => {
    const exposure = at < 270 ? 1 : at < 400 ? 2 : 3 + (at % 30);
    return { dealer: `dealer:${at}`, exposure, events: binomialDraw(random, exposure, 0.5) };
  });
  const { points, overDispersion } = dealerFunnel(
    [
      ...usual,
      { dealer: 'dealer:twenty', exposure: 20, events: 20 },
      { dealer: 'dealer:fifteen', exposure: 15, events: 15 },
    ],
    'traces',
  );
  expect(overDispersion).toBeLessThan(1.4);
  for (const id of ['dealer:twenty', 'dealer:fifteen'])
    expect(points.find(({ dealer }) => dealer === id)!.position).toBe('far-above');
});

function binomialDraw(random: Random, of: number, share: number): number {
  let count = 0;
  for (let at = 0; at < of; at++) if (random.chance(share)) count++;
  return count;
}

test('where dealers truly differ one lies outside by more than they do, as often as the limits say', () => {
  const random = new Random('differ');
  const counts = Array.from({ length: 2_000 }, (_, at) => {
    // A beta of 4.5 and 4.5: correlation one of ten between firearms of one dealer.
    const x = gammaDraw(random, 4.5);
    const own = x / (x + gammaDraw(random, 4.5));
    const exposure = 10 + (at % 60);
    return { dealer: `dealer:${at}`, exposure, events: binomialDraw(random, exposure, own) };
  });
  const { points, spread } = dealerFunnel(counts, 'traces');
  expect(spread).toBeGreaterThan(0.08);
  expect(spread).toBeLessThan(0.12);
  const outside = (far: string) => points.filter(({ position }) => position.startsWith(far)).length / points.length;
  expect(outside('far')).toBeLessThan(0.005);
  expect(1 - outside('within')).toBeLessThan(0.06);
});

test('leads and the funnel go by one rule: a firearm counts once, and a lead is of whoever lies far above', () => {
  const again = tracesTo(4, 1, 0)[0]!;
  const traces = [
    ...Array.from({ length: 40 }, (_, at) => tracesTo(10 + at, 4 + (at % 3), 5 - (at % 3))).flat(),
    ...tracesTo(2, 15, 0),
    ...tracesTo(3, 12, 6),
    ...Array.from({ length: 15 }, (_, at) => ({ ...again, traceNumber: `D4-again-${at}` })),
  ];
  const { funnel } = dealersAnswer(traces);
  const leads = findLeads(
    { traces, scores: new Map(), firearms: [], arrests: [], denials: [], vehicles: [] },
    leadSettingsDefault,
    {},
  );
  const told = leads.flatMap(({ kind, subject }) => (kind === 'dealer-fast-traces' ? [subject] : []));
  const far = funnel.points.flatMap(({ position, dealer }) => (position === 'far-above' ? [dealer] : []));
  expect(far).toEqual(['dealer:2']);
  expect(told).toEqual(far);
  expect(funnel.points.find(({ dealer }) => dealer === 'dealer:4')).toMatchObject({ events: 1, exposure: 1 });
});

function tracesTo(number: number, fast: number, slow: number) {
  return [...Array(fast).fill(100), ...Array(slow).fill(4_000)].map((days: number, at) =>
    madeTrace(`D${number}-${at}`, {
      ...soldAndRecovered('2020-01-01', days),
      dealer: madeDealer(number, { state: 'VA' }),
    }),
  );
}

test('the order is by what is known: many fast of many before one fast of one, and much business is no fault', () => {
  const traces = [
    ...tracesTo(1, 30, 5),
    ...tracesTo(2, 1, 0),
    ...tracesTo(3, 400, 600),
    ...Array.from({ length: 30 }, (_, at) => tracesTo(10 + at, 2 + (at % 5), 8 - (at % 5))).flat(),
  ];
  const order = () => ({ top: 1, draws: 1_000, random: new Random('ranks') });
  const ranks = dealerRanks(traces, order())!;
  expect(ranks[0]).toMatchObject({
    dealer: 'dealer:1',
    traces: 35,
    short: { numerator: 30, denominator: 35, unknown: 0 },
  });
  expect(ranks[0]!.posterior.low).toBeGreaterThan(0.5);
  expect(ranks[0]!.posterior.high).toBeLessThan(30 / 35 + 0.1);
  const of = (number: number) => ranks.find(({ dealer }) => dealer === `dealer:${number}`)!;
  expect(of(2).probabilityInTop).toBeLessThan(0.25);
  expect(of(3).probabilityInTop).toBeLessThan(0.01);
  // The order of the traces changes nothing.
  expect(dealerRanks(new Random('shuffled').shuffle([...traces]), order())).toEqual(ranks);
  expect(dealerRanks([madeTrace('T1')], order())).toBeNull();
});

test('years are counted by the day of the request, to the day three years, and reach the threshold given', () => {
  const asked = (requestedOn: string | null, days: number) => ({
    requestedOn,
    timeToCrime: { kind: 'computed' as const, days },
  });
  expect(
    demandLetterYears(
      [
        asked('2023-05-01', 1095),
        asked('2023-06-01', 1),
        asked('2023-06-02', 1096),
        asked('2024-01-01', 5),
        asked(null, 5),
      ],
      2,
    ),
  ).toEqual([
    { year: 2023, shortTraces: 2, reached: true },
    { year: 2024, shortTraces: 1, reached: false },
  ]);
});

test("the advocates' score grows with what is sold", () => {
  const trace = madeTrace('T1', {
    ...soldAndRecovered('2024-01-01', 5),
    dealer: madeDealer(1, { state: 'VA' }),
    recovery: madePlace({ state: 'MD' }),
  });
  expect(advocatesScore([trace, madeTrace('T2')])).toBe(2 + 2 + 3);
});
