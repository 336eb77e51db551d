import { expect, test } from 'vitest';
import { openedWords } from './opened-words.ts';
import { askedOf } from './use-opened.ts';

test('a list that names the period as empty is of all time, and says so; one that does not keeps the period', () => {
  const filter = { from: '2024-01-01', to: '2024-12-31', class: 'handgun', source: undefined };
  expect(askedOf(filter, 'sold=2021&days=0-365&from=&to=')).toEqual({
    class: 'handgun',
    sold: '2021',
    days: '0-365',
    source: undefined,
  });
  expect(askedOf(filter, 'source=VA')).toMatchObject({ from: '2024-01-01', to: '2024-12-31', source: 'VA' });
  const say = (key: string) => key;
  expect(openedWords('sold=2021&from=&to=', { say, sayIfKnown: say } as never)).toContain('trafficking.anyPeriod');
});
