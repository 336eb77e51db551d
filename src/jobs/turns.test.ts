import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work runs one after another, also after work that failed', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const step = (name: string, milliseconds: number) => async () => {
    said.push(`${name} begins`);
    await sleep(milliseconds);
    said.push(`${name} ends`);
    if (name === 'b') throw new Error('b');
    return name;
  };
  const all = [turns.take(step('a', 20)), turns.take(step('b', 5)), turns.take(step('c', 1))];
  expect((await Promise.allSettled(all)).map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(said).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('who will not wait for the turn gets null, and its work is not done; who got it keeps it however long', async () => {
  const turns = new Turns();
  let done = 0;
  const slow = turns.takeWithin(20, async () => {
    await sleep(100);
    return 'slow';
  });
  const late = turns.takeWithin(20, async () => done++);
  expect(await late).toBeNull();
  expect(await slow).toBe('slow');
  expect(await turns.takeWithin(1000, async () => 'next')).toBe('next');
  expect(done).toBe(0);
  await expect(
    turns.takeWithin(1000, async () => {
      throw new Error('it failed');
    }),
  ).rejects.toThrow('it failed');
});
