import { expect, test } from 'vitest';
import { drawnTies } from './drawn-ties.ts';

const everyTie = (rows: number) =>
  Array.from({ length: rows }, (_, a) =>
    Array.from({ length: rows - a - 1 }, (_unused, at) => {
      const b = a + at + 1;
      return {
        a: `${a + 1}-0`,
        b: `${b + 1}-0`,
        bits: (a * 7 + b * 3) % 20,
        key: (a + b) % 5 === 0 ? 'same address' : null,
        judged: a === 0 && b === rows - 1 ? 'same' : null,
      };
    }),
  ).flat();

test('few ties are all drawn', () => {
  expect(drawnTies(everyTie(5), 5)).toHaveLength(10);
});

test('of many, every row keeps some, what people judged is kept, and there is no tangle', () => {
  const ties = everyTie(200);
  const drawn = drawnTies(ties, 200);
  expect(drawn.length).toBeLessThan(1_000);
  expect(drawn.filter((tie) => tie.judged === 'same')).toHaveLength(1);
  const named = new Set(drawn.flatMap((tie) => [tie.a, tie.b]));
  expect(named.size).toBe(200);
});
