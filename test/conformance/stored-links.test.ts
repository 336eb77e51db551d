import { expect, test } from 'vitest';
import { expectStoredAnswers } from './stored-links.ts';

test('PostgreSQL, and the graph in memory over it, answer as plain lists do, to the order and the cuts', async () => {
  const { asked, telling } = await expectStoredAnswers({ seed: 41, questions: 400, secondsMax: 60 });
  expect(asked).toBeGreaterThan(50);
  expect(telling).toBeGreaterThan(asked * 0.4);
});
