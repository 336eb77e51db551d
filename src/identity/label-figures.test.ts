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

test('a threshold is proposed where labels bear it out, and none where they are too few or say otherwise', () => {
  const good = Array.from({ length: 300 }, () => pair(6, true));
  const bad = Array.from({ length: 30 }, () => pair(3, false));
  expect(thresholdToPropose(labelFigures({ ...order, pairs: good }), 1)).toBe(1);
  expect(thresholdToPropose(labelFigures({ ...order, pairs: [...good, ...bad] }), 1)).toBe(4);
  expect(thresholdToPropose(labelFigures({ ...order, pairs: good.slice(0, 100) }), 1)).toBeNull();
  expect(suggestThreshold(labelFigures({ ...order, pairs: [...good, ...bad] }))).toEqual({
    acceptBits: 4,
    labels: 300,
  });
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
