import { expect, test } from 'vitest';
import type { StateMap } from '../../../src/model/state-map.ts';
import { flowMarks, flowsUntil, namesWithRoom, nearBox, quartersOf } from './flow-layout.ts';

const map: StateMap = {
  width: 975,
  height: 610,
  states: [
    { code: 'VA', name: 'Virginia', outline: '', center: [800, 300] },
    { code: 'TX', name: 'Texas', outline: '', center: [450, 480] },
  ],
  counties: { '51059': [820, 280] },
  names: { '51059': 'Fairfax County, VA' },
  home: [830, 260],
};
const flow = (state: string, county: string | null, quarter: string | null, firearms: number) => ({
  state,
  county,
  quarter,
  firearms,
});
const flows = [
  flow('VA', '51059', '2023-Q4', 5),
  flow('VA', null, '2024-Q2', 2),
  flow('TX', null, '2024-Q4', 1),
  flow('VA', '51059', null, 1),
];

test('quarters run from the first to the last without a gap', () => {
  expect(quartersOf(flows)).toEqual(['2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4']);
  expect(quartersOf([flow('VA', null, null, 1)])).toEqual([]);
});

test('a year that ends with a quarter holds its four, and firearms of no known day are in none', () => {
  const of = (at: string | null) =>
    flowsUntil(flows, quartersOf(flows), at).reduce((sum, { firearms }) => sum + firearms, 0);
  expect([of('2024-Q3'), of('2024-Q4'), of(null)]).toEqual([7, 3, 9]);
});

test('by county what is known of the state alone stands apart, and nothing is lost', () => {
  expect(flowMarks(flows, map, 'county').map(({ id, firearms, stateOnly }) => [id, firearms, stateOnly])).toEqual([
    ['51059', 6, false],
    ['VA', 2, true],
    ['TX', 1, true],
  ]);
  expect(flowMarks(flows, map, 'state').map(({ id, firearms }) => [id, firearms])).toEqual([
    ['VA', 8],
    ['TX', 1],
  ]);
});

test('the part that is shown lies on the map and holds the agency', () => {
  const [x, y, width, height] = nearBox(flowMarks(flows, map, 'county'), map);
  expect(x >= 0 && y >= 0 && x + width <= 975 && y + height <= 610.001).toBe(true);
  expect(x < 830 && 830 < x + width && y < 260 && 260 < y + height).toBe(true);
  expect(nearBox([], map)).toEqual([0, 0, 975, 610]);
});

test('a name that would lie on another is left out, the first kept', () => {
  const marks = [
    { x: 0, y: 0, text: 'Virginia 8' },
    { x: 10, y: 4, text: 'Texas 1' },
    { x: 10, y: 30, text: 'Ohio 1' },
  ];
  expect(namesWithRoom(marks, { letter: 7, line: 16 }).map(({ text }) => text)).toEqual(['Virginia 8', 'Ohio 1']);
});
