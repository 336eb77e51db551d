import { expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { forecastPrior } from '../shot-likelihood.ts';
import { delayTo, pulseTable } from './pulse-table.ts';
import { againstChance, evidenceMin, shotEvidence } from './shot-evidence.ts';

const weather = { stillMps: 340, windEast: 0, windNorth: 0 };
const sensors = Array.from({ length: 4 }, (_, at) => ({
  id: `s${at}`,
  x: 500 * Math.cos(1.7 * at),
  y: 400 * Math.sin(1.7 * at),
}));

function tableOf(pulses: readonly { sensor: string; timeSeconds: number }[]) {
  const scene = { id: 'made', sensors, pulses };
  return pulseTable(scene, [...pulses.keys()], 0, { from: -8, until: 18 }, weather, forecastPrior);
}

const heardFrom = (x: number, y: number) => {
  const silent = tableOf([{ sensor: 's0', timeSeconds: 100 }]);
  return sensors.map(({ id }, s) => ({ sensor: id, timeSeconds: 1 + delayTo(silent, s, x, y, 0) }));
};

test('four sensors that agree are enough where they seldom hear something, and not where they hear it all the time', () => {
  const table = tableOf(heardFrom(30, 60));
  const evidence = (rate: number) => shotEvidence(table, 30, 60, 1, new Float64Array(4).fill(rate));
  expect(evidence(0.02)).toBeGreaterThan(evidenceMin);
  expect(evidence(0.2)).toBeLessThan(evidenceMin);
  // Each sensor is a tenth as likely to have heard it by chance.
  expect(evidence(0.02) - evidence(0.2)).toBeCloseTo(4 * Math.log(10), 0);
});

test('who is silent although nearer speaks against a shot', () => {
  const heard = heardFrom(30, 60);
  const all = shotEvidence(tableOf(heard), 30, 60, 1, new Float64Array(4).fill(0.02));
  const away = sensors.map(({ x, y }) => Math.hypot(x - 30, y - 60));
  const nearest = away.indexOf(Math.min(...away));
  const without = tableOf(heard.filter((_, s) => s !== nearest));
  expect(shotEvidence(without, 30, 60, 1, new Float64Array(4).fill(0.02))).toBeLessThan(all - 7);
});

test('of pulses that came by chance the likelihood ratio is one in the mean, so that it exceeds L no oftener than once in L', () => {
  const random = new Random('shot-evidence');
  const rate = 20;
  const pulses = sensors.flatMap(({ id }) => {
    const own: { sensor: string; timeSeconds: number }[] = [];
    for (let time = random.exponential(1 / rate); time < 2000; time += random.exponential(1 / rate))
      own.push({ sensor: id, timeSeconds: time });
    return own;
  });
  const table = tableOf(pulses);
  table.burst.fill(0);
  const rates = new Float64Array(4).fill(rate);
  const asked = 4_000;
  let sum = 0;
  for (let at = 0; at < asked; at++) sum += Math.exp(againstChance(table, 30, 60, 5 + 0.497 * at, rates).ratioLog);
  expect(Math.abs(sum / asked - 1)).toBeLessThan(0.1);
});
