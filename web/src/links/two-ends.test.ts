import { expect, test } from 'vitest';
import { isCompared, secondEnd } from './two-ends.ts';

test('a path has any two ends, a comparison two of one kind, and neither a link or one thing twice', () => {
  const path = { aim: 'path', from: 'person:1' } as const;
  const compare = { aim: 'compare', from: 'person:1' } as const;
  expect(['person:2', 'firearm:2', 'person:1', 'person:1~person:2', null].map((id) => secondEnd(path, id))).toEqual([
    'both',
    'both',
    'none',
    'none',
    'none',
  ]);
  expect(['person:2', 'firearm:2', 'person:1'].map((id) => secondEnd(compare, id))).toEqual([
    'both',
    'other-kind',
    'none',
  ]);
  expect(['person:1', 'dealer:1', 'place:1', 'vehicle:1', 'incident:1'].map(isCompared)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});
