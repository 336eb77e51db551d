import { expect, test } from 'vitest';
import { expectStoredAnswers } from '../conformance/stored-links.ts';

test('all drivers of the link graph answer alike on 1,000 random questions to each of three graphs', async () => {
  for (const seed of [7, 11, 13]) {
    const { asked } = await expectStoredAnswers({ seed, questions: 1000 });
    expect(asked).toBe(1000);
  }
});
