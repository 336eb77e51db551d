import { expect, test } from 'vitest';
import { expectFollowedAnswers } from '../conformance/followed-links.ts';

test('the graph that follows the store answers 1,000 random questions as the store does', async () => {
  const order = { seed: 17, scale: 0.05, filesLater: 36, busyQuestions: 500, quietQuestions: 700 };
  const { asked, fromMemory, telling } = await expectFollowedAnswers(order);
  process.stdout.write(`${JSON.stringify({ asked, fromMemory, telling })}\n`);
  expect(asked).toBeGreaterThanOrEqual(1000);
  expect(fromMemory).toBeGreaterThan(asked / 2);
});
