import { expect, test } from 'vitest';

import { Random } from './random.ts';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

test('the same label gives the same numbers and another label gives others', () => {
  expect(draw(new Random('a'), 5)).toEqual(draw(new Random('a'), 5));
  expect(draw(new Random('a'), 5)).not.toEqual(draw(new Random('b'), 5));
});

test('the stream is the one fixed when the generator was written', () => {
  const random = new Random('town/1');
  expect([random.between(0, 999_999), random.between(0, 999_999), random.between(0, 999_999)]).toEqual([
    572_410, 451_520, 765_765,
  ]);
});

test('taking a fork does not move the stream it is taken from', () => {
  const plain = new Random('a');
  const forked = new Random('a');
  forked.fork('b').next();
  expect(draw(forked, 5)).toEqual(draw(plain, 5));
});

test('uniform, normal, exponential and Poisson draws have their means', () => {
  const random = new Random('means');
  const mean = (one: () => number): number => {
    let sum = 0;
    for (let i = 0; i < 20_000; i++) sum += one();
    return sum / 20_000;
  };
  expect(mean(() => random.next())).toBeCloseTo(0.5, 1);
  expect(mean(() => random.normal(3, 2))).toBeCloseTo(3, 0);
  expect(Math.abs(mean(() => random.exponential(7)) - 7)).toBeLessThan(0.25);
  expect(Math.abs(mean(() => random.poisson(4)) - 4)).toBeLessThan(0.1);
  expect(Math.abs(mean(() => random.poisson(100)) - 100)).toBeLessThan(0.5);
});
