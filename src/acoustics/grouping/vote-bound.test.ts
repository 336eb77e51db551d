import { expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { forecastPrior } from '../shot-likelihood.ts';
import { busyBetween, deadSeconds, pulseTable } from './pulse-table.ts';
import { createSensorsAbout } from './sensors-about.ts';
import { createVoteBound } from './vote-bound.ts';

const random = new Random('vote-bound.test');
const weather = { stillMps: 340, windEast: 3, windNorth: -2 };
const sensors = Array.from({ length: 12 }, (_, n) => ({
  id: `s${n}`,
  x: 3000 * random.next(),
  y: 3000 * random.next(),
}));
const pulses = Array.from({ length: 150 }, () => ({ sensor: random.pick(sensors).id, timeSeconds: 6 * random.next() }));
const listened = { from: 0, until: 6 };
const table = pulseTable({ id: 'made', sensors, pulses }, [...pulses.keys()], 0, listened, weather, forecastPrior);
for (let at = 0; at < table.taken.length; at += 7) table.taken[at] = 1;

test('sensors about a place are those within hearing, the nearest first, wherever was looked before', () => {
  const about = createSensorsAbout(table);
  for (let n = 0; n < 30; n++) {
    const [x, y] = [5000 * random.next() - 1000, 5000 * random.next() - 1000];
    about.look(x, y);
    about.order();
    const meters = Array.from({ length: table.sensors }, (_, s) => Math.hypot(table.x[s]! - x, table.y[s]! - y));
    const expected = [...meters.keys()].filter((s) => meters[s]! <= 2500).sort((a, b) => meters[a]! - meters[b]!);
    expect([...about.sensor.subarray(0, about.count)]).toEqual(expected);
  }
});

test.for([0.1, 0.05])('no window of a square is worth more than its bound, in bins of %d s', (binSeconds) => {
  const [width, heardLog, silentLog] = [0.4, 2, -0.8];
  const bound = createVoteBound(table, { width, heardLog, silentLog, binSeconds });
  bound.refresh(-1, 8);
  const about = createSensorsAbout(table);
  const best = new Float64Array(400);
  const first = Math.floor(-9 / binSeconds);
  let [worth, least] = [0, Infinity];
  for (let n = 0; n < 20; n++) {
    about.look(3000 * random.next(), 3000 * random.next());
    about.order();
    bound.bound(about, first, first + best.length, best);
    for (let start = -8; start < 6; start += 0.037) {
      let [score, most] = [0, 0];
      for (let at = 0; at < about.count; at++) {
        const s = about.sensor[at]!;
        const arrives = start + about.delay[at]!;
        const heard: number[] = [];
        for (let pulse = table.first[s]!; pulse < table.first[s + 1]!; pulse++)
          if (table.taken[pulse] === 0 && table.seconds[pulse]! >= arrives && table.seconds[pulse]! <= arrives + width)
            heard.push(Math.max(0.05, heardLog + table.weight[pulse]!));
        if (heard.length > 0) score += Math.max(...heard);
        else if (!busyBetween(table, s, arrives, arrives + width, 'a shot')) score += silentLog;
        most = Math.max(most, score);
      }
      worth = Math.max(worth, most);
      least = Math.min(least, best[Math.floor(start / binSeconds) - first]! - most);
    }
  }
  expect(least).toBeGreaterThanOrEqual(-1e-9);
  expect(worth).toBeGreaterThan(1);
});

test('a sensor is busy for as long as it is deaf after a sound: with anything, or with a shot only where it was one', () => {
  const taken = [...table.taken.keys()].find((at) => table.taken[at] === 1)!;
  const [s, time] = [table.sensorOf[taken]!, table.seconds[taken]!];
  expect(busyBetween(table, s, time + deadSeconds / 2, time + deadSeconds, 'a shot')).toBe(true);
  const free = [...table.taken.keys()].filter((at) => table.taken[at] === 0);
  for (const at of free)
    expect(busyBetween(table, table.sensorOf[at]!, table.seconds[at]!, table.seconds[at]! + 0.001, 'anything')).toBe(
      true,
    );
  expect(busyBetween(table, s, 100, 101, 'anything')).toBe(false);
});
