import { expect, test } from 'vitest';
import { pairsAlong, readPair, stepBy, stepsOf, writePair } from './pair-question.ts';

test('two ends and how many ways read back as they were written, and strange numbers are the usual one', () => {
  expect(readPair('person:1~firearm:2')).toEqual({ from: 'person:1', to: 'firearm:2', ways: 5 });
  for (const text of ['person:1~firearm:2', 'person:1~firearm:2~20']) expect(writePair(readPair(text))).toBe(text);
  for (const ways of ['0', '21', '2.5', 'many']) expect(readPair(`person:1~firearm:2~${ways}`).ways).toBe(5);
});

test('the keys go through the ways of all pairs in turn, and round about', () => {
  const steps = stepsOf([
    { from: 'person:1', to: 'firearm:2', paths: [[], []] },
    { from: 'person:1', to: 'dealer:3', paths: [] },
    { from: 'place:4', to: 'person:1', paths: [[]] },
  ]);
  const all = ['person:1~firearm:2~1', 'person:1~firearm:2~2', 'place:4~person:1~1'];
  let at: string | undefined;
  for (const expected of [...all, all[0]]) expect((at = stepBy(steps, at, 1))).toBe(expected);
  expect(stepBy(steps, at, -1)).toBe(all[2]);
  expect(stepBy(steps, undefined, -1)).toBe(all[2]);
  expect(stepBy([], at, 1)).toBeUndefined();
});

test('the lines along a way are those of its steps, whichever end comes first', () => {
  expect(pairsAlong(['person:9', 'firearm:2', 'dealer:3'])).toEqual(['firearm:2~person:9', 'dealer:3~firearm:2']);
});
