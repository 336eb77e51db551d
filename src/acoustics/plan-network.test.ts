import { expect, test } from 'vitest';
import { planNetwork } from './plan-network.ts';

const grid = (columns: number, rows: number, apart: number) =>
  Array.from({ length: columns * rows }, (_, at) => ({
    x: ((at % columns) + 0.5) * apart,
    y: (Math.floor(at / columns) + 0.5) * apart,
  }));
const area = { widthMeters: 2000, heightMeters: 2000, seed: 'test' };

test('a dense network locates nearly every shot within 25 m, and its ellipses hold them', () => {
  const { trial, located, draws, coveredSquares, sensors } = planNetwork({ sensors: grid(6, 6, 333), ...area });
  expect(coveredSquares.denominator).toBe(located.length);
  expect(trial.located.numerator / trial.shots).toBeGreaterThan(0.9);
  expect(trial.within25.numerator / trial.within25.denominator).toBeGreaterThan(0.9);
  expect(trial.inEllipse.numerator / trial.inEllipse.denominator).toBeGreaterThan(0.9);
  expect(located.every((count) => count <= draws)).toBe(true);
  expect(sensors).toHaveLength(36);
});

test('fewer sensors locate fewer shots, err by more, and each of them matters more', () => {
  const many = planNetwork({ sensors: grid(6, 6, 333), ...area });
  const few = planNetwork({ sensors: grid(3, 3, 667), ...area });
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, each) => all + (each ?? 0), 0);
  expect(sum(few.located)).toBeLessThan(sum(many.located));
  expect(few.trial.medianMeters!).toBeGreaterThan(many.trial.medianMeters!);
  expect(sum(few.sensors.map((each) => each.lostSquareMeters)) / 9).toBeGreaterThan(
    sum(many.sensors.map((each) => each.lostSquareMeters)) / 36,
  );
});

test('a sensor that stands where another does adds least', () => {
  const sensors = [...grid(4, 4, 500), { x: 752, y: 752 }, { x: 754, y: 754 }];
  const { sensors: added } = planNetwork({ sensors, ...area });
  const least = added
    .map((each, at) => ({ ...each, at }))
    .toSorted((a, b) => a.lostSquareMeters - b.lostSquareMeters || a.growthMeters! - b.growthMeters!);
  const beside = sensors.flatMap(({ x, y }, at) => (Math.hypot(x - 752, y - 752) < 10 ? [at] : []));
  expect(least.slice(0, 6).filter(({ at }) => beside.includes(at)).length).toBeGreaterThanOrEqual(2);
});

test('none, too few, and sensors on a line locate nothing', () => {
  for (const sensors of [[], grid(3, 1, 500), Array.from({ length: 8 }, (_, at) => ({ x: 250 * at, y: 1000 }))]) {
    const { located, trial, coveredSquares } = planNetwork({ sensors, ...area });
    expect(trial.located.numerator).toBe(0);
    expect(located.every((count) => count === 0)).toBe(true);
    expect(coveredSquares.numerator).toBeLessThanOrEqual(coveredSquares.denominator);
  }
});

test('of sensors on a street and one beside it the one is needed everywhere, and what the map says the trial bears out', () => {
  const street = Array.from({ length: 9 }, (_, at) => ({ x: 250 * at, y: 1000 }));
  const plan = planNetwork({ sensors: [...street, { x: 1000, y: 1400 }], ...area });
  const [needed] = plan.sensors.slice(-1);
  const heard = plan.located.reduce((sum, count) => sum + count, 0) / plan.draws;
  expect(heard).toBeGreaterThan(50);
  // Whoever takes it away has a line.
  expect(needed!.lostSquareMeters).toBe(Math.round(heard * plan.squareMeters));
  const located = heard / plan.located.length;
  expect(Math.abs(plan.trial.located.numerator / plan.trial.shots - located)).toBeLessThan(0.15);
});

test('the same layout gives the same forecast', () => {
  const sensors = grid(3, 3, 667);
  expect(planNetwork({ sensors, ...area })).toEqual(planNetwork({ sensors, ...area }));
});
