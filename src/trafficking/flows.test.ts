import { expect, test } from 'vitest';
import { madeDealer, madePlace, madeTrace } from '../../test/made-traces.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { Random } from '../stats/random.ts';
import { comparePublished } from './compare-published.ts';
import { sourceFlows } from './source-flows.ts';

let number = 0;
const from = (state: string | null, recoveredOn: string | null, count = 1, more: Partial<TraceFacts> = {}) =>
  Array.from({ length: count }, () =>
    madeTrace(`T${++number}`, {
      recoveredOn,
      recovery: madePlace({ state: 'MD' }),
      dealer: state === null ? null : madeDealer(1, { state, county: state === 'VA' ? '51059' : null }),
      ...more,
    }),
  );

test('quarters stand in order without a gap, with what has no source and what had no retail sale beside the rows', () => {
  const flows = sourceFlows(
    [
      ...from('VA', '2023-11-01', 2),
      ...from('MD', '2024-05-01'),
      ...from(null, '2024-05-01', 3),
      ...from('PA', '2024-06-30', 1, { completion: 'C_GOVT_OR_LE' }),
      ...from('VA', null),
    ],
    'quarter',
  );
  expect(flows.columns).toEqual([
    { key: '2023-Q4', firearms: 2, unknown: 0, governments: 0 },
    { key: '2024-Q1', firearms: 0, unknown: 0, governments: 0 },
    { key: '2024-Q2', firearms: 1, unknown: 3, governments: 1 },
    { key: 'none', firearms: 1, unknown: 0, governments: 0 },
  ]);
  expect(flows.rows).toEqual([
    {
      state: 'VA',
      share: { numerator: 3, denominator: 4, unknown: 3 },
      counts: [2, 0, 0, 1],
      counties: [{ county: '51059', firearms: 3, counts: [2, 0, 0, 1] }],
    },
    {
      state: 'MD',
      share: { numerator: 1, denominator: 4, unknown: 3 },
      counts: [0, 0, 1, 0],
      counties: [{ county: null, firearms: 1, counts: [0, 0, 1, 0] }],
    },
  ]);
  expect([flows.sourceKnown, flows.governments]).toEqual([{ numerator: 4, denominator: 7, unknown: 0 }, 1]);
});

test('told by the district of shootings a firearm stands in each it is tied to, and unknowns beside: not the district it was recovered in', () => {
  const tied = (incidentDistricts: string[]) => ({ shootings: { hits: 1, leads: 0 }, incidentDistricts });
  const traces = [
    ...from('VA', '2024-01-01', 1, { recoveryDistrict: 'Central', ...tied(['Eastern', 'Western']) }),
    ...from('VA', '2024-01-01', 2, { recoveryDistrict: 'Central', ...tied(['Eastern']) }),
    ...from('PA', '2024-01-01', 1, { recoveryDistrict: 'Central', ...tied([]) }),
    ...from('PA', '2024-01-01', 4, { recoveryDistrict: 'Eastern' }),
  ];
  const of = (by: 'district' | 'incident-district') => {
    const { columns, several } = sourceFlows(traces, by);
    return [columns.map(({ key, firearms }) => `${key} ${firearms}`), several];
  };
  expect(of('incident-district')).toEqual([['Eastern 3', 'Western 1', 'untied 4', 'none 1'], 1]);
  expect(of('district')).toEqual([['Central 4', 'Eastern 4'], 0]);
});

test('the first corridors are of other states alone, with numerator, denominator and what is not known, over all and in each column', () => {
  const { corridors } = sourceFlows(
    [
      ...from('MD', '2023-01-01', 10),
      ...from('VA', '2023-01-01', 6),
      ...from('VA', '2024-01-01', 2),
      ...from('PA', '2024-01-01', 3),
      ...from('GA', '2024-01-01', 1),
      ...from(null, '2024-01-01', 5),
    ],
    'year',
  );
  const [one, three] = corridors;
  expect(corridors.map(({ top, states }) => [top, states])).toEqual([
    [1, ['VA']],
    [3, ['VA', 'PA', 'GA']],
  ]);
  expect(one!.ofOthers).toEqual({ numerator: 8, denominator: 12, unknown: 5 });
  expect(one!.ofAll).toEqual({ numerator: 8, denominator: 22, unknown: 5 });
  expect(one!.columns.map(({ key, share }) => [key, share])).toEqual([
    ['2023', { numerator: 6, denominator: 6, unknown: 0 }],
    ['2024', { numerator: 2, denominator: 6, unknown: 5 }],
  ]);
  // All six of six drawn from twelve of which eight are from Virginia: 28 of 924, twice.
  expect(one!.columns[0]).toMatchObject({ expected: 4, low: 2, high: 6, direction: 'more', told: true });
  expect(one!.columns[0]!.falseDiscoveryRate).toBeCloseTo((2 * 28) / 924, 9);
  expect(three!.ofOthers).toEqual({ numerator: 12, denominator: 12, unknown: 5 });
  expect(three!.columns.every(({ told }) => !told)).toBe(true);
});

test('where nothing changes hardly any town has a column told, whatever states came first', () => {
  const towns = 200;
  const random = new Random('towns in which nothing changes');
  const states = ['VA', 'PA', 'GA', 'NC', 'SC', 'FL', 'WV', 'TX', 'OH', 'NY'];
  let told = 0;
  for (let town = 0; town < towns; town++) {
    const traces = Array.from({ length: 240 }, (_, at) =>
      madeTrace(`T${at + 1}`, {
        recoveredOn: `20${17 + (at % 8)}-01-01`,
        recovery: madePlace({ state: 'MD' }),
        dealer: madeDealer(1, { state: states[Math.floor(random.next() ** 2 * states.length)]! }),
      }),
    );
    const three = sourceFlows(traces, 'year').corridors.find(({ top }) => top === 3)!;
    if (three.columns.some((column) => column.told)) told++;
  }
  console.log(`${told} of ${towns} towns in which nothing changes have a column told`);
  expect(told / towns).toBeLessThanOrEqual(0.1);
});

const published = [
  { year: 2014, source: 'MD', firearms: 2_871 },
  { year: 2014, source: 'VA', firearms: 533 },
  { year: 2014, source: 'PA', firearms: 309 },
  { year: 2014, source: 'WV', firearms: 1_366 },
  { year: 2013, source: 'MD', firearms: 10 },
  { year: 2014, source: 'GU', firearms: 0 },
];

test('own sources stand beside those of the state for the same year, and a difference is by the exact draw from its counts', () => {
  const traces = [
    ...from('MD', '2014-03-01', 30),
    ...from('VA', '2014-03-01', 40),
    ...from('PA', '2014-12-31', 6),
    ...from('WV', '2014-03-01', 20),
    ...from('WV', null, 1, { requestedOn: '2014-07-01' }),
    ...from(null, '2014-03-01', 7),
    ...from('VA', '2014-03-01', 4, { completion: 'C_GOVT_OR_LE' }),
    ...from('VA', '2014-03-01', 2, { recovery: madePlace({ state: 'VA' }) }),
    ...from('VA', '2015-03-01', 9),
  ];
  const answer = comparePublished({ traces, state: 'MD', published });
  expect(answer).toMatchObject({ state: 'MD', published: [2014, 2013], own: [2015, 2014], year: 2014 });
  const { rows, ...of } = answer.comparison!;
  expect(of).toMatchObject({ drawnFrom: 'published', governments: 4, elsewhere: 2 });
  expect(rows.map(({ source }) => source)).toEqual(['MD', 'WV', 'VA', 'PA']);
  const virginia = rows.find(({ source }) => source === 'VA')!;
  expect(virginia.own).toEqual({ numerator: 40, denominator: 97, unknown: 7 });
  expect(virginia.published).toEqual({ numerator: 533, denominator: 5_079, unknown: null });
  expect(virginia.expected).toBeCloseTo((97 * 533) / 5_079, 9);
  expect(virginia).toMatchObject({ direction: 'more', told: true });
  expect(rows.find(({ source }) => source === 'PA')).toMatchObject({ told: false });
  expect(rows.find(({ source }) => source === 'MD')).toMatchObject({ direction: 'fewer', told: true });
});

test('own counts above those of ATF are not among them: both are drawn from, and it is said; what cannot be compared is not', () => {
  const traces = from('PA', '2014-03-01', 310);
  expect(comparePublished({ traces, state: 'MD', published }).comparison).toMatchObject({ drawnFrom: 'both' });
  const nothing = { year: null, comparison: null };
  expect(comparePublished({ traces, state: 'MD', published, year: 2013 })).toMatchObject(nothing);
  expect(comparePublished({ traces, state: 'MD', published: [] })).toMatchObject({ published: [], ...nothing });
  expect(comparePublished({ traces, state: null, published })).toMatchObject({ state: null, own: [], ...nothing });
});
