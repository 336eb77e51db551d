import { expect, test } from 'vitest';
import { RecentAnswers } from './recent-answers.ts';

test('an answer is made once while it is among the last asked for; a failure is made again', async () => {
  const answers = new RecentAnswers<number>(2);
  let made = 0;
  const ask = (key: string) => answers.get(key, async () => ++made);
  expect(await Promise.all([ask('a'), ask('a')])).toEqual([1, 1]);
  expect(await ask('b')).toBe(2);
  expect(await ask('a')).toBe(1);
  expect(await ask('c')).toBe(3);
  // b was asked for longest ago.
  expect(await ask('a')).toBe(1);
  expect(await ask('b')).toBe(4);
  const failing = () => Promise.reject(new Error('torn'));
  await expect(answers.get('d', failing)).rejects.toThrow('torn');
  expect(await ask('d')).toBe(5);
});
