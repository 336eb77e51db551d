import { expect, test } from 'vitest';
import { expectFollowedAnswers } from './followed-links.ts';

test('the graph that follows the store answers as the store does, while files come in and people judge', async () => {
  const order = { seed: 5, scale: 0.01, filesLater: 9, busyQuestions: 60, quietQuestions: 60 };
  const { asked, fromMemory, telling, judged } = await expectFollowedAnswers(order);
  process.stdout.write(`${JSON.stringify({ asked, fromMemory, telling, judged })}\n`);
  expect(asked).toBeGreaterThan(60);
  expect(fromMemory).toBeGreaterThan(asked / 2);
  expect(telling).toBeGreaterThan(asked / 5);
  expect(judged).toBeGreaterThan(5);
});
