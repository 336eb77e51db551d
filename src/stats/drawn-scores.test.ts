import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnScores } from './drawn-scores.ts';

const nobody = { score: 2, of: 0 };

test("with one score it is Fisher's test of the lady tasting tea", () => {
  // Eight cups, four of them with the milk first; she names four: 16 + 1 of 70 ways have three or more right.
  const cups = [{ score: 1, of: 4 }, { ...nobody }, { ...nobody }] as const;
  expect(drawnScores(cups, { without: 4, drawn: 4, sum: 3 }).atLeast).toBeCloseTo(17 / 70, 12);
  expect(drawnScores(cups, { without: 4, drawn: 4, sum: 4 }).atLeast).toBeCloseTo(1 / 70, 12);
  expect(drawnScores(cups, { without: 4, drawn: 4, sum: 0 }).atMost).toBeCloseTo(1 / 70, 12);
});

test('tails are counts of all ways to draw', () => {
  const few = fc.nat(3);
  fc.assert(
    fc.property(few, few, few, few, fc.nat(12), fc.nat(40), (a, b, c, without, some, sum) => {
      const scores = [a, b, c, without].flatMap((of, at) => new Array<number>(of).fill([5, 3, 2, 0][at]!));
      const drawn = Math.min(some, scores.length);
      let [ways, atLeast, atMost] = [0, 0, 0];
      for (let mask = 0; mask < 2 ** scores.length; mask++) {
        const chosen = scores.filter((_, at) => mask & (1 << at));
        if (chosen.length !== drawn) continue;
        const reached = chosen.reduce((total, each) => total + each, 0);
        ways++;
        if (reached >= sum) atLeast++;
        if (reached <= sum) atMost++;
      }
      const found = drawnScores(
        [
          { score: 5, of: a },
          { score: 3, of: b },
          { score: 2, of: c },
        ],
        { without, drawn, sum },
      );
      expect(found.atLeast).toBeCloseTo(atLeast / ways, 10);
      expect(found.atMost).toBeCloseTo(atMost / ways, 10);
    }),
    { numRuns: 60 },
  );
});
