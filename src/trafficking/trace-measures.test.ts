import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { Random } from '../stats/random.ts';
import { changingCorridors } from './changing-corridors.ts';
import { timeToCrimeTable } from './time-to-crime-bins.ts';
import { traceMeasures, tracesProper } from './trace-measures.ts';

test('each time is in one bin, and those without one are counted by why', () => {
  const lengths = [0, 90, 91, 212, 213, 364, 365, 729, 730, 1094, 1095, 9_000];
  const table = timeToCrimeTable([
    ...lengths.map((days, at) => madeTrace(`T${at}`, soldAndRecovered('2000-01-01', days))),
    madeTrace('T90'),
    madeTrace('T91', {
      timeToCrime: { kind: 'undetermined', why: 'sources differ on the first retail sale: 2020-01-01, 2020-02-01' },
    }),
    madeTrace('T92', {
      timeToCrime: { kind: 'undetermined', why: 'sources differ on the first retail sale: 2021-01-01, 2021-02-01' },
    }),
  ]);
  expect(table.bins.map(({ traces }) => traces)).toEqual([2, 2, 2, 2, 2, 2]);
  expect(table.known).toBe(12);
  expect(table.undetermined).toEqual([
    { why: 'sources differ on the first retail sale', traces: 2 },
    { why: 'the first retail sale is not recorded', traces: 1 },
  ]);
  expect(table.short).toEqual({ numerator: 10, denominator: 12, unknown: 3 });
  expect(table.medianDays).toBe((364 + 365) / 2);
});

test('every share names what is not known, and parts add up to the traces', () => {
  const traces = [
    madeTrace('T1', {
      dealer: madeDealer(1, { state: 'VA' }),
      recovery: madePlace({ state: 'MD' }),
      multipleSale: true,
    }),
    madeTrace('T2', {
      dealer: madeDealer(2, { state: 'MD', inCity: true, county: '24510' }),
      recovery: madePlace({ state: 'MD', county: '24510' }),
    }),
    madeTrace('T3', { purchaser: madePerson(1), obliterated: true }),
    madeTrace('T4', { completion: 'C_DUPLICATE' }),
    madeTrace('T5', {
      completion: 'C_GOVT_OR_LE',
      dealer: madeDealer(1, { state: 'DC' }),
      recovery: madePlace({ state: 'MD' }),
    }),
  ];
  const found = traceMeasures(traces);
  expect(found.traces).toBe(4);
  expect(found.outOfState).toEqual({ numerator: 1, denominator: 2, unknown: 1 });
  // Another state is outside the city, whatever its coordinates.
  expect(found.outOfCity).toEqual({ numerator: 1, denominator: 2, unknown: 1 });
  expect(found.sameCounty).toEqual({ numerator: 1, denominator: 1, unknown: 2 });
  expect(found.purchaserIsPossessorLoose).toEqual({ numerator: 0, denominator: 0, unknown: 4 });
  for (const [name, share] of Object.entries(found))
    if (typeof share !== 'number') expect([3, 4], name).toContain(share.denominator + share.unknown);
  expect(tracesProper(traces).map(({ traceNumber }) => traceNumber)).toEqual(['T1', 'T2', 'T3', 'T5']);
});

const made = (seed: string, rates: readonly number[], lately: readonly number[]) => {
  const random = new Random(seed);
  return rates.map((rate, at) => ({
    id: `S${String(at).padStart(2, '0')}`,
    months: Array.from({ length: 36 }, (_, month) => random.poisson(month < 30 ? rate : lately[at]!)),
  }));
};

test('a corridor that doubled is found, and in worlds without change few are', () => {
  const rates = Array.from({ length: 40 }, (_, at) => 1 + at);
  const changed = changingCorridors(
    made(
      'changed',
      rates,
      rates.map((rate, at) => (at === 20 ? 2.2 * rate : rate)),
    ),
  );
  expect(changed[0]).toMatchObject({ id: 'S20', direction: 'more' });
  expect(changed[0]!.falseDiscoveryRate).toBeLessThan(0.01);
  const worlds = Array.from({ length: 200 }, (_, at) => changingCorridors(made(`still ${at}`, rates, rates)));
  const withAny = worlds.filter((each) => each.some(({ falseDiscoveryRate }) => falseDiscoveryRate < 0.05)).length;
  expect(withAny).toBeLessThan(20);
});

test('where nothing changes hardly anywhere is one told, however short the time before', () => {
  const rates = [40, 15, 10, 8, 6, 5, 4, 3, 3, 2, 2, 1.5, 1, 1, 1, 0.5, 0.5, 0.5, 0.3, 0.3, 0.2, 0.2, 0.1, 0.1];
  for (const months of [7, 8, 10, 12, 18, 24, 36]) {
    const random = new Random(`still for ${months}`);
    const towns = 150;
    let withAny = 0;
    for (let town = 0; town < towns; town++) {
      const corridors = rates.map((rate, at) => ({
        id: `S${at}`,
        months: Array.from({ length: months }, () => random.poisson(rate)),
      }));
      if (changingCorridors(corridors).some(({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.1)) withAny++;
    }
    // One of ten towns, and what chance adds to 150 of them: 15 and 8.
    expect(withAny, `${months} months`).toBeLessThan(24);
  }
}, 60_000);

test('with half a year before it a source that comes two and a half times as often is found', () => {
  const random = new Random('short before');
  let found = 0;
  for (let town = 0; town < 40; town++) {
    const corridors = [40, 15, 8, 5, 3, 2, 1, 1, 0.5, 0.2].map((rate, at) => ({
      id: `S${at}`,
      months: Array.from({ length: 12 }, (_, month) => random.poisson(at === 2 && month >= 6 ? 2.5 * rate : rate)),
    }));
    const [first] = changingCorridors(corridors);
    if (first!.id === 'S2' && first!.direction === 'more' && first!.falseDiscoveryRate <= 0.1) found++;
  }
  expect(found).toBeGreaterThan(32);
});

test('when all grow alike no corridor changes, and short histories say nothing', () => {
  const rates = Array.from({ length: 20 }, () => 10);
  const all = changingCorridors(
    made(
      'all',
      rates,
      rates.map((rate) => 3 * rate),
    ),
  );
  expect(all.filter(({ falseDiscoveryRate }) => falseDiscoveryRate < 0.05)).toEqual([]);
  expect(changingCorridors([{ id: 'S00', months: [1, 2, 3] }])).toEqual([]);
  expect(changingCorridors([])).toEqual([]);
});

test('the order of traces changes no measure', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 5, 100, 2_000, 9_000], { minLength: 5 }), (lengths) => {
      const table = timeToCrimeTable(
        lengths.map((days) => madeTrace(`T${days}`, soldAndRecovered('2000-01-01', days))),
      );
      expect([table.meanDays, table.medianDays]).toEqual([2221, 100]);
    }),
  );
});
