import { expect, test } from 'vitest';
import { en } from '../frame/messages.en.ts';
import { makeWords } from '../frame/words.tsx';
import { timeText } from './time-filter.tsx';

const { say } = makeWords('en', en);

test.each([
  [undefined, undefined, 'all time'],
  ['2020-01-01', undefined, 'from 2020-01-01 on'],
  [undefined, '2016-06-23', 'until 2016-06-23'],
  ['2016-06-23', '2020-01-01', '2016-06-23 to 2020-01-01'],
])('a time from %s to %s is said as it was chosen', (from, to, says) => {
  expect(timeText({ from, to }, say, (day) => day)).toBe(says);
});
