import { expect, test } from 'vitest';
import { figuresAt, labelFigures, suggestThreshold, thresholdToPropose, type LabelledPair } from './label-figures.ts';
import { weakestTie } from './weakest-tie.ts';

const pair = (bits: number, same: boolean, a = 0): LabelledPair => ({ a, b: a + 1, bits, same });
const order = { differentInAll: 50, acceptBits: 2.5, groupsOf: (record: number) => [`feed ${record % 2}`] };

test('pairs at or above a threshold are counted by whole bits, those never compared among the pairs of one', () => {
  const counts = labelFigures({
    ...order,
    pairs: [pair(9, true), pair(3, true), pair(2, false), pair(-Infinity, true)],
  });
  expect([counts.same, counts.different]).toEqual([3, 50]);
  expect(counts.byThreshold.find(({ bits }) => bits === 3)).toEqual({ bits: 3, same: 2, different: 0 });
  expect(counts.byThreshold.find(({ bits }) => bits === 2)).toEqual({ bits: 2, same: 2, different: 1 });
  expect(counts.figures[0]).toMatchObject({ by: 'all', same: 3, different: 1, joinedSame: 2, joinedDifferent: 0 });
});

test('figures at another threshold are those of that threshold', () => {
  const { figures } = labelFigures({ ...order, pairs: [pair(9, true), pair(3, true), pair(2, false)] });
  expect(figuresAt(figures, 2)[0]).toMatchObject({ joinedSame: 2, joinedDifferent: 1 });
  expect(figuresAt(figures, 8)[0]).toMatchObject({ joinedSame: 1, joinedDifferent: 0 });
  expect(figuresAt(figures, Infinity)[0]).toMatchObject({ joinedSame: 0, joinedDifferent: 0 });
});

const pairs = (bits: number, same: number, different = 0) =>
  Array.from({ length: same + different }, (_, at) => pair(bits + 0.5, at < same));
const all = (...of: readonly LabelledPair[][]) => [counted(...of)];
const counted = (...of: readonly LabelledPair[][]) => labelFigures({ ...order, pairs: of.flat() });

test('a line is borne out by the labelled pairs just above it, not by all above', () => {
  // Of 7,000 sure pairs and 243 at the line, 27 of these of two, 99.6 of 100 are of one in all, and 89 of 100 at the line.
  const easy = counted(pairs(12, 7000), pairs(-1, 216, 27));
  expect(easy.byThreshold.find(({ bits }) => bits === -1)).toEqual({ bits: -1, same: 7216, different: 27 });
  expect(suggestThreshold([easy])).toEqual({
    acceptBits: 12,
    labels: 7000,
    different: 0,
    toBits: 13,
    each: [{ labels: 7000, different: 0 }],
  });
  expect(thresholdToPropose([easy], 1)).toBe(12);
  // 381 of 381 is the least whole count whose lower bound is 99 of 100; two bits together have as many.
  expect(suggestThreshold(all(pairs(6, 381)))).toMatchObject({ acceptBits: 6, labels: 381 });
  expect(suggestThreshold(all(pairs(6, 380)))).toBeNull();
  expect(suggestThreshold(all(pairs(6, 200), pairs(5, 200)))).toMatchObject({
    acceptBits: 5,
    labels: 400,
    toBits: 7,
  });
  // Five bits apart they say nothing of each other.
  expect(suggestThreshold(all(pairs(10, 200), pairs(5, 200)))).toBeNull();
});

test('the first bit that labels speak against ends the search, whatever lies further down', () => {
  const top = pairs(10, 1000);
  expect(suggestThreshold(all(top, pairs(7, 500, 50), pairs(4, 1000)))?.acceptBits).toBe(10);
  expect(suggestThreshold(all(top, pairs(7, 500, 50)))?.acceptBits).toBe(10);
  // Few labels say nothing: what scores more is no less of one than a line below that is borne out. Nor are they a line themselves.
  expect(suggestThreshold(all(top, pairs(4, 19, 1), pairs(3, 1000)))?.acceptBits).toBe(3);
  expect(suggestThreshold(all(top, pairs(4, 19, 1), pairs(3, 900, 100)))?.acceptBits).toBe(10);
  // One pair of two among ten at the top speaks against nothing yet; two do.
  expect(suggestThreshold(all(pairs(15, 9, 1), top))?.acceptBits).toBe(10);
  expect(suggestThreshold(all(pairs(15, 8, 2), top))).toBeNull();
});

test('no line lies below what was labelled, nor at the lowest of the scale', () => {
  expect(suggestThreshold(all(pairs(6, 1000)))?.acceptBits).toBe(6);
  expect(suggestThreshold(all(pairs(-7, 1000), pairs(-8, 1000)))?.acceptBits).toBe(-7);
  expect(suggestThreshold(all(pairs(-8, 1000)))).toBeNull();
  expect(suggestThreshold(all())).toBeNull();
});

test('judgements move the line that numbers alone would set, up where they speak against it and down where they bear one out', () => {
  const numbers = counted(pairs(10, 1000), pairs(3, 1000));
  expect(suggestThreshold([numbers])?.acceptBits).toBe(3);
  // Among a thousand they would not be seen: of forty pairs people were asked about thirty are of two.
  const against = counted(pairs(3, 10, 30));
  expect(suggestThreshold([numbers, against])).toMatchObject({
    acceptBits: 10,
    each: [
      { labels: 1000, different: 0 },
      { labels: 0, different: 0 },
    ],
  });
  expect(thresholdToPropose([numbers, against], 1)).toBe(10);
  // What people judged lies lower than what bears numbers.
  const below = counted(pairs(1, 500, 2));
  expect(suggestThreshold([numbers, below])).toMatchObject({
    acceptBits: 1,
    labels: 1502,
    different: 2,
    each: [
      { labels: 1000, different: 0 },
      { labels: 502, different: 2 },
    ],
  });
  // Two hundred of each bear out together what neither does alone.
  const [half, other] = [counted(pairs(6, 200)), counted(pairs(6, 200))];
  expect([suggestThreshold([half]), suggestThreshold([other])]).toEqual([null, null]);
  expect(suggestThreshold([half, other])).toMatchObject({ acceptBits: 6, labels: 400 });
  // One judgement alone may be a slip.
  expect(suggestThreshold([numbers, counted(pairs(3, 4, 1))])?.acceptBits).toBe(3);
  expect(suggestThreshold([])).toBeNull();
});

test('the line first proposed is the usual one where labels bear it out or a lower one, the least borne out above it, or none', () => {
  expect(thresholdToPropose(all(pairs(6, 300), pairs(1, 300)), 1)).toBe(1);
  expect(thresholdToPropose(all(pairs(6, 300), pairs(-2, 300)), 1)).toBe(1);
  expect(thresholdToPropose(all(pairs(6, 300), pairs(3, 0, 30)), 1)).toBe(6);
  expect(thresholdToPropose(all(pairs(6, 100)), 1)).toBeNull();
});

test('a group comes apart first where the strongest tie across is weakest', () => {
  expect(weakestTie(1, [])).toBeNull();
  const ties = [
    { a: 0, b: 1, strength: 9 },
    { a: 1, b: 2, strength: 2 },
    { a: 0, b: 2, strength: 1 },
    { a: 2, b: 3, strength: 7 },
  ];
  expect(weakestTie(4, ties)).toEqual({ left: [0, 1], right: [2, 3], tie: { a: 1, b: 2, strength: 2 } });
  expect(weakestTie(3, [{ a: 0, b: 1, strength: 5 }])).toEqual({ left: [0, 1], right: [2], tie: null });
});
