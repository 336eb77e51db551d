import { expect, test } from 'vitest';
import { expectStoredAnswers } from './stored-links.ts';

test('PostgreSQL, and the graph in memory over it, answer as plain lists do, to the order and the cuts, on 150 random questions', async () => {
  const { asked, telling } = await expectStoredAnswers({ seed: 41, questions: 150 });
  expect(asked).toBe(150);
  expect(telling).toBeGreaterThan(asked * 0.4);
});
